/** When it began, when it ended, by when to act: dates that cannot both be right, and a weekday that does not fit its date. */
import type { Claim } from "#terms/claim.ts";
import type { DateMention } from "#terms/mention.ts";
import type { Dispute, DisputeRule, Side } from "./side.ts";

const months = "January February March April May June July August September October November December".split(" ");

const print = (date: DateMention): string => {
  const [year = "", month = "", day = ""] = date.from.split(/[-T]/);
  const name = months[Number(month) - 1] ?? "";
  if (date.precision === "month") return /\d{4}/.test(date.surface) ? `${name} ${year}` : name;
  if (date.precision === "day") return `${Number(day)} ${name}`;
  return date.surface;
};

const disjoint = (a: DateMention, b: DateMention): boolean => a.to < b.from || b.to < a.from;

interface Dated {
  readonly date: DateMention;
  readonly claim: Claim;
}

const dated = (claims: readonly Claim[], near: RegExp): Dated[] =>
  claims.flatMap((claim) =>
    claim.mentions
      .filter(
        (mention): mention is DateMention =>
          mention.kind === "date" &&
          (mention.precision === "day" || mention.precision === "month") &&
          mention.start >= claim.content.start &&
          mention.end <= claim.content.end,
      )
      .filter((date) =>
        near.test(
          claim.evidence.quote.slice(
            Math.max(0, date.start - claim.evidence.start - 120),
            date.end - claim.evidence.start + 10,
          ),
        ),
      )
      .map((date) => ({ date, claim })),
  );

const conflict = (about: string, entries: readonly Dated[]): Dispute[] => {
  for (const first of entries) {
    const rivals = entries.filter((other) => other.claim.id !== first.claim.id && disjoint(first.date, other.date));
    if (rivals.length === 0) continue;
    const sides: Side[] = entries.map((entry) => ({ value: print(entry.date), claim: entry.claim }));
    return [{ about, sides }];
  }
  return [];
};

const start =
  /\b(?:began|begin|started|starting point|since|earliest|first (?:seen|activity)|goes back|dates? back|from)\b/i;

export const startDisputes: DisputeRule = (claims) => {
  const entries = dated(claims, start).filter(
    (entry) =>
      /\b(?:began|started|starting point|earliest|goes back|dates? back)\b/.test(entry.claim.shape) &&
      entry.date.basis !== "relative",
  );
  const articles = new Set(entries.map((entry) => entry.claim.articleId));
  return articles.size >= 2 ? conflict("start", entries) : [];
};

const end = /\b(?:until|ended|closed|locked out|cut off|stopped|revoked|last seen|expired)\b/i;

/**
 * Two ends of one thing: the latest each holder gives. Different holders inside one article count ("the developer's
 * timeline …; a separate analysis …").
 */
export const endDisputes: DisputeRule = (claims) => {
  const latest = new Map<string, Dated>();
  for (const entry of dated(claims, end)) {
    if (entry.claim.types.includes("due") || entry.date.basis === "relative" || entry.date.basis === "weekday")
      continue;
    const holder = `${entry.claim.articleId}|${entry.claim.speaker.kind === "outlet" ? "" : entry.claim.speaker.name}`;
    const known = latest.get(holder);
    if (known === undefined || known.date.to < entry.date.to) latest.set(holder, entry);
  }
  return latest.size >= 2 ? conflict("end", [...latest.values()]) : [];
};

export const dueDisputes: DisputeRule = (claims) => {
  const entries = claims
    .filter((claim) => claim.types.includes("due") || /\b(?:deadline|by|until)\b/.test(claim.shape))
    .flatMap((claim) =>
      claim.mentions
        .filter(
          (mention): mention is DateMention =>
            mention.kind === "date" &&
            mention.precision === "day" &&
            /\b(?:until|by|deadline of|before|due)\s+(?:\p{L}+,?\s+)?$/iu.test(
              claim.evidence.quote.slice(
                Math.max(0, mention.start - claim.evidence.start - 22),
                mention.start - claim.evidence.start,
              ),
            ),
        )
        .map((date) => ({ date, claim })),
    );
  const near = entries.filter((entry) =>
    entries.some(
      (other) =>
        other !== entry && Math.abs(Date.parse(other.date.from) - Date.parse(entry.date.from)) <= 3 * 86_400_000,
    ),
  );
  const values = new Map(
    near.map((entry) => [entry.date.weekdayConflict === true ? `“${entry.date.surface}”` : print(entry.date), entry]),
  );
  if (values.size < 2 || new Set(near.map((entry) => entry.claim.articleId)).size < 2) return [];
  return [
    {
      about: "deadline",
      sides: near.map((entry) => ({
        value: entry.date.weekdayConflict === true ? `“${entry.date.surface}”` : print(entry.date),
        claim: entry.claim,
      })),
    },
  ];
};
