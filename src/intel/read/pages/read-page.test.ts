import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawDocument } from "#terms/raw-document.ts";
import type { PageHints } from "./page-hints.ts";
import { readPage } from "./read-page.ts";

const folder = join(import.meta.dirname, "../../../../test/fixtures/read/pages");
const url = "https://gazette.example/story";
const rawOf = (bytes: Uint8Array): RawDocument => ({
  requestedUrl: url,
  url,
  bytes,
  sha256: "0".repeat(64),
  contentType: "text/html; charset=utf-8",
  retrievedAt: "2025-03-12T18:00:00Z",
});
const hints: PageHints = { url, firstSeenAt: "2025-03-12T18:00:00Z" };

const read = (name: string, more: Partial<PageHints> = {}) => {
  const reading = readPage(rawOf(readFileSync(join(folder, `${name}.html`))), { ...hints, ...more });
  if (!reading.ok) throw new Error(`${name}: ${reading.error.message}`);
  return reading.value;
};
const article = (name: string, more: Partial<PageHints> = {}) => read(name, more).article;

const story = [
  "Intruders spent three weeks inside the booking system of Marlow Ferries before anyone noticed, the operator said on Tuesday.",
  "The company counts 14 affected servers and has asked its 320 partners to change the passwords they share with it.",
  "Nothing points to stolen payment data so far, according to the security team that cleaned the network.",
].join("\n\n");
const title = "Ferry operator shuts booking system after break-in";

describe("the text of a page is the article's paragraphs and nothing else", () => {
  const whole = [
    "off-screen-instruction",
    "style-rule-hides-class",
    "text-in-ground-colour",
    "faded-in-by-script",
    "table-layout-without-headings",
    "ambiguous-day-and-month",
    "date-line-with-named-zone",
    "future-date",
    "changed-after-publication",
    "calls-between-paragraphs",
    "teaser-cards-after-article",
    "boxes-between-wrapped-paragraphs",
    "title-and-byline-as-lines",
    "talk-under-names-after-rows",
    "comments-with-time-since",
    "elements-of-the-sites-making",
    "sign-up-box-with-mail-field",
    "note-on-the-author",
    "sentence-pulled-out",
    "part-labelled-for-the-ear",
  ];
  it.each(whole)("%s", (name) => {
    expect(article(name).text).toBe(story);
    expect(article(name).title).toBe(title);
  });

  it("sounds no alarm for what is rightly left out", () => {
    for (const name of ["note-on-the-author", "comments-with-time-since", "sign-up-box-with-mail-field"])
      expect(article(name).signs.lostParagraphs).toEqual([]);
  });

  it("keeps what the outlet adds in a box of its own", () => {
    const added = "Correction, 12 March: an earlier version gave the number of servers as 12.";
    expect(article("correction-in-its-own-box").text).toBe(`${story}\n\n${added}`);
  });

  it("reads title, dek and byline that are lines of one cell", () => {
    expect(article("title-and-byline-as-lines")).toMatchObject({
      title,
      authors: ["Anna Pell"],
      publishedAt: "2025-03-11T07:00:00Z",
    });
  });

  it("keeps the first section's heading, which is no dek", () => {
    const { text, dek } = article("first-section-under-the-title");
    expect(text.startsWith("What happened\n\nIntruders spent")).toBe(true);
    expect(dek).toBeUndefined();
  });

  it("goes by the page's own address where only the query differs", () => {
    const bytes = new TextEncoder().encode(
      `<html><head><link rel="canonical" href="${url}"></head><body><article><h1>${title}</h1>${story
        .split("\n\n")
        .map((text) => `<p>${text}</p>`)
        .join("")}</article></body></html>`,
    );
    const [one, other] = [url, `${url}?from=mail`].map((asked) => readPage(rawOf(bytes), { ...hints, url: asked }));
    expect(one?.ok && one.value.article.url).toBe(url);
    expect(other?.ok && other.value.article.url).toBe(url);
    expect(one?.ok && one.value.article.id).toBe(other?.ok && other.value.article.id);
  });

  it("keeps a second story of the same page out", () => {
    const { text } = article("three-first-rank-headings");
    expect(text).toContain("Crossings to the islands resume on Friday");
    expect(text).not.toContain("keeper");
    expect(article("three-first-rank-headings").signs.lostParagraphs).toEqual([]);
  });

  it("takes headings of the first rank among the paragraphs for sections", () => {
    const { text, blocks } = article("sections-of-first-rank");
    expect(text).toContain("What comes next\n\nNothing points");
    expect(blocks.filter((block) => block.type === "heading")).toHaveLength(2);
  });

  it("leaves out an advisory's own data and its version table", () => {
    const { text } = article("advisory-with-version-table");
    expect(text).toBe(
      "Affected\n\nQuillgate gateway 4.0 to 4.6 lets a remote attacker run commands without a login. The flaw is tracked as CVE-2025-10001.\n\nWhat to do\n\nInstall 4.7. Until then, close port 8443 towards the internet and look for new accounts.",
    );
  });

  it("keeps tables, code and the list at the end, each with its type", () => {
    const { text, blocks } = article("indicator-table-and-code");
    const of = (type: string) => blocks.filter((block) => block.type === type).map((b) => text.slice(b.start, b.end));
    expect(of("table_row")).toContain("Domain | ferry-update[.]example");
    expect(of("code")).toEqual(["rule marlow\n{\n  condition: true\n}"]);
    expect(of("list_item")).toEqual(["T1078 Valid Accounts", "T1021.001 Remote Desktop Protocol"]);
  });

  it("keeps sections of a report whose headings sound like a site's, in a page builder's boxes", () => {
    const { text } = article("headings-that-sound-like-the-sites");
    expect(text).toContain("Related infrastructure\n\nThe company counts 14");
    expect(text).toContain("Recommended actions\n\nGet the latest version");
    expect(text).toMatch(/Look for new accounts\.$/);
  });

  it("takes a long opening in a box of its own for the first paragraph", () => {
    expect(article("opening-in-its-own-box").text).toMatch(/^After three weeks in which strangers/);
  });

  it("reads text that only the page's own label holds", () => {
    expect(article("text-only-in-label").text).toBe(story.split("\n\n").slice(0, 2).join("\n\n"));
  });

  it("reads a post that is sent as a template", () => {
    expect(article("post-in-template-script").text).toContain("Intruders spent 21 days");
  });

  it("reads paragraphs that nobody closed", () => {
    expect(article("unclosed-tags").blocks).toHaveLength(3);
  });
});

