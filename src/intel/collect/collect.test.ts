import { describe, expect, test } from "vitest";
import { err, ok } from "#kit/result.ts";
import type { FetchFault, FetchOptions, ReadOutcome } from "#terms/collecting.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { type CollectTools, collect } from "./collect.ts";
import { collectEntries } from "./collect-entries.ts";

const documentOf = (url: string, text: string, answeredAt = url): RawDocument => ({
  requestedUrl: url,
  url: answeredAt,
  bytes: new TextEncoder().encode(text),
  sha256: "",
  retrievedAt: "2026-02-05T18:00:00Z",
});

const feed = "<rss><channel><item><title>x</title></item></channel></rss>";
const page = `<!doctype html><p>${"The outlet reports on a flaw. ".repeat(10)}</p>`;
const shell = '<!doctype html><div id="root"></div><script src="a.js"></script>';

type Web = Readonly<Record<string, string | FetchFault | RawDocument>>;

/** Tools over a small web and a small disk; `asked` keeps the order of requests. */
const toolsOver = (web: Web, disk: Readonly<Record<string, ReadOutcome>> = {}): CollectTools & { asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    fetchDocument: async (url) => {
      asked.push(url);
      await new Promise((resolve) => setTimeout(resolve, (asked.length * 7) % 5)); // answers come out of order
      const answer = web[url];
      if (answer === undefined) return err({ type: "not_found", message: "none" });
      if (typeof answer === "string") return ok(documentOf(url, answer));
      return "bytes" in answer ? ok(answer) : err(answer);
    },
    readPath: async (path) =>
      disk[path] ?? { documents: [], losses: [{ step: "collect", item: path, reason: "not_found", detail: "" }] },
    openArchive: async (archive) => ({ documents: [documentOf(`${archive.url}!/a.html`, page)], losses: [] }),
  };
};

const summary = (outcome: {
  documents: readonly RawDocument[];
  losses: readonly { item: string; reason: string }[];
}) => ({
  documents: outcome.documents.map((document) => document.url),
  losses: outcome.losses.map((loss) => `${loss.item}: ${loss.reason}`),
});

describe("what a person points at is collected", () => {
  test("paths and addresses, in the order they were given", async () => {
    const tools = toolsOver(
      { "https://n.example/1": page, "https://n.example/2": feed },
      {
        reports: {
          documents: [documentOf("file:///reports/a.txt", "words"), documentOf("file:///reports/b.txt", "words")],
          losses: [],
        },
      },
    );
    expect(summary(await collect(["https://n.example/2", "reports", "https://n.example/1"], tools))).toEqual({
      documents: ["https://n.example/2", "file:///reports/a.txt", "file:///reports/b.txt", "https://n.example/1"],
      losses: [],
    });
  });

  test("the same address twice, with another tracking query, is asked once", async () => {
    const tools = toolsOver({ "https://n.example/1": page });
    await collect(["https://n.example/1", "https://n.example/1?utm_source=x#y"], tools);
    expect(tools.asked).toEqual(["https://n.example/1"]);
  });

  test("two addresses that lead to one page give it once", async () => {
    const target = (url: string): RawDocument => documentOf(url, page, "https://n.example/real?utm_source=a");
    const tools = toolsOver({
      "https://s.example/a": target("https://s.example/a"),
      "https://s.example/b": target("https://s.example/b"),
    });
    expect((await collect(["https://s.example/a", "https://s.example/b"], tools)).documents).toHaveLength(1);
  });

  test("a list of feeds is followed, and its feeds stand in its place", async () => {
    const opml = `<opml><body>
      <outline text="group"><outline xmlUrl="https://n.example/a.xml?x=1&y=2"/><outline XMLURL="/b.xml"/></outline>
      <outline xmlUrl="https://n.example/page"/><outline xmlUrl="file:///etc/passwd"/><outline text="no feed"/>
      <outline xmlUrl="https://n.example/b.xml?utm_medium=rss"/></body></opml>`;
    const tools = toolsOver({
      "https://n.example/list": opml,
      "https://n.example/a.xml?x=1&y=2": feed,
      "https://n.example/b.xml": feed,
      "https://n.example/page": page,
      "https://n.example/last": page,
    });
    expect(summary(await collect(["https://n.example/list", "https://n.example/last"], tools))).toEqual({
      documents: ["https://n.example/a.xml?x=1&y=2", "https://n.example/b.xml", "https://n.example/last"],
      losses: ["file:///etc/passwd: unsupported_address", "https://n.example/page: not_a_feed"],
    });
  });

  test("a list without feeds, and a list that is not well formed", async () => {
    const tools = toolsOver({
      "https://n.example/none": "<opml><body><outline text='x'/></body></opml>",
      "https://n.example/cut": "<opml><body><outline xmlUrl='https://n.example/a.xml'><outline xml",
      "https://n.example/a.xml": feed,
    });
    expect(summary(await collect(["https://n.example/none", "https://n.example/cut"], tools))).toEqual({
      documents: ["https://n.example/a.xml"],
      losses: ["https://n.example/none: nothing_usable"],
    });
  });

  test("an archive from the network is opened", async () => {
    const zip = documentOf("https://n.example/day.zip", "PK\u0003\u0004");
    const tools = toolsOver({ "https://n.example/day.zip": zip });
    expect((await collect(["https://n.example/day.zip"], tools)).documents[0]?.url).toBe(
      "https://n.example/day.zip!/a.html",
    );
  });

  test("each thing that gives nothing is told, and the rest is read", async () => {
    const tools = toolsOver({
      "https://n.example/good": page,
      "https://n.example/shell": shell,
      "https://n.example/empty": "",
      "https://n.example/slow": { type: "timeout", message: "too slow" },
    });
    const inputs = [
      "https://n.example/shell",
      "none",
      "",
      "ftp://n.example/x",
      "https://n.example/slow",
      "https://n.example/empty",
      "https://n.example/gone",
      "https://n.example/good",
    ];
    expect(summary(await collect(inputs, tools))).toEqual({
      documents: ["https://n.example/good"],
      losses: [
        "none: not_found",
        ": unsupported_address",
        "ftp://n.example/x: unsupported_address",
        "https://n.example/slow: timeout",
        "https://n.example/gone: not_found",
        "https://n.example/shell: shell_page",
        "https://n.example/empty: empty",
      ],
    });
  });

  test("unchanged is neither document nor loss, and validators are sent", async () => {
    const sent: (FetchOptions | undefined)[] = [];
    const outcome = await collect(["https://n.example/a"], {
      ...toolsOver({}),
      fetchDocument: async (_url, options) => {
        sent.push(options);
        return err({ type: "not_modified", message: "" });
      },
      validatorsOf: () => ({ etag: '"1"' }),
    });
    expect(outcome).toEqual({ documents: [], losses: [], unchanged: ["https://n.example/a"] });
    expect(sent).toEqual([{ etag: '"1"' }]);
  });

  test("a tool that throws loses its item only", async () => {
    const broken = async (): Promise<never> => {
      throw new Error("out of order");
    };
    const tools = { ...toolsOver({ "https://n.example/a": page }), readPath: broken };
    expect(summary(await collect(["folder", "https://n.example/a"], tools))).toEqual({
      documents: ["https://n.example/a"],
      losses: ["folder: unreadable"],
    });
  });
});

