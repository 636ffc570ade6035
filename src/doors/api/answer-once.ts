/**
 * A write that names a key (`Idempotency-Key`) is done once: sent again within a day it is given the same answer.
 *
 * The same key with another request is refused (422); while the first is at work, the second is told to come back (409).
 * After a kill in between it is done again if it was not done, and told so if it was. Refusals that may pass (who asks,
 * how often, a fault of ours) are not kept. The answer is sealed with what the key gives and nobody else knows, so that a
 * secret that is shown once is not kept readable.
 *
 * Keys belong to whoever is known; without a session or a token they count for nothing.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { canonicalJson, type Json } from "#kit/canonical-json.ts";
import type { Store } from "#store/index.ts";
import { answerProblem } from "./problem.ts";

type Answers = Store["answers"];

declare module "fastify" {
  interface FastifyRequest {
    /** The write at hand belongs to this key; it was taken for it. */
    takenKey?: { readonly id: string; readonly seal: Buffer };
  }
}

const longestKey = 255;
const longestAnswer = 1024 * 1024;
const cleanEveryMs = 3_600_000;

const hash = (...parts: readonly string[]): string => createHash("sha256").update(parts.join("\0")).digest("hex");

const sealWith = (key: Buffer, text: string): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
};

const unsealWith = (key: Buffer, sealed: Buffer): string => {
  const open = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
  open.setAuthTag(sealed.subarray(-16));
  return open.update(sealed.subarray(12, -16), undefined, "utf8") + open.final("utf8");
};

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Refusals that may pass. */
const passing = new Set([401, 403, 408, 425, 429]);
const isKept = (status: number): boolean => status < 500 && !passing.has(status);

const keyOf = ({ headers }: FastifyRequest): string | undefined => {
  const key = headers["idempotency-key"];
  return typeof key === "string" ? key : undefined;
};

const isKey = (key: string): boolean => key.length <= longestKey && /^[\x21-\x7e]+$/.test(key);

/** One text for one body. @returns nothing for what cannot be written: too deep, or a number beyond all numbers */
const textOf = (body: unknown): string | undefined => {
  try {
    return canonicalJson((body ?? null) as Json);
  } catch {
    return undefined;
  }
};

const replay = (reply: FastifyReply, status: number, contentType: string, text: string): FastifyReply => {
  reply.code(status).header("idempotency-replayed", "true");
  if (text === "") return reply.send();
  return reply
    .type(contentType)
    .serializer((body: unknown) => String(body))
    .send(text);
};

const begin = async (answers: Answers, request: FastifyRequest, reply: FastifyReply, key: string): Promise<void> => {
  const who = request.principal.id;
  const id = hash(who, key);
  const seal = Buffer.from(hkdfSync("sha256", key, who, "watchfloor kept answer", 32));
  const body = textOf(request.body);
  if (body === undefined) {
    await answerProblem(reply, 400, "Expected JSON of few levels and finite numbers but found other.");
    return;
  }
  const taken = await answers.take(id, hash(request.method, request.url, body));
  switch (taken.type) {
    case "yours":
      request.takenKey = { id, seal };
      return;
    case "answered":
      await replay(reply, taken.answer.status, taken.answer.contentType, unsealWith(seal, taken.answer.sealed));
      return;
    case "other":
      await answerProblem(reply, 422, "Expected a new Idempotency-Key but found one of another request.");
      return;
    case "busy":
      reply.header("retry-after", "1");
      await answerProblem(reply, 409, "The same request is being worked on. Ask again in 1 s.");
      return;
    case "lost":
      await answerProblem(
        reply,
        409,
        "This was done, and the desk stopped before it could answer. Look at what is there before you try anew.",
      );
  }
};

/** Registered after the gate. */
export const answerOnce = (door: FastifyInstance, answers: Answers): void => {
  let cleanedAt = performance.now() - cleanEveryMs;
  door.addHook("preHandler", async (request, reply) => {
    const key = keyOf(request);
    if (key === undefined || !writes.has(request.method)) return;
    if (!isKey(key))
      return answerProblem(reply, 400, `Expected an Idempotency-Key of 1 to ${longestKey} visible ASCII characters.`);
    if (request.principal === undefined || request.principal.via === "open") return;
    await begin(answers, request, reply, key);
    if (performance.now() - cleanedAt < cleanEveryMs) return;
    cleanedAt = performance.now();
    await answers.dropOld();
  });
  // The work begins here, and knows to which key it belongs wherever it goes.
  door.addHook("preHandler", (request, _reply, done) => {
    if (request.takenKey === undefined) return done();
    answers.workOn(request.takenKey.id, done);
  });
  door.addHook("onSend", async (request, reply, payload) => {
    const taken = request.takenKey;
    if (taken === undefined) return;
    const text = payload === undefined || payload === null ? "" : payload;
    const isWhole = typeof text === "string" && text.length <= longestAnswer;
    if (!isWhole || !isKept(reply.statusCode)) return answers.giveBack(taken.id);
    const contentType = String(reply.getHeader("content-type") ?? "");
    await answers.keep(taken.id, { status: reply.statusCode, contentType, sealed: sealWith(taken.seal, text) });
  });
};
