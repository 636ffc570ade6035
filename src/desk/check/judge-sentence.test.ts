import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { indexPassages } from "./index-passages.ts";
import { judgeSentence } from "./judge-sentence.ts";

interface Row {
  readonly row: string;
  readonly source: string;
  readonly claim: string;
  readonly publishedAt?: string;
  readonly must: string;
  readonly slot?: string;
}

const rows = parse(readFileSync(new URL("../../../test/cases/check/slots.yaml", import.meta.url), "utf8")) as Row[];
const seed = { seed: 20310205, numRuns: 150 };

const judge = (row: Pick<Row, "source" | "claim" | "publishedAt">): ReturnType<typeof judgeSentence> =>
  judgeSentence(
    row.claim,
    [{ text: row.source, ...(row.publishedAt === undefined ? {} : { publishedAt: row.publishedAt }) }],
    {},
  );

describe("a sentence says no more than its source", () => {
  it.each(rows.map((row) => [row.row, row] as const))("%s", (_name, row) => {
    const verdict = judge(row);
    if (row.must === "fails") expect(verdict.verdict, verdict.reason).not.toBe("supported");
    else expect(verdict.verdict, verdict.reason).toBe(row.must);
    if (row.slot !== undefined) expect(verdict.slot).toBe(row.slot);
    expect(verdict.reason.length).toBeGreaterThan(10);
  });
});

const nouns = fc.constantFrom("servers", "accounts", "ministries", "ports", "clinics", "pumps");
const verbs = fc.constantFrom("lost", "closed", "moved", "tested", "shipped", "rebuilt");
const names = fc.constantFrom("Marlow Freight", "Redfern Labs", "Quill Systems", "Hollis Research", "Aster Telecom");
const figures = fc.integer({ min: 12, max: 98_000 });

const sentence = fc
  .tuple(names, verbs, figures, nouns, fc.constantFrom("in April", "last year", "near the coast", "by mistake"))
  .map(([name, verb, figure, noun, when]) => `${name} ${verb} ${figure.toLocaleString("en-GB")} ${noun} ${when}.`);

describe("what holds of any text", () => {
  it("a passage supports each of its own sentences", () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (sentences) => {
        const index = indexPassages([{ text: sentences.join(" ") }]);
        for (const own of sentences) expect(judgeSentence(own, index, {}).verdict).toBe("supported");
      }),
      seed,
    );
  });

  it("one changed digit is always caught", () => {
    fc.assert(
      fc.property(sentence, fc.nat(9), fc.nat(20), (source, digit, place) => {
        const digits = [...source.matchAll(/\d/g)];
        const at = digits[place % digits.length]?.index ?? 0;
        fc.pre(source.charAt(at) !== String(digit) && !(digit === 0 && place % digits.length === 0));
        const claim = source.slice(0, at) + digit + source.slice(at + 1);
        expect(judge({ source, claim }).verdict).not.toBe("supported");
      }),
      seed,
    );
  });

  it("case, white space and the style of quotation marks and dashes never matter", () => {
    fc.assert(
      fc.property(sentence, fc.constantFrom("  ", "\t", "\u00A0", "\n"), (said, space) => {
        const source = `The firm wrote – in “plain words” – that ${said}`;
        const claim = source.replaceAll(" ", space).replace(/[“”]/g, '"').replaceAll("–", "—");
        expect(judge({ source, claim }).verdict).toBe("supported");
        expect(judge({ source: said, claim: said.toUpperCase() }).verdict).toBe("supported");
      }),
      seed,
    );
  });

  it("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string({ maxLength: 400 }), (claim, source) => {
        expect(["supported", "contradicted", "stronger", "not_found", "cannot_tell"]).toContain(
          judge({ source, claim }).verdict,
        );
      }),
      seed,
    );
  });

  it("spans of a check point at the words they name", () => {
    const claim = "Marlow Freight lost 43 servers in April.";
    const source = "In short: Marlow Freight lost 41 servers in April.";
    const [check] = judge({ source, claim }).checks.filter((found) => !found.agrees);
    expect(claim.slice(check?.claimSpan.start, check?.claimSpan.end)).toBe("43");
    expect(source.slice(check?.sourceSpan?.start, check?.sourceSpan?.end)).toBe("41");
  });
});

describe("several passages", () => {
  it("a sentence may rest on two passages together", () => {
    const passages = [{ text: "Marlow Freight lost 41 servers." }, { text: "The servers stood in Norway." }];
    expect(judgeSentence("Marlow Freight lost 41 servers, which stood in Norway.", passages, {}).verdict).toBe(
      "supported",
    );
  });

  it("an empty sentence cannot be told", () => {
    expect(judgeSentence(" … ", [{ text: "Something." }], {}).verdict).toBe("cannot_tell");
  });

  it("without a passage nothing is supported", () => {
    expect(judgeSentence("Marlow Freight lost 41 servers.", [], {}).verdict).not.toBe("supported");
  });
});

describe("hostile text", () => {
  it("what is too long to be read is not supported, and what it contradicts still counts", () => {
    const long = "Marlow Freight lost 41 servers. ".repeat(1_000);
    const judge = (claim: string): string =>
      judgeSentence(claim, [{ text: "Marlow Freight lost 41 servers." }], {}).verdict;
    expect(judge(long)).toBe("cannot_tell");
    expect(judge(`Marlow Freight lost 43 servers. ${long}`)).toBe("contradicted");
  });

  it("marks of direction change nothing", () => {
    const claim = "Marlow \u200FFreight\u202E lost \u206641\u2069 servers.";
    const judge = (text: string): string => judgeSentence(claim, [{ text }], {}).verdict;
    expect(judge("Marlow Freight lost 41 servers.")).toBe("supported");
    expect(judge("Marlow Freight lost 14 servers.")).toBe("contradicted");
  });

  it("a source of many megabytes is read up to its limit", () => {
    const text = "The crew took files of 41 customers in March. ".repeat(1_100_000);
    expect(judgeSentence("The crew took files of 43 customers.", [{ text }], {}).verdict).toBe("contradicted");
  });

  it("words that every object carries are words", () => {
    const text = "The constructors of the class were called, and __proto__ was set.";
    expect(judgeSentence("The constructors of the class were called.", [{ text }], {}).verdict).toBe("supported");
  });

  it.each([
    ["stops", "a.".repeat(40_000)],
    ["brackets", "[".repeat(60_000)],
    ["defanged stops", "[.]".repeat(30_000)],
    ["one long word", "x".repeat(80_000)],
    ["quotation marks", '"'.repeat(20_000)],
    ["lone surrogates", "\uD800 ".repeat(10_000)],
  ])("%s are read and judged", (_name, text) => {
    expect(judgeSentence("Marlow Freight lost 41 servers.", [{ text }], {}).verdict).not.toBe("supported");
    expect(judgeSentence(text, [{ text: "Marlow Freight lost 41 servers." }], {}).reason).not.toBe("");
  });
});
