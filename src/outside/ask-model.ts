/**
 * The one contact with a language model: an OpenAI-compatible endpoint or Anthropic's, at the operator's own address.
 *
 * Each question goes through the egress door, to that address alone; a redirect is not followed; time, bytes, calls and
 * tokens are limited. An answer is taken only in the form that was asked for. A fault is a value in our words: nothing
 * the endpoint says reaches a log or a page. Every call is recorded, answers are kept by the hash of their question.
 */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import {
  APICallError,
  generateText,
  type LanguageModel,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
} from "ai";
import { z } from "zod";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { FetchFaultType } from "#terms/collecting.ts";
import type { ModelConfig } from "#terms/config.ts";
import type { AskModel, ModelFault, ModelFaultType, ModelQuestion } from "#terms/model.ts";
import { type Egress, openEgress } from "./fetch-document.ts";
import type { KeptAnswers } from "./keep-answers.ts";
import type { CallRecord, RecordCall } from "./record-calls.ts";

export interface ModelTools {
  readonly config: ModelConfig;
  readonly key: string | undefined;
  readonly kept: KeptAnswers;
  readonly record: RecordCall;
  readonly now: () => string;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenModel {
  readonly ask: AskModel;
  /** Closes connections. Call it when the run is over. */
  readonly close: () => Promise<void>;
}

/** The library prints warnings of its own; what is to be said is said by us. */
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

const mostAnswerBytes = 512 * 1024;
const mostAnswerTokens = 8_192;
/** Faults in a row after which the endpoint is left alone for the rest of the run. */
const mostFaults = 3;
const retryAfterMs = 500;
const retried = new Set<ModelFaultType>(["rate_limited", "server_error"]);

/** Thrown through the library and unwrapped from the error's causes: why the door gave no answer. */
class DoorFault extends Error {
  readonly type: ModelFaultType;
  constructor(type: ModelFaultType) {
    super(type);
    this.name = "DoorFault";
    this.type = type;
  }
}

const doorFaults: Readonly<Partial<Record<FetchFaultType, ModelFaultType>>> = {
  timeout: "timeout",
  too_large: "too_large",
  cancelled: "cancelled",
};

interface Traffic {
  bytes: number;
}

/** What the library calls `fetch`: the egress door, for one address and by POST alone. */
const fetchThroughDoor =
  (egress: Egress, config: ModelConfig, traffic: Traffic, signal: AbortSignal | undefined): typeof fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (init?.method !== "POST" || typeof init.body !== "string") throw new DoorFault("unreachable");
    const headers = Object.fromEntries(new Headers(init.headers));
    const answer = await egress.post(url, {
      ...{ headers, body: init.body, timeoutMs: config.timeoutMs, maxBytes: mostAnswerBytes, signal },
    });
    if (!answer.ok) throw new DoorFault(doorFaults[answer.error.type] ?? "unreachable");
    const { status, bytes } = answer.value;
    traffic.bytes += bytes.length;
    if (status >= 300 && status < 400) throw new DoorFault("redirected");
    const body = status === 204 || status === 205 ? null : Buffer.from(bytes);
    return new Response(body, {
      status: status < 200 ? 502 : status,
      headers: { "content-type": answer.value.headers.get("content-type") ?? "application/json" },
    });
  };

/** Always an object made with the operator's address; a model given as a string would go to the vendor's gateway. */
const modelOf = ({ config, key }: ModelTools, through: typeof fetch): LanguageModel => {
  if (config.provider === "anthropic")
    return createAnthropic({ baseURL: config.baseUrl, apiKey: key ?? "none", fetch: through })(config.name);
  return createOpenAICompatible({
    name: "model",
    baseURL: config.baseUrl,
    fetch: through,
    supportsStructuredOutputs: config.structuredOutput,
    ...(key === undefined ? {} : { apiKey: key }),
  })(config.name);
};

const faultOfStatus = (status: number | undefined): ModelFaultType => {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 429) return "rate_limited";
  if (status !== undefined && status >= 500) return "server_error";
  return "bad_answer";
};

const causesOf = (error: unknown): unknown[] => {
  const causes: unknown[] = [];
  for (
    let at = error;
    at !== undefined && at !== null && causes.length < 8;
    at = at instanceof Error ? at.cause : undefined
  )
    causes.push(at);
  return causes;
};

const faultOf = (error: unknown): ModelFaultType => {
  const causes = causesOf(error);
  const door = causes.find((cause) => cause instanceof DoorFault);
  if (door !== undefined) return door.type;
  const call = causes.find((cause) => APICallError.isInstance(cause));
  if (call !== undefined) return call.statusCode === 200 ? "bad_answer" : faultOfStatus(call.statusCode);
  if (causes.some((cause) => NoObjectGeneratedError.isInstance(cause) || NoOutputGeneratedError.isInstance(cause)))
    return "bad_answer";
  return causes.some((cause) => cause instanceof Error && cause.name === "AbortError") ? "cancelled" : "bad_answer";
};

