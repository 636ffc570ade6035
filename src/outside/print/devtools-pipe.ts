/**
 * The DevTools protocol over two pipes, as `--remote-debugging-pipe` opens it: JSON messages that end with a zero byte.
 * No port is opened, so nobody else can speak to the browser.
 *
 * A message over the limit, or one that is no JSON, ends the conversation.
 */
import type { Readable, Writable } from "node:stream";

type Fields = Readonly<Record<string, unknown>>;

export interface Devtools {
  /** @throws Error with the browser's own words when it refuses, or when the conversation has ended */
  readonly ask: (method: string, params?: Fields, sessionId?: string) => Promise<Fields>;
  readonly onEvent: (method: string, handle: (params: Fields, sessionId: string | undefined) => void) => void;
  /** Resolves at the event's next coming. */
  readonly waitFor: (method: string) => Promise<void>;
  /** Every question still open fails with this. */
  readonly end: (cause: Error) => void;
}

const largestMessage = 16 * 1024 * 1024;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Calls `take` with each whole message. */
const splitMessages = (from: Readable, take: (text: string) => void, fail: (cause: Error) => void): void => {
  let parts: Buffer[] = [];
  let bytes = 0;
  from.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      take(Buffer.concat([...parts, chunk.subarray(start, end)]).toString("utf8"));
      parts = [];
      bytes = 0;
      start = end + 1;
    }
    bytes += chunk.length - start;
    if (bytes > largestMessage) return fail(new Error(`a message of the browser is over ${largestMessage} bytes`));
    parts.push(chunk.subarray(start));
  });
};

export const openDevtools = (to: Writable, from: Readable): Devtools => {
  const open = new Map<number | string, { resolve: (result: Fields) => void; reject: (cause: Error) => void }>();
  const handlers = new Map<string, (params: Fields, sessionId: string | undefined) => void>();
  let asked = 0;
  let ended: Error | undefined;

  const end = (cause: Error): void => {
    ended ??= cause;
    for (const { reject } of open.values()) reject(ended);
    open.clear();
  };
  const answer = (message: Fields): void => {
    const question = open.get(Number(message.id));
    open.delete(Number(message.id));
    if (message.error === undefined) question?.resolve(fieldsOf(message.result));
    else question?.reject(new Error(String(fieldsOf(message.error).message)));
  };
  const take = (text: string): void => {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      end(new Error("the browser sent something that is no message"));
      return;
    }
    if (!isFields(message)) return;
    const session = typeof message.sessionId === "string" ? message.sessionId : undefined;
    if (message.id !== undefined) answer(message);
    else {
      handlers.get(String(message.method))?.(fieldsOf(message.params), session);
      open.get(String(message.method))?.resolve({});
      open.delete(String(message.method));
    }
  };

  splitMessages(from, take, end);
  // A pipe breaks when the browser ends; who started it knows how it ended, and says so.
  from.on("error", () => undefined);
  to.on("error", () => undefined);
  return {
    ask: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        asked += 1;
        open.set(asked, { resolve, reject });
        to.write(
          `${JSON.stringify({ id: asked, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
        );
      }),
    waitFor: async (method) => {
      const { promise, resolve, reject } = Promise.withResolvers<Fields>();
      open.set(method, { resolve, reject });
      if (ended !== undefined) reject(ended);
      await promise;
    },
    onEvent: (method, handle) => void handlers.set(method, handle),
    end,
  };
};
