/**
 * Judges a whole briefing, by any author or model, sentence by sentence against given sources, and sums the verdicts up as
 * gates G1, G2, G3 and G5. A sentence without a citation is judged by the best passages found and counted against G1.
 */
import type { Article } from "#terms/article.ts";
import type { Verdict } from "#terms/verdict.ts";
import { citedArticles, findPassages, readSources } from "./find-passages.ts";
import { type CheckTools, judgeSentence } from "./judge-sentence.ts";
import { sameAddress } from "./read-citations.ts";
import { type DraftSentence, readDraft } from "./read-draft.ts";
import { readKind, type SentenceKind } from "./read-kinds.ts";

export interface JudgedSentence {
  readonly text: string;
  readonly line: number;
  /** See `DraftSentence`. */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
  /** What it is there for, see `read-kinds.ts`: only a statement must rest on passages with every word. */
  readonly kind: SentenceKind;
  readonly cited: boolean;
  /** What it cites that is none of the given sources: addresses, and numbers beyond the list. */
  readonly unknown: readonly string[];
  /** Absent for headings. */
  readonly verdict?: Verdict;
  /** The passage the verdict speaks of, or the best one found. */
  readonly passage?: { readonly url: string; readonly outlet: string; readonly text: string };
}

export interface CheckedGate {
  readonly id: "G1" | "G2" | "G3" | "G5";
  readonly name: string;
  readonly passed: boolean;
  readonly faults: readonly { readonly line: number; readonly sentence: string; readonly message: string }[];
}

export interface CheckedBriefing {
  readonly sentences: readonly JudgedSentence[];
  readonly gates: readonly CheckedGate[];
  readonly passed: boolean;
  readonly counts: Readonly<Record<Verdict["verdict"] | "uncited" | "statements", number>>;
}

/** Addresses of the draft's own list of sources, in order: what `[3]` counts into. */
const listedSources = (draft: readonly DraftSentence[], articles: readonly Article[]): string[] => {
  const heading = draft.findIndex((sentence) => /^(?:sources|references|quellen)\b/i.test(sentence.text));
  const listed =
    heading === -1
      ? []
      : draft.slice(heading).flatMap((sentence, at) => {
          // Bare addresses under the heading, without a title, stand with it.
          if (at === 0) return sentence.cites;
          const [address] = sentence.cites;
          if (address !== undefined) return [address];
          const title = articles.find((article) => sentence.text.toLowerCase().includes(article.title.toLowerCase()));
          return title === undefined ? [] : [title.url];
        });
  return listed.length > 0 ? listed : articles.map((article) => article.url);
};

/** Links among the words need no source when something else cites one; a citation always does. */
const unknownCitations = (
  sentence: DraftSentence,
  library: ReturnType<typeof readSources>,
  listed: readonly string[],
  cited: boolean,
): string[] => {
  const isKnown = (address: string): boolean => library.articles.some((article) => sameAddress(article.url, address));
  const addresses = (cited ? sentence.citations : sentence.cites).filter((address) => !isKnown(address));
  const marks = sentence.marks.filter((mark) => !isKnown(listed[mark - 1] ?? "")).map((mark) => `[${mark}]`);
  return [...new Set([...addresses, ...marks])];
};

const judge = (
  sentence: DraftSentence,
  kind: SentenceKind,
  library: ReturnType<typeof readSources>,
  listed: readonly string[],
  tools: CheckTools,
): JudgedSentence => {
  const { text, line, column, endLine, endColumn, start, end } = sentence;
  const cited = citedArticles(library, sentence.cites, sentence.marks, listed);
  const unknown = unknownCitations(sentence, library, listed, cited.length > 0);
  const place = { line, column, endLine, endColumn, start, end };
  const base = { text, ...place, kind, cited: cited.length > 0, unknown };
  if (kind === "heading") return base;
  const index = findPassages(library, text, cited.length > 0 ? cited : undefined);
  if (index.passages.length === 0)
    return {
      ...base,
      verdict: { verdict: "not_found", slot: "content", reason: "No source speaks of this.", checks: [] },
    };
  const framed = frame.exec(text)?.[0].length ?? 0;
  const verdict = judgeSentence(framed === 0 ? text : text.slice(framed), index, tools);
  const decided = verdict.checks.find((check) => !check.agrees && check.passageIndex !== undefined);
  const indexed = index.passages[decided?.passageIndex ?? 0] ?? index.passages[0];
  const paragraph = library.paragraphs.find((one) => one.indexed === indexed);
  const article = paragraph === undefined ? undefined : library.articles[paragraph.article];
  if (indexed === undefined || article === undefined) return { ...base, verdict };
  return { ...base, verdict, passage: { url: article.url, outlet: article.outlet, text: indexed.passage.text } };
};

/** Values that stand in a source or do not. */
const values = ["number", "unit", "date", "version", "identifier", "name", "country"];

const groundSlots: ReadonlySet<string> = new Set([...values, "comparator", "content", "verb"]);

const citationFault = ({ cited, unknown }: JudgedSentence): string | undefined => {
  if (unknown.length > 0) return `The sentence cites ${unknown.join(", ")}, which is none of the given sources.`;
  return cited ? undefined : "The sentence cites no source.";
};

