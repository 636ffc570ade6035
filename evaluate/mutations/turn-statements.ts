/** Operators on polarity and certainty: hedge dropped, certainty added, polarity flipped, a claim made a confirmation. */
import { type Operator, replaceOne } from "./operator.ts";

const dropHedge: Operator = {
  name: "hedge",
  group: "polarityHedge",
  apply: ({ sentence }, pick) =>
    replaceOne(
      sentence,
      /\b(?:(?:very |highly |most )?(?:likely|probably|possibly|reportedly|allegedly|apparently|potentially|presumably|perhaps) |(may|might|could) (?=[a-z])(?!not)|(appears?|seems?) to |(?:is|are) (believed|thought|suspected) to )/g,
      pick,
      (match) => {
        const before = sentence.slice(Math.max(0, match.index - 6), match.index);
        if (/\b(?:un|not|more|less|as|so)\s?$/.test(before)) return undefined;
        if (match[1] !== undefined) return "will ";
        if (match[2] !== undefined || match[3] !== undefined) return "does indeed ";
        return match.index === 0 ? undefined : "";
      },
    ),
};

const addCertainty: Operator = {
  name: "certainty",
  group: "polarityHedge",
  apply: ({ sentence }, pick) =>
    replaceOne(
      sentence,
      /\b(?:was|were|has|have|is|are) (?=[a-z]+(?:ed|en)\b)/g,
      pick,
      (match) => `${match[0]}definitely `,
    ),
};

const flipPolarity: Operator = {
  name: "polarity",
  group: "polarityHedge",
  apply: ({ sentence }, pick) => {
    const removed = replaceOne(
      sentence,
      /\b(was|were|has|have|had|is|are|did|do|does|will|would|can|could) not\b(?! only)/g,
      pick,
      (match) => match[1],
    );
    return (
      removed ??
      replaceOne(
        sentence,
        /\b(?:was|were|has|have|had|is|are|will|can)\b(?= [a-z])(?! not| no| never| only)/g,
        pick,
        (match) => `${match[0]} not`,
      )
    );
  },
};

const confirmClaim: Operator = {
  name: "claimsConfirmed",
  group: "polarityHedge",
  apply: ({ sentence }, pick) =>
    replaceOne(
      sentence,
      /\b(claims|claimed|alleges|alleged|believes|suspects|suggests?)\b(?= that| to | it| they| the)/g,
      pick,
      (match) => (match[1]?.endsWith("d") ? "confirmed" : "confirms"),
    ),
};

export const turnOperators: readonly Operator[] = [dropHedge, addCertainty, flipPolarity, confirmClaim];
