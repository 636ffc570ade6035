import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { editionSchema } from "#terms/edition.ts";
import { readingSchema, snapshotSchema } from "#terms/reading.ts";
import type { Print } from "./pdf-routes.ts";
import { createServer, type Door, openDoor } from "./server.ts";
import { type Shelf, shelfOf } from "./shelf.ts";

/** As if named people had approved them. */
const edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
) as ApprovedBriefing;
const older: ApprovedBriefing = {
  ...edition,
  edition: { ...edition.edition, date: "2026-03-11", asOf: "2026-03-11T18:00:00Z" },
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** `fetch` sets Host itself; this can lie. */
const ask = (base: string, path: string, host?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const url = new URL(path, base);
    const headers = host === undefined ? {} : { host };
    const asked = request(
      { host: "127.0.0.1", port: url.port, path: `${url.pathname}${url.search}`, headers },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on("data", (part: Buffer) => parts.push(part));
        reply.on("end", () =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: Buffer.concat(parts).toString("utf8"),
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end();
  });

let door: Door;
let base = "";

beforeAll(async () => {
  door = await createServer({ shelf: shelfOf([], [older, edition]) });
  base = await openDoor(door, 0);
});
afterAll(async () => door.close());

/** A shelf on which the newer edition lands as soon as it was asked what is on it. */
const landingShelf = (): Shelf => {
  const before = shelfOf([], [older]);
  const after = shelfOf([], [older, edition]);
  let now = before;
  const thenLand = <T>(answer: T): T => {
    now = after;
    return answer;
  };
  return {
    list: (page, viewer) => now.list(page, viewer),
    find: (which, viewer) => thenLand(now.find(which, viewer)),
    read: (id, viewer) => thenLand(now.read(id, viewer)),
    newestOfEach: (viewer) => now.newestOfEach(viewer),
    standing: (id, viewer) => now.standing(id, viewer),
    readApproved: (id, viewer) => now.readApproved(id, viewer),
    later: async (id) => ({ recalled: { at: "2026-03-12T19:00:00Z", reason: `Said of ${id.slice(0, 12)}.` } }),
  };
};

describe("an edition that lands while another is read", () => {
  const readWith = async <T>(use: (base: string) => Promise<T>): Promise<T> => {
    const landing = await createServer({ shelf: landingShelf() });
    try {
      return await use(await openDoor(landing, 0));
    } finally {
      await landing.close();
    }
  };
  let olderId = "";
  beforeAll(async () => {
    const { body } = await ask(base, "/api/v1/editions");
    olderId = JSON.parse(body).editions[1].id;
  });

  it("lends it neither its standing nor what was said of it", async () => {
    const reading = await readWith(async (at) => JSON.parse((await ask(at, "/api/v1/editions/latest/reading")).body));
    expect(reading.edition.asOf).toBe("2026-03-11T18:00:00Z");
    expect(reading.standing.id).toBe(olderId);
    expect(reading.notice.reason).toBe(`Said of ${olderId.slice(0, 12)}.`);
  });

  it.each(["/editions/latest/edition.txt", "/editions/latest/edition.html", "/edition.html"])(
    "%s says what was said of the edition that it shows",
    async (path) => {
      const { status, body } = await readWith((at) => ask(at, path));
      expect(status).toBe(200);
      expect(body).toContain(olderId.slice(0, 12));
    },
  );
});

describe("editions", () => {
  it("lists them newest first", async () => {
    const { body } = await ask(base, "/api/v1/editions");
    expect(JSON.parse(body).editions.map((entry: { date: string }) => entry.date)).toEqual([
      "2026-03-12",
      "2026-03-11",
    ]);
  });

  it("reads the list on from where the page before ended, and opens each by its id", async () => {
    const first = JSON.parse((await ask(base, "/api/v1/editions?limit=1")).body);
    expect(first.editions).toHaveLength(1);
    const second = JSON.parse((await ask(base, `/api/v1/editions?limit=1&after=${first.next}`)).body);
    expect(second.editions[0].date).toBe("2026-03-11");
    expect(second.next).toBeUndefined();
    const { body } = await ask(base, second.editions[0].href);
    expect(JSON.parse(body).edition.date).toBe("2026-03-11");
  });

  it("gives the contract, whole", async () => {
    const { body, status } = await ask(base, "/api/v1/editions/latest");
    expect(status).toBe(200);
    expect(editionSchema.parse(JSON.parse(body))).toEqual(edition);
  });

  it("gives a reading without article texts", async () => {
    const { body } = await ask(base, "/api/v1/editions/2026-03-12/reading");
    const reading = readingSchema.parse(JSON.parse(body));
    expect(reading.passages.length).toBe(28);
    expect(Object.keys(reading)).not.toContain("articles");
  });

  it("gives a reading packed to whoever takes it so, and its body once to whoever keeps its tag", async () => {
    const address = `${base}/api/v1/editions/latest/reading`;
    const get = (headers: Record<string, string>) => fetch(address, { headers });
    const plain = await get({ "accept-encoding": "identity" });
    const packed = await get({ "accept-encoding": "br, gzip" });
    const encodings = [plain, packed].map((answer) => answer.headers.get("content-encoding"));
    expect(encodings).toEqual([null, "gzip"]);
    const text = await plain.text();
    expect(await packed.text()).toBe(text);
    expect(readingSchema.parse(JSON.parse(text)).standing?.id).toMatch(/^[0-9a-f]{64}$/);
    const tag = plain.headers.get("etag") ?? "";
    expect(packed.headers.get("etag")).toBe(tag);
    const again = await get({ "if-none-match": tag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await get({ "if-none-match": 'W/"other"' })).status).toBe(200);
    const other = await fetch(`${base}/api/v1/editions/2026-03-11/reading`, { headers: { "if-none-match": tag } });
    expect(other.status).toBe(200);
  });

  it("tags a reading anew when the record says otherwise of it", async () => {
    let approved = false;
    const shelf: Shelf = {
      ...shelfOf([], [edition]),
      standing: async (id, viewer) => ({ id, approved: approved && viewer.may.has("edition.read") }),
    };
    const judged = await createServer({ shelf });
    const address = `${await openDoor(judged, 0)}/api/v1/editions/latest/reading`;
    const first = await fetch(address);
    const said = readingSchema.parse(await first.json()).standing?.approved;
    approved = true;
    const later = await fetch(address, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
    const saidLater = readingSchema.parse(await later.json()).standing?.approved;
    await judged.close();
    expect([said, saidLater]).toEqual([false, true]);
  });

  it("gives an article with its cited stretches, each of them its own words", async () => {
    const reading = readingSchema.parse(JSON.parse((await ask(base, "/api/v1/editions/latest/reading")).body));
    const passage = reading.passages[0];
    const { body } = await ask(base, `/api/v1/editions/latest/articles/${passage?.articleId}`);
    const article = snapshotSchema.parse(JSON.parse(body));
    const mark = article.marks.find((entry) => entry.label === passage?.label);
    expect(article.text.slice(mark?.start, mark?.end)).toBe(passage?.quote);
  });

  it.each([
    ["a day without an edition", "/api/v1/editions/1999-01-01", 404],
    ["what is no date", "/api/v1/editions/soon", 400],
    ["an unknown article", "/api/v1/editions/latest/articles/art-0", 404],
    ["an id that is on no record", `/api/v1/editions/${"0".repeat(64)}`, 404],
    ["a list after no edition on record", `/api/v1/editions?after=${"0".repeat(64)}`, 400],
    ["a page of no size", "/api/v1/editions?limit=0", 400],
    ["an unknown path", "/api/v2", 404],
    ["an unknown form", "/editions/latest/edition.exe", 400],
  ])("answers %s with a problem document", async (_, path, status) => {
    const answer = await ask(base, path);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(JSON.parse(answer.body)).toMatchObject({ status, type: "about:blank" });
  });

  it("answers a person at an unknown address with the desk's own page, and a program with a problem document", async () => {
    const webFolder = mkdtempSync(join(tmpdir(), "watchfloor-web-"));
    writeFileSync(join(webFolder, "index.html"), "<!doctype html><title>Watchfloor</title>");
    const door = await createServer({ shelf: shelfOf([]), webFolder });
    const address = await openDoor(door, 0);
    const answerTo = async (path: string, accept: string) => {
      const { status, headers } = await fetch(new URL(path, address), { headers: { accept } });
      return [status, headers.get("content-type")?.split(";")[0]];
    };
    expect(await answerTo("/tomorrow", "text/html,*/*")).toEqual([404, "text/html"]);
    expect(await answerTo("/tomorrow", "application/json")).toEqual([404, "application/problem+json"]);
    expect(await answerTo("/api/v1/tomorrow", "text/html")).toEqual([404, "application/problem+json"]);
    expect((await fetch(`${address}/desk`)).url).toBe(`${address}/desk/triage`);
    await door.close();
    rmSync(webFolder, { recursive: true });
  });

  it("tells a person who may not read, or opens what is not there, in words and with the way on", async () => {
    const door = await createServer({ shelf: shelfOf([]), identify: async () => undefined });
    const address = await openDoor(door, 0);
    const open = async (path: string, accept: string) => {
      const answer = await fetch(new URL(path, address), { headers: { accept } });
      return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
    };
    const told = await open("/editions/2031-05-14/edition.pdf?role=%22%3E%3Cb%3E", "text/html,*/*");
    expect(told).toMatchObject({ status: 401, type: "text/html; charset=utf-8" });
    expect(told.text).toContain("Sign in first.");
    expect(told.text).toContain('<a href="/sign-in?to=%2Feditions%2F2031-05-14%2Fedition.pdf');
    expect(told.text).not.toContain("<b>");
    expect(await open("/edition.html", "*/*")).toMatchObject({ status: 401, type: expect.stringMatching(/problem/) });
    await door.close();
  });

  it("describes itself in OpenAPI from the same schemas", async () => {
    const { body } = await ask(base, "/api/v1/openapi.json");
    const paths = Object.keys(JSON.parse(body).paths);
    expect(paths).toContain("/api/v1/editions/{date}");
    expect(paths.every((path) => path.startsWith("/api/v1/"))).toBe(true);
  });

  it("is no example day to be set up when it keeps nothing", async () => {
    const answer = await fetch(`${base}/api/v1/first-run`);
    expect([answer.status, await answer.json()]).toEqual([200, { isExample: false }]);
  });

  it("says when no edition is on record", async () => {
    const empty = await createServer({ shelf: shelfOf([]) });
    const address = await openDoor(empty, 0);
    const { status, body } = await ask(address, "/api/v1/editions/latest/reading");
    await empty.close();
    expect(status).toBe(404);
    expect(JSON.parse(body).detail).toBe("No edition is on record yet.");
  });
});

describe("the edition as a PDF", () => {
  const ask3 = async (print: Print) => {
    const printer = await createServer({ shelf: shelfOf([edition]), print });
    const address = `${await openDoor(printer, 0)}/editions/latest/edition.pdf`;
    const both = await Promise.all([fetch(address), fetch(address)]);
    const answers = [...both, await fetch(address)].map(async (each) => [each.status, await each.text()]);
    const read = await Promise.all(answers);
    await printer.close();
    return read;
  };

  it("is printed once, from the edition's own HTML file, however many ask", async () => {
    const printed: string[] = [];
    const answers = await ask3(async (html) => {
      printed.push(html);
      return { ok: true, value: Buffer.from("%PDF-") };
    });
    expect(answers).toEqual([0, 1, 2].map(() => [200, "%PDF-"]));
    expect(printed).toEqual([(await ask(base, "/editions/latest/edition.html")).body]);
  });

  it("says why there is none, and tries again for who asks later", async () => {
    let tries = 0;
    const answers = await ask3(async () => {
      tries += 1;
      return { ok: false, error: { message: "PDF: Expected chromium but found none." } };
    });
    expect(tries).toBeGreaterThan(1);
    for (const [status, body] of answers) {
      expect(status).toBe(503);
      expect(JSON.parse(String(body)).detail).toBe("PDF: Expected chromium but found none.");
    }
  });
});

describe("feeds", () => {
  const forms = [
    ["editions.rss", "application/rss+xml; charset=utf-8"],
    ["editions.atom", "application/atom+xml; charset=utf-8"],
    ["editions.json", "application/feed+json; charset=utf-8"],
  ] as const;

  it.each(forms)(
    "%s lists the editions, newest first, at the address under which it was asked for",
    async (feed, type) => {
      const port = new URL(base).port;
      const { status, headers, body } = await ask(base, `/feeds/${feed}`, `LOCALHOST:${port}`);
      expect([status, headers["content-type"]]).toEqual([200, type]);
      const links = body.match(/http:\/\/localhost:\d+\/editions\/[0-9a-f]{64}\/edition\.html(?=["<])/g);
      const listed = JSON.parse((await ask(base, "/api/v1/editions")).body).editions;
      expect(links).toEqual(
        listed.map(({ id }: { id: string }) => `http://localhost:${port}/editions/${id}/edition.html`),
      );
      expect(body).not.toContain("127.0.0.1");
      expect((await fetch(links?.[1] ?? "")).status).toBe(200);
    },
  );

  it.each(forms)("%s is sent once to a reader that keeps its tag", async (feed) => {
    const first = await fetch(`${base}/feeds/${feed}`);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[^"]+"$/);
    const again = async (known: string) => {
      const answer = await fetch(`${base}/feeds/${feed}`, { headers: { "if-none-match": known } });
      return [answer.status, (await answer.text()).length > 0];
    };
    expect(await again(tag)).toEqual([304, false]);
    expect(await again(`"other", W/${tag}`)).toEqual([304, false]);
    expect(await again('"other"')).toEqual([200, true]);
  });

  it("is sent anew when an edition has come", async () => {
    const editions = [older];
    const growing = await createServer({
      shelf: {
        list: (page, viewer) => shelfOf([], editions).list(page, viewer),
        find: (which, viewer, wish) => shelfOf([], editions).find(which, viewer, wish),
        newestOfEach: (viewer) => shelfOf([], editions).newestOfEach(viewer),
        read: (which, viewer) => shelfOf([], editions).read(which, viewer),
        standing: (which, viewer) => shelfOf([], editions).standing(which, viewer),
        readApproved: (id, viewer) => shelfOf([], editions).readApproved(id, viewer),
        later: async () => undefined,
      },
    });
    const address = `${await openDoor(growing, 0)}/feeds/editions.atom`;
    const tag = (await fetch(address)).headers.get("etag") ?? "";
    editions.push(edition);
    const answer = await fetch(address, { headers: { "if-none-match": tag } });
    await growing.close();
    expect(answer.status).toBe(200);
    expect((await answer.text()).split("<entry>")).toHaveLength(3);
  });

  it.each([
    ["editions.rss?role=soc_lead", "editions, read as SOC lead", 2],
    ["editions.json?kind=weekly", "weekly editions", 1],
    ["editions.atom?kind=daily&role=ciso", "daily editions, read as CISO", 1],
    ["editions.rss?kind=flash", "flash editions", 0],
  ])("%s is a feed of its own, with its own tag, address and links", async (feed, title, count) => {
    const weekly = { ...older, edition: { ...older.edition, kind: "weekly" as const } };
    const mixed = await createServer({ shelf: shelfOf([], [edition, weekly]) });
    const at = await openDoor(mixed, 0);
    const all = await fetch(`${at}/feeds/${feed.split("?")[0]}`);
    const first = await fetch(`${at}/feeds/${feed}`);
    const body = (await first.text()).replaceAll("&amp;", "&");
    const tag = first.headers.get("etag") ?? "";
    const again = await fetch(`${at}/feeds/${feed}`, { headers: { "if-none-match": tag } });
    await mixed.close();
    expect(body).toContain(`Watchfloor ${title}`);
    expect(tag).not.toBe(all.headers.get("etag"));
    expect(again.status).toBe(304);
    const query = new URLSearchParams(feed.split("?")[1]);
    const ordered = ["role", "kind"].flatMap((name) => (query.has(name) ? `${name}=${query.get(name)}` : [])).join("&");
    expect(body).toContain(`/feeds/${feed.split("?")[0]}?${ordered}`);
    const role = query.get("role");
    expect(body.split(`/edition.html${role === null ? "" : `?role=${role}`}`).length > count).toBe(true);
    expect(new Set(body.match(/urn:sha256:[0-9a-f]{64}/g) ?? []).size).toBe(count);
  });

  it.each([
    ["feeds/editions.rss?role=king", 400],
    ["feeds/editions.rss?kind=hourly", 400],
    ["editions/latest/edition.txt?role=king", 400],
    ["editions/latest/edition.txt?kind=weekly", 404],
    ["api/v1/editions/latest/reading?kind=flash", 404],
  ])("%s answers %i", async (path, status) => {
    expect((await fetch(`${base}/${path}`)).status).toBe(status);
  });

  it.each(["edition.html", "edition.md", "edition.txt"])(
    "%s leads with what is asked of the role that asks",
    async (form) => {
      const text = await (await fetch(`${base}/editions/latest/${form}?role=identity`)).text();
      expect(text.replaceAll(/\s+/g, " ")).toContain("Your action, by when (Identity and access):");
      expect(await (await fetch(`${base}/editions/latest/${form}`)).text()).not.toContain("Your action");
    },
  );

  it("lists all of them as OPML, at the address under which it was asked for", async () => {
    const answer = await fetch(`${base}/feeds/editions.opml`);
    const text = await answer.text();
    expect(answer.headers.get("content-type")).toBe("text/x-opml; charset=utf-8");
    const addresses = [...text.matchAll(/xmlUrl="([^"]+)"/g)].map(([, address]) => address ?? "");
    expect(addresses).toContain(`${base}/feeds/editions.rss?role=soc_lead`);
    for (const address of addresses) expect((await fetch(address)).status).toBe(200);
  });

  it.each([
    ["while no edition is on record", []],
    ["of an edition that nobody approved, even for those who read drafts", [edition]],
  ])("is a feed without entries %s, and says why", async (_when, editions) => {
    const empty = await createServer({ shelf: shelfOf(editions) });
    const { body } = await ask(await openDoor(empty, 0), "/feeds/editions.json");
    await empty.close();
    expect(JSON.parse(body).items).toEqual([]);
    expect(JSON.parse(body).description).toContain("once a named person has approved its text");
  });
});

describe("guards", () => {
  it.each([
    ["the address it listens on", "127.0.0.1:PORT", 200],
    ["localhost", "LOCALHOST:PORT", 200],
    ["the loopback of version 6", "[::1]:PORT", 200],
    ["a name of somebody else that points here", "rebound.example:PORT", 421],
    ["another port", "127.0.0.1:1", 421],
    ["a name that only begins like ours", "127.0.0.1.rebound.example:PORT", 421],
  ])("Host: %s", async (_, host, status) => {
    const answer = await ask(base, "/api/v1/editions", host.replace("PORT", new URL(base).port));
    expect(answer.status).toBe(status);
  });

  it("listens on 127.0.0.1 only", () => {
    expect(door.addresses().map((at) => (typeof at === "string" ? at : at.address))).toEqual(["127.0.0.1"]);
  });

  it("sends a policy without inline script or style, and no header that breaks plain http", async () => {
    const { headers } = await ask(base, "/api/v1/editions");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("upgrade-insecure-requests");
    expect(headers["strict-transport-security"]).toBeUndefined();
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("sends the HTML file with the policy that the file itself carries", async () => {
    const { headers, body } = await ask(base, "/edition.html");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+';/);
    const inside = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(body)?.[1];
    expect(policy).toContain(inside?.replaceAll("&#39;", "'"));
  });

  it("limits requests a minute", async () => {
    const small = await createServer({ shelf: shelfOf([edition]), requestsPerMinute: 2 });
    const address = await openDoor(small, 0);
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await ask(address, "/api/v1/editions"));
    await small.close();
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers["content-type"]).toContain("application/problem+json");
  });
});
