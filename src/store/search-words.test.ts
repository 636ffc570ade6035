import { describe, expect, it } from "vitest";
import { findWords, foldWord } from "./search-words.ts";

const identifiersOf = (text: string): string[] =>
  [...findWords(text)].filter(({ as }) => as === "identifier").map(({ lexeme }) => lexeme);

it.each([
  ["case", "RaNsom", "ransom"],
  ["accents", "Économie", "economie"],
  ["letters of their own", "Straße", "strasse"],
  ["width", "ＣＶＥ", "cve"],
  ["Turkish dots", "İstanbul", "istanbul"],
  ["what cannot be seen", "ran\u00adsom\u200bware", "ransomware"],
  ["vowel signs of Arabic", "كِتَاب", "كتاب"],
  ["the last sigma", "ιός", "ιοσ"],
])("does not count %s", (_, word, folded) => {
  expect(foldWord(word)).toBe(folded);
});

it("keeps kana voiced and Hangul whole", () => {
  expect([foldWord("ガ"), foldWord("한국")]).toEqual(["ガ", "한국"]);
});

it("gives each word its true place", () => {
  const text = "Né à 𝔘lm, “Zwei–Drei” \u{1F600} evil[.]com.";
  for (const { lexeme, start, end, as } of findWords(text))
    if (as !== "identifier") expect(foldWord(text.slice(start, end))).toBe(lexeme);
});

describe("identifiers", () => {
  it.each([
    ["a CVE id", "see CVE-2031-0001.", ["cve-2031-0001"]],
    ["a CVE id with hyphens that do not break", "CVE\u20112031\u20110001", ["cve-2031-0001"]],
    ["a CVE id inside a longer word", "a CVE-2031-0001-like flaw", ["cve-2031-0001-like", "cve-2031-0001"]],
    ["a technique", "T1059.001", ["t1059.001"]],
    ["an address", "at 10.0.0.1, port", ["10.0.0.1"]],
    ["addresses with a hyphen between", "10.0.0.1-10.0.0.9", ["10.0.0.1-10.0.0.9", "10.0.0.1", "10.0.0.9"]],
    ["an address with its port", "10.0.0.1:8080", ["10.0.0.1"]],
    ["a domain", "evil.com", ["evil.com"]],
    ["a domain in a web address", "https://evil.com/a/b", ["evil.com"]],
    ["a defanged domain", "hxxp://evil[.]com/", ["evil.com"]],
    ["a domain defanged by a word", "evil[dot]com", ["evil.com"]],
    ["a domain defanged by half", "evil[.com", ["evil.com"]],
    ["a domain defanged with spaces", "evil [.] com", ["evil.com"]],
    ["a mailbox and its domain", "who@evil.com", ["who@evil.com", "evil.com"]],
    ["a defanged mailbox", "who[at]evil[.]com", ["who@evil.com", "evil.com"]],
    ["a file", "run_me.exe", ["run_me.exe"]],
    ["no hyphened word", "a zero-day", []],
    ["no sentence end", "over. Next", []],
    ["no bracket that closes", "(see foo.) Bar", []],
  ])("finds %s", (_, text, found) => {
    expect(identifiersOf(text)).toEqual(found);
  });

  it("leave the places of the words after them alone, defanged or not", () => {
    const placeOfNext = (text: string): number | undefined =>
      [...findWords(text)].find(({ lexeme }) => lexeme === "next")?.position;
    expect(placeOfNext("evil[dot]com next")).toBe(placeOfNext("evil.com next"));
  });
});

it("makes overlapping pairs where no spaces part words", () => {
  expect([...findWords("攻撃者 cve")].map(({ lexeme, position, as }) => [lexeme, position, as])).toEqual([
    ["攻撃", 1, "pair"],
    ["撃者", 2, "pair"],
    ["者", 3, "last"],
    ["cve", 4, "word"],
  ]);
});

it.each([
  ["nothing", ""],
  ["signs alone", "!!! ??? …"],
  ["U+0000 and lone surrogates", "a\u0000b \ud800 c \udfff"],
  ["a ligature that holds spaces and signs", "ﷺ ⒈ ⑴"],
  ["quotes and backslashes", "o'clock \\ ''"],
])("writes lexemes of letters, figures and joints alone from %s", (_, text) => {
  for (const { lexeme } of findWords(text)) expect(lexeme).toMatch(/^[\p{L}\p{N}\p{M}._@-]+$/u);
});

it("reads hostile texts in time that grows with their length", () => {
  const measure = (size: number): number => {
    const texts = [
      "a".repeat(size),
      "a.".repeat(size / 2),
      "[.]".repeat(size / 3),
      "a[dot]".repeat(size / 6),
      "攻".repeat(size),
    ];
    const before = process.cpuUsage();
    for (const text of texts) for (const _ of findWords(text));
    const { user } = process.cpuUsage(before);
    return user;
  };
  measure(20_000);
  expect(measure(400_000) / measure(100_000)).toBeLessThan(12);
});
