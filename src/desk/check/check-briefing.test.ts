import { describe, expect, it } from "vitest";
import type { Article } from "#terms/article.ts";
import { checkBriefing, checkPairs, formatJson, formatSarif, formatText, readPair } from "./index.ts";

const article = (url: string, outlet: string, title: string, text: string): Article => ({
  id: url as Article["id"],
  url,
  outlet,
  title,
  authors: [],
  language: "en",
  text,
  blocks: [],
  sha256: "0".repeat(64),
  firstSeenAt: "2031-02-06T00:00:00Z",
  publishedAt: "2031-02-05T00:00:00Z",
  signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
  feedUrls: [],
});

const sources = [
  article(
    "https://one.example/marlow",
    "The Harbour Post",
    "Freight firm breached",
    "Marlow Freight was breached in January, the company said.\n\nThe intruders took files of 41 customers. Payment data was not taken.",
  ),
  article(
    "https://two.example/lumo",
    "Lumo Times",
    "Help desk flaw",
    "Lumo Desk before 3.4.17 lets anyone read files.\n\nNo attacks are known.",
  ),
];

/** What each line of a briefing is there for. */
const kinds: readonly (readonly [string, string, string])[] = [
  ["a heading is no statement", "# Marlow Freight loses 9,000 files", "heading"],
  ["a run-in heading in bold is none", "**Lumo Desk.** Lumo Desk before 3.4.17 lets anyone read files.", "heading"],
  ["a list of readers is none", "## Who should care\n\nSOC lead · Fraud desk · Head of freight", "heading"],
  ["a line of labels is none", "Morning note · 6 May 2031 · as of 18:00 UTC · build 7", "heading"],
  ["an order is advice", "Sign the exception list before Friday.", "advice"],
  ["so is one under a label", "*Do:* The help desk moves to 3.4.17 tonight.", "advice"],
  ["an owner and a date are no statements", "*Owner:* The head of the freight desk is responsible.", "advice"],
  ["a noun that is also a verb states something", "Patch notes say that anyone can read files.", "statement"],
  ["a labelled judgement is one", "*Assessment:* The crew will come back for more.", "assessment"],
  ["a judgement under its heading is one", "## Outlook\n\nFreight firms are likely to be next.", "assessment"],
  ["a fact under that heading stays a fact", "## Outlook\n\nMarlow Freight was breached in January.", "statement"],
  ["we assess", "We assess that the crew sells what it takes.", "assessment"],
  ["a gap under its heading", "## Not known yet\n\nWho paid the crew has not been said.", "gap"],
  ["what speaks of the briefing itself", "Nothing here was in an earlier edition.", "assessment"],
];

const drafts: readonly (readonly [string, string])[] = [
  [
    "Markdown links",
    "# Today\n\nMarlow Freight was breached in January [post](https://one.example/marlow?utm=x). The intruders took files of 43 customers ([post](https://one.example/marlow)).\n",
  ],
  [
    "footnotes",
    "Marlow Freight was breached in January.[^1] The intruders took files of 43 customers.[^1]\n\n[^1]: https://one.example/marlow\n",
  ],
  [
    "footnotes that name the outlet before the address",
    "Marlow Freight was breached in January.[^1] The intruders took files of 43 customers.[^2]\n\n[^1]: [The Harbour Post](https://one.example/marlow), 3 May\n[^2]: The Harbour Post, https://one.example/marlow.\n",
  ],
  [
    "raised numbers that are links",
    "Marlow Freight was breached in January.<sup>[1](https://one.example/marlow)</sup> The intruders took files of 43 customers.<sup>[1](https://one.example/marlow)</sup>\n",
  ],
  [
    "notes at the end of an HTML page",
    '<html><body><p>Marlow Freight was breached in January.<a href="#fn1"><sup>1</sup></a> The intruders took files of 43 customers.<a href="#fn1"><sup>1</sup></a></p><h2>Sources</h2><ol><li id="fn1">The Harbour Post, <a href="https://one.example/marlow">Freight firm breached</a></li></ol></body></html>',
  ],
  [
    "numbers into a list of sources",
    "Marlow Freight was breached in January. [1] The intruders took files of 43 customers. [1]\n\nSources\n\n1. Freight firm breached\n2. Help desk flaw\n",
  ],
  [
    "links with the outlet's name in brackets",
    "Marlow Freight was breached in January ([The Harbour Post](https://one.example/marlow)). The intruders took files of 43 customers. ([The Harbour Post](https://one.example/marlow), [1](https://one.example/marlow))\n",
  ],
  [
    "links with the outlet's name before and after the full stop",
    "Marlow Freight was breached in January [The Harbour Post](https://one.example/marlow). The intruders took files of 43 customers. [The Harbour Post](https://one.example/marlow)\n",
  ],
  [
    "titles as reference links, and a line of its own",
    "Marlow Freight was breached in January [Freight firm breached][p].\n\nThe intruders took files of 43 customers.\n(via [one.example](https://one.example/marlow))\n\n[p]: https://one.example/marlow\n",
  ],
  [
    "bracketed numbers that are links",
    "Marlow Freight was breached in January. [[1]](https://one.example/marlow)\nThe intruders took files of 43 customers. [1](https://one.example/marlow)\n",
  ],
  [
    "numbers into a list of bare addresses",
    "Marlow Freight was breached in January. [2]\nThe intruders took files of 43 customers. [2]\n\nSources\n1. https://two.example/lumo\n2. <https://one.example/marlow>\n",
  ],
  [
    "HTML",
    '<html><body><p>Marlow Freight was breached in January <a href="https://one.example/marlow">(post)</a>. The intruders took files of 43 customers <a href="https://one.example/marlow">(post)</a>.</p><script>Not text.</script></body></html>',
  ],
];

