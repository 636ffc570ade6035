/**
 * Names in texts that are not in English, as far as the script tells them: in Cyrillic, Japanese, Chinese and Korean text
 * a run of Latin capitals is a name; in languages that write nouns small, a run of two and more capitalised words inside a
 * sentence is one. The kind comes from a word beside it; where none stands, an organisation. German writes every noun
 * with a capital, so there only the tables and the English patterns speak.
 */
import type { NameType } from "#terms/mention.ts";
import type { PatternWords } from "./fit-run.ts";
import type { Push } from "./people.ts";
import { openers, terms } from "./read-name.ts";

const otherScripts = new Set("uk ru bg sr mk be el ja zh ko ar fa he hi th".split(" "));
const smallNouns = new Set("fr es it pt ca ro pl cs nl sv da nb no fi".split(" "));

const latinRun =
  /(?<![A-Za-z0-9_.@/\\&=?%-])[A-Z][A-Za-z0-9]{1,30}(?:[ -][A-Z0-9][A-Za-z0-9]{1,30}){0,3}(?![A-Za-z0-9_@/\\&=%-]|\.[A-Za-z0-9])/g;
/** Behind a small letter or a comma: no sentence begins here. */
const innerRun =
  /(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{N}]{1,30}(?:[ -]\p{Lu}[\p{L}\p{N}]{1,30}){1,3}(?![\p{L}\p{N}_@/\\-]|\.[\p{L}\p{N}])/gu;

const kinds: readonly (readonly [NameType, RegExp])[] = [
  [
    "malware",
    /マルウェア|ランサム|ウイルス|ワーム|トロイ|バックドア|スパイウェア|ボットネット|恶意|勒索|木马|后门|病毒|蠕虫|僵尸网络|窃密|шкідлив|шкідник|вірус|троян|здирник|вимагач|бекдор|ботнет|стілер|rançongiciel|maliciel|logiciel malveillant|cheval de troie|ransomware|malware|troyano|programa malicioso/i,
  ],
  [
    "intrusion_set",
    /グループ|ハッカー|攻撃者|组织|团伙|黑客|угрупован|хакер|зловмисник|groupe|gang|pirates|grupo|banda|ciberdelincuentes/i,
  ],
];

const kindOf = (text: string, start: number, end: number): NameType => {
  const around = `${text.slice(Math.max(0, start - 24), start)}|${text.slice(end, end + 8)}`;
  return kinds.find(([, cue]) => cue.test(around))?.[0] ?? "organisation";
};

const namesSomething = (run: string, words: PatternWords): boolean => {
  const parts = run.split(/[ -]/);
  if (parts.every((part) => terms.has(part) || openers.has(part) || /^[A-Z]{1,3}\d?$/.test(part) || /^\d+$/.test(part)))
    return false;
  return parts.length > 1 || !words.frequentWords.has(run.toLowerCase());
};

/** Calls `push` for each; overlaps with what the tables know are settled by the caller. */
export const findForeignNames = (text: string, language: string, words: PatternWords, push: Push): void => {
  const tongue = language.slice(0, 2).toLowerCase();
  const pattern = otherScripts.has(tongue) ? latinRun : smallNouns.has(tongue) ? innerRun : undefined;
  if (pattern === undefined) return;
  for (const match of text.matchAll(pattern)) {
    const [run] = match;
    const end = match.index + run.length;
    if (namesSomething(run, words)) push({ start: match.index, end, text: run }, kindOf(text, match.index, end));
  }
};
