import { afterAll, describe, expect, it } from "vitest";
import type { ListedEntry } from "#intel/read/index.ts";
import { createWorkerPool } from "#outside/run-in-worker.ts";
import { isReadAnyway } from "#terms/loss.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { Found, Sources } from "./collect-sources.ts";
import { readArticles } from "./read-articles.ts";

const now = "2025-03-12T18:00:00Z";
const pool = createWorkerPool({ threads: 1 });
afterAll(() => pool.close());

const paragraphs = [
  "Intruders spent three weeks inside the booking system of Marlow Ferries before anyone noticed, the operator said.",
  "The company counts 14 affected servers and has asked its 320 partners to change the passwords they share with it.",
];
const listedBy = (feedUrl: string, content?: string): ListedEntry => ({
  feedUrl,
  entry: {
    title: { value: "Ferry operator shuts booking system", kind: "text" },
    links: [],
    authors: [],
    tags: [],
    ...(content === undefined ? {} : { content: { value: content, kind: "html" as const } }),
  },
});
const markup = (head = "", text = paragraphs): string =>
  `<html><head>${head}</head><body><article><h1>Ferry operator shuts booking system</h1>${text
    .map((one) => `<p>${one}</p>`)
    .join("")}</article></body></html>`;
const found = (url: string, html: string, listed: readonly ListedEntry[], sha256 = url.padEnd(64, "0")): Found => ({
  url,
  listed,
  document: {
    requestedUrl: url,
    url,
    bytes: new TextEncoder().encode(html),
    sha256,
    contentType: "text/html",
    retrievedAt: now,
  },
});
const read = (sources: Partial<Sources>) =>
  readArticles(
    {
      documents: [],
      entries: 0,
      unchanged: [],
      held: [],
      found: [],
      feedOnly: [],
      feedsRead: 1,
      repeated: 0,
      losses: [],
      ...sources,
    },
    pool,
    now,
    () => undefined,
  );

describe("what was collected becomes articles", () => {
  it("reads two addresses of one page as one article that both feeds list", async () => {
    const own = '<link rel="canonical" href="https://n.example/a">';
    const { articles } = await read({
      found: [
        found("https://n.example/a?from=mail", markup(own), [listedBy("https://n.example/one")]),
        found("https://n.example/a?from=list", markup(`${own} `), [listedBy("https://n.example/two")]),
      ],
    });
    expect(articles.map(({ url, feedUrls }) => [url, feedUrls])).toEqual([
      ["https://n.example/a", ["https://n.example/one", "https://n.example/two"]],
    ]);
  });

  it("reads the feed's words where the page is a shell, and says so without calling it lost", async () => {
    const words = paragraphs.map((one) => `<p>${one}</p>`).join("");
    const url = "https://n.example/app";
    const why = {
      step: "collect",
      item: url,
      reason: "shell_page",
      detail: "Expected a page but found a script.",
    } as const;
    const listed = [listedBy("https://n.example/one", words)];
    const { articles, losses } = await read({ feedOnly: [{ url, listed, why }] });
    expect(articles.map(({ signs }) => signs.fromFeed)).toEqual([true]);
    expect(losses).toMatchObject([{ item: url, reason: "feed_words_for_a_shell" }]);
    expect(losses.filter((loss) => !isReadAnyway(loss))).toEqual([]);
  });

  it("reads a page whose bytes were put aside like one that is at hand, and says which are gone", async () => {
    const pages = ["a", "b", "c"].map((path) => found(`https://n.example/${path}`, markup(path), []));
    const aside = pages.map((page, at): Found => {
      const { bytes, ...about } = page.document as RawDocument;
      return { ...page, document: { ...about, readBytes: async () => (at === 1 ? undefined : bytes) } };
    });
    const whole = await read({ found: pages });
    const { articles, losses } = await read({ found: aside });
    expect(whole.articles).toHaveLength(3);
    expect(articles).toEqual(whole.articles.filter(({ url }) => !url.endsWith("/b")));
    expect(losses.map(({ item, reason }) => `${item} ${reason}`)).toEqual(["https://n.example/b unreadable"]);
  });

  it("knows the same bytes under one path, too, but not under two", async () => {
    const { articles } = await read({
      found: ["a?x=1", "a?x=2", "b"].map((path) => found(`https://n.example/${path}`, markup(), [], "1".repeat(64))),
    });
    expect(articles.map(({ url }) => url)).toEqual(["https://n.example/a?x=1", "https://n.example/b"]);
  });

  it("reads the feed's words where there is no page, where it is a wall and where it is a shell", async () => {
    const content = [...paragraphs, ...paragraphs, ...paragraphs, ...paragraphs, ...paragraphs]
      .map((text, index) => `<p>${index} ${text}</p>`)
      .join("");
    const why = { step: "collect", item: "https://n.example/1", reason: "not_found", detail: "" } as const;
    const { articles, losses } = await read({
      feedOnly: [{ url: "https://n.example/1", listed: [listedBy("https://n.example/f", content)], why }],
      found: [
        found("https://n.example/2", "<html><body><p>Please enable JavaScript.</p></body></html>", [
          listedBy("https://n.example/f", content),
        ]),
        found("https://n.example/3", markup("", ["The story is shown by a script that must be run for it."]), [
          listedBy("https://n.example/f", content),
        ]),
      ],
    });
    expect(articles.map(({ signs, text }) => [signs.fromFeed, text.startsWith("0 Intruders spent")])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
    expect(losses).toEqual([]);
  });

  it("tells a loss where neither says anything, and keeps a poor page that no feed betters", async () => {
    const { articles, losses } = await read({
      found: [
        found("https://n.example/1", "<html><body></body></html>", [listedBy("https://n.example/f")]),
        found("https://n.example/2", markup("", [paragraphs[0] ?? ""]), [listedBy("https://n.example/f")]),
      ],
    });
    expect(articles.map(({ url, signs }) => [url, signs.fromFeed])).toEqual([["https://n.example/2", false]]);
    expect(losses.map(({ item, reason }) => [item, reason])).toEqual([["https://n.example/1", "nothing_usable"]]);
  });
});