/** What even a judgement, a gap or an action may not bring with it: a value that no source has. */
const specifics: ReadonlySet<string> = new Set([...values, "quotation"]);

/** In an action only what would be installed or looked for counts, and must stand somewhere; its dates are the writer's own. */
const isInvented = (check: Verdict["checks"][number], text: string, sources: readonly Article[]): boolean => {
  const value = text.slice(check.claimSpan.start, check.claimSpan.end);
  // "Update to 2026.1": a release may look like a figure.
  const isRelease = check.slot === "version" || (check.slot === "number" && /^\d+\.\d/.test(value));
  if (!isRelease && !(check.slot === "identifier" && /\p{L}/u.test(value))) return false;
  return !sources.some((source) => source.text.includes(value) || source.title.includes(value));
};

const isOutlet = (value: string, outlets: ReadonlySet<string>): boolean =>
  value
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === "" || outlets.has(word));

/** "The trigger is …", "What is new: …": the frame is the writer's, what stands in it is of the world. */
const frame =
  /^(?:the (?:trigger|reason|occasion|cause|news) (?:is|was)|what is new(?: is)?:?|new (?:today|this week):)\s+/i;

/** Does the verdict speak against a sentence of this kind? */
const objectsTo = (
  { kind, verdict, text }: JudgedSentence,
  outlets: ReadonlySet<string>,
  sources: readonly Article[],
): boolean => {
  if (verdict === undefined || verdict.verdict === "supported" || kind === "heading") return false;
  if (kind === "statement") return true;
  if (kind === "advice") return verdict.checks.some((check) => !check.agrees && isInvented(check, text, sources));
  // A gap or a conflict gives two sides: that one of them is not the other is no fault, that neither is there is.
  const invented = (check: Verdict["checks"][number]): boolean =>
    (kind !== "gap" || check.sourceValue === undefined) && !/^today/i.test(check.claimValue);
  if (kind === "assessment" && verdict.verdict === "contradicted" && verdict.slot !== "name") return true;
  return verdict.checks.some(
    (check) =>
      !check.agrees &&
      invented(check) &&
      specifics.has(check.slot) &&
      !(check.slot === "name" && isOutlet(check.claimValue, outlets)),
  );
};

const readGates = (sentences: readonly JudgedSentence[], sources: readonly Article[]): CheckedGate[] => {
  const outlets = new Set(sources.flatMap((article) => article.outlet.toLowerCase().split(/[^\p{L}\p{N}]+/u)));
  const faultsOf = (
    judged: readonly JudgedSentence[],
    hit: (sentence: JudgedSentence) => string | undefined,
  ): CheckedGate["faults"] =>
    judged.flatMap((sentence) => {
      const message = hit(sentence);
      return message === undefined ? [] : [{ line: sentence.line, sentence: sentence.text, message }];
    });
  const failed = (slots: (slot: string) => boolean): CheckedGate["faults"] =>
    faultsOf(sentences, (sentence) =>
      objectsTo(sentence, outlets, sources) && slots(sentence.verdict?.slot ?? "content")
        ? sentence.verdict?.reason
        : undefined,
    );
  const gate = (id: CheckedGate["id"], name: string, found: CheckedGate["faults"]): CheckedGate => ({
    id,
    name,
    passed: found.length === 0,
    faults: found,
  });
  return [
    gate(
      "G1",
      "Every factual sentence cites a passage",
      faultsOf(
        sentences.filter((sentence) => sentence.kind === "statement"),
        citationFault,
      ),
    ),
    gate(
      "G2",
      "No name, number, date, version or identifier, and no statement, beyond the passages",
      failed((slot) => groundSlots.has(slot)),
    ),
    gate(
      "G3",
      "No polarity or certainty stronger; who said it stays",
      failed((slot) => slot === "polarity" || slot === "certainty" || slot === "speaker"),
    ),
    gate(
      "G5",
      "Quotations verbatim",
      failed((slot) => slot === "quotation"),
    ),
  ];
};

/** The sentences after the heading of the source list are titles, not statements. */
const isPastSources = (draft: readonly DraftSentence[]): number => {
  const at = draft.findIndex((sentence) => /^(?:sources|references|quellen|more from)\b/i.test(sentence.text));
  return at === -1 ? draft.length : at;
};

export const checkBriefing = (draftText: string, sources: readonly Article[], tools: CheckTools): CheckedBriefing => {
  const draft = readDraft(draftText, sources);
  const library = readSources(sources, tools.annotate);
  const listed = listedSources(draft, sources);
  const last = isPastSources(draft);
  const sentences = draft.map((sentence, at) =>
    judge(sentence, at >= last ? "heading" : readKind(sentence), library, listed, tools),
  );
  const gates = readGates(sentences, sources);
  const statements = sentences.filter((sentence) => sentence.kind === "statement");
  const count = (word: Verdict["verdict"]): number =>
    statements.filter((sentence) => sentence.verdict?.verdict === word).length;
  return {
    sentences,
    gates,
    passed: gates.every((gate) => gate.passed),
    counts: {
      statements: statements.length,
      uncited: statements.filter((sentence) => !sentence.cited).length,
      supported: count("supported"),
      contradicted: count("contradicted"),
      stronger: count("stronger"),
      not_found: count("not_found"),
      cannot_tell: count("cannot_tell"),
    },
  };
};
