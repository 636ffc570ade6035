/**
 * Severity scores: CVSS (with the version of the scale where the words give it) and EPSS.
 *
 * Reads "CVSS 9.8", "CVSS v3.1 base score: 7.5", "9.4 out of 10 under CVSS version 4", "under CVSS 3.1 they score 5.9",
 * "CVSS-Wert von 9,8", "(7.5)" right after a CVE id, vectors `CVSS:3.1/AV:…` (base score computed for 3.x; FIRST, CVSS 3.1 section 7.1), and EPSS shares.
 * A score is 0.0–10.0. The words that link number and scale must stand in one sentence, within bounded distance.
 */

import type { Scan, Score, ScoreVersion } from "./scan.ts";
import { scoreOfVector } from "./score-of-vector.ts";

const after =
  /^(?:[ -]?(?:v(?:er(?:sion)?)?\.? ?[234](?:\.[01])?|base|severity|risk|score[sd]?|rating|rated|value|of|is|was|at|a|an|as|it|they|both|each|which|has|have|had|with|by|NVD|overall|maximum|temporal|environmental|assigned|received|carries|carrying|gets?|got|flaws?|bugs?|and|the|critical|high|medium|low|CNA|basis(?:wert)?|wert|von|bei|mit|einem|bewertung|liegt|beträgt|note|de|est|es|puntuación(?: base)?|puntaje|punteggio|di|оцінк[аою]у?|бал[аів]{0,2}|становить|基本値|スコア|が|は|评分|評分|得分|分数|分數|为|為|是|:|=|\(|\)|,|-|–|—|~|"|“|:)[ ]{0,2}){0,8}[ ([:=]{0,3}(10(?:[.,]0)?|\d(?:[.,]\d)?)(?![\d%]|[.,]\d)/i;
const before =
  /(?<![\d.])(10(?:\.0)?|\d(?:\.\d)?)(?: ?\/ ?10(?:\.0)?| out of (?:10(?:\.0)?|ten))?(?: points?)?[ ,)(]{0,3}(?:(?:low|medium|high|critical)\)? )?(?:(?:on|under|in|by|per|using|according to|accordance with|line with|the|a|severity|base|score|rating|rated|scale|of|from)[ ]){0,5}$/i;
const preposition =
  /^[\d.]+(?: ?\/ ?10(?:\.0)?| out of (?:10|ten))? (?:points? )?(?:\((?:low|medium|high|critical)\) )?(?:on|under|in|by|per|using|according to) /i;
const afterCve = /^ ?[([] ?(?:CVSS[^\d()]{0,12})?(10(?:\.0)?|\d\.\d)[)\]]/;

const versionOf = (written: string | undefined): ScoreVersion | undefined => {
  switch (written) {
    case "2":
    case "2.0":
      return "2.0";
    case "3.0":
    case "3.1":
    case "4.0":
    case "3":
    case "4":
      return written;
    default:
      return undefined;
  }
};

const cvss = (value: number, systemVersion: ScoreVersion | undefined): Score =>
  systemVersion === undefined ? { system: "CVSS", value } : { system: "CVSS", value, systemVersion };

/** Where the clause holding `at` ends: a full stop with a blank after it, a semicolon or a line break. */
const clauseEnd = (text: string, at: number, limit: number): number => {
  const stop = text.slice(at, at + limit).search(/[.;]\s|[.;]$|\n/);
  return stop === -1 ? Math.min(text.length, at + limit) : at + stop;
};

/** A decimal comma is one as well: German, French, Spanish and Ukrainian write "9,8". */
const numberOf = (written: string): number => Number(written.replace(",", "."));

/** Adds a score once: the number at `start` belongs to the first scale that asked for it. */
type AddScore = (start: number, written: string, score: Score) => void;

const createAdder = (scan: Scan): AddScore => {
  const taken = new Set<number>();
  return (start, written, score) => {
    if (taken.has(start) || score.value > 10) return;
    taken.add(start);
    scan.addScore(start, start + written.length, score);
  };
};

const findAroundScale = (scan: Scan, add: AddScore): void => {
  for (const found of scan.survey.find("cvssScale")) {
    const [whole, written] = found;
    const end = found.index + whole.length;
    const right = scan.text.slice(end, clauseEnd(scan.text, end, 90));
    const forward = after.exec(right);
    const left = scan.text.slice(Math.max(0, found.index - 60), found.index);
    const backward = before.exec(left);
    const linked = backward !== null && preposition.test(backward[0]);
    scan.claim(found.index, end);
    if (forward?.[1] !== undefined && !linked) {
      const inner = /v(?:er(?:sion)?)?\.? ?([234](?:\.[01])?)/i.exec(forward[0]);
      add(
        end + forward[0].length - forward[1].length,
        forward[1],
        cvss(numberOf(forward[1]), versionOf(written ?? inner?.[1])),
      );
    } else if (backward?.[1] !== undefined && (linked || /[.o/]/.test(backward[0]))) {
      const start = found.index - left.length + backward.index;
      add(start, backward[1], cvss(Number(backward[1]), versionOf(written)));
    }
  }
};

const findVectors = (scan: Scan, add: AddScore): void => {
  for (const found of scan.survey.find("cvssVector")) {
    const value = scoreOfVector(found[0]);
    if (value === undefined) continue;
    add(found.index, found[0], cvss(value, versionOf(found[1])));
  }
};

const findAfterCves = (scan: Scan, add: AddScore, ends: readonly number[]): void => {
  for (const end of ends) {
    const right = scan.text.slice(end, end + 32);
    const found = afterCve.exec(right);
    if (found?.[1] === undefined) continue;
    add(end + found[0].lastIndexOf(found[1]), found[1], cvss(Number(found[1]), undefined));
  }
};

const findEpss = (scan: Scan): void => {
  for (const found of scan.survey.find("epss")) {
    const [whole, written = "", percent] = found;
    const value = percent === undefined ? Number(written) : Number(written) / 100;
    if (value > 1) continue;
    const start = found.index + whole.length - (percent ?? "").length - written.length;
    scan.addScore(start, start + written.length + (percent ?? "").length, {
      system: "EPSS",
      value: Math.round(value * 1e6) / 1e6,
    });
  }
};

/** "scored 9.1 out of 10": a scale of ten without the word CVSS counts when the sentence names a CVE or speaks of severity. */
const findOutOfTen = (scan: Scan, add: AddScore): void => {
  for (const found of scan.survey.find("outOfTen")) {
    const written = found[1] ?? "";
    const start = found.index + found[0].indexOf(written, found[0].search(/\d/));
    const near = scan.text.slice(Math.max(0, found.index - 200), found.index + 120);
    if (/severity|vulnerab|flaw|CVE-|CVSS/i.test(near)) add(start, written, cvss(Number(written), undefined));
  }
};

/** `cveEnds`: where the CVE ids found before end, in the normalised text. */
export const findScores = (scan: Scan, cveEnds: readonly number[]): void => {
  const add = createAdder(scan);
  findVectors(scan, add);
  findAroundScale(scan, add);
  findAfterCves(scan, add, cveEnds);
  findOutOfTen(scan, add);
  findEpss(scan);
};