describe("a briefing is judged sentence by sentence", () => {
  it.each(drafts)("cited by %s", (_name, draft) => {
    const checked = checkBriefing(draft, sources, {});
    const judged = checked.sentences.filter((sentence) => sentence.kind === "statement");
    expect(judged.map((sentence) => [sentence.verdict?.verdict, sentence.cited])).toEqual([
      ["supported", true],
      ["contradicted", true],
    ]);
    expect(checked.passed).toBe(false);
    expect(checked.gates.filter((gate) => !gate.passed).map((gate) => gate.id)).toEqual(["G2"]);
    for (const sentence of judged)
      expect(draft.slice(sentence.start, sentence.end)).toContain(sentence.text.slice(0, 20));
  });

  it.each([
    [
      "a citation",
      "Marlow Freight was breached in January ([Gull](https://gull.example/x)).",
      "https://gull.example/x",
    ],
    [
      "one citation of two",
      "Marlow Freight was breached in January ([post](https://one.example/marlow), [Gull](https://gull.example/x)).",
      "https://gull.example/x",
    ],
    ["a number", "Marlow Freight was breached in January. [7]", "[7]"],
  ])("names %s that is none of the sources", (_name, draft, named) => {
    const gate = checkBriefing(draft, sources, {}).gates.find(({ id }) => id === "G1");
    expect(gate?.faults.map(({ message }) => message)).toEqual([
      `The sentence cites ${named}, which is none of the given sources.`,
    ]);
  });

  it.each([
    "[Marlow Freight](https://marlow.example/) was breached in January ([post](https://one.example/marlow)).",
    "According to [The Harbour Post](https://one.example/marlow) the intruders took files of 41 customers.",
    "[The Harbour Post](https://one.example/marlow) says the intruders took files of 41 customers.",
  ])("keeps the words of a link that is part of the sentence: %s", (draft) => {
    const [sentence] = checkBriefing(draft, sources, {}).sentences;
    expect(sentence?.text).toMatch(/Marlow Freight|The Harbour Post/);
    expect(sentence).toMatchObject({ cited: true, unknown: [], verdict: { verdict: "supported" } });
  });

  it("finds passages for a sentence that cites nothing, and counts it against G1", () => {
    const checked = checkBriefing("Payment data was taken from Marlow Freight customers in January.", sources, {});
    expect(checked.sentences[0]?.verdict?.verdict).not.toBe("supported");
    expect(checked.gates.find((gate) => gate.id === "G1")?.passed).toBe(false);
    expect(checked.sentences[0]?.passage?.url).toBe("https://one.example/marlow");
  });

  it("leaves advice out of the gates", () => {
    const checked = checkBriefing("- Update Lumo Desk to 3.4.17 this week.", sources, {});
    expect(checked.counts.statements).toBe(0);
    expect(checked.passed).toBe(true);
  });

  it("splits sentences that lack the blank after the full stop", () => {
    const checked = checkBriefing(
      "Marlow Freight was breached in January.The intruders took files of 41 customers.",
      sources,
      {},
    );
    expect(checked.sentences.map((sentence) => sentence.text)).toEqual([
      "Marlow Freight was breached in January.",
      "The intruders took files of 41 customers.",
    ]);
  });
});