const words: Readonly<Record<ModelFaultType, string>> = {
  budget: "The calls or tokens that one edition may use are used up.",
  timeout: "Expected an answer within the time limit but it was not complete by then.",
  too_large: `Expected an answer of at most ${mostAnswerBytes / 1024} KiB but there was more.`,
  unreachable: "Expected the endpoint to answer but it could not be reached.",
  redirected: "Expected an answer but the endpoint leads elsewhere; that is not followed.",
  unauthorised: "The endpoint does not accept the key.",
  rate_limited: "The endpoint asks to be called less often.",
  server_error: "The endpoint reports a fault of its own.",
  bad_answer: "Expected an answer in the form that was asked for but found another.",
  cancelled: "The run was stopped.",
};
const fault = (type: ModelFaultType): ModelFault => ({ type, message: words[type] });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const count = (tokens: number | undefined, bytes: number): number =>
  tokens === undefined || !Number.isFinite(tokens) || tokens < 0 ? Math.ceil(bytes / 3) : tokens;

interface Spent {
  calls: number;
  tokens: number;
  faultsInRow: number;
}

interface Called<T> {
  readonly result: Result<T, ModelFault>;
  readonly answerBytes: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

const callOnce = async <T>(tools: ModelTools, egress: Egress, question: ModelQuestion<T>): Promise<Called<T>> => {
  const { config, signal } = tools;
  const traffic = { bytes: 0 };
  const asked = Buffer.byteLength(question.system) + Buffer.byteLength(question.prompt);
  const told = (
    result: Result<T, ModelFault>,
    usage?: { inputTokens?: number | undefined; outputTokens?: number | undefined },
  ) => ({
    result,
    answerBytes: traffic.bytes,
    tokensIn: count(usage?.inputTokens, asked),
    tokensOut: count(usage?.outputTokens, traffic.bytes),
  });
  try {
    const generated = await generateText({
      model: modelOf(tools, fetchThroughDoor(egress, config, traffic, signal)),
      system: question.system,
      prompt: question.prompt,
      output: Output.object({ schema: question.schema }),
      maxOutputTokens: mostAnswerTokens,
      maxRetries: 0,
      ...(config.temperature === null ? {} : { temperature: config.temperature }),
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    const value = question.schema.safeParse(generated.output);
    return told(value.success ? ok(value.data) : err(fault("bad_answer")), generated.usage);
  } catch (error) {
    return told(err(fault(faultOf(error))));
  }
};

/** All that decides an answer; the key and the limits do not. */
const hashOf = <T>({ config }: ModelTools, { system, prompt, schema }: ModelQuestion<T>): string => {
  const { provider, baseUrl, name, temperature, structuredOutput } = config;
  return sha256Hex(
    JSON.stringify([provider, baseUrl, name, temperature, structuredOutput, system, prompt, z.toJSONSchema(schema)]),
  );
};

export const openModel = (tools: ModelTools): OpenModel => {
  const { config, kept, record } = tools;
  const egress = openEgress({ allowPostsUnder: [config.baseUrl] });
  const spent: Spent = { calls: 0, tokens: 0, faultsInRow: 0 };

  const note = <T>(question: ModelQuestion<T>, hash: string, call: Partial<Called<T>>, ms: number): Promise<void> => {
    const { result, answerBytes = 0, tokensIn = 0, tokensOut = 0 } = call;
    const outcome: CallRecord["outcome"] = result === undefined ? "kept" : result.ok ? "answered" : result.error.type;
    return record({
      at: tools.now(),
      ...{ provider: config.provider, host: new URL(config.baseUrl).host, model: config.name, question: hash },
      questionBytes: Buffer.byteLength(question.system) + Buffer.byteLength(question.prompt),
      ...{ answerBytes, tokensIn, tokensOut, ms: Math.round(ms), outcome },
      ...(config.keepText && result?.ok === true
        ? { text: { system: question.system, prompt: question.prompt, answer: result.value } }
        : {}),
    });
  };

  const callAndNote = async <T>(question: ModelQuestion<T>, hash: string): Promise<Result<T, ModelFault>> => {
    if (spent.calls >= config.maxCalls || spent.tokens >= config.maxTokens) return err(fault("budget"));
    spent.calls += 1;
    const startedMs = performance.now();
    const call = await callOnce(tools, egress, question);
    spent.tokens += call.tokensIn + call.tokensOut;
    await note(question, hash, call, performance.now() - startedMs);
    return call.result;
  };

  const ask = async <T>(question: ModelQuestion<T>): Promise<Result<T, ModelFault>> => {
    const hash = hashOf(tools, question);
    const known = question.schema.safeParse(await kept.read(hash));
    if (known.success) {
      await note(question, hash, {}, 0);
      return ok(known.data);
    }
    if (spent.faultsInRow >= mostFaults) return err(fault("unreachable"));
    let result = await callAndNote(question, hash);
    if (!result.ok && retried.has(result.error.type)) {
      await pause(retryAfterMs);
      result = await callAndNote(question, hash);
    }
    spent.faultsInRow = result.ok ? 0 : spent.faultsInRow + 1;
    // An answer that cannot be kept is still an answer; it is asked anew the next time.
    if (result.ok) await kept.keep(hash, result.value).catch(() => undefined);
    return result;
  };

  return { ask, close: egress.close };
};
