/** What an object pronoun means, by the kind of statement it stands in. */
import type { Claim } from "#terms/claim.ts";

const aboutFlaw = /^(?:fixed|severity|exploited|due|affected|not_exploited|kev_added|workaround)$/;

/** "scores it 9.4", "closed it in 2.1", "had any part in it": what the object pronoun means, by the kind of statement. */
export const nameObjects = (text: string, claim: Claim, happening: string): string => {
  const part = text.replace(
    /\b(part in|role in|involved in|responsible for|knowledge of|aware of|behind) it\b/gi,
    `$1 ${happening}`,
  );
  if (!claim.types.some((type) => aboutFlaw.test(type))) return part;
  return part.replace(
    /\b(scores?|scored|rates?|rated|grades?|graded|closes?|closed|fix(?:es|ed)|patch(?:es|ed)|address(?:es|ed)|correct(?:s|ed)|exploit(?:s|ed|ing)|abus(?:es|ed|ing)|resolv(?:es|ed)|deal with) it\b/g,
    "$1 the flaw",
  );
};
