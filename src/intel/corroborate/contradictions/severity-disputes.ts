/** Two grades for one flaw because two scales are in use, and two scores for one flaw under no scale that explains them. */
import type { ScoreMention } from "#terms/mention.ts";
import { type SeverityWord, severityWord } from "#terms/triage-words.ts";
import type { Dispute, DisputeRule, Side, Statement } from "./side.ts";

const bands = ["critical", "high", "medium", "low"] as const;
type Band = (typeof bands)[number];

const bandOf = (value: number): Band => severityWord(value).toLowerCase() as Lowercase<SeverityWord>;

interface Graded {
  readonly band: Band;
  readonly score?: number;
  readonly scale?: string;
}

const versionNear = /\b(?:cvss(?: version)? ?v?|version |v)([234](?:\.[01])?)\b/g;
const score = /(?<![\d.-])(\d\.\d|10\.0)(?![\d.]*\d)(?!\s*(?:%|per cent|million|tbps|tb|gb))/g;

/** The scale of a score: the version named just after it, or just before when the sentence goes "under CVSS 3.1 … 5.9". */
const scaleAt = (lower: string, at: number, leads: boolean): string | undefined => {
  const found = [...lower.matchAll(versionNear)].map((match) => ({ version: match[1] ?? "", gap: match.index - at }));
  const near = found.filter(({ gap }) => Math.abs(gap) <= 45 && gap < 0 === leads);
  return (leads ? near.at(-1) : near[0])?.version;
};

/** "6.5 (medium) … 8.3 (high)"; "medium … high, because it reads the newer number"; "5.9 under …, 8.2 under …". */
const gradesIn = (statement: Statement): Graded[] => {
  const { lower } = statement;
  if (!/\b(?:cvss|scale|severity|scor(?:e[sd]?|ing)|rat(?:ed|ings?)|graded?)\b/.test(lower)) return [];
  const versions = new Set([...lower.matchAll(versionNear)].map((match) => match[1]));
  // Scale before score or after it: told by which stands first.
  const leads =
    lower.search(/\bcvss\b/) >= 0 &&
    lower.search(/\bcvss\b/) < lower.replace(versionNear, (words) => " ".repeat(words.length)).search(score);
  const scored = [...lower.matchAll(score)]
    .filter(
      (match) =>
        !versions.has(match[1]) ||
        !/\b(?:cvss(?: version)? ?v?|version |v)$/.test(lower.slice(Math.max(0, match.index - 14), match.index)),
    )
    .map((match): Graded => {
      const value = Number(match[1]);
      const scale = scaleAt(lower, leads ? match.index : match.index + match[0].length, leads);
      return { band: bandOf(value), score: value, ...(scale === undefined ? {} : { scale }) };
    });
  if (scored.length >= 2) return scored;
  return bands.flatMap((band): Graded[] => {
    const at = lower.search(new RegExp(`\\b${band}\\b`));
    if (at < 0) return [];
    const scale = scaleAt(lower, at, leads);
    return [{ band, ...(scale === undefined ? {} : { scale }) }];
  });
};

const print = (grade: Graded): string => {
  if (grade.score === undefined) return grade.band;
  return `${grade.band}, ${grade.score}${grade.scale === undefined ? "" : ` under CVSS ${grade.scale}`}`;
};

const gradeWord =
  /\b(critical|high|medium|moderate|low)(?:-| )(?:severity|rated)|\bas (critical|high|medium|low)\b|\b(?:rated|calls|under|in red as) (critical|high|medium|low)\b|\b(critical|high|medium|low) severity\b/g;

const idsIn = (statement: Statement): readonly string[] =>
  statement.mentions.flatMap((mention) => (mention.kind === "vulnerability" ? [mention.id] : []));

/** Makers and products a sentence names: a grade of one is no grade of another. */
const namesIn = (statement: Statement): ReadonlySet<string> =>
  new Set(
    statement.mentions.flatMap((mention) =>
      mention.kind === "name" && /^(?:vendor|product)$/.test(mention.type) ? [mention.canonical] : [],
    ),
  );

