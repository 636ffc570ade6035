/**
 * Was this thing touched? "no code that targets wallets" against "empties every crypto wallet"; "passwords were not
 * taken" against "stole the passwords of all users".
 *
 * Generic over the thing: the same noun stands as object of a verb of touching, denied in one article and affirmed in
 * another. Nouns that any report uses (data, system, user) are left to the questions of `topic-disputes.ts`.
 */

import { scanWords, stemWord } from "../wording/scan-words.ts";
import { isStopWord } from "../wording/weigh-words.ts";
import { acrossArticles, type Dispute, type DisputeRule, type Side, type Statement } from "./side.ts";

/** Verbs of touching, taking and altering; stems as `stemWord` makes them. */
const touching = new Set(
  "touch tak steal stole stolen target emptie empti empty drain access expos leak copy copi involv affect reach alter compromis encrypt hit breach tamper modifi modify read lift grab collect harvest loot siphon exfiltrat delet wip poison infect hijack backdoor crash disabl went go".split(
    " ",
  ),
);
/** Too general to tell what was touched. */
const general = new Set(
  "data system user custom customer people company compan organi organisation organization network server file attack attacker hacker incid incident version release time way day week month year number one part cod code function evidenc sign report issu problem group gang country world machin machine comput computer device patient research researcher firm victim vulnerabil flaw bug exploit malwar".split(
    " ",
  ),
);

interface Use {
  readonly noun: string;
  readonly denied: boolean;
  readonly statement: Statement;
  readonly start: number;
  readonly end: number;
}

const negation = /\b(?:no|not|never|neither|nor|none|without|nothing)\b|n't\b/;
const hypothetical = /\b(?:if|would|could|may|might|unless|should|whether|can)\b/;

const maxGap = 4;

interface Token {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const tokensOf = (statement: Statement): Token[] =>
  scanWords(statement.lower)
    .filter((word) => word.kind === "word")
    .map((word) => ({ stem: stemWord(word.surface), start: word.start, end: word.start + word.surface.length }));

/** Nouns within a few words of a verb of touching, after it (object) or before it ("passwords were taken"). */
const usesIn = (statement: Statement): Use[] => {
  const { lower } = statement;
  if (hypothetical.test(lower) && !negation.test(lower)) return [];
  const tokens = tokensOf(statement);
  const denied = negation.test(lower);
  const uses = new Map<string, Use>();
  tokens.forEach((token, at) => {
    if (!touching.has(token.stem)) return;
    const passive = /\b(?:was|were|been|be|being)\s+(?:\w+\s+)?$/.test(
      lower.slice(Math.max(0, token.start - 20), token.start),
    );
    const range = passive ? tokens.slice(Math.max(0, at - maxGap - 2), at) : tokens.slice(at + 1, at + 1 + maxGap);
    for (const noun of range) {
      if (noun.stem.length < 4 || isStopWord(noun.stem) || general.has(noun.stem) || touching.has(noun.stem)) continue;
      const [start, end] = [Math.min(noun.start, token.start), Math.max(noun.end, token.end)];
      if (/[;:]/.test(lower.slice(start, end))) continue;
      uses.set(noun.stem, { noun: noun.stem, denied, statement, start, end });
    }
  });
  return [...uses.values()];
};

const longestWords = 12;

/** The words of the clause around the use, verbatim, at most twelve: they are quoted. */
const quoted = (use: Use): string => {
  const { quote } = use.statement.span;
  const before = quote.slice(0, use.start);
  const negated =
    /(?:^|[\s"“])((?:(?:had|have|has|was|were|is|are|did|does|do)\s)?(?:no|not|never|neither|without|nothing)\s[^,;:]{0,60})$/i.exec(
      before,
    );
  const from = negated === null ? use.start : before.length - (negated[1] ?? "").length;
  const tail = /^[^,;:.]{0,60}/.exec(quote.slice(use.end))?.[0] ?? "";
  const words = `${quote.slice(from, use.end)}${tail}`.trim().split(/\s+/);
  return `“${words.slice(0, longestWords).join(" ").replace(/["“”]/g, "").replace(/[.,]$/, "")}”`;
};

/** How often a noun is the story's everyday word: then it tells nothing apart. */
const mostUses = 0.3;

export const objectDisputes: DisputeRule = ({ statements, isLow }): Dispute[] => {
  const uses = new Map<string, Use[]>();
  for (const statement of statements)
    for (const use of usesIn(statement)) uses.set(use.noun, [...(uses.get(use.noun) ?? []), use]);
  const out: Dispute[] = [];
  const told = new Set<string>();
  for (const [noun, list] of [...uses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const carriers = statements.filter((statement) => statement.lower.includes(noun)).length;
    if (carriers > Math.max(6, statements.length * mostUses)) continue;
    const denied = list.filter((use) => use.denied);
    // Between trusted articles a negation near a noun is too often about something else; a rival must be blunt.
    const affirmed = list.filter(
      (use) =>
        !use.denied && (isLow(use.statement.articleId) || denied.some((other) => isLow(other.statement.articleId))),
    );
    const [no, yes] = [denied[0], affirmed[0]];
    if (no === undefined || yes === undefined) continue;
    const mark = `${no.statement.span.articleId}:${no.statement.span.start}`;
    if (told.has(mark)) continue;
    told.add(mark);
    const side =
      (value: string) =>
      (use: Use): Side => ({ value, span: use.statement.span });
    out.push(
      ...acrossArticles(`whether ${noun} is touched`, affirmed.map(side(quoted(yes))), denied.map(side(quoted(no)))),
    );
  }
  return out;
};
