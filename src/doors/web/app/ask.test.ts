import { afterEach, describe, expect, it, vi } from "vitest";
import { AskError, ask, newKey, write } from "./ask.ts";

const problem = (status: number, detail: string, ref: string): Response =>
  new Response(JSON.stringify({ type: "about:blank", title: "", status, detail, ref }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });

const open = (pathname: string) => {
  const assign = vi.fn();
  vi.stubGlobal("window", { location: { pathname, search: "?role=ciso", hash: "#s14", assign } });
  return assign;
};
const answerWith = (answer: () => Response | Promise<Response>) => {
  const asked = vi.fn(async (_path: string, _init: RequestInit) => answer());
  vi.stubGlobal("fetch", asked);
  return asked;
};

afterEach(() => vi.unstubAllGlobals());

describe("asking the desk", () => {
  it("fills the address, and leaves out what has no value", async () => {
    const asked = answerWith(() => Response.json({ sources: [] }));
    await ask("/api/v1/search/articles/:key", {
      params: { key: "a/b?c" },
      query: { q: "x & y", empty: "", none: undefined },
    });
    expect(asked.mock.calls[0]?.[0]).toBe("/api/v1/search/articles/a%2Fb%3Fc?q=x+%26+y");
    await ask("/api/v1/sources", {});
    expect(asked.mock.calls[1]?.[0]).toBe("/api/v1/sources");
  });

  it("gives a refusal's words, status and reference", async () => {
    answerWith(() => problem(503, "The search took too long.", "7K2Q"));
    const error = await ask("/api/v1/sources", {}).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ status: 503, message: "The search took too long.", ref: "7K2Q" });
  });

  it.each([
    ["an answer that is no problem document", () => new Response("<h1>Bad gateway</h1>", { status: 502 }), 502],
    ["a connection that breaks", () => Promise.reject(new TypeError("failed to fetch")), 0],
  ])("makes words of %s", async (_what, answer, status) => {
    answerWith(answer);
    await expect(ask("/api/v1/sources", {})).rejects.toMatchObject({ name: "AskError", status });
  });

  it("passes on that it was broken off", async () => {
    answerWith(() => Promise.reject(new DOMException("gone", "AbortError")));
    const error = await ask("/api/v1/sources", { signal: AbortSignal.abort() }).catch((cause: unknown) => cause);
    expect(error).not.toBeInstanceOf(AskError);
  });

  it.each([
    ["leads a reader who is not known to sign in and back", "/stories", ["/sign-in?to=%2Fstories%3Frole%3Dciso%23s14"]],
    ["leads nobody away from the sign-in itself", "/sign-in", []],
  ])("%s", async (_what, path, addresses) => {
    const assign = open(path);
    answerWith(() => problem(401, "Sign in first.", "AAAA"));
    await expect(ask("/api/v1/sources", {})).rejects.toMatchObject({ status: 401 });
    expect(assign.mock.calls.flat()).toEqual(addresses);
  });

  it("writes with a key, and never leads away from what is being written", async () => {
    const assign = open("/stories");
    const asked = answerWith(() => problem(401, "Sign in first.", "AAAA"));
    // The contract types which addresses are written to; this one is only read.
    const send = write as (method: "post", path: string, options: object) => Promise<unknown>;
    await expect(send("post", "/api/v1/sources", { body: { a: 1 }, key: "k1" })).rejects.toMatchObject({ status: 401 });
    await expect(send("post", "/api/v1/sources", {})).rejects.toThrow("Sign in first.");
    expect(assign).not.toHaveBeenCalled();
    const [first, second] = asked.mock.calls.map(([, init]) => init);
    expect(first).toMatchObject({
      method: "POST",
      body: '{"a":1}',
      headers: { "idempotency-key": "k1", "content-type": "application/json" },
    });
    expect(Reflect.get(second?.headers ?? {}, "idempotency-key")).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });

  it("takes an empty answer", async () => {
    answerWith(() => new Response(null, { status: 204 }));
    const send = write as (method: "delete", path: string, options: object) => Promise<unknown>;
    expect(await send("delete", "/api/v1/sources", {})).toBeUndefined();
  });
});
