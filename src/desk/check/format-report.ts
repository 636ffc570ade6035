/** A checked briefing as text for people, JSON for programs and SARIF 2.1.0 for code review tools. */
import type { CheckedBriefing, JudgedSentence } from "./check-briefing.ts";

const words = {
  supported: "supported",
  contradicted: "contradicted",
  stronger: "stronger than its source",
  not_found: "not found",
  cannot_tell: "cannot tell",
} as const;

/** Control characters and bidirectional marks would let a draft write on the reviewer's terminal. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, " ");

const line = (sentence: JudgedSentence): string[] => {
  const { verdict } = sentence;
  if (verdict === undefined) return [];
  const where =
    sentence.passage === undefined
      ? ""
      : `\n    beside: ${printable(sentence.passage.outlet)} ${printable(sentence.passage.url)}`;
  const why = verdict.verdict === "supported" ? "" : `\n    ${printable(verdict.reason)}${where}`;
  const cited = sentence.cited || sentence.kind !== "statement" ? "" : " (uncited)";
  return [`${sentence.line}: ${words[verdict.verdict]}${cited}: ${printable(sentence.text)}${why}`];
};

export const formatText = (checked: CheckedBriefing): string => {
  const { counts } = checked;
  const told = new Set(checked.sentences.filter(({ kind }) => kind === "statement").map(({ line }) => line));
  // A statement's fault stands with its verdict above; what an action or a judgement brought with it is told here.
  const gates = checked.gates.flatMap((gate) => [
    `${gate.id} ${gate.passed ? "passed" : `failed (${gate.faults.length})`}: ${gate.name}`,
    ...gate.faults
      .filter((fault) => !told.has(fault.line) || gate.id === "G1")
      .map((fault) => `    ${fault.line}: ${printable(fault.message)} (“${printable(fault.sentence)}”)`),
  ]);
  const sum = `${counts.statements} statements: ${counts.supported} supported, ${counts.contradicted} contradicted, ${counts.stronger} stronger than their source, ${counts.not_found} not found, ${counts.cannot_tell} cannot tell; ${counts.uncited} without a citation`;
  return [
    ...checked.sentences.filter((sentence) => sentence.kind === "statement").flatMap(line),
    "",
    ...gates,
    sum,
    "",
  ].join("\n");
};

export const formatJson = (checked: CheckedBriefing): string => `${JSON.stringify(checked, undefined, 2)}\n`;

const rules = [
  { id: "contradicted", text: "A slot of the sentence contradicts its source." },
  { id: "stronger", text: "The sentence is more certain than its source." },
  { id: "not_found", text: "The source does not say this." },
  { id: "cannot_tell", text: "The source says part of this." },
  { id: "uncited", text: "A factual sentence cites no source." },
  { id: "unknown_source", text: "The sentence cites what is none of the given sources." },
  { id: "gate", text: "An action, a judgement or a gap brings something that no source has." },
] as const;

const unknownWords = ({ unknown }: JudgedSentence): string =>
  `The sentence cites ${unknown.join(", ")}, which is none of the given sources.`;

const region = (sentence: JudgedSentence): object => ({
  startLine: sentence.line,
  startColumn: sentence.column,
  endLine: sentence.endLine,
  endColumn: sentence.endColumn,
  charOffset: sentence.start,
  charLength: sentence.end - sentence.start,
});

const result = (
  ruleId: string,
  level: string,
  message: string,
  sentence: JudgedSentence,
  draftUri: string,
): object => ({
  ruleId,
  level,
  message: { text: message },
  locations: [{ physicalLocation: { artifactLocation: { uri: draftUri }, region: region(sentence) } }],
});

/** SARIF 2.1.0: one result for each sentence that is not supported, one for each without a citation. */
export const formatSarif = (checked: CheckedBriefing, draftUri: string, toolVersion: string): string => {
  const results = checked.sentences
    .filter((sentence) => sentence.kind === "statement")
    .flatMap((sentence) => {
      const { verdict } = sentence;
      const found: object[] = [];
      if (verdict !== undefined && verdict.verdict !== "supported") {
        const level = verdict.verdict === "cannot_tell" ? "warning" : "error";
        found.push(result(verdict.verdict, level, `${verdict.reason} (“${sentence.text}”)`, sentence, draftUri));
      }
      if (sentence.unknown.length > 0)
        found.push(
          result("unknown_source", "error", `${unknownWords(sentence)} (“${sentence.text}”)`, sentence, draftUri),
        );
      else if (!sentence.cited)
        found.push(
          result("uncited", "warning", `The sentence cites no source. (“${sentence.text}”)`, sentence, draftUri),
        );
      return found;
    });
  // What an action, a judgement or a gap brought with it, by the gate that it fails.
  const others = new Map(checked.sentences.filter(({ kind }) => kind !== "statement").map((one) => [one.line, one]));
  for (const gate of checked.gates)
    for (const fault of gate.faults) {
      const sentence = others.get(fault.line);
      if (sentence !== undefined && sentence.text === fault.sentence)
        results.push(result("gate", "error", `${gate.id}: ${fault.message} (“${fault.sentence}”)`, sentence, draftUri));
    }
  const driver = {
    name: "watchfloor check",
    version: toolVersion,
    rules: rules.map(({ id, text }) => ({ id, shortDescription: { text } })),
  };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};
