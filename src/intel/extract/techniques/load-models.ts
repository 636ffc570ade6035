/**
 * The shipped models, unpacked at first use: `data/techniques/labelled.json` and `open.json` (ours, fitted on ATT&CK, TRAM
 * and rows of our own) and `annoctr.json` (CC BY-SA 4.0, apart from the rest).
 */
import annoctr from "../../../../data/techniques/annoctr.json" with { type: "json" };
import labelled from "../../../../data/techniques/labelled.json" with { type: "json" };
import open from "../../../../data/techniques/open.json" with { type: "json" };
import { unpackBytes } from "../packed-bytes.ts";
import { unpackModel } from "./packed-model.ts";
import type { OpenModel } from "./rank-techniques.ts";
import type { ReportFormula, SentenceModel } from "./read-report.ts";

export interface TechniqueModels {
  readonly sentences: SentenceModel;
  readonly report: ReportFormula;
  readonly open: OpenModel;
}

let loaded: TechniqueModels | undefined;

export const shippedModels = (): TechniqueModels => {
  if (loaded !== undefined) return loaded;
  const worth = unpackBytes(labelled.worth, labelled.model.buckets);
  loaded = {
    sentences: {
      worth,
      labelled: unpackModel(labelled.model),
      relevance: unpackModel(labelled.relevance),
      sharpness: labelled.sharpness,
    },
    report: labelled.report,
    open: { worth, centroids: unpackModel(open.model), annotated: unpackModel(annoctr.model) },
  };
  return loaded;
};
