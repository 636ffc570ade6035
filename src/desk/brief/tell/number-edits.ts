/** House style for numbers: digits from ten on, where the source spells them out. */
import { numberInProse } from "#kit/text/number-words.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { Edit } from "./edit-text.ts";

const spelled =
  /^((?:more than|at least|about|around|nearly|almost|some|over|fewer than|less than|up to|roughly|approximately) )?([a-z]+(?:-[a-z]+)?)\b(?! (?:hundred|thousand|million|billion))/i;
const fromTen = /^(?:ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)/i;

const editOf = (mention: Mention): Edit[] => {
  if (mention.kind !== "quantity" || mention.ordinal || mention.upper !== undefined) return [];
  if (!Number.isInteger(mention.value) || mention.value < 10 || mention.value > 99) return [];
  const match = spelled.exec(mention.surface);
  if (match?.[2] === undefined || !fromTen.test(match[2])) return [];
  const start = mention.start + (match[1]?.length ?? 0);
  return [{ start, end: start + match[2].length, with: numberInProse(mention.value) }];
};

export const numberEdits = (claim: Claim): Edit[] => claim.mentions.flatMap(editOf);
