import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { OpenHook } from "#terms/delivery.ts";
import { hookSchema } from "#terms/delivery.ts";
import { type HookDoor, postHook, readRetryAfter, signBody } from "./post-hook.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Got {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const got: Got[] = [];
  const listener: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString("utf8");
    });
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      answer(request, response);
    });
  };
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(
    () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  );
  return { got, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const secret = "a key of some length";
const hookAt = (host: string, way: "webhook" | "slack" = "webhook", scheme = "http"): OpenHook => {
  const url = `${scheme}://${host}/hook`;
  const base = { name: "one", way, address: url, ceiling: "TLP:GREEN" };
  const hook = hookSchema.parse(way === "webhook" ? { ...base, secretFile: "x" } : base);
  return { ...hook, url, ...(way === "webhook" ? { secret } : {}) };
};
const now = "2026-02-05T18:00:00Z";
const doorFor = (host: string, more: Partial<HookDoor> = {}): HookDoor => ({
  allowHosts: [host],
  now: () => now,
  timeoutMs: 500,
  ...more,
});
const notice = { deliveryId: "d1", body: '{"tlp":"TLP:GREEN"}' };
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(code, headers).end("{}");

describe("postHook", () => {
  it("signs time and body, and names the notice so that it is taken once", async () => {
    const { got, host } = await serve(status(204));
    expect(await postHook(hookAt(host), notice, doorFor(host))).toEqual({ type: "sent", note: "It answered 204." });
    const [first] = got;
    expect(first?.headers["idempotency-key"]).toBe("d1");
    const [, seconds = "", signature = ""] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first?.headers["watchfloor-signature"])) ?? [];
    expect(Number(seconds)).toBe(Date.parse(now) / 1_000);
    expect(signature).toBe(createHmac("sha256", secret).update(`${seconds}.${first?.body}`).digest("hex"));
    expect(signBody(secret, Number(seconds) + 1, notice.body)).not.toContain(signature);
  });

  it.each([
    ["200", status(200), "sent"],
    ["302: it is not followed", status(302, { location: "http://127.0.0.1/other" }), "failed"],
    ["400", status(400), "failed"],
    ["401", status(401), "failed"],
    ["410", status(410), "failed"],
    ["429", status(429), "later"],
    ["500", status(500), "later"],
    ["503", status(503), "later"],
    ["nothing", (request: IncomingMessage) => void request.socket.destroy(), "later"],
    ["too late", () => undefined, "later"],
  ] as const)("answered by %s it is %s", async (_name, answer, becomes) => {
    const { host } = await serve(answer);
    expect((await postHook(hookAt(host), notice, doorFor(host))).type).toBe(becomes);
  });

  it("says of a hook that answers 410 that it gets nothing more", async () => {
    const { host } = await serve(status(410));
    expect(await postHook(hookAt(host), notice, doorFor(host))).toMatchObject({ gone: true });
  });

  it.each([
    ["120", 120_000],
    ["Thu, 05 Feb 2026 18:05:00 GMT", 300_000],
    ["Thu, 05 Feb 2026 17:00:00 GMT", 0],
    ["99999999", 86_400_000],
    ["soon", undefined],
    ["-1", undefined],
  ])("waits as Retry-After says: %s", async (value, afterMs) => {
    const { host } = await serve(status(429, { "retry-after": value }));
    const outcome = await postHook(hookAt(host), notice, doorFor(host));
    expect(outcome).toEqual({ type: "later", note: "It answered 429.", ...(afterMs === undefined ? {} : { afterMs }) });
    expect(readRetryAfter(value, now)).toBe(afterMs);
  });

  it("a chat that took the request and gave no answer is unsure: it knows no key", async () => {
    const { host } = await serve((request) => void request.socket.destroy());
    expect((await postHook(hookAt(host, "slack"), notice, doorFor(host))).type).toBe("unsure");
  });

  it("a chat that is not there is tried again", async () => {
    const { host } = await serve(status(200));
    await closers.splice(0)[0]?.();
    expect((await postHook(hookAt(host, "slack"), notice, doorFor(host))).type).toBe("later");
  });

  it.each([
    ["an address within", "127.0.0.1:9", "https"],
    ["a cloud's metadata", "169.254.169.254", "https"],
    ["plain http without leave", "hooks.example", "http"],
  ])("%s is not asked", async (_name, host, scheme) => {
    const outcome = await postHook(hookAt(host, "webhook", scheme), notice, doorFor("other:1"));
    expect(outcome.type).toBe("failed");
  });

  it("a name that leads within is not asked", async () => {
    const { got, host } = await serve(status(200));
    const port = host.split(":")[1] ?? "";
    const door = doorFor("other:1", { resolve: async () => [{ address: "127.0.0.1", family: 4 }] });
    const outcome = await postHook(hookAt(`hooks.example:${port}`, "webhook", "https"), notice, door);
    expect(outcome).toMatchObject({ type: "later", note: /public address/ });
    expect(got).toEqual([]);
  });
});
