/**
 * One event, two days: when the intruders came in, when it was noticed, when the fix came out, when it was withdrawn.
 *
 * A table of events that grows by data [T]. Two sentences are compared when one event's words stand in the clause of
 * their dates and their names do not part them; an article that gives both days tells of two events. A date inside
 * another (May, 9 May) is no rival.
 */
import type { DateMention, NameMention } from "#terms/mention.ts";
import { printDate } from "./date-disputes.ts";
import { nameOthers } from "./proper-names.ts";
import type { Dispute, DisputeRule, Side, Statement } from "./side.ts";

interface Event {
  readonly about: string;
  /** Words that tell the event. */
  readonly told: RegExp;
}

const events: readonly Event[] = [
  {
    about: "day of entry",
    told: /\b(?:(?:break-in|intrusion|breach|hack|theft|raid|attack|heist|copying)(?: (?:at|of|on|in) [^.;,]{2,40}?)? (?:itself )?(?:happened|took place|occurred|began|started|dates? (?:to|from|back))|(?:intruders?|attackers?|hackers?|thieves|crew|gang|group) (?:first )?(?:entered|got in(?:to)?|broke in(?:to)?|gained (?:access|entry)|came in)|first (?:access|entry|intrusion|foothold)|(?:files|data|records|database|documents) (?:was|were) (?:stolen|copied|taken|exfiltrated)|was (?:first )?(?:breached|broken into|hacked|copied|entered))\b/,
  },
  {
    about: "day of discovery",
    told: /\b(?:discovered|noticed|spotted|detected|became aware|learn(?:ed|t) of|found out|came to light|uncovered)\b/,
  },
  {
    about: "day of the arrest",
    told: /\b(?:arrested|detained|taken into custody|apprehended|picked up)\b/,
  },
  {
    about: "day of the fix",
    told: /\b(?:(?:released|published|issued|shipped|put out|pushed)\b[^.;,]{0,40}\b(?:patch(?:es)?|fix(?:es)?|updates?|hotfix)|(?:patch(?:es)?|fix(?:es)?|updates?|hotfix)\b[^.;,]{0,40}\b(?:released|published|issued|shipped|came out|appeared|followed))\b/,
  },
  {
    about: "day of withdrawal",
    told: /\b(?:(?:was|were|been) (?:pulled|removed|withdrawn|taken down|yanked|delisted)|(?:still )?being (?:delivered|served|offered|downloaded) until|(?:available|online|on offer) until|removed the listing)\b/,
  },
];

interface Told {
  readonly date: DateMention;
  readonly statement: Statement;
  readonly span: Statement["span"];
  /** As printed. */
  readonly value: string;
}

const clauseWidth = 90;
/** Days that are asked for or feared happened to nobody. */
const unreal =
  /\b(?:others?|another|first man|second|co-defendants?|if|whether|could|might|would|must|should|no later than|expected|scheduled|plans? to)\b/;

const isExact = (date: DateMention): boolean =>
  (date.precision === "day" || date.precision === "month") && date.basis !== "relative" && date.basis !== "weekday";

/** Whether the date follows in the clause of the event, or leads it: nothing but a short way and no full stop between. */
const stands = (statement: Statement, date: DateMention, event: Event): boolean => {
  const at = date.start - statement.span.start;
  const end = date.end - statement.span.start;
  const found = event.told.exec(statement.lower);
  if (found === null) return false;
  const [from, to] = [found.index, found.index + found[0].length];
  const between = to <= at ? statement.lower.slice(to, at) : statement.lower.slice(end, from);
  if (from < at && to > at) return true;
  return between.length <= clauseWidth && !/[;:]|\b(?:and|but|while|after|before|then)\b/.test(between);
};

const toldIn = (statement: Statement, event: Event): Told[] =>
  unreal.test(statement.lower) || !event.told.test(statement.lower)
    ? []
    : statement.mentions
        .filter((mention): mention is DateMention => mention.kind === "date" && isExact(mention))
        .filter((date) => stands(statement, date, event))
        .map((date) => ({ date, statement, span: statement.span, value: printDate(date) }));

const disjoint = (a: DateMention, b: DateMention): boolean => a.to < b.from || b.to < a.from;

const namesIn = (statement: Statement): ReadonlySet<string> =>
  new Set(
    statement.mentions.flatMap((mention) =>
      mention.kind === "name" && /^(?:vendor|product)$/.test(mention.type)
        ? [(mention as NameMention).canonical]
        : mention.kind === "vulnerability"
          ? [mention.id]
          : mention.kind === "version"
            ? [mention.version]
            : [],
    ),
  );

/** Two makers, flaws or versions have each a day of their own. */
export const isParted = (a: Statement, b: Statement): boolean => {
  if (nameOthers(a, b)) return true;
  const [mine, theirs] = [namesIn(a), namesIn(b)];
  return mine.size > 0 && theirs.size > 0 && [...mine].every((name) => !theirs.has(name));
};

const ordinal =
  /\b(?:until|till|on|by) the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|century|floor|time|day|release|version|annual|largest))/;
const two = (value: number): string => String(value).padStart(2, "0");

/** "until the 19th": a day of the month that the article named last. */
const ordinalIn = (statement: Statement, event: Event, statements: readonly Statement[]): Told[] => {
  const found =
    event.told.test(statement.lower) && !unreal.test(statement.lower) ? ordinal.exec(statement.lower) : null;
  const named = statements
    .filter((other) => other.articleId === statement.articleId && other.index < statement.index)
    .flatMap((other) => other.mentions)
    .filter((mention): mention is DateMention => mention.kind === "date" && mention.precision === "day")
    .at(-1);
  const day = Number(found?.[1]);
  if (found === null || named === undefined || day < 1 || day > 31) return [];
  const from = `${named.from.slice(0, 8)}${two(day)}`;
  const date: DateMention = { ...named, surface: found[0], from, to: from, basis: "yearless" };
  return [{ date, statement, span: statement.span, value: found[0].replace(/^\w+ /, "") }];
};

const sideOf = (told: Told): Side => ({ value: told.value, span: told.span });

const disputesOf = (event: Event, statements: readonly Statement[]): Dispute[] => {
  const all = statements.flatMap((statement) => [
    ...toldIn(statement, event),
    ...ordinalIn(statement, event, statements),
  ]);
  const gives = (id: string, date: DateMention): boolean =>
    all.some((told) => told.statement.articleId === id && !disjoint(told.date, date));
  for (const first of all) {
    const rival = all.find(
      (other) =>
        other.statement.articleId !== first.statement.articleId &&
        disjoint(first.date, other.date) &&
        !isParted(first.statement, other.statement) &&
        !gives(other.statement.articleId, first.date) &&
        !gives(first.statement.articleId, other.date),
    );
    if (rival === undefined) continue;
    const same = all.filter((told) => told.date.from === first.date.from || told.date.from === rival.date.from);
    return [{ about: event.about, sides: same.map(sideOf) }];
  }
  return [];
};

export const eventDisputes: DisputeRule = ({ statements }) => events.flatMap((event) => disputesOf(event, statements));
