/** The check: does a sentence say no more than the words it cites? */
export { indexPassages, type PassageIndex } from "./index-passages.ts";
export { type CheckTools, judgeSentence, measureSentence } from "./judge-sentence.ts";
export { contentMeasures } from "./measure-content.ts";
