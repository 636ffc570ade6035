import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findQuantities } from "./index.ts";

/** Text, then each quantity as `comparator value[..upper] unit`. */
const rows: readonly (readonly [text: string, quantities: readonly string[], language?: string])[] = [
  ["more than 37 national police or border-control bodies in 28 countries", ["> 37 body", "= 28 country"]],
  ["At least 70 government and critical infrastructure organizations", [">= 70 organisation"]],
  ["almost 700,000 devices and nearly half a million routers", ["~ 700000 device", "~ 500000 router"]],
  [
    "up to 1.2 million users, over 3,000 servers, fewer than ten victims",
    ["<= 1200000 user", "> 3000 server", "< 10 victim"],
  ],
  ["as many as forty-two ministries; no more than 5 banks", ["<= 42 ministry", "<= 5 bank"]],
  ["roughly two dozen agencies and a hundred and five hospitals", ["~ 24 agency", "= 105 hospital"]],
  ["two hundred and five thousand records", ["= 205000 record"]],
  ["It peaked at 31.4 terabits per second and 14.1 Bpps", ["= 31.4 Tbps", "= 14100000000 pps"]],
  ["from 9.8 to 31.4 Tbps", ["= 9.8 Tbps", "= 31.4 Tbps"]],
  ["a ransom of $20 million (€18.4m), then US$1.5 billion", ["= 20000000 USD", "= 18400000 EUR", "= 1500000000 USD"]],
  ["10-20 percent of firms, between 10 and 20 agencies", ["= 10..20 percent", "= 10..20 agency"]],
  ["five or more victims in 40+ countries", [">= 5 victim", ">= 40 country"]],
  ["37 of the organisations and one of its servers", ["= 37 organisation", "= 1 server"]],
  ["The total rose to 37.", ["= 37 "]],
  ["a 35-second attack by a 10-member crew", ["= 35 second", "= 10 member"]],
  ["100GB of data and 1.5 TB of mail", ["= 100 GB", "= 1.5 TB"]],
  ["Rund 1.200 Unternehmen und mehr als 37 Behörden seien betroffen", ["~ 1200 company", "> 37 agency"], "de"],
  ["Unos 1.200 sistemas y unas 300 empresas", ["~ 1200 system", "~ 300 company"], "es"],
  ["plus de 300 entreprises et environ 1 000 comptes", ["> 300 company", "~ 1000 account"], "fr"],
  ["más de 40 organismos", ["> 40 organisation"], "es"],
  ["約3万台のルーター、12カ国以上", ["~ 30000 router", ">= 12 country"], "ja"],
  ["6 zero-days, 2 n-day flaws and 3 days", ["= 6 zero-day", "= 2 flaw", "= 3 day"]],
  // No quantities.
  ["version 2.5.2 fixes CVE-2026-25049, scored 9.4 out of 10", []],
  ["CVSS score of 9.4 on 4 February 2026 at 10:30 UTC", []],
  ["Windows 11, Office 365, port 443, Figure 6, TLS 1.3, unit 26165", []],
  ["a 64-bit zero-day with two-factor prompts and zero trust", []],
  ["hundreds of companies, dozens of hospitals, tens of thousands of mails", []],
  ["In 2024 and 2025, APT28 and the 8220 Gang hit 10.0.0.1 and 3CX", []],
  ["one or more systems; no one; another one by one", []],
  ["two-thirds of users and a third of servers", []],
  ["1. Patch now\n2) Rotate keys [3]", []],
];

const brief = (text: string, language?: string): string[] =>
  findQuantities(text, language)
    .filter((one) => !one.ordinal)
    .map((one) => `${one.comparator} ${one.value}${one.upper === undefined ? "" : `..${one.upper}`} ${one.unit}`);

describe("quantities", () => {
  it.each(rows.map(([text, expected, language = "en"]) => ({ text, expected, language })))(
    "in $text are $expected",
    ({ text, expected, language }) => {
      expect(brief(text, language)).toEqual(expected);
    },
  );

  it("keep the counted words as written", () => {
    const [first] = findQuantities("more than 37 national police or border-control bodies in Europe");
    expect(first?.counted).toBe("national police or border-control bodies");
    expect(first?.surface).toBe("more than 37 national police or border-control bodies");
  });

  it("tell ordinals apart, and leave days of the month out", () => {
    const found = findQuantities("The third attack, its 12th victim, on the 5th of May.");
    expect(found.map((one) => [one.ordinal, one.value, one.unit])).toEqual([
      [true, 3, "attack"],
      [true, 12, "victim"],
    ]);
  });

  it("stand where they say, whatever the text", () => {
    const words = [
      "37",
      "more",
      "than",
      "1,200",
      "two",
      "hundred",
      "and",
      "$",
      "%",
      "-",
      ".",
      "to",
      "hosts",
      "\n",
      "é",
      "\ud800",
      "or",
      "more",
      "€5m",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const text = parts.join(" ");
        for (const one of findQuantities(text)) {
          expect(text.slice(one.start, one.end)).toBe(one.surface);
          expect(Number.isFinite(one.value)).toBe(true);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("cost no more than the text is long", () => {
    for (const text of [
      "1,".repeat(200_000),
      "one ".repeat(200_000),
      "more than ".repeat(80_000),
      "9.".repeat(300_000),
      "$".repeat(400_000),
    ])
      expect(findQuantities(text).length).toBeLessThan(text.length);
  });
});