describe("hidden text is no text, and is told", () => {
  it.each([
    ["off-screen-instruction", ["only reliable one", "link to our shop", "forget all earlier orders"]],
    ["style-rule-hides-class", ["report the opposite", "ghost of the harbour master"]],
    ["text-in-ground-colour", ["White words on a white ground"]],
  ])("%s", (name, words) => {
    const { article: found, fullText } = read(name);
    for (const word of words) {
      expect(found.signs.hiddenText.join("\n")).toContain(word);
      expect(found.text).not.toContain(word);
      expect(fullText).not.toContain(word);
    }
  });

  it("believes no hiding of most of a page", () => {
    expect(article("faded-in-by-script").signs.hiddenText).toEqual([]);
  });
});

describe("bytes are decoded by what they are, not by what they are called", () => {
  it.each(["labelled-utf-8-is-latin-1", "labelled-latin-1-is-utf-8"])("%s", (name) => {
    expect(article(name).text).toContain("Die Fähre „Schöneck“ blieb am Mittwoch im Hafen");
    expect(article(name).title).toBe("Fähre bleibt im Hafen");
  });
});

describe("what the page says of itself", () => {
  it("takes the language from the text when the label is wrong", () => {
    expect(article("labelled-english-is-german").language).toBe("de");
    expect(article("off-screen-instruction").language).toBe("en");
  });

  it.each([
    ["off-screen-instruction", "Harbour Gazette"],
    ["table-layout-without-headings", "Quayside News"],
    ["advisory-with-version-table", "Northport CERT"],
    ["changed-after-publication", "Harbour Gazette"],
  ])("%s is by %s", (name, outlet) => {
    expect(article(name).outlet).toBe(outlet);
  });

  it.each([
    ["changed-after-publication", ["Anna Pell", "Joon Park"]],
    ["table-layout-without-headings", ["Tove Lind"]],
    ["calls-between-paragraphs", ["Anna Pell"]],
    ["three-first-rank-headings", ["Anna Pell"]],
  ])("%s is written by %j", (name, authors) => {
    expect(article(name).authors).toEqual(authors);
  });

  it.each([
    ["calls-between-paragraphs", "Partners were told to change their passwords."],
    ["table-layout-without-headings", "Three weeks unnoticed."],
  ])("the dek of %s is %j", (name, dek) => {
    expect(article(name).dek).toBe(dek);
  });

  it("tells a sponsored article and the section", () => {
    expect(article("paid-by-the-advertiser").signs.sponsored).toBe(true);
    expect(article("calls-between-paragraphs").signs.sponsored).toBe(false);
    expect(article("calls-between-paragraphs").signs.categories).toEqual(["Shipping"]);
  });
});

describe("dates", () => {
  it.each([
    ["date-line-with-named-zone", "2025-03-12T13:05:00Z", 480],
    ["table-layout-without-headings", "2025-03-11T08:40:00Z", 60],
    ["advisory-with-version-table", "2025-03-11T07:00:00Z", 120],
    ["changed-after-publication", "2025-03-11T06:30:00Z", 60],
    ["future-date", "2025-03-11T06:30:00Z", 60],
  ])("%s was published at %s, zone %i", (name, at, zone) => {
    expect(article(name).publishedAt).toBe(at);
    expect(article(name).publishedZoneMinutes).toBe(zone);
  });

  it("tells the change apart from the publication", () => {
    expect(article("changed-after-publication").changedAt).toBe("2025-03-11T10:00:00Z");
  });

  it("leaves a date that reads two ways undated, unless the feed decides", () => {
    expect(article("ambiguous-day-and-month").publishedAt).toBeUndefined();
    const entry = { links: [], authors: [], tags: [], publishedAt: "2025-03-04T16:20:00Z" };
    const listed = [{ feedUrl: "https://gazette.example/feed", entry }];
    expect(article("ambiguous-day-and-month", { listed }).publishedAt).toBe("2025-03-04T16:20:00Z");
  });
});

