/** The check: does a sentence say no more than the words it cites? Public surface of the room. */
export { type CheckedBriefing, type CheckedGate, checkBriefing, type JudgedSentence } from "./check-briefing.ts";
export { checkPair, checkPairs, type JudgedPair, type Pair, readPair } from "./check-pairs.ts";
export { formatJson, formatSarif, formatText } from "./format-report.ts";
export { indexPassages, type PassageIndex } from "./index-passages.ts";
export { type CheckTools, judgeSentence } from "./judge-sentence.ts";
