/** The age of the one person a story is about, given differently; stories of several people are left alone. */
import { nameOthers } from "./proper-names.ts";
import type { Dispute, DisputeRule, Statement } from "./side.ts";

const ofPerson = /\b(?:suspect|man|woman|teenager|accused|defendant|arrested|charged|sentenced|student|employee)\b/;
const another =
  /\b(?:first|second|third|others?|another|partner|accomplices?|brother|sister|wife|husband|co-defendants?|both|two|three|men|women)\b/;
const age = /\baged (\d\d)\b|\b(\d\d)-year-old\b|, (\d\d), (?:of|from|a|who|was|has)\b/g;

const agesIn = (statement: Statement): { age: string; statement: Statement }[] =>
  ofPerson.test(statement.lower) && !another.test(statement.lower)
    ? [...statement.lower.matchAll(age)].map((match) => ({
        age: match[1] ?? match[2] ?? match[3] ?? "",
        statement,
      }))
    : [];

export const ageDisputes: DisputeRule = ({ statements }): Dispute[] => {
  const all = statements.flatMap(agesIn);
  const byArticle = Map.groupBy(all, (entry) => entry.statement.articleId);
  if (byArticle.size < 2 || [...byArticle.values()].some((list) => new Set(list.map((entry) => entry.age)).size > 1))
    return [];
  const [first] = all;
  const isOther = (entry: { statement: Statement }): boolean =>
    first !== undefined &&
    (nameOthers(first.statement, entry.statement) ||
      (/\bwoman\b/.test(first.statement.lower) !== /\bwoman\b/.test(entry.statement.lower) &&
        /\b(?:wo)?man\b/.test(first.statement.lower) &&
        /\b(?:wo)?man\b/.test(entry.statement.lower)));
  if (all.some(isOther)) return [];
  return new Set(all.map((entry) => entry.age)).size === 2
    ? [{ about: "age", sides: all.map((entry) => ({ value: `an age of ${entry.age}`, span: entry.statement.span })) }]
    : [];
};
