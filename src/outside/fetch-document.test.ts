import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fixedClock, systemClock } from "./clock.ts";
import { type Egress, type EgressOptions, openEgress } from "./fetch-document.ts";
import type { ResolvedAddress } from "./guard-address.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => Promise<unknown>)[] = [];
let asked: string[] = [];

/** A server on loopback; `routes` by path. Everything else is 404, robots.txt among it. */
const serve = async (routes: Readonly<Record<string, Handler>>): Promise<string> => {
  const server: Server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const route = routes[path] ?? routes["*"];
    if (route !== undefined && (path !== "/robots.txt" || routes[path] !== undefined)) return route(request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const open = (host: string, options: EgressOptions = {}): Egress => {
  const egress = openEgress({ allowHosts: [host], gapMs: 0, ...options });
  closers.push(egress.close);
  return egress;
};

const fault = async (egress: Egress, url: string): Promise<string> => {
  const answer = await egress.fetchDocument(url);
  return answer.ok ? "no fault" : answer.error.type;
};

const send =
  (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

const redirect = (location: string): Handler => send("", { location }, 302);

beforeEach(() => {
  asked = [];
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe("a document is fetched", () => {
  test("with its bytes, hash, type, validators and the time by the clock", async () => {
    const host = await serve({
      "/a?x=1": send("hello", { "content-type": "text/html; charset=latin1", etag: '"v1"', "last-modified": "then" }),
    });
    const clock = fixedClock("2026-02-05T19:00:00+01:00") ?? systemClock;
    const answer = await open(host, { clock }).fetchDocument(`http://${host}/a?x=1#part`);
    expect(answer).toEqual({
      ok: true,
      value: {
        requestedUrl: `http://${host}/a?x=1#part`,
        url: `http://${host}/a?x=1`,
        bytes: new TextEncoder().encode("hello"),
        sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        contentType: "text/html; charset=latin1",
        retrievedAt: "2026-02-05T18:00:00Z",
        etag: '"v1"',
        lastModified: "then",
      },
    });
  });

  test("after redirects, the address that answered is told", async () => {
    const host = await serve({ "/old": redirect("/new"), "/new": send("here") });
    const answer = await open(host).fetchDocument(`http://${host}/old`);
    expect(answer.ok && [answer.value.requestedUrl, answer.value.url]).toEqual([
      `http://${host}/old`,
      `http://${host}/new`,
    ]);
  });

  test("unchanged since the last time: not modified, and only when validators were sent", async () => {
    const handler: Handler = (request, response) =>
      request.headers["if-none-match"] === '"v1"' && request.headers["if-modified-since"] === "then"
        ? response.writeHead(304).end()
        : response.writeHead(200).end("new");
    const host = await serve({ "/feed": handler, "/odd": send("", {}, 304) });
    const egress = open(host);
    const url = `http://${host}/feed`;
    const unchanged = await egress.fetchDocument(url, { etag: '"v1"', lastModified: "then" });
    expect(unchanged.ok ? "document" : unchanged.error.type).toBe("not_modified");
    expect((await egress.fetchDocument(url)).ok).toBe(true);
    expect(await fault(egress, `http://${host}/odd`)).toBe("unexpected_status");
  });

  test("a gzip body is decoded", async () => {
    const host = await serve({ "/a": send(gzipSync("plain words"), { "content-encoding": "gzip" }) });
    const answer = await open(host).fetchDocument(`http://${host}/a`);
    expect(answer.ok && new TextDecoder().decode(answer.value.bytes)).toBe("plain words");
  });
});

describe("what a host answers is explained", () => {
  test.each([
    [404, {}, "not_found"],
    [410, {}, "not_found"],
    [403, {}, "forbidden"],
    [403, { "cf-mitigated": "challenge" }, "bot_wall"],
    [405, { "x-amzn-waf-action": "captcha" }, "bot_wall"],
    [429, { "retry-after": "120" }, "rate_limited"],
    [503, {}, "server_error"],
    [302, {}, "unexpected_status"],
    [418, {}, "unexpected_status"],
  ])("%i %j is %s", async (status, headers, expected) => {
    const host = await serve({ "/a": send("", headers as Record<string, string>, status) });
    expect(await fault(open(host), `http://${host}/a`)).toBe(expected);
  });

  test.each([
    ["seconds", 429, { "retry-after": "120" }, 120_000],
    ["a time", 503, { "retry-after": "Thu, 05 Feb 2026 10:02:00 GMT", date: "Thu, 05 Feb 2026 10:00:00 GMT" }, 120_000],
    ["nothing, with 429", 429, {}, 60_000],
    ["no time at all, with 429", 429, { "retry-after": "soon" }, 60_000],
  ])("a host that asks to be left alone is left alone: by %s", async (_, status, headers, ms) => {
    let elapsedMs = 0;
    const host = await serve({ "/a": send("", headers, status), "/b": send("words") });
    const egress = open(host, { elapsedMs: () => elapsedMs });
    await fault(egress, `http://${host}/a`);
    asked = [];
    elapsedMs = ms - 10_001;
    expect(await fault(egress, `http://${host}/b`)).toBe("rate_limited");
    expect(asked).toEqual([]);
    elapsedMs = ms;
    expect(await fault(egress, `http://${host}/b`)).toBe("no fault");
  });

  test("one that asks for it three times in a row is left alone for longer than it says", async () => {
    let elapsedMs = 0;
    const host = await serve({ "/a": send("", { "retry-after": "1" }, 429) });
    const egress = open(host, { elapsedMs: () => elapsedMs });
    for (let times = 0; times < 3; times += 1) {
      elapsedMs += 1_000;
      await fault(egress, `http://${host}/a`);
    }
    elapsedMs += 60_000;
    asked = [];
    expect(await fault(egress, `http://${host}/a`)).toBe("rate_limited");
    expect(asked).toEqual([]);
  });

  test("a host that has a fault of its own, and does not ask for it, is asked again", async () => {
    const host = await serve({ "/a": send("", {}, 503), "/b": send("words") });
    const egress = open(host);
    await fault(egress, `http://${host}/a`);
    expect(await fault(egress, `http://${host}/b`)).toBe("no fault");
  });

  test("nobody listens", async () => {
    const host = await serve({});
    for (const close of closers.splice(0)) await close();
    expect(await fault(open(host), `http://${host}/a`)).toBe("connection_failed");
  });

  test("a body that is not the gzip it says it is", async () => {
    const host = await serve({ "/a": send("not gzip at all", { "content-encoding": "gzip" }) });
    expect(await fault(open(host), `http://${host}/a`)).toBe("damaged_body");
  });
});

describe("a hostile host cannot hurt", () => {
  test("a small gzip of 300 MB is left at the cap", async () => {
    const bomb = gzipSync(new Uint8Array(300 * 1024 * 1024), { level: 9 });
    expect(bomb.length).toBeLessThan(400_000);
    const host = await serve({ "/a": send(bomb, { "content-encoding": "gzip" }) });
    expect(await fault(open(host, { maxBytes: 1024 * 1024 }), `http://${host}/a`)).toBe("too_large");
  });

  test("a stated length over the cap is refused", async () => {
    const host = await serve({ "/a": send("x".repeat(5_000)) });
    expect(await fault(open(host, { maxBytes: 4_000 }), `http://${host}/a`)).toBe("too_large");
  });

  test("a stream without end is left at the cap", async () => {
    const host = await serve({
      "/a": (_request, response) => {
        const pour = (): void => {
          while (!response.destroyed && response.write("x".repeat(65_536)));
        };
        response.on("drain", pour);
        pour();
      },
    });
    expect(await fault(open(host, { maxBytes: 1_000_000 }), `http://${host}/a`)).toBe("too_large");
  });

  test("a page that drips forever ends at the time limit", async () => {
    const host = await serve({
      "/a": (_request, response) => {
        const drip = setInterval(() => response.write("."), 20);
        response.on("close", () => clearInterval(drip));
      },
    });
    expect(await fault(open(host, { timeoutMs: 300 }), `http://${host}/a`)).toBe("timeout");
  });

  test("headers that never come end at the time limit", async () => {
    const host = await serve({ "/a": () => undefined });
    expect(await fault(open(host, { timeoutMs: 300 }), `http://${host}/a`)).toBe("timeout");
  });

  test("after three failures in a row the host is left alone", async () => {
    const host = await serve({ "*": () => undefined });
    const egress = open(host, { timeoutMs: 100 });
    const faults: string[] = [];
    for (const path of ["a", "b", "c", "d"]) faults.push(await fault(egress, `http://${host}/${path}`));
    expect(faults).toEqual(["timeout", "timeout", "timeout", "host_unavailable"]);
    expect(asked).not.toContain("/d");
  });

  test.each([
    ["in a circle", { "/a": redirect("/b"), "/b": redirect("/a") }],
    ["to itself", { "/a": redirect("/a") }],
    ["six times", Object.fromEntries([..."abcdefg"].map((name, at) => [`/${name}`, redirect(`/${"bcdefgh"[at]}`)]))],
  ])("redirects %s are refused", async (_how, routes) => {
    const host = await serve({ ...routes, "/h": send("too far") });
    expect(await fault(open(host), `http://${host}/a`)).toBe("too_many_redirects");
  });

  test("a redirect to loopback is refused, and not asked", async () => {
    const inner = await serve({ "/secret": send("secret") });
    const host = await serve({ "/a": redirect(`http://${inner}/secret`) });
    expect(await fault(open(host), `http://${host}/a`)).toBe("blocked_address");
    expect(asked).not.toContain("/secret");
  });

  test.each([
    ["a file", "file:///etc/passwd", "bad_address"],
    ["user info", "http://a:b@8.8.8.8/", "bad_address"],
    ["the metadata address", "http://169.254.169.254/", "blocked_address"],
    ["nonsense", "http://[bad/", "bad_address"],
  ])("a redirect to %s is refused", async (_what, location, expected) => {
    const host = await serve({ "/a": redirect(location) });
    expect(await fault(open(host), `http://${host}/a`)).toBe(expected);
  });
});

describe("a name that answers with inner addresses", () => {
  const resolver = (...turns: readonly (readonly string[])[]) => {
    const calls: string[] = [];
    const resolve = async (hostname: string): Promise<readonly ResolvedAddress[]> => {
      const turn = turns[Math.min(calls.length, turns.length - 1)] ?? [];
      calls.push(hostname);
      return turn.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    };
    return { resolve, calls };
  };

  test("loopback: refused and not asked", async () => {
    const host = await serve({ "/a": send("secret") });
    const port = host.split(":")[1];
    const { resolve } = resolver(["127.0.0.1"]);
    expect(await fault(open("none:1", { resolve }), `http://inner.example:${port}/a`)).toBe("blocked_address");
    expect(asked).toEqual([]);
  });

  test("one public and one inner answer: refused", async () => {
    const { resolve } = resolver(["93.184.216.34", "10.0.0.1"]);
    expect(await fault(open("none:1", { resolve }), "http://two.example:8080/")).toBe("blocked_address");
  });

  test("rebinding: the answer that was judged is the one connected to", async () => {
    const host = await serve({ "*": send("secret") });
    const port = host.split(":")[1];
    const { resolve, calls } = resolver(["203.0.113.7"], ["127.0.0.1"]);
    const egress = open("none:1", { resolve, robots: "ignore", timeoutMs: 300 });
    // 203.0.113.0/24 is documentation space and never public: refused on the first answer, not asked twice
    expect(await fault(egress, `http://rebind.example:${port}/a`)).toBe("blocked_address");
    expect(calls).toHaveLength(1);
    expect(await fault(egress, `http://rebind.example:${port}/a`)).toBe("blocked_address");
    expect(asked).toEqual([]);
  });

  test("rebinding from a public answer: one lookup a connection, and the inner server is never reached", async () => {
    const host = await serve({ "*": send("secret") });
    const port = host.split(":")[1];
    const { resolve, calls } = resolver(["2000::1"], ["127.0.0.1"]);
    const egress = open("none:1", { resolve, robots: "ignore", timeoutMs: 300 });
    // 2000::1 is global unicast that nobody holds
    const first = await fault(egress, `http://rebind.example:${port}/a`);
    expect(["timeout", "connection_failed"]).toContain(first);
    expect(calls).toHaveLength(1);
    expect(await fault(egress, `http://rebind.example:${port}/a`)).toBe("blocked_address");
    expect(asked).toEqual([]);
  });

  test("no answer is told as such", async () => {
    const { resolve } = resolver([]);
    expect(await fault(open("none:1", { resolve }), "http://gone.example/")).toBe("name_not_resolved");
  });
});

describe("manners", () => {
  test("robots.txt is asked once a run, and heeded", async () => {
    const host = await serve({
      "/robots.txt": send("User-agent: *\nDisallow: /private/\n"),
      "*": send("page"),
    });
    const egress = open(host);
    expect(await fault(egress, `http://${host}/private/a`)).toBe("robots_disallowed");
    expect(await fault(egress, `http://${host}/public/a`)).toBe("no fault");
    expect(asked).toEqual(["/robots.txt", "/public/a"]);
  });

  test("a rule for us by name wins over the rule for all", async () => {
    const host = await serve({
      "/robots.txt": send("User-agent: *\nDisallow: /\n\nUser-agent: Watchfloor\nAllow: /\n"),
      "*": send("page"),
    });
    expect(await fault(open(host), `http://${host}/a`)).toBe("no fault");
  });

  test("robots.txt is believed for a day, and one that could not be had for ten minutes", async () => {
    let rules: Handler = send("", {}, 503);
    const host = await serve({ "/robots.txt": (request, response) => rules(request, response), "*": send("page") });
    let now = 0;
    const egress = open(host, { elapsedMs: () => now });
    const ask = (): Promise<string> => fault(egress, `http://${host}/a`);
    expect(await ask()).toBe("robots_unreachable");
    rules = send("User-agent: *\nAllow: /\n");
    expect(await ask()).toBe("robots_unreachable");
    now += 11 * 60_000;
    expect(await ask()).toBe("no fault");
    rules = send("User-agent: *\nDisallow: /\n");
    now += 23 * 3_600_000;
    expect(await ask()).toBe("no fault");
    now += 2 * 3_600_000;
    expect(await ask()).toBe("robots_disallowed");
  });

  test("a robots.txt that cannot be had closes the host, a missing one opens it", async () => {
    const broken = await serve({ "/robots.txt": send("", {}, 503), "*": send("page") });
    expect(await fault(open(broken), `http://${broken}/a`)).toBe("robots_unreachable");
    const missing = await serve({ "*": send("page") });
    expect(await fault(open(missing), `http://${missing}/a`)).toBe("no fault");
  });

  test("a redirect asks the next host's robots.txt too", async () => {
    const closed = await serve({ "/robots.txt": send("User-agent: *\nDisallow: /"), "*": send("page") });
    const host = await serve({ "/a": redirect(`http://${closed}/b`) });
    expect(await fault(open(host, { allowHosts: [host, closed] }), `http://${host}/a`)).toBe("robots_disallowed");
  });

  test("one request at a time at one host, several hosts side by side", async () => {
    let running = 0;
    const peaks: Record<string, number> = {};
    const slow: Handler = (request, response) => {
      const host = request.headers.host ?? "";
      running += 1;
      peaks[host] = Math.max(peaks[host] ?? 0, busy(host, 1));
      peaks.all = Math.max(peaks.all ?? 0, running);
      setTimeout(() => {
        running -= 1;
        busy(host, -1);
        response.end("page");
      }, 50);
    };
    const atHost: Record<string, number> = {};
    const busy = (host: string, change: number): number => {
      atHost[host] = (atHost[host] ?? 0) + change;
      return atHost[host];
    };
    const one = await serve({ "*": slow });
    const two = await serve({ "*": slow });
    const egress = open(one, { allowHosts: [one, two] });
    const urls = [1, 2, 3].flatMap((page) => [`http://${one}/${page}`, `http://${two}/${page}`]);
    const answers = await Promise.all(urls.map((url) => egress.fetchDocument(url)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(peaks).toEqual({ [one]: 1, [two]: 1, all: 2 });
  });

  test("a run that was stopped asks nothing more", async () => {
    const host = await serve({ "*": send("page") });
    const answer = await open(host, { robots: "ignore" }).fetchDocument(`http://${host}/a`, {
      signal: AbortSignal.abort(),
    });
    expect(answer.ok ? "document" : answer.error.type).toBe("cancelled");
    expect(asked).toEqual([]);
  });
});
