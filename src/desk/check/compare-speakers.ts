/** Who said it stays who said it: a statement of one speaker may not be put into the mouth of another. */
import { type Comparison, contradiction, type Finding, surfaceOf } from "./finding.ts";
import type { IndexedPassage } from "./index-passages.ts";
import { readSpeeches, type Speech } from "./read-speakers.ts";
import { isAcronym, isDescription } from "./read-subjects.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";

const isSameSpeaker = (claim: ReadText, said: Speech, passage: IndexedPassage, there: Speech): boolean =>
  isAcronym(claim, said.speaker, passage.read, there.speaker) ||
  isAcronym(passage.read, there.speaker, claim, said.speaker) ||
  said.speaker.some((c) => {
    const token = claim.tokens[c];
    if (token === undefined) return false;
    return there.speaker.some((s) => {
      const other = passage.read.tokens[s];
      if (other === undefined) return false;
      if (other.key === token.key && (token.capital || token.kind === "identifier" || token.lower.length > 3))
        return true;
      const entities = claim.entities.get(c);
      return (
        entities !== undefined &&
        passage.read.entities.get(s)?.some((entity) => entities.some((own) => own.id === entity.id)) === true
      );
    });
  });

/** The source sentence that says most of what the claim says outside its speaker. */
const statedIn = (
  comparison: Comparison,
  said: Speech,
): { passageIndex: number; sentence: number; share: number } | undefined => {
  const { claim, index } = comparison;
  const own = new Set([...said.speaker, said.verb]);
  let best: { passageIndex: number; sentence: number; share: number } | undefined;
  index.passages.forEach(({ read }, passageIndex) => {
    const shares = new Map<number, number>();
    let total = 0;
    claim.tokens.forEach((token, c) => {
      const weight = claim.weights[c] ?? 0;
      if (weight === 0 || own.has(c) || token.sentence !== said.sentence) return;
      total += weight;
      const group = meaningGroup(token.key);
      const places = [
        ...(read.places.get(token.key) ?? []),
        ...(group === undefined ? [] : (read.meanings.get(group) ?? [])),
      ];
      for (const sentence of new Set(places.map((place) => read.tokens[place]?.sentence ?? -1)))
        shares.set(sentence, (shares.get(sentence) ?? 0) + weight);
    });
    for (const [sentence, weight] of shares) {
      const share = total === 0 ? 0 : weight / total;
      if (best === undefined || share > best.share) best = { passageIndex, sentence, share };
    }
  });
  return best;
};

const isOutlet = (claim: ReadText, said: Speech, passage: IndexedPassage): boolean =>
  said.speaker.some((c) => passage.outlet.has(claim.tokens[c]?.lower ?? ""));

/** One finding for each speaker of the sentence that another speaker of the source contradicts. */
export const compareSpeakers = (comparison: Comparison): Finding[] => {
  const { claim, index } = comparison;
  const findings: Finding[] = [];
  for (const said of readSpeeches(claim)) {
    const stated = statedIn(comparison, said);
    const passage = stated === undefined ? undefined : index.passages[stated.passageIndex];
    if (stated === undefined || passage === undefined || stated.share < 0.5) continue;
    const speeches = passage.speeches.filter((speech) => speech.sentence === stated.sentence);
    const [other] = speeches;
    if (other === undefined || speeches.some((speech) => isSameSpeaker(claim, said, passage, speech))) continue;
    if (isOutlet(claim, said, passage) || isDescription(claim, said.speaker)) continue;
    const reason = `The sentence has “${surfaceOf(claim, said.speaker)}” say what in the source “${surfaceOf(passage.read, other.speaker)}” says.`;
    const { passageIndex } = stated;
    const beside = { claim, said: said.speaker, read: passage.read, passageIndex, there: other.speaker };
    findings.push(contradiction("speaker", beside, reason));
  }
  return findings;
};