const bandsIn = (statement: Statement): ReadonlySet<string> =>
  new Set(
    [...statement.lower.matchAll(gradeWord)].flatMap((match) => match.slice(1).filter((word) => word !== undefined)),
  );

/** One sentence grades the same under two scales; sentences that use one of the words stand on the side of that word. */
export const scaleDisputes: DisputeRule = ({ statements }): Dispute[] => {
  const twice = statements.flatMap((statement) => {
    const grades = gradesIn(statement);
    const [first, second] = grades;
    if (first === undefined || second === undefined || first.band === second.band || grades.length > 4) return [];
    // Two CVEs with a score each are two flaws; two scores need two scales.
    if (new Set(idsIn(statement)).size > 1) return [];
    const explained =
      /\b(?:cvss|scale)\b/.test(statement.lower) &&
      !/\b(?:two|three|some|others?|the rest|remaining) (?:as|are|is|of)\b/.test(statement.lower);
    return explained ? [{ statement, first, second }] : [];
  });
  const best =
    twice.find(
      ({ first, second }) => first.score !== undefined && second.score !== undefined && first.scale !== second.scale,
    ) ?? twice[0];
  if (best === undefined) return [];
  const [low, high] = [best.first, best.second];
  const id = twice.flatMap(({ statement }) => idsIn(statement))[0];
  const others = statements.filter(
    (statement) =>
      statement !== best.statement &&
      (id === undefined || idsIn(statement).length === 0 || idsIn(statement).includes(id)),
  );
  const about = namesIn(best.statement);
  const isAboutIt = (statement: Statement): boolean => {
    const names = namesIn(statement);
    return names.size === 0 || about.size === 0 || [...names].some((name) => about.has(name));
  };
  const named = (grade: Graded): Side[] => [
    { value: print(grade), span: best.statement.span },
    ...others
      .filter(
        (statement) =>
          twice.some((other) => other.statement === statement) ||
          (bandsIn(statement).has(grade.band) &&
            (id === undefined ? isAboutIt(statement) : idsIn(statement).includes(id))),
      )
      .map((statement): Side => ({ value: print(grade), span: statement.span })),
  ];
  return [{ about: "severity", bothStand: true, sides: [...named(low), ...named(high)] }];
};

/** One flaw graded by one word here and by another there, no scale named. */
export const gradeDisputes: DisputeRule = ({ statements, isLow }): Dispute[] => {
  const graded = statements.flatMap((statement) => {
    const bandsHere = [...bandsIn(statement)];
    const ids = idsIn(statement);
    return bandsHere.length === 1 && ids.length === 1 && !isLow(statement.articleId)
      ? [{ band: bandsHere[0] ?? "", id: ids[0] ?? "", statement }]
      : [];
  });
  for (const first of graded) {
    const same = graded.filter((other) => other.id === first.id);
    if (same.every((other) => other.band === first.band || other.statement.articleId === first.statement.articleId))
      continue;
    return [
      {
        about: "grade",
        bothStand: true,
        sides: same.map(({ band, statement }): Side => ({ value: band, span: statement.span })),
      },
    ];
  }
  return [];
};

const perfect =
  /\b(?:perfect|maximum|full) (?:score of )?10\b|\bscore[sd]? (?:a )?(?:perfect |full )?10\b|\b10 out of 10\b/;
const rated = /\b(?:rat(?:ed|es|ing)(?: of)?|score[sd]?|scored)\b[^.]{0,32}?\b(\d\.\d)\b/;

const scoresIn = (statement: Statement): number[] => {
  const marked = statement.mentions
    .filter((mention): mention is ScoreMention => mention.kind === "score" && mention.system === "CVSS")
    .map((mention) => mention.value);
  const said = rated.exec(statement.lower)?.[1];
  return [
    ...new Set([
      ...marked,
      ...(said === undefined ? [] : [Number(said)]),
      ...(perfect.test(statement.lower) ? [10] : []),
    ]),
  ];
};

