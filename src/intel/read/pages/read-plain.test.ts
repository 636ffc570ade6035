import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawDocument } from "#terms/raw-document.ts";
import { readMarkdown, readText } from "./read-plain.ts";

const url = "file:///notes/a.md";
const raw = (content: string | Uint8Array): RawDocument => ({
  requestedUrl: url,
  url,
  bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  sha256: "0".repeat(64),
  retrievedAt: "2025-03-12T18:00:00Z",
});
const hints = { url, firstSeenAt: "2025-03-12T18:00:00Z" };
const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const note = `---
title: "Ferry operator shuts booking system"
date: 2025-03-11T08:00:00+01:00
author: Anna Pell, Joon Park
source: Harbour Gazette
---

# Ferry operator shuts booking system

Intruders spent *three weeks* inside the [booking system](https://x.example/a_(b)) of **Marlow Ferries**
before anyone noticed.

## Indicators

- \`ferry-update[.]example\`
- first line
  and the rest of it

| Type | Value |
| --- | --- |
| IPv4 | 203.0.113.7 |

> The quay was never in danger.

\`\`\`yaml
rule: a_b_c

level: *high*
\`\`\`
`;

describe("Markdown", () => {
  const { article } = value(readMarkdown(raw(note), hints));
  const of = (type: string) =>
    article.blocks.filter((block) => block.type === type).map((b) => article.text.slice(b.start, b.end));

  it("takes what the front matter says", () => {
    expect(article).toMatchObject({
      title: "Ferry operator shuts booking system",
      publishedAt: "2025-03-11T07:00:00Z",
      publishedZoneMinutes: 60,
      authors: ["Anna Pell", "Joon Park"],
      outlet: "Harbour Gazette",
      language: "en",
    });
  });
  it("reduces links and marks to words", () => {
    expect(of("paragraph")).toEqual([
      "Intruders spent three weeks inside the booking system of Marlow Ferries before anyone noticed.",
    ]);
  });
  it("keeps lists, rows, quotes and code, each with its type", () => {
    expect(of("list_item")).toEqual(["ferry-update[.]example", "first line and the rest of it"]);
    expect(of("table_row")).toEqual(["Type | Value", "IPv4 | 203.0.113.7"]);
    expect(of("quote")).toEqual(["The quay was never in danger."]);
    expect(of("code")).toEqual(["rule: a_b_c\nlevel: *high*"]);
  });
});

describe("marks of Markdown", () => {
  const textOf = (markdown: string): string => value(readMarkdown(raw(markdown), hints)).article.text;
  it.each([
    ["a CPE in code", "It is `cpe:2.3:a:quay:dock:1:*:*:*:*:*:*:*`.", "It is cpe:2.3:a:quay:dock:1:*:*:*:*:*:*:*."],
    ["a CPE in a row", "| cpe:2.3:a:quay:dock:1:*:*:*:*:*:*:* | x |", "cpe:2.3:a:quay:dock:1:*:*:*:*:*:*:* | x"],
    ["stars that are escaped", "It is a \\*whole\\* quay of stars.", "It is a *whole* quay of stars."],
    ["emphasis", "It is a *whole* and __long__ quay.", "It is a whole and long quay."],
  ])("%s", (_what, line, wanted) => expect(textOf(`# Quay\n\n${line}\n`)).toBe(wanted));
  it("a note of one line is its own title, and is read", () => {
    expect(textOf("# The quay server was entered on Monday\n")).toBe("The quay server was entered on Monday");
  });
});

describe("plain text", () => {
  it("takes the first line for the title and blank lines for paragraphs", () => {
    const { article } = value(
      readText(raw("Ferry stays in port\n\n11 March 2025\n\nThe ferry did\nnot sail.\n\n- one\n- two\n"), hints),
    );
    expect(article.title).toBe("Ferry stays in port");
    expect(article.publishedAt).toBe("2025-03-11T00:00:00Z");
    expect(article.text).toContain("The ferry did not sail.\n\none\n\ntwo");
  });
  it.each([
    ["bytes that are no text", new Uint8Array(200).fill(1), "not_text"],
    ["an empty file", new Uint8Array(0), "nothing_usable"],
    ["more than the limit", new Uint8Array(5_000_001).fill(97), "too_large"],
  ])("%s", (_name, bytes, type) => {
    const result = readText(raw(bytes), hints);
    expect(result.ok ? undefined : result.error.type).toBe(type);
  });
});

describe("rules pasted into plain text keep their lines", () => {
  const blocksOf = (text: string): string[] => {
    const { article } = value(readText(raw(text), hints));
    return article.blocks.filter(({ type }) => type === "code").map(({ start, end }) => article.text.slice(start, end));
  };
  const lead = "Harbour on the loader\n\nA loader was seen in the harbour, and this rule finds it.\n\n";
  const sigma =
    "title: Harbour run key\nlogsource:\n  product: windows\ndetection:\n  sel:\n    Image|endswith: '\\a.exe'\n  condition: sel\nlevel: high";
  const yara = 'rule Harbour {\n  strings:\n    $a = "harbour"\n  condition:\n    $a\n}';

  it.each([
    ["Sigma", sigma, [sigma]],
    ["YARA", yara, [yara]],
    ["no head of a report", "Date: 3 March 2025\nAuthor: Anna Pell\nSource: Harbour Gazette", []],
    ["no prose after a colon", "What is new:\n  The harbour was closed for a day.\n  Nobody knows why it was.", []],
  ])("%s", (_, text, code) => {
    expect(blocksOf(`${lead}${text}\n\nMore was seen in the harbour later.`)).toEqual(code);
  });
});

describe("whatever is written, nothing throws and every block is its slice", () => {
  const parts = fc.constantFrom(
    "---\n",
    "# ",
    "- ",
    "> ",
    "`",
    "```\n",
    "| a |",
    "\n",
    "\n\n",
    "[x](",
    "](",
    "**",
    "    ",
    "word and word ",
    "\u0000",
    "1. ",
  );
  it.each([
    ["Markdown", readMarkdown],
    ["text", readText],
  ])("%s", (_name, read) => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 80 }), (all) => {
        const result = read(raw(all.join("")), hints);
        if (!result.ok) return;
        const { text, blocks } = result.value.article;
        expect(blocks.map((block) => text.slice(block.start, block.end)).join("\n\n")).toBe(text);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
