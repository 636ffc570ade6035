/**
 * The gates an edition passes before anyone is asked to approve it, G1 to G9. G10, a person's approval, is `desk/review`'s.
 *
 * Each fault names the sentence and says what is wrong in one sentence that a reviewer understands.
 */

import { foldQuotes } from "#kit/text/fold-quotes.ts";
import type { Edition, EditionSentence } from "#terms/edition.ts";
import { closingSections, sectionIds } from "#terms/edition.ts";
import { type Tlp, tlpLabels } from "#terms/tlp.ts";

export interface GateResult {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  readonly faults: { sentenceId?: string; message: string }[];
}

export interface GateTools {
  /** Why a sentence that a person wrote does not rest on what it cites (G1); composed sentences are never chosen so. */
  readonly unsupported?: (sentence: EditionSentence) => string | undefined;
  /** Which words its cited passages do not show (G2), when some are not. */
  readonly ungrounded: (sentence: EditionSentence) => string | undefined;
  /** Why polarity, certainty or speaker is not as cited (G3), when it is not. */
  readonly overstated: (sentence: EditionSentence) => string | undefined;
  /** What an authority's own advisory says instead (G4). */
  readonly authority: (sentence: EditionSentence) => string | undefined;
  readonly publishedAt: (articleUrl: string) => string | null;
  readonly articleText: (articleUrl: string) => string | undefined;
  /** The label that an article carries (G9). */
  readonly tlpOf: (articleUrl: string) => Tlp;
}

type Fault = { sentenceId?: string; message: string };

const gate = (id: string, name: string, faults: Fault[]): GateResult => ({
  id,
  name,
  passed: faults.length === 0,
  faults,
});

const grounded = new Set(["fact", "gap", "assessment"]);
const bodySentences = (edition: Pick<Edition, "sections">): EditionSentence[] =>
  edition.sections
    .filter((section) => section.id !== "who" && !closingSections.has(section.id))
    .flatMap((section) => section.sentences);

const quotations = (text: string): string[] => [...text.matchAll(/“([^”]{2,400})”/g)].map((match) => match[1] ?? "");

const faultsOf = (
  sentences: readonly EditionSentence[],
  ask: (sentence: EditionSentence) => string | undefined,
): Fault[] =>
  sentences.flatMap((sentence) => {
    const message = ask(sentence);
    return message === undefined ? [] : [{ sentenceId: sentence.id, message }];
  });

/** A judgement that a person of the desk wrote and labelled as such may stand without a passage; its names may not (G2). */
const isOwnAssessment = ({ kind, own }: EditionSentence): boolean => kind === "assessment" && own === true;

/** Runs the gates over an edition's sentences, citations and sources. */
export const runGates = (
  edition: Pick<Edition, "edition" | "sections" | "sources" | "stories">,
  tools: GateTools,
): GateResult[] => {
  const body = bodySentences(edition);
  const stated = body.filter((sentence) => grounded.has(sentence.kind));
  const g1 = faultsOf(stated, (sentence) =>
    sentence.citations.length === 0 && !isOwnAssessment(sentence)
      ? "The sentence states something about the world and cites no passage."
      : tools.unsupported?.(sentence),
  );
  const g2 = faultsOf(stated, tools.ungrounded);
  const g3 = faultsOf(stated, tools.overstated);
  const g4 = faultsOf(stated, tools.authority);
  const titles = new Set(edition.stories.map(({ title }) => title));
  const g5: Fault[] = body.flatMap((sentence) => {
    const passages = sentence.citations.map((citation) => foldQuotes(citation.quote)).join("\n");
    // A note speaks of the edition itself and may name its stories; nobody is quoted by that.
    const isNamed = (quote: string): boolean => sentence.kind === "note" && titles.has(quote);
    return quotations(sentence.text)
      .filter((quote) => !passages.includes(foldQuotes(quote)) && !isNamed(quote))
      .map((quote) => ({
        sentenceId: sentence.id,
        message: `The quotation “${quote}” does not stand so in the passages cited.`,
      }));
  });
  const offsets: Fault[] = body.flatMap((sentence) =>
    sentence.citations
      .filter(
        (citation) => tools.articleText(citation.articleUrl)?.slice(citation.start, citation.end) !== citation.quote,
      )
      .map((citation) => ({
        sentenceId: sentence.id,
        message: `The cited words do not stand at ${citation.start}–${citation.end} of ${citation.articleUrl}.`,
      })),
  );
  const citedUrls = new Set(body.flatMap((sentence) => sentence.citations.map((citation) => citation.articleUrl)));
  const listed = new Set(edition.sources.filter((source) => source.cited).map((source) => source.url));
  const g6: Fault[] = [
    ...[...citedUrls].filter((url) => !listed.has(url)).map((url) => ({ message: `Cited but not listed: ${url}.` })),
    ...[...listed].filter((url) => !citedUrls.has(url)).map((url) => ({ message: `Listed but not cited: ${url}.` })),
  ];
  const g7: Fault[] = [...citedUrls].flatMap((url) => {
    const at = tools.publishedAt(url);
    return at !== null && at > edition.edition.asOf
      ? [{ message: `Published ${at}, later than the edition: ${url}.` }]
      : [];
  });
  const present = new Set(
    edition.sections.filter((section) => section.sentences.length > 0).map((section) => section.id),
  );
  const named = edition.sections.find((section) => section.id === "who")?.sentences ?? [];
  const served = new Set(
    edition.sections.find((section) => section.id === "for_you")?.sentences.map((sentence) => sentence.role),
  );
  const g8: Fault[] = [
    ...sectionIds
      .filter((id) => !present.has(id))
      .map((id) => ({ message: `The section “${id}” is missing or empty.` })),
    ...named
      .filter(({ role }) => role !== undefined && !served.has(role))
      .map(({ id, role }) => ({
        sentenceId: id,
        message: `The role ${role} is named but has no bullet of its own.`,
      })),
  ];
  const g9: Fault[] = [...citedUrls]
    .map((url) => ({ url, label: tools.tlpOf(url) }))
    .filter(({ label }) => tlpLabels.indexOf(label) > (tlpLabels as readonly string[]).indexOf(edition.edition.tlp))
    .map(({ url, label }) => ({
      message: `The edition is ${edition.edition.tlp}, but it cites ${url}, which is ${label}.`,
    }));
  return [
    gate("G1", "every factual sentence cites", g1),
    gate("G2", "nothing absent from its passages", g2),
    gate("G3", "polarity, certainty and speaker kept", g3),
    gate("G4", "authority records agree", g4),
    gate("G5", "quotations verbatim", [...g5, ...offsets]),
    gate("G6", "listed sources are those cited", g6),
    gate("G7", "nothing later than the edition", g7),
    gate("G8", "all sections, each role served", g8),
    gate("G9", "no passage above the edition’s label", g9),
  ];
};