/** "One distribution has marked it down to 8.1": a second scorer, in the same article as the first. */
const remark =
  /\b(?:mark(?:ed|s)|downgrad(?:ed|es)|upgrad(?:ed|es)|lower(?:ed|s)|rais(?:ed|es)|re-?scor(?:ed|es)|re-?rat(?:ed|es))\b[^.;]{0,40}\bto (?:an? )?(?:score of )?(\d\.\d|10)\b/;
const nearBefore = 3;

/** " by one distribution": who gave the second score, where the sentence opens with it. */
const scorerIn = (statement: Statement): string => {
  const said =
    /^((?:One|An?|The) (?:[\p{L}-]+ ){0,3}?[\p{L}-]+|\p{Lu}[\p{L}\d-]*(?: \p{Lu}[\p{L}\d-]*){0,3}) (?:(?:has|have|had) )?(?:mark|downgrad|upgrad|lower|rais|re-?scor|re-?rat)/u.exec(
      statement.span.quote,
    )?.[1];
  return said === undefined ? "" : ` by ${said.replace(/^(?:One|An?|The)\b/, (word) => word.toLowerCase())}`;
};

const remarkedIn = (
  statements: readonly Statement[],
  isLow: (id: Statement["articleId"]) => boolean,
): Dispute | undefined => {
  for (const statement of statements) {
    const found = isLow(statement.articleId) ? null : remark.exec(statement.lower);
    if (found === null) continue;
    const value = Number(found[1]);
    const before = statements.find(
      (other) =>
        other.articleId === statement.articleId &&
        other.index < statement.index &&
        other.index >= statement.index - nearBefore &&
        scoresIn(other).some((score) => score !== value),
    );
    const old = before === undefined ? undefined : scoresIn(before).find((score) => score !== value);
    if (before === undefined || old === undefined) continue;
    const same = statements.filter((other) => other !== statement && scoresIn(other).includes(old));
    return {
      about: "score",
      bothStand: true,
      sides: [
        ...same.map((other): Side => ({ value: `a score of ${old}`, span: other.span })),
        { value: `a score of ${value}${scorerIn(statement)}`, span: statement.span },
      ],
    };
  }
  return undefined;
};

/** Scores told of one flaw: those of sentences that name it, or name none in an article where it is the first named. */
export const scoreDisputes: DisputeRule = ({ statements, isLow }): Dispute[] => {
  const main = statements.flatMap(idsIn)[0];
  const sides = statements.flatMap((statement) => {
    const ids = idsIn(statement);
    if (ids.length > 0 && (main === undefined || !ids.includes(main))) return [];
    const scores = scoresIn(statement);
    // A sentence with two scores explains itself by its scales.
    return scores.length === 1 ? [{ score: scores[0] ?? 0, statement }] : [];
  });
  const trusted = sides.filter(({ statement }) => !isLow(statement.articleId));
  const low = sides.filter(({ statement }) => isLow(statement.articleId));
  const two = statements.filter((statement) => !isLow(statement.articleId) && scoresIn(statement).length >= 2);
  const explained = new Set(two.flatMap(scoresIn));
  const first = trusted[0] ?? undefined;
  const wrong = low.filter(({ score }) => first !== undefined && score !== first.score && !explained.has(score));
  const apart = trusted.filter(
    ({ score }) =>
      first !== undefined && score !== first.score && !(explained.has(score) && explained.has(first.score)),
  );
  const marked = remarkedIn(statements, isLow);
  if (marked !== undefined && wrong.length === 0) return [marked];
  const rivals = [...wrong, ...apart.filter(({ statement }) => statement.articleId !== first?.statement.articleId)];
  if (first === undefined || rivals.length === 0) return [];
  const same = trusted.filter(({ score }) => score === first.score);
  const side = ({ score, statement }: { score: number; statement: Statement }): Side => ({
    value: `a score of ${score}`,
    span: statement.span,
  });
  return [{ about: "score", sides: [...same.map(side), ...rivals.map(side)] }];
};
