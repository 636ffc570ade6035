/**
 * Ranks every live technique for a clause: nearness to what ATT&CK says of each (one centroid a technique, of its name,
 * description, procedure examples), how often it is reported, whether it is a whole technique of the enterprise matrix, and
 * what annotators of reports called clauses like it. A ranked list for an analyst, never a verdict.
 */
import { scoreAll, type TechniqueModel } from "./model.ts";
import { type BucketWorth, vectorOf } from "./vector.ts";

export interface OpenModel {
  readonly worth: BucketWorth;
  /** One column a live technique; its bias is the start value before any word is read. */
  readonly centroids: TechniqueModel;
  /** Fitted on AnnoCTR, from a file of its own; the ranking works without it. */
  readonly annotated?: TechniqueModel;
}

export interface RankedTechnique {
  readonly id: string;
  readonly score: number;
}

export interface ClauseContext {
  readonly before?: string;
  readonly after?: string;
}

/** What the words around weigh beside the clause itself, and how many of them are read. */
const contextShare = 0.3;
const contextReach = 80;
const annotatedShare = 0.3;

export const rankTechniquesWith = (
  model: OpenModel,
  clause: string,
  context: ClauseContext = {},
  most = 5,
): RankedTechnique[] => {
  const vector = vectorOf(clause, model.worth);
  const { labels, bias } = model.centroids;
  const scores = scoreAll(model.centroids, vector);
  const around = `${(context.before ?? "").slice(-contextReach)} ${clause} ${(context.after ?? "").slice(0, contextReach)}`;
  const wide = scoreAll(model.centroids, vectorOf(around, model.worth));
  const annotated = new Map<string, number>();
  if (model.annotated !== undefined) {
    const { labels: known } = model.annotated;
    for (const [at, score] of scoreAll(model.annotated, vector).entries()) annotated.set(known[at] ?? "", score + 1);
  }
  return labels
    .map((id, at) => ({
      id,
      score:
        (scores[at] ?? 0) +
        contextShare * ((wide[at] ?? 0) - (bias[at] ?? 0)) +
        annotatedShare * (annotated.get(id) ?? 0),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most);
};
