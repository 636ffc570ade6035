/**
 * The weights fitted on AnnoCTR, from their own file under CC BY-SA 4.0 (`data/tagger`). Unpacked at first use.
 */
import packed from "../../../../../data/tagger/annoctr-weights.json" with { type: "json" };
import { shippedTables } from "../load-tables.ts";
import { unpackWeights } from "./pack-weights.ts";
import type { Weights } from "./score-tokens.ts";
import { knowledgeOf, type TaggerKnowledge } from "./tag.ts";

let loaded: Weights | undefined;

/** Throws where the file that ships with the program is not what was built: nobody can go on without it. */
export const shippedWeights = (): Weights => {
  if (loaded === undefined) {
    const read = unpackWeights(packed, "data/tagger/annoctr-weights.json");
    if (!read.ok) throw new Error(read.error);
    loaded = read.value;
  }
  return loaded;
};

let knowledge: TaggerKnowledge | undefined;

export const shippedKnowledge = (): TaggerKnowledge => {
  knowledge ??= knowledgeOf(shippedTables);
  return knowledge;
};

/** Short hashes of the documents the weights were fitted on: a measure leaves them out. */
export const fittedDocuments: readonly string[] = packed.fittedOn;
