/** The check: does a sentence say no more than the words it cites? */
export { indexPassages, type PassageIndex } from "./index-passages.ts";
export { type CheckTools, judgeSentence } from "./judge-sentence.ts";
