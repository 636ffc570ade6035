/** A small invented draft for the tests of this room, and a judge that knows which words its source has. */
import type { Edition, EditionSentence } from "#terms/edition.ts";
import type { Approval, Decision, Draft, DraftStep } from "#terms/review.ts";
import { type DecideTools, decide, withStep } from "./decide.ts";

const text =
  "The crew scanned 61 ports in February. Nine ports were stopped on Monday. Lattice Labs calls it scanning, not a breach.";
const url = "https://wire.example/ports";

export const place = (quote: string) => {
  const start = text.indexOf(quote);
  return { articleUrl: url, start, end: start + quote.length };
};
const cite = (quote: string) => ({ ...place(quote), quote });

const sentence = (id: string, words: string, more: Partial<EditionSentence> = {}): EditionSentence => ({
  id,
  text: words,
  kind: "fact",
  citations: [cite("Nine ports were stopped on Monday.")],
  verdict: "supported",
  ...more,
});

const startEdition: Edition = {
  edition: {
    date: "2031-05-04",
    asOf: "2031-05-04T18:00:00Z",
    title: "Nine ports were stopped",
    tlp: "TLP:GREEN",
    titleCitations: [cite("Nine ports were stopped on Monday.")],
  },
  sections: [
    { id: "summary", sentences: [sentence("s1", "Nine ports were stopped on Monday.")] },
    { id: "who", sentences: [{ id: "s2", text: "CISO", kind: "link", role: "ciso", citations: [] }] },
    {
      id: "happened",
      sentences: [
        sentence("s3", "The crew breached 61 ports in February.", {
          citations: [cite("The crew scanned 61 ports in February.")],
          verdict: "contradicted",
          group: "Ports",
        }),
        sentence("s4", "Lattice Labs calls it scanning.", {
          citations: [cite("Lattice Labs calls it scanning, not a breach.")],
          group: "Ports",
        }),
      ],
    },
    { id: "so_what", sentences: [sentence("s5", "More ports are likely to be scanned.", { kind: "assessment" })] },
    { id: "not_known", sentences: [sentence("s6", "Who is behind it is not known.", { kind: "gap", group: "Gaps" })] },
    { id: "footer", sentences: [{ id: "s7", text: "Reviewed by: nobody yet.", kind: "note", citations: [] }] },
  ],
  stories: [],
  contradictions: [],
  sources: [
    {
      url,
      outlet: "Meridian Wire",
      title: "Ports",
      publishedAt: "2031-05-04T09:00:00Z",
      language: "en",
      reliability: "B",
      credibility: 2,
      cited: true,
      number: 1,
    },
  ],
  articles: [
    { url, text, title: "Ports", publishedAt: "2031-05-04T09:00:00Z", language: "en", outlet: "Meridian Wire" },
  ],
  gates: [
    {
      id: "G3",
      name: "polarity, certainty and speaker kept",
      passed: false,
      faults: [{ sentenceId: "s3", message: "The source says scanned; the sentence says breached." }],
    },
  ],
  scoreCard: { total: 80, of: 100, lines: [] },
};

/** "breached" is contradicted; a number that no passage has is not grounded; everything else stands. */
const judge: DecideTools["judge"] = ({ text: words, citations, kind }) => {
  const cited = citations.map(({ quote }) => quote).join("\n");
  const missing = words.match(/\d+/g)?.filter((number) => !cited.includes(number)) ?? [];
  const breached = /\bbreached\b/.test(words);
  return {
    verdict: kind === "fact" ? (breached ? "contradicted" : "supported") : kind,
    faults: {
      ...(missing.length === 0 ? {} : { G2: `Not in its cited passages: ${missing.join(", ")}.` }),
      ...(breached ? { G3: "The source says scanned; the sentence says breached." } : {}),
    },
  };
};

export const tools: DecideTools = {
  judge,
  /** Gates as the pipeline's: faults of the sentences, each asked of what is known of it. */
  revise: (edition, asked) => {
    const all = edition.sections.flatMap(({ sentences }) => sentences);
    const gate = (id: string, ask: (one: EditionSentence) => string | undefined) => {
      const faults = all.flatMap((one) => {
        const message = ask(one);
        return message === undefined ? [] : [{ sentenceId: one.id, message }];
      });
      return { id, name: id, passed: faults.length === 0, faults };
    };
    const gates = [gate("G1", asked.unsupported), gate("G2", asked.ungrounded), gate("G3", asked.overstated)];
    return { ...edition, gates };
  },
};

export const startDraft: Draft = { id: "d1", start: startEdition, steps: [] };
export const ada = { id: "p-ada", name: "Ada Byron" };
export const ben = { id: "p-ben", name: "Ben Ode" };
const at = "2031-05-04T18:30:00Z";

/** The draft after a decision that is allowed; what is refused leaves it as it was. */
export const having = (draft: Draft, decision: Decision, by: DraftStep["by"] = ada): Draft => {
  const outcome = decide(draft, decision, tools);
  if (!outcome.ok) return draft;
  return withStep(draft, { by, at, decision, ...(outcome.value === undefined ? {} : { outcome: outcome.value }) });
};

export const approvalOf = (version: number, textHash: string, by: DraftStep["by"] = ada): Approval => ({
  by,
  at: "2031-05-04T19:00:00Z",
  version,
  textHash,
});