describe("the pages that feeds list are collected", () => {
  const list = (feedUrl: string, ...urls: string[]) => urls.map((url) => ({ url, feedUrl }));

  test("each once, with the feeds and addresses that named it, in the order first listed", async () => {
    const tools = toolsOver({
      "https://n.example/1?utm_source=f": page,
      "https://n.example/2": page,
      "https://go.example/x": documentOf("https://go.example/x", page, "https://n.example/2"),
    });
    const entries = [
      ...list("f1", "https://n.example/1?utm_source=f", "https://n.example/2"),
      ...list("f2", "https://n.example/1#c", "https://go.example/x"),
    ];
    const { pages, losses } = await collectEntries(entries, tools);
    expect(losses).toEqual([]);
    expect(pages.map(({ url, entryUrls, feedUrls }) => ({ url, entryUrls, feedUrls }))).toEqual([
      { url: "https://n.example/1", entryUrls: ["https://n.example/1"], feedUrls: ["f1", "f2"] },
      {
        url: "https://n.example/2",
        entryUrls: ["https://n.example/2", "https://go.example/x"],
        feedUrls: ["f1", "f2"],
      },
    ]);
  });

  test("a page that gives nothing names the entry's address, so that the feed's text can stand in", async () => {
    const tools = toolsOver({
      "https://n.example/1": shell,
      "https://n.example/2": feed,
      "https://n.example/3?utm_x=1": { type: "forbidden", message: "" },
    });
    const { losses } = await collectEntries(
      list("f", "https://n.example/1", "https://n.example/2", "https://n.example/3?utm_x=1"),
      tools,
    );
    expect(losses.map((loss) => `${loss.item}: ${loss.reason}`)).toEqual([
      "https://n.example/1: shell_page",
      "https://n.example/2: not_a_page",
      "https://n.example/3: forbidden",
    ]);
  });

  test("a feed of 50,000 entries: 2,000 pages are asked for, the rest is one loss with its number", async () => {
    const tools = toolsOver({});
    const fetchDocument = async (url: string) => ok(documentOf(url, page));
    const entries = list("f", ...Array.from({ length: 50_000 }, (_, index) => `https://n.example/${index}`));
    const { pages, losses } = await collectEntries(entries, { ...tools, fetchDocument });
    expect(pages).toHaveLength(2_000);
    expect(losses).toEqual([
      {
        step: "collect",
        item: "f",
        reason: "too_many_entries",
        detail: "Expected at most 2000 pages in a run; 48000 entries were not read.",
      },
    ]);
  });

  test("each page is put aside as it comes, and none is held", async () => {
    const bytes: string[] = [];
    const putAside = async ({ bytes: read, ...about }: RawDocument) => {
      bytes.push(new TextDecoder().decode(read));
      return { ...about, readBytes: async () => read };
    };
    const tools = { ...toolsOver({ "https://n.example/1": page, "https://n.example/2": shell }), putAside };
    const { pages } = await collectEntries(list("f", "https://n.example/1", "https://n.example/2"), tools);
    expect(pages.map(({ url, document }) => [url, "bytes" in document])).toEqual([["https://n.example/1", false]]);
    expect(bytes).toEqual([page]);
  });

  test("no more than 16 are asked for at once", async () => {
    let running = 0;
    let peak = 0;
    const fetchDocument = async (url: string) => {
      running += 1;
      peak = Math.max(peak, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return ok(documentOf(url, page));
    };
    await collectEntries(list("f", ...Array.from({ length: 100 }, (_, index) => `https://n.example/${index}`)), {
      fetchDocument,
    });
    expect(peak).toBe(16);
  });
});
