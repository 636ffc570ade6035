import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Feed } from "#terms/feed.ts";
import { type FeedOptions, parseFeed } from "./parse-feed.ts";

const folder = join(import.meta.dirname, "../../../../test/fixtures/read/feeds");
const bytesOf = (name: string): Uint8Array => readFileSync(join(folder, name));
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (bytes: Uint8Array, options: FeedOptions = {}): Feed => {
  const result = parseFeed(bytes, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const readText = (text: string, options: FeedOptions = {}): Feed => read(encode(text), options);
const faultsOf = (feed: Feed): string[] => feed.faults.map(({ type }) => type);

describe("a feed with a defect gives what can be had", () => {
  it("closes an item whose end tag is missing", () => {
    const feed = read(bytesOf("rss-item-without-end-tag.xml"), { url: "https://harbour.example.org/rss.xml" });
    expect(feed.entries.map(({ title, link }) => [title?.value, link])).toEqual([
      ["First notice", "https://harbour.example.org/notices/1"],
      ["Second notice", "https://harbour.example.org/notices/2"],
    ]);
    expect(faultsOf(feed)).toContain("mismatched_tags");
  });

  it("keeps the whole items of a cut feed and no half title", () => {
    const feed = read(bytesOf("rss-cut-in-the-third-item.xml"));
    expect(feed.entries.map(({ title }) => title?.value)).toEqual(["Whole one", "Whole two"]);
    expect(faultsOf(feed)).toContain("truncated");
  });

  it("reads bare ampersands, HTML entities and windows-1252 references, and keeps an unknown entity readable", () => {
    const feed = read(bytesOf("rss-bare-ampersand-and-html-entities.xml"));
    expect(feed.title?.value).toBe("Salt & Pepper\u00a0Desk");
    expect(feed.entries[0]?.title?.value).toBe('R&D budget café — "done" &unknownthing;');
    expect(feed.entries[0]?.link).toBe("https://desk.example.org/read?a=1&b=2&copy=3");
    expect(feed.entries[0]?.summary?.value).toBe("It’s in “quotes”");
    expect(faultsOf(feed)).toEqual(["undefined_entity"]);
  });

  it("reads capital tags, one-line people and refuses a date that is none", () => {
    const feed = read(bytesOf("rss-capital-tags-and-odd-people.xml"));
    expect(feed.dialect).toBe("rss091u");
    expect(feed.entries.map(({ authors }) => authors[0])).toEqual([
      { name: "Ann Low", email: "ann@loud.example.org" },
      { name: "Bert High", email: "bert@loud.example.org" },
    ]);
    expect(feed.entries.map(({ publishedAt }) => publishedAt)).toEqual(["2026-02-05T15:00:00Z", undefined]);
    expect(feed.entries.map(({ link }) => link)).toEqual(["https://loud.example.org/1", undefined]);
    expect(faultsOf(feed)).toContain("unreadable_date");
  });

  it("holds an entity bomb to its budget, ends a loop and never reads outside", () => {
    const feed = read(bytesOf("rss-entity-bomb.xml"));
    expect(feed.title?.value).toBe("Harbour & Sons");
    expect((feed.entries[0]?.title?.value ?? "").length).toBeLessThan(100_000);
    expect(feed.entries[1]?.title?.value).toContain("after &outside; and &");
  });

  it("lets an honest feed with 100,000 references pass", () => {
    const title = "&#8217;&amp;&eacute;&#x41;".repeat(100);
    const feed = readText(`<rss><channel>${`<item><title>${title}</title></item>`.repeat(250)}</channel></rss>`);
    expect(feed.faults).toEqual([]);
    expect(feed.entries.every((entry) => entry.title?.value === "’&éA".repeat(100))).toBe(true);
  });

  it("keeps the whole items of JSON that is cut off", () => {
    const feed = read(bytesOf("json-feed-cut-off.json"), { url: "https://json.example.org/feed.json" });
    expect(feed.title?.value).toBe("Cut JSON");
    expect(feed.entries.map(({ id, link }) => [id, link])).toEqual([
      ["1", "https://json.example.org/one"],
      ["2", "https://json.example.org/two"],
    ]);
    expect(feed.entries[0]).toMatchObject({
      publishedAt: "2026-02-05T15:00:00Z",
      publishedZoneMinutes: -300,
      tags: ["x"],
    });
    expect(feed.entries[1]?.content).toEqual({ value: '<p>Two "quoted"</p>', kind: "html" });
    expect(faultsOf(feed)).toEqual(["truncated"]);
  });
});

describe("a well-formed feed is read whole", () => {
  it("Atom with bases, languages, XHTML and a source", () => {
    const feed = read(bytesOf("atom-base-and-xhtml.xml"), { url: "https://elsewhere.example.org/" });
    expect(feed).toMatchObject({
      dialect: "atom10",
      title: { value: "The Ledger <beta>", kind: "text", language: "en-GB" },
      link: "https://ledger.example.org/news/",
      language: "en-GB",
      authors: [
        { name: "Ada Quill", email: "ada@ledger.example.org", url: "https://ledger.example.org/news/people/ada" },
      ],
      faults: [],
    });
    const [first, second] = feed.entries;
    expect(first).toMatchObject({
      title: { value: "Ports &amp; <em>harbours</em> closed", kind: "html" },
      link: "https://ledger.example.org/news/2026/one.html",
      publishedAt: "2026-02-05T08:00:00Z",
      publishedZoneMinutes: 60,
      updatedAt: "2026-02-05T10:30:00Z",
      tags: ["ports", "weather"],
      source: { title: "Coast Agency", url: "https://coast.example.org/" },
    });
    expect(first?.links[0]).toEqual({
      href: "https://ledger.example.org/news/2026/one.mp3",
      rel: "enclosure",
      type: "audio/mpeg",
      length: "12",
    });
    expect(first?.content).toMatchObject({
      kind: "xhtml",
      value: '<p>See <a href="https://ledger.example.org/news/map?x=1&amp;y=2">the map</a>.</p><br />',
    });
    expect(second).toMatchObject({ publishedAt: "2026-02-04T08:00:00Z", summary: { language: "de" } });
  });

  it("RDF with modules under prefixes of its own", () => {
    const feed = read(bytesOf("rdf-with-modules.xml"));
    expect(feed).toMatchObject({
      dialect: "rss10",
      title: { value: "RDF Desk" },
      subtitle: { value: "Old but alive" },
    });
    expect(feed.entries).toHaveLength(1);
    expect(feed.entries[0]).toMatchObject({
      id: "https://rdf.example.org/a",
      summary: { value: "Summary A", kind: "text" },
      content: { value: "<p>Whole <b>text</b> of A</p>", kind: "html" },
      authors: [{ name: "Bo Lind" }],
      publishedAt: "2026-02-03T08:00:00Z",
      tags: ["alpha"],
    });
  });

  it.each([
    [
      "two item descriptions: the second is the content",
      "<description>Short</description><summary>Longer text</summary>",
      "Short",
      "Longer text",
    ],
    ["content:encoded undeclared", "<description>S</description><content:encoded>C</content:encoded>", "S", "C"],
    [
      "Atom content in RSS",
      '<atom:summary xmlns:atom="http://www.w3.org/2005/Atom">S</atom:summary><fullitem>C</fullitem>',
      "S",
      "C",
    ],
  ])("%s", (_, inner, summary, content) => {
    const [entry] = readText(`<rss version="2.0"><channel><item>${inner}</item></channel></rss>`).entries;
    expect([entry?.summary?.value, entry?.content?.value]).toEqual([summary, content]);
  });

  it("resolves against Content-Location, never against a script, and drops script links", () => {
    const text =
      '<rss xml:base="javascript:x"><channel><link>a/b</link><item><link>javascript:alert(1)</link></item></channel></rss>';
    const feed = readText(text, { url: "https://a.example.org/x", headers: { "Content-Location": "/base/feed" } });
    expect(feed.link).toBe("https://a.example.org/base/a/b");
    expect(feed.entries[0]?.link).toBeUndefined();
  });

  it("takes the language of the header when the feed names none", () => {
    expect(
      readText("<rss><channel><title>t</title></channel></rss>", { headers: { "content-language": "de" } }).language,
    ).toBe("de");
  });

  it("gives the single entry of an entry document", () => {
    const feed = readText('<entry xmlns="http://www.w3.org/2005/Atom"><title>Alone</title><id>x:1</id></entry>');
    expect(feed.entries.map(({ title, id }) => [title?.value, id])).toEqual([["Alone", "x:1"]]);
  });

  it.each([
    ["base64 text", "application/octet-stream", "RXhhbXBsZQ==", "Example"],
    ["a label that is wrong", "application/octet-stream", "Not base64!", "Not base64!"],
    ["escaped markup", "html", "&lt;b&gt;x&lt;/b&gt;", "<b>x</b>"],
    ["plain brackets", "text", "a &lt;b&gt; c", "a <b> c"],
  ])("Atom title: %s", (_, type, inner, expected) => {
    const feed = readText(`<feed xmlns="http://www.w3.org/2005/Atom"><title type="${type}">${inner}</title></feed>`);
    expect(feed.title?.value).toBe(expected);
  });
});

describe("what is no feed is said to be none", () => {
  it.each([
    ["nothing at all", "", "empty"],
    ["blanks", " \n\t ", "empty"],
    ["a web page", "<!doctype html><html><body><p>Are you a robot?</p></body></html>", "not_a_feed"],
    ["other XML", "<note><to>x</to></note>", "not_a_feed"],
    ["other JSON", '{"error": "no"}', "not_a_feed"],
    ["broken JSON", '{"a": ', "not_a_feed"],
    ["prose", "There is nothing here.", "not_a_feed"],
  ])("%s", (_, text, type) => {
    const result = parseFeed(encode(text));
    expect(result.ok ? "a feed" : result.error.type).toBe(type);
  });
});

describe("hostile size and shape end without a throw", () => {
  const rss = (inner: string): string => `<rss><channel><title>T</title>${inner}</channel></rss>`;
  it.each([
    [
      "200,000 nested tags in a title",
      rss(`<item><title>${"<a>".repeat(200_000)}x</title></item><item><title>next</title></item>`),
      2,
    ],
    ["200,000 unclosed items", rss("<item>".repeat(200_000)), 200_000],
    ["50,000 items", rss("<item><title>a</title><link>x</link></item>".repeat(50_000)), 50_000],
    ["a million end tags that match nothing", rss(`${"<x>".repeat(190)}${"</y>".repeat(1_000_000)}`), 0],
    ["a million openings of end tags", rss("</".repeat(1_000_000)), 0],
    ["unclosed comments", rss("<!--".repeat(500_000)), 0],
    ["unclosed quotes", rss(`<a b="<a c='`.repeat(200_000)), 0],
    [
      "unclosed tags in a description",
      rss(`<item><description><![CDATA[${'<a href="'.repeat(200_000)}]]></description></item>`),
      1,
    ],
    [
      "a base of a megabyte",
      `<rss xml:base="http://e.org/${"a/".repeat(500_000)}">${"<item xml:base='x'><link>y</link></item>".repeat(20_000)}</rss>`,
      20_000,
    ],
  ])("%s", (_, text, entries) => {
    const result = parseFeed(encode(text), { url: "https://e.example.org/" });
    expect(result.ok ? result.value.entries.length : result.error.type).toBe(entries);
  });

  it("takes names of Object's own members for names and nothing more", () => {
    const inner = "<constructor>x</constructor><__proto__ href='y'/><toString/><valueOf>&constructor;</valueOf>";
    const feed = readText(
      `<?xml version="1.0" encoding="constructor"?><rss version="constructor"><channel>${inner}<item>${inner}</item></channel></rss>`,
    );
    expect([feed.dialect, feed.links, feed.entries[0]?.links, feed.title]).toEqual(["rss", [], [], undefined]);
    expect(readText('{"items": [{"__proto__": {"title": "x"}, "constructor": 1, "id": "a"}]}').entries[0]?.id).toBe(
      "a",
    );
  });

  it("ends for any bytes", () => {
    const alphabet = fc.constantFrom(
      "<",
      ">",
      "</",
      "/>",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<!DOCTYPE",
      "<!ENTITY a '",
      "&",
      "&#",
      ";",
      '"',
      "'",
      "=",
      " ",
      "rss",
      "channel",
      "item",
      "<item>",
      "<rss>",
      "<feed>",
      "<entry>",
      "title",
      "<title>",
      "xmlns:a=",
      "xml:base=",
      "{",
      "}",
      "[",
      '"items"',
      "é",
      "\u0000",
      "a",
    );
    const texts = fc.array(alphabet, { maxLength: 60 }).map((parts) => encode(parts.join("")));
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), texts),
        fc.option(fc.string(), { nil: undefined }),
        (bytes, type) => {
          expect(typeof parseFeed(bytes, type === undefined ? {} : { contentType: type }).ok).toBe("boolean");
        },
      ),
      { seed: 20260205, numRuns: 3000 },
    );
  });

  it.each(["atom-base-and-xhtml.xml", "rdf-with-modules.xml", "rss-entity-bomb.xml", "json-feed-cut-off.json"])(
    "%s cut at every byte",
    (name) => {
      const bytes = bytesOf(name);
      for (let end = 0; end <= bytes.length; end += 1) {
        expect(typeof parseFeed(bytes.subarray(0, end)).ok).toBe("boolean");
      }
    },
  );
});