describe("reports", () => {
  const checked = checkBriefing(
    "The intruders \u202Etook\u001b files of 43 customers [post](https://one.example/marlow).",
    sources,
    {},
  );

  it("text names both values and no control character", () => {
    const text = formatText(checked);
    expect(text).toContain("43");
    expect(text).toContain("41");
    expect(text).toContain("G2 failed (1)");
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });

  it("JSON is what was judged", () => {
    expect(JSON.parse(formatJson(checked)).counts.contradicted).toBe(1);
  });

  it("SARIF points at the sentence", () => {
    const log = JSON.parse(formatSarif(checked, "draft.md", "1.0.0"));
    expect(log.version).toBe("2.1.0");
    const [result] = log.runs[0].results;
    expect(result.ruleId).toBe("contradicted");
    expect(result.level).toBe("error");
    const { region } = result.locations[0].physicalLocation;
    expect(region).toMatchObject({ startLine: 1, endLine: 1 });
    expect(region.startColumn).toBe(region.charOffset + 1);
    expect(region.endColumn - region.startColumn).toBe(region.charLength);
  });

  it("names what an action brought with it, and a source that nobody gave, in text and SARIF", () => {
    const draft =
      "Marlow Freight was breached in January [post](https://gull.example/x).\n\n- *Do:* Move Lumo Desk to 3.4.71.\n";
    const checked = checkBriefing(draft, sources, {});
    expect(formatText(checked)).toContain("3.4.71");
    const { results } = JSON.parse(formatSarif(checked, "draft.md", "1.0.0")).runs[0];
    const found = results.map((one: { ruleId: string; locations: { physicalLocation: { region: object } }[] }) => [
      one.ruleId,
      one.locations[0]?.physicalLocation.region,
    ]);
    expect(found).toContainEqual(["unknown_source", expect.objectContaining({ startLine: 1 })]);
    expect(found).toContainEqual(["gate", expect.objectContaining({ startLine: 3 })]);
  });
});

describe("pairs", () => {
  it("gives a verdict, a slot and a reason for each", () => {
    const [first, second] = checkPairs(
      [
        { id: "a", source: "Marlow Freight lost 41 servers.", claim: "Marlow Freight lost 41 servers." },
        { id: 2, source: "Marlow Freight lost 41 servers.", claim: "Marlow Freight lost 43 servers." },
      ],
      {},
    );
    expect(first).toEqual({
      id: "a",
      verdict: "supported",
      reason: "The sentence stands in the source word for word.",
    });
    expect(second).toMatchObject({ id: 2, verdict: "contradicted", slot: "number" });
  });

  it.each([
    ["no JSON", "{", "JSON"],
    ["a list", "[1]", "id"],
    ["no claim", '{"id":1,"source":"x"}', "claim"],
  ])("says what is wrong with a line that is %s", (_name, line, word) => {
    expect(readPair(line)).toContain(word);
  });
});

describe("a briefing has more than statements", () => {
  it.each(kinds)("%s", (_name, draft, kind) => {
    const { sentences } = checkBriefing(draft, sources, {});
    const [first] = sentences.filter((sentence, at) => at === sentences.length - 1 || sentence.text === "Lumo Desk.");
    expect(first?.kind).toBe(kind);
  });

  it("a judgement or gap passes without a source for it, and not with a value that none has", () => {
    const draft = (more: string): string => `## Assessment\n\nFreight firms are likely to be next${more}.\n`;
    expect(checkBriefing(draft(""), sources, {}).passed).toBe(true);
    expect(checkBriefing(draft(", as CVE-2031-4411 shows"), sources, {}).passed).toBe(false);
    expect(checkBriefing(draft(" for 9,300 customers"), sources, {}).passed).toBe(false);
  });

  it("an action may set its own date, and not invent a version", () => {
    const draft = (version: string): string => `- *Do:* Move Lumo Desk to ${version}. *By:* Friday 9 May, 18:00 UTC.\n`;
    expect(checkBriefing(draft("3.4.17"), sources, {}).passed).toBe(true);
    expect(checkBriefing(draft("3.4.71"), sources, {}).passed).toBe(false);
  });

  it("Markdown escapes are no letters", () => {
    const draft = "The intruders took files of 41 customers\\. [post](https://one.example/marlow)\n";
    expect(checkBriefing(draft, sources, {}).counts.supported).toBe(1);
  });
});