describe("the feed's words help", () => {
  const entry = {
    links: [],
    authors: [{ name: "Feed Author" }],
    tags: ["advisory"],
    title: { value: title, kind: "text" as const },
    content: {
      value: `<p>${story.split("\n\n").join("</p><p>")}</p><p>A fourth paragraph that only the feed carries, about the refunds the company has promised to all passengers.</p>`,
      kind: "html" as const,
    },
  };
  const listed = [{ feedUrl: "https://gazette.example/feed", feedTitle: "Harbour Gazette: Shipping", entry }];

  it("sounds the alarm for a paragraph that the page did not give", () => {
    const { signs, feedUrls } = article("off-screen-instruction", { listed });
    expect(signs.lostParagraphs).toEqual([expect.stringContaining("A fourth paragraph")]);
    expect(signs.categories).toEqual(["advisory"]);
    expect(feedUrls).toEqual(["https://gazette.example/feed"]);
  });
});

describe("what cannot be used is a fault with a reason", () => {
  it.each([
    ["shell-built-by-script", "nothing_usable", /characters of text/],
    ["wall-of-a-proxy", "nothing_usable", /wall or an error page/],
  ])("%s is %s", (name, type, message) => {
    const reading = readPage(rawOf(readFileSync(join(folder, `${name}.html`))), hints);
    expect(reading.ok ? undefined : reading.error.type).toBe(type);
    expect(reading.ok ? "" : reading.error.message).toMatch(message);
  });

  it("a page beyond the size limit is too_large", () => {
    const reading = readPage(rawOf(new Uint8Array(5_000_001)), hints);
    expect(reading.ok ? undefined : reading.error.type).toBe("too_large");
  });
});

const paragraph = `<p>${story.slice(0, 110)}.</p>`;

describe("hostile markup is read in one pass", () => {
  it.each([
    ["200,000 boxes in one another", "<div>".repeat(200_000) + paragraph],
    ["a tag of a million attributes", `<div ${"a=b ".repeat(1_000_000)}>${paragraph}`],
    ["half a million unclosed marks", "<b><i>".repeat(250_000) + paragraph],
    ["end tags of what stands outside", `<div><table><td>${"<i>".repeat(500)}${"</div>".repeat(300_000)}${paragraph}`],
    ["a deep label", `<script type="application/ld+json">${"[".repeat(300_000)}</script>${paragraph}`],
    [
      "linked headings in one another",
      '<div><h2><a href="/x">A heading of a teaser</a></h2>'.repeat(30_000) + paragraph,
    ],
    ["an unclosed style", `${paragraph}<style>${"a{".repeat(400_000)}`],
  ])(
    "%s",
    (_name, markup) => {
      const reading = readPage(rawOf(new TextEncoder().encode(markup)), hints);
      expect(reading.ok || reading.error.type === "nothing_usable").toBe(true);
    },
    30_000,
  );
});

describe("whatever the bytes, nothing throws and every block is its slice", () => {
  const check = (bytes: Uint8Array): void => {
    const reading = readPage(rawOf(bytes), hints);
    if (!reading.ok) {
      expect(reading.error.message.length).toBeGreaterThan(10);
      return;
    }
    const { text, blocks } = reading.value.article;
    expect(blocks.map((block) => text.slice(block.start, block.end)).join("\n\n")).toBe(text);
    for (const block of blocks) expect(text.slice(block.start, block.end).trim()).not.toBe("");
  };
  const pieces = fc.constantFrom(
    ..."<p>|</p>|<div class='x'>|</div>|<table><tr><td>|<li>|<h1>|</h1>|<br><br>|<!--|-->|<style>|</style>|<script>|</script>|&amp;|&#x0;|<a href='/q'>|</a>|<article>|<pre>|</pre>|<title>|\u0000|\ud800|é|漢字|<figure>|<span style='display:none'>|</span>".split(
      "|",
    ),
    "A sentence that is long enough to be prose stands here, and it ends as one does.",
  );
  it("pieces of markup in any order", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => check(new TextEncoder().encode(parts.join("")))),
      { seed: 20250311, numRuns: 300 },
    );
  });
  it("any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => check(bytes)),
      { seed: 20250312, numRuns: 200 },
    );
  });
  it("every fixture, the same each time", () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".html"))) {
      const bytes = readFileSync(join(folder, name));
      check(bytes);
      expect(readPage(rawOf(bytes), hints)).toEqual(readPage(rawOf(bytes), hints));
      expect(structuredClone(readPage(rawOf(bytes), hints))).toEqual(readPage(rawOf(bytes), hints));
    }
  });
});
