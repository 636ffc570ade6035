/** What stands before every route: hosts, pages of others, floods, smuggled headers; as an attacker sends them. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyForeign } from "../../src/doors/api/guard-address.ts";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { type Permission, type Principal, permissions } from "../../src/terms/person.ts";

const principal = (id: string, may: readonly Permission[] = permissions): Principal => ({
  id,
  name: id,
  may: new Set(may),
  ceiling: "TLP:RED",
  via: "session",
});

const openWith = async (
  options: Partial<Parameters<typeof createServer>[0]> = {},
): Promise<{ door: Door; host: string }> => {
  const door = await createServer({
    shelf: shelfOf([]),
    identify: async ({ headers }) => (typeof headers.cookie === "string" ? principal(headers.cookie) : undefined),
    ...options,
  });
  door.post("/written", { config: { access: "draft.write" } }, async (request) => ({ body: request.body }));
  return { door, host: new URL(await openDoor(door, 0)).host };
};

describe("from which page a write comes", () => {
  const own = { port: 8037, address: "https://desk.example" };
  const host = "127.0.0.1:8037";
  it.each([
    ["our own page", { "sec-fetch-site": "same-origin", origin: `http://${host}`, cookie: "s" }, host, true],
    ["our own page of an older browser", { origin: `http://${host}`, cookie: "s" }, host, true],
    ["our page by the desk's own address", { origin: "https://desk.example", cookie: "s" }, "desk.example", true],
    ["a program with a token", { authorization: "Bearer x" }, host, true],
    ["a program that signs in", {}, host, true],
    ["a page elsewhere", { "sec-fetch-site": "cross-site", origin: "https://evil.example", cookie: "s" }, host, false],
    ["a page elsewhere without a cookie", { origin: "https://evil.example" }, host, false],
    ["a page elsewhere with a token", { origin: "https://evil.example", authorization: "Bearer x" }, host, false],
    ["a sibling of our site", { "sec-fetch-site": "same-site", cookie: "s" }, host, false],
    ["an address that was typed", { "sec-fetch-site": "none", cookie: "s" }, host, false],
    ["another port of this machine", { origin: "http://127.0.0.1:8038", cookie: "s" }, host, false],
    ["this machine by another of its names", { origin: "http://localhost:8037", cookie: "s" }, host, false],
    ["our address by plain http", { origin: "http://desk.example", cookie: "s" }, "desk.example", false],
    ["a page that hides where it is", { origin: "null", cookie: "s" }, host, false],
    ["a name that begins like ours", { origin: `http://${host}.evil.example`, cookie: "s" }, host, false],
    ["two origins", { origin: [`http://${host}`, "https://evil.example"], cookie: "s" }, host, false],
    ["nobody says where, with a cookie", { cookie: "s" }, host, false],
  ] as const)("%s", (_from, headers, at, isHeard) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect(whyForeign({ method, host: at, headers }, own) === undefined).toBe(isHeard);
    expect(whyForeign({ method: "GET", host: at, headers }, own)).toBeUndefined();
  });
});

describe("a door on this machine", () => {
  let door: Door;
  let host = "";
  beforeAll(async () => {
    ({ door, host } = await openWith());
  });
  afterAll(() => door.close());
  const post = (headers: Record<string, string>, payload: string | object = { a: 1 }) =>
    door.inject({ method: "POST", url: "/written", headers: { host, ...headers }, payload });

  it("hears its own page, and no other", async () => {
    expect((await post({ cookie: "ada", "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
    const foreign = await post({ cookie: "ada", origin: "https://evil.example", "sec-fetch-site": "cross-site" });
    expect(foreign.statusCode).toBe(403);
    expect(foreign.headers["content-type"]).toContain("application/problem+json");
    expect(foreign.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "takes no body that a form could send: %s",
    async (type) => {
      const answer = await post({ cookie: "ada", "sec-fetch-site": "same-origin", "content-type": type }, '{"a":1}');
      expect(answer.statusCode).toBe(415);
    },
  );

  it("takes no more than the route allows, and no poisoned prototype", async () => {
    const ours = { cookie: "ada", "sec-fetch-site": "same-origin" };
    expect((await post(ours, { a: "x".repeat(2000) })).statusCode).toBe(413);
    const poisoned = await post({ ...ours, "content-type": "application/json" }, '{"__proto__":{"may":"all"}}');
    expect(poisoned.statusCode).toBe(400);
  });

  it.each([
    ["another name", "evil.example"],
    ["another port", "127.0.0.1:1"],
    ["a name that begins like ours", "localhost.evil.example"],
    ["no name", ""],
  ])("answers to none but its own names: %s", async (_what, name) => {
    expect((await door.inject({ url: "/api/v1/editions", headers: { host: name } })).statusCode).toBe(421);
  });

  it("believes nobody who says that they are a proxy", async () => {
    const answer = await door.inject({
      url: "/api/v1/editions",
      headers: { host: "evil.example", "x-forwarded-host": host, "x-forwarded-for": "127.0.0.1", cookie: "ada" },
    });
    expect(answer.statusCode).toBe(421);
  });

  it("keeps what it says out of every cache, and every part of a browser it does not need shut", async () => {
    const { headers } = await door.inject({ url: "/api/v1/me", headers: { host, cookie: "ada" } });
    expect(headers["cache-control"]).toMatch(/no-store|no-cache/);
    expect(headers.vary).toContain("cookie");
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["x-frame-options"]).toBeDefined();
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
  });

  /** Bytes as they are, past every library. */
  const sendRaw = async (text: string): Promise<string> => {
    const socket = connect(Number(host.split(":")[1]), "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
    });
    // Reset is an answer too.
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.end(text);
    await closed;
    return answer;
  };
  const statuses = (answer: string): string[] =>
    [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status ?? "");

  it.each([
    [
      "two lengths of a body",
      (at: string) =>
        `POST /written HTTP/1.1\r\nHost: ${at}\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\nGET /api/v1/editions HTTP/1.1\r\nHost: ${at}\r\n\r\n`,
    ],
    [
      "a length and a chunked body",
      (at: string) =>
        `POST /written HTTP/1.1\r\nHost: ${at}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: ${at}\r\n\r\n`,
    ],
    [
      "a chunked body that hides its name",
      (at: string) => `POST /written HTTP/1.1\r\nHost: ${at}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    ],
    ["a header that goes on in the next line", (at: string) => `GET / HTTP/1.1\r\nHost: ${at}\r\nX: a\r\n b\r\n\r\n`],
    ["a lone line feed", (at: string) => `GET / HTTP/1.1\nHost: ${at}\n\n`],
    ["headers without end", (at: string) => `GET / HTTP/1.1\r\nHost: ${at}\r\nX: ${"a".repeat(70_000)}\r\n\r\n`],
    ["no host", () => "GET / HTTP/1.1\r\n\r\n"],
  ])("ends the connection at %s", async (_what, text) => {
    const found = statuses(await sendRaw(text(host)));
    expect(found.length).toBeLessThanOrEqual(1);
    for (const status of found) expect(["400", "421", "431"]).toContain(status);
  });

  it("goes by the one host that it checks, when a request names two", async () => {
    const first = await sendRaw(
      `GET /api/v1/me HTTP/1.1\r\nHost: evil.example\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(statuses(first)).not.toContain("200");
    const whole = await sendRaw(
      `GET http://evil.example/api/v1/editions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(statuses(whole)).toEqual(["421"]);
  });
});

describe("a door behind a proxy", () => {
  it("answers to its own address, and believes its own proxy alone", async () => {
    const { door, host } = await openWith({ address: "https://desk.example", trustedProxies: ["127.0.0.1"] });
    const ask = (headers: Record<string, string>, remoteAddress = "127.0.0.1") =>
      door.inject({
        method: "POST",
        url: "/written",
        headers: { cookie: "ada", ...headers },
        payload: {},
        remoteAddress,
      });
    const ours = { origin: "https://desk.example", "sec-fetch-site": "same-origin" };
    expect((await ask({ host: "desk.example", ...ours })).statusCode).toBe(200);
    expect((await ask({ host, "x-forwarded-host": "desk.example", ...ours })).statusCode).toBe(200);
    expect(
      (await ask({ host: "evil.example", "x-forwarded-host": "desk.example", ...ours }, "10.0.0.9")).statusCode,
    ).toBe(421);
    expect((await ask({ host: "evil.example", ...ours })).statusCode).toBe(421);
    const { headers } = await door.inject({
      url: "/api/v1/editions",
      headers: { host: "desk.example", cookie: "ada" },
    });
    expect(headers["strict-transport-security"]).toContain("max-age=");
    await door.close();
  });
});

describe("a flood", () => {
  it("of one person stops that person, from whichever address, and nobody else", async () => {
    const { door, host } = await openWith({ requestsPerMinute: 3, trustedProxies: ["127.0.0.1"] });
    const ask = (cookie: string, from: string) =>
      door.inject({ url: "/api/v1/editions", headers: { host, cookie, "x-forwarded-for": from } });
    const statusesOf = [];
    for (let at = 1; at <= 5; at += 1) statusesOf.push((await ask("ada", `192.0.2.${at}`)).statusCode);
    expect(statusesOf).toEqual([200, 200, 200, 429, 429]);
    const last = await ask("ada", "192.0.2.77");
    expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
    expect(last.headers["content-type"]).toContain("application/problem+json");
    expect((await ask("bo", "192.0.2.78")).statusCode).toBe(200);
    await door.close();
  });

  it("from one network stops that network, whatever it asks for", async () => {
    const { door, host } = await openWith({ requestsPerMinute: 3, trustedProxies: ["127.0.0.1"] });
    const ask = (from: string) => door.inject({ url: "/api/v1/editions", headers: { host, "x-forwarded-for": from } });
    const statusesOf = [];
    for (let at = 1; at <= 4; at += 1) statusesOf.push((await ask(`2001:db8::${at}`)).statusCode);
    expect(statusesOf).toEqual([401, 401, 401, 429]);
    expect((await ask("2001:db8:0:1::1")).statusCode).toBe(401);
    await door.close();
  });
});
