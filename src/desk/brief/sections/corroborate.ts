/** A fact is told once, with the words of every trusted outlet that holds the same: best grade first, at most four passages. */
import type { EvidenceSpan } from "#terms/span.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import type { Telling } from "../tell/telling.ts";

const longestPassage = 600;
const mostPassages = 4;

/** Adds the other trusted outlets that say the same, best grade first: a fact is told once, with all its citations. */
export const corroborate = (telling: Telling, planned: PlannedStory): readonly EvidenceSpan[] => {
  const hard = telling.keys.filter((key) => /^(?:q|cve|v|s|d):/.test(key));
  const passages = [...telling.passages];
  if (hard.length === 0) return passages;
  for (const claim of planned.claims) {
    if (passages.length >= mostPassages) break;
    if (passages.some((passage) => passage.articleId === claim.articleId)) continue;
    const other = planned.candidates.find((candidate) => candidate.claims.some((own) => own.id === claim.id));
    if (
      other === undefined ||
      (other.types[0] !== telling.types[0] && hard.length < 2) ||
      !hard.every((key) => other.keys.includes(key))
    )
      continue;
    passages.push(claim.evidence);
  }
  return passages.filter((passage) => passage.quote.length <= longestPassage);
};
