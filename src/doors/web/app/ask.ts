/**
 * The one way in which the web asks the desk. Addresses, what is sent and what comes back are typed by the contract.
 *
 * A refusal becomes an `AskError` with the words and the reference of its problem document. A write carries a key, by
 * which the desk does it once however often it is sent: whoever sends it again after a broken connection passes the same
 * key. Whoever reads and is not known is led to sign in and back; whoever writes keeps their words where they are.
 */
import type { z } from "zod";
import type { ContractRoute, Problem } from "../../api/contract.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";
type MethodOf<R> = R extends { readonly method: infer M } ? M : "get";
type At<M extends Method, P, R = ContractRoute> = R extends { readonly path: P }
  ? MethodOf<R> extends M
    ? R
    : never
  : never;
type PathOf<M extends Method, R = ContractRoute> = R extends { readonly path: infer P }
  ? MethodOf<R> extends M
    ? P & string
    : never
  : never;
type NameIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NameIn<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;
type AnswerOf<R> = R extends { readonly answers: infer A extends z.ZodType } ? z.output<A> : undefined;
type BodyOf<R> = R extends { readonly body: infer B extends z.ZodType } ? z.input<B> : undefined;

type Params<P extends string> = [NameIn<P>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<NameIn<P>, string>> };
/** Fields without a value are left out. */
type Query = Readonly<Record<string, string | number | undefined>>;
type Reading<P extends string> = Params<P> & { readonly query?: Query; readonly signal?: AbortSignal };
type Writing<M extends Method, P extends string> = Params<P> &
  (undefined extends BodyOf<At<M, P>> ? { readonly body?: BodyOf<At<M, P>> } : { readonly body: BodyOf<At<M, P>> }) & {
    readonly key?: string;
    readonly query?: Query;
    /** Asks something and changes nothing that could be done twice: sent without a key. */
    readonly asks?: true;
    readonly signal?: AbortSignal;
  };

export class AskError extends Error {
  /** 0: no answer came. */
  readonly status: number;
  /** What a person quotes, and the log of the desk knows. */
  readonly ref: string | undefined;
  /** What the desk said besides: fields of the problem document of its own kind. */
  readonly problem: object;
  constructor(status: number, message: string, ref?: string, problem: object = {}) {
    super(message);
    this.name = "AskError";
    this.status = status;
    this.ref = ref;
    this.problem = problem;
  }
}

const noAnswer = "The desk did not answer. It may have been stopped, or the network is cut.";

const send = async (path: string, init: RequestInit): Promise<Response> => {
  const answer = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause;
    throw new AskError(0, noAnswer);
  });
  if (answer.ok) return answer;
  const problem: Partial<Problem> = await answer.json().catch(() => ({}));
  throw new AskError(
    answer.status,
    problem.detail ?? `The desk answered with status ${answer.status}.`,
    problem.ref ?? undefined,
    problem,
  );
};

const signInPath = "/sign-in";

/** Where to sign in, and come back to what is open now. */
export const signInAddress = (): string => {
  const { pathname, search, hash } = window.location;
  return `${signInPath}?${new URLSearchParams({ to: `${pathname}${search}${hash}` })}`;
};

const fill = (path: string, params: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));

const queryOf = (query: Query = {}): string => {
  const fields = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return fields.length === 0 ? "" : `?${new URLSearchParams(fields)}`;
};

/** Reads. Whoever is not known is led to the sign-in, and comes back to this address. */
export const ask = async <P extends PathOf<"get">>(path: P, options: Reading<P>): Promise<AnswerOf<At<"get", P>>> => {
  const init = { headers: { accept: "application/json" }, ...(options.signal ? { signal: options.signal } : {}) };
  try {
    const answer = await send(`${fill(path, options.params)}${queryOf(options.query)}`, init);
    return await answer.json();
  } catch (error) {
    if (error instanceof AskError && error.status === 401 && window.location.pathname !== signInPath)
      window.location.assign(signInAddress());
    throw error;
  }
};

/** A key of its own for one thing that a person does; kept while it is tried again. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Writes, once: pass the same `key` to try the same thing again. */
export const write = async <M extends Exclude<Method, "get">, P extends PathOf<M>>(
  method: M,
  path: P,
  options: Writing<M, P>,
): Promise<AnswerOf<At<M, P>>> => {
  const { params, body, query, key = newKey(), signal } = options;
  const answer = await send(`${fill(path, params)}${queryOf(query)}`, {
    method: method.toUpperCase(),
    headers: {
      accept: "application/json",
      ...(options.asks === true ? {} : { "idempotency-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await answer.text();
  return (text === "" ? undefined : JSON.parse(text)) as AnswerOf<At<M, P>>;
};
