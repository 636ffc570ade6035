/** When it began and when it ended: dates that cannot both be right, told by different holders. */
import type { Claim } from "#terms/claim.ts";
import type { DateMention } from "#terms/mention.ts";
import type { Dispute, DisputeRule, Material, Side, Statement } from "./side.ts";

const months = "January February March April May June July August September October November December".split(" ");

export const printDate = (date: DateMention): string => {
  const [year = "", month = "", day = ""] = date.from.split(/[-T]/);
  const name = months[Number(month) - 1] ?? "";
  if (date.precision === "month") return /\d{4}/.test(date.surface) ? `${name} ${year}` : name;
  if (date.precision === "day") return `${Number(day)} ${name}`;
  return date.surface;
};

interface Dated {
  readonly date: DateMention;
  readonly statement: Statement;
  /** Article and, where the sentence names one, its speaker: two holders can stand in one article. */
  readonly holder: string;
}

const disjoint = (a: DateMention, b: DateMention): boolean => a.to < b.from || b.to < a.from;

const speakerIn = (statement: Statement): string => {
  const speaker = statement.claims.find((claim: Claim) => claim.speaker.kind !== "outlet")?.speaker;
  return speaker?.name ?? "";
};

const datesIn = (statement: Statement, near: RegExp): Dated[] =>
  statement.mentions
    .filter(
      (mention): mention is DateMention =>
        mention.kind === "date" && (mention.precision === "day" || mention.precision === "month"),
    )
    .filter((date) => {
      const at = date.start - statement.span.start;
      return near.test(statement.lower.slice(Math.max(0, at - 120), at + date.surface.length + 10));
    })
    .map((date) => ({ date, statement, holder: `${statement.articleId}|${speakerIn(statement)}` }));

const sidesOf = (entries: readonly Dated[]): Side[] =>
  entries.map((entry) => ({ value: printDate(entry.date), span: entry.statement.span }));

const conflict = (about: string, entries: readonly Dated[]): Dispute[] =>
  entries.some((first) => entries.some((other) => other.holder !== first.holder && disjoint(first.date, other.date)))
    ? [{ about, sides: sidesOf(entries), ...(about === "end" ? { bothStand: true } : {}) }]
    : [];

const began =
  /\b(?:began|begun|started|starting point|earliest|(?:goes|going|go|went|dates?|dating|dated|traces?|traced|tracing)\b[^.;]{0,30}\bback\b|as (?:early|far back) as)/;
/** Starts of something other than the happening: a service, a law, a person's job. */
const otherStart =
  /\b(?:whether|if|onwards|founded|launched|born|joined|since (?:19|20)\d\d|contract|registered|for rent)\b/;

export const startDisputes: DisputeRule = ({ statements }) => {
  const entries = statements
    .filter((statement) => began.test(statement.lower) && !otherStart.test(statement.lower))
    .flatMap((statement) => datesIn(statement, began))
    .filter(
      (entry) =>
        entry.date.basis !== "weekday" && (entry.date.basis !== "relative" || /\p{Lu}/u.test(entry.date.surface)),
    );
  const articles = new Set(entries.map((entry) => entry.statement.articleId));
  return articles.size >= 2 ? conflict("start", entries) : [];
};

const disputes =
  /\b(?:disput(?:es?|ed|ing)|contests?|contested|challeng(?:es?|ed)|contradicts?|disagree[sd]?|questions?|puts? the|place[sd]? the) (?:\w+ ){0,2}(?:timeline|date|dates|start|beginning|chronology|account)\b|\b(?:evidence|signs|traces) of (?:earlier|activity)\b/;
const nearby = 2;

/** "Researchers dispute the timeline: their sensors logged matching requests on …", beside the date that is disputed. */
const argued =
  /\b(?:when|the date|the start|how long)\b[^.]{0,50}\b(?:matter of (?:argument|dispute|debate)|in dispute|(?:is|remains) (?:disputed|contested)|depends on whom|not agreed)\b/;
const afterwards = 3;

/** "When it began is a matter of argument. A dates it to …. B has found traces from …." */
const arguedDates = (statements: readonly Statement[], cue: Statement): Dispute[] => {
  const said = statements
    .filter(
      (other) => other.articleId === cue.articleId && other.index >= cue.index && other.index <= cue.index + afterwards,
    )
    .flatMap((other) => datesIn(other, /./))
    .filter((entry) => entry.date.basis !== "relative" && entry.date.basis !== "weekday");
  const [first] = said;
  const rival = said.find((entry) => first !== undefined && disjoint(entry.date, first.date));
  return first === undefined || rival === undefined
    ? []
    : [{ about: "start", bothStand: true, sides: [...sidesOf([first]), ...sidesOf([rival])] }];
};

export const timelineDisputes: DisputeRule = ({ statements }) => {
  for (const statement of statements) {
    const found = argued.test(statement.lower) ? arguedDates(statements, statement) : [];
    if (found.length > 0) return found;
  }
  for (const statement of statements) {
    if (!disputes.test(statement.lower)) continue;
    const rivals = datesIn(statement, /./).filter((entry) => entry.date.basis !== "relative");
    const around = statements.filter(
      (other) =>
        other.articleId === statement.articleId &&
        other.index !== statement.index &&
        Math.abs(other.index - statement.index) <= nearby,
    );
    const disputed = around.flatMap((other) =>
      datesIn(other, /\b(?:back to|since|began|started|from|first|earliest|until|on|in)\b/),
    );
    const [rival] = rivals;
    if (rival === undefined) continue;
    const against = disputed.filter(
      (entry) => disjoint(entry.date, rival.date) && entry.date.basis !== "relative" && entry.date.basis !== "weekday",
    );
    if (against.length === 0) continue;
    return [{ about: "start", bothStand: true, sides: [...sidesOf(against.slice(0, 1)), ...sidesOf([rival])] }];
  }
  return [];
};

const ended = /\b(?:until|ended|closed|locked out|cut off|stopped|revoked|last seen|expired)\b/;
const isDue = (statement: Statement): boolean =>
  statement.claims.some((claim) => claim.types.includes("due") || claim.types.includes("advice"));

/**
 * Two ends of one thing: the latest each holder gives. Different holders inside one article count ("the developer's
 * timeline …; a separate analysis …").
 */
export const endDisputes: DisputeRule = ({ statements }: Material) => {
  const latest = new Map<string, Dated>();
  for (const statement of statements) {
    // "did not tell them until 3 November": there something begins.
    if (
      !ended.test(statement.lower) ||
      isDue(statement) ||
      /\b(?:not|n['’]t|never) [^,;.]{1,60} until\b/.test(statement.lower)
    )
      continue;
    for (const entry of datesIn(statement, ended)) {
      if (entry.date.basis === "relative" || entry.date.basis === "weekday") continue;
      const at = entry.date.start - statement.span.start;
      // "from March until 21 October": the first of the two is where it began.
      if (/\b(?:from|since)\s$/.test(statement.lower.slice(Math.max(0, at - 8), at))) continue;
      const known = latest.get(entry.holder);
      if (known === undefined || known.date.to < entry.date.to) latest.set(entry.holder, entry);
    }
  }
  return latest.size >= 2 ? conflict("end", [...latest.values()]) : [];
};
