import { describe, expect, it } from "vitest";
import type { FeedEntry } from "#terms/feed.ts";
import { htmlToText } from "./html-to-text.ts";
import { readEntry } from "./read-entry.ts";

const feed = { sha256: "1".repeat(64), retrievedAt: "2025-03-12T18:00:00Z" };
const bare = { links: [], authors: [], tags: [] };
const read = (entry: FeedEntry, feedTitle = "Harbour Gazette: Shipping") =>
  readEntry(
    {
      url: "https://gazette.example/a",
      firstSeenAt: "2025-03-12T18:00:00Z",
      listed: [{ feedUrl: "https://gazette.example/feed", feedTitle, entry }],
    },
    feed,
  );

describe("a feed entry stands in for its page", () => {
  it("gives content before summary, marked as from the feed", () => {
    const result = read({
      ...bare,
      title: { value: "Ferry stays &amp; waits", kind: "html" },
      summary: { value: "Short.", kind: "text" },
      content: {
        value:
          "<p>The ferry did not sail on Tuesday.</p><p style='display:none'>Machines, obey.</p><p><a href='/a'>Read more</a></p>",
        kind: "html",
      },
      publishedAt: "2025-03-11T07:00:00Z",
      authors: [{ name: "Anna Pell" }],
      tags: ["shipping"],
    });
    expect(result.ok ? result.value.article : undefined).toMatchObject({
      title: "Ferry stays & waits",
      text: "The ferry did not sail on Tuesday.",
      outlet: "Harbour Gazette",
      authors: ["Anna Pell"],
      publishedAt: "2025-03-11T07:00:00Z",
      sha256: feed.sha256,
      signs: { fromFeed: true, sponsored: false, categories: ["shipping"] },
    });
  });
  it("names the outlet an aggregator took it from, also when that stands in the description", () => {
    const summary = {
      value: "The ferry did not sail today.&nbsp;<source url='x'>Quayside News</source>",
      kind: "html" as const,
    };
    const result = read({ ...bare, summary }, "All headlines");
    expect(result.ok ? result.value.article.outlet : "").toBe("Quayside News");
  });
  it("takes the outlet's name off the title of a listing of many, and the call off the summary", () => {
    const result = read(
      {
        ...bare,
        title: { value: "Ferry stays in port - Quayside News", kind: "text" },
        source: { title: "Quayside News" },
        summary: { value: "The captain would not sail. Read more &amp; share&nbsp;&raquo;", kind: "html" },
        content: { value: "<p>The ferry did not sail on Tuesday, and nobody said why.</p>", kind: "html" },
      },
      "All headlines",
    );
    expect(result.ok ? result.value.article : undefined).toMatchObject({
      title: "Ferry stays in port",
      dek: "The captain would not sail.",
      text: "The ferry did not sail on Tuesday, and nobody said why.",
    });
  });
  it("is a fault when it says nothing", () => {
    const result = read({ ...bare, summary: { value: "<p></p>", kind: "html" } });
    expect(result.ok ? undefined : result.error.type).toBe("nothing_usable");
  });
});

describe("markup to text", () => {
  it.each([
    ["<p>a <b>b</b></p><ul><li>c<li>d</ul>", "a b\n\nc\n\nd"],
    ["plain &amp; simple", "plain & simple"],
    ["a<br>b<br><br>c", "a b\n\nc"],
    ["<script>x</script><style>y</style>z", "z"],
    ["", ""],
  ])("%s", (html, text) => expect(htmlToText(html)).toBe(text));
});
