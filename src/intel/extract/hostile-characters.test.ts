/** Characters made to deceive or to break: look-alike letters, marks nobody sees, halves of characters, overlaps. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mention, ObservableMention } from "#terms/mention.ts";
import { annotate } from "./annotate.ts";
import { judgeObservables } from "./observables/judge-observable.ts";

const context = { publishedAt: "2026-02-05T10:00:00Z", language: "en" };
const observables = (text: string): ObservableMention[] =>
  annotate(text, context).filter((one): one is ObservableMention => one.kind === "observable");
const values = (text: string): string[] => observables(text).map(({ type, value }) => `${type} ${value}`);

const quotesItsText = (text: string, mentions: readonly Mention[]): void => {
  for (const { start, end, surface } of mentions) expect(text.slice(start, end)).toBe(surface);
};

describe("hosts that only look Latin", () => {
  it.each([
    ["Cyrillic letters", "See аррӏе.com now", "apple.com", "аррӏе.com"],
    ["one Cyrillic letter among Latin ones", "at gіthub.com today", "github.com", "gіthub.com"],
    ["the same, defanged", "at gіthub[.]com today", "github.com", "gіthub[.]com"],
    ["the same in a link", "at https://gіthub.com/a today", "github.com", "https://gіthub.com/a"],
    ["its punycode", "at xn--80ak6aa92e.com today", "apple.com", "xn--80ak6aa92e.com"],
    ["a Greek o", "mail to desk@micrοsoft.com please", "microsoft.com", "desk@micrοsoft.com"],
  ])("%s: the host it is drawn like is named", (_name, text, drawn, surface) => {
    const mention = observables(text).find((one) => one.surface === surface);
    expect(mention?.looksLike).toBe(drawn);
    expect(text.slice(mention?.start, mention?.end)).toBe(surface);
  });

  it.each([
    ["accents", "Die Seite bücher-laden.de"],
    ["a name in its own script", "Сайт пошта.укр і банк.com"],
    ["Chinese", "网站 例え.jp"],
    ["plain ASCII", "See apple.com"],
  ])("%s: nothing is named", (_name, text) =>
    expect(observables(text).filter(({ looksLike }) => looksLike !== undefined)).toEqual([]),
  );

  it("is said in the verdict, and such a host is never passed as harmless", () => {
    const text = "Sources: https://gіthub.com/a";
    const [first] = judgeObservables(text, annotate(text, context));
    expect(first).toMatchObject({
      verdict: { reasons: expect.arrayContaining(["its letters only look like github.com"]) },
    });
  });
});

describe("characters nobody sees", () => {
  it.each([
    ["a zero-width space in a host", "glass\u200bcat.com", "domain glasscat.com"],
    ["a soft hyphen in a host", "glass\u00adcat[.]com", "domain glasscat.com"],
    ["a zero-width joiner in an address", "203.0.\u200d113.7", "ipv4 203.0.113.7"],
    ["a byte-order mark in a digest", `0011223344556677\ufeff8899aabbccddeeff`, "md5 00112233445566778899aabbccddeeff"],
    ["right-to-left marks around a host", "\u202eglasscat.com\u202c", "domain glasscat.com"],
    ["isolates inside a link", "https://glass\u2067cat.com/a", "url https://glasscat.com/a"],
  ])("%s: found, and quoted as written", (_name, text, value) => {
    expect(values(text)).toContain(value);
    quotesItsText(text, annotate(text, context));
  });

  it.each([
    ["a NUL ends a host", "glasscat.com\u0000.evil.org", ["domain glasscat.com"]],
    ["a NUL inside a CVE id ends it", "CVE-2031-12\u000034", []],
  ])("%s", (_name, text, wanted) => {
    const found = values(text);
    for (const value of wanted) expect(found).toContain(value);
    quotesItsText(text, annotate(text, context));
    expect(annotate(text, context).some(({ kind }) => kind === "vulnerability")).toBe(false);
  });

  it("combining marks and halves of characters break nothing", () => {
    for (const text of [
      "e\u0301vil.com CVE-2031-12345\u0301 203.0.113.7\u0301",
      "\ud800CVE-2031-12345\udc00 glasscat.com\ud83d",
      "37\u0301 hosts on 5\u0301 May 2026",
      "\u0301".repeat(2000),
      "\udc00\ud800".repeat(500),
    ])
      quotesItsText(text, annotate(text, context));
  });
});

describe("overlaps", () => {
  it("a host inside its link, a port and a mail address are each told once, at true places", () => {
    const text = "https://u:p@glasscat.com:8080/a.zip?u=http://glassdog.com desk@glasscat.com:25";
    const mentions = annotate(text, context);
    quotesItsText(text, mentions);
    const keys = mentions.map((one) => `${one.kind}:${one.start}:${one.end}:${"type" in one ? one.type : ""}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("for any text", () => {
  const odd = fc.constantFrom(
    ..."\u0000\u00ad\u0301\u200b\u200d\u200f\u202e\u2067\ufeff\ud800\udc00\uff0e\u3002",
    "ӏ",
    "ο",
    "CVE-2031-12345",
    "hxxps[:]//",
    "glass",
    "cat",
    "[.]",
    "com",
    "203.0.113.7",
    "APT28",
    "Cobalt Strike",
    "5 May 2026",
    "31万",
    "2026年2月5日",
    "48 000 salariés",
    "“",
    "”",
    " ",
    "\n\n",
    "said ",
  );
  it.each(["en", "de", "fr", "uk", "ja", "zh"])("places are true and in order (%s)", (language) => {
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const mentions = annotate(text, { ...context, language });
        quotesItsText(text, mentions);
        for (const [at, one] of mentions.entries())
          expect(one.start).toBeGreaterThanOrEqual(mentions[at - 1]?.start ?? 0);
      }),
      { seed: 41, numRuns: 150 },
    );
  });

  it("made of any characters of Unicode", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) =>
        quotesItsText(text, annotate(text, context)),
      ),
      { seed: 42, numRuns: 300 },
    );
  });
});
