/**
 * Organisations, research teams and people by their form and role: "Example Bank", "Ministry of Foreign Affairs",
 * "researchers at Example Labs", "Jane Roe, a researcher at Example", "said Jane Roe of Example".
 */
import type { NameType } from "#terms/mention.ts";
import { inHeadline, isPlain, type PatternWords } from "./fit-run.ts";
import { institutionAt, nameAfter, nameBefore, openers, type Run, terms } from "./read-name.ts";
import { type Trigger, triggerWords } from "./triggers.ts";

export type Push = (run: Run | undefined, type: NameType, strict?: boolean) => void;

interface Spot {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly capital: boolean;
}

const organisationWords = new Set(
  triggerWords.filter((one) => one.triggers.has("organisation")).map((one) => one.word),
);
const isOrganisationWord = (word: string): boolean => organisationWords.has(word.toLowerCase());
const teamWord = /^(?:labs?|research|intelligence|team|cert|csirt|security|cybersecurity|laboratories)$/;
const personWord = /^\p{Lu}[\p{Ll}’'-]+(?:\p{Lu}\p{Ll}+)?$/u;
const initial = /^\p{Lu}\.?$/u;

const looksLikePerson = (name: string, words: PatternWords): boolean => {
  const parts = name.split(/[ \u00a0]/);
  if (parts.length < 2 || parts.length > 4) return false;
  if (!parts.every((part) => personWord.test(part) || initial.test(part))) return false;
  if (parts.some((part) => isOrganisationWord(part) || openers.has(part) || terms.has(part))) return false;
  return !parts.every((part) => isPlain(part, words));
};

/** "the Ministry of X and Y University" are two. */
const oneInstitution = (run: Run | undefined): Run | undefined => {
  const and = run?.text.lastIndexOf(" and ") ?? -1;
  if (
    !run ||
    and < 0 ||
    !run.text
      .slice(and + 5)
      .split(" ")
      .some(isOrganisationWord)
  )
    return run;
  return { start: run.start, end: run.start + and, text: run.text.slice(0, and) };
};

const appositionAfter = /, (?:(?:an?|the|its|their|our) )?(?:[\p{L}’'-]+ ){0,5}$/u;

/** Looks around one word for people and organisations; `keep` gets what is found. */
export const lookForPeople = (
  text: string,
  words: PatternWords,
  keep: (run: Run, type: NameType) => void,
): ((trigger: Trigger, spot: Spot) => void) => {
  const push = (run: Run | undefined, type: NameType): void => {
    if (!run || run.text.length < 3) return;
    const held = words.taken(run.start, run.end);
    if (held && (type === "person" || (held.start <= run.start && held.end >= run.end))) return;
    const parts = run.text.split(/[ \u00a0]/);
    if (parts.every((part) => terms.has(part) || openers.has(part))) return;
    if (parts.length === 1 && (isPlain(run.text, words) || isOrganisationWord(run.text))) return;
    if (!inHeadline(text, run.start)) keep(run, type);
  };
  const who = (run: Run | undefined, fallback: NameType): void => {
    if (!run) return;
    const article = /\b[Tt]he $/.test(text.slice(Math.max(0, run.start - 4), run.start));
    push(run, !article && looksLikePerson(run.text, words) ? "person" : fallback);
  };
  const person = (run: Run | undefined): void => {
    if (run && looksLikePerson(run.text, words)) push(run, "person");
  };
  const organisation = ({ end, word, capital }: Spot): void => {
    const run = capital ? nameBefore(text, end) : undefined;
    if (run && / /.test(run.text)) push(run, teamWord.test(word) ? "research_team" : "organisation");
  };
  const institution = ({ start, end, capital }: Spot): void => {
    if (capital && /^ of (?:the )?\p{Lu}/u.test(text.slice(end, end + 9)))
      push(oneInstitution(institutionAt(text, start)), "organisation");
  };
  const speech = ({ start, end }: Spot): void => {
    const gap = /[\p{L}\p{N}”"’)],? $/u.test(text.slice(Math.max(0, start - 3), start));
    if (gap) who(nameBefore(text, text[start - 2] === "," ? start - 2 : start - 1), "organisation");
    if (/^ \p{Lu}/u.test(text.slice(end, end + 2))) who(nameAfter(text, end + 1), "organisation");
  };
  const according = ({ start, end, word }: Spot): void => {
    if (word === "to" && (text.charCodeAt(start - 2) | 32) !== 103) return;
    if (word === "to" && !/according $/i.test(text.slice(Math.max(0, start - 10), start))) return;
    if (/^ \p{Lu}/u.test(text.slice(end, end + 2))) who(nameAfter(text, end + 1), "organisation");
  };
  const researchers = ({ start, end }: Spot): void => {
    const at = /^,? (?:at|from|with) /.exec(text.slice(end, end + 8));
    if (at) push(nameAfter(text, end + at[0].length), "research_team");
    if (text[start - 1] === " ") push(nameBefore(text, start - 1), "research_team");
  };
  const role = ({ start, end }: Spot): void => {
    const window = text.slice(Math.max(0, start - 64), start);
    const match = appositionAfter.exec(window);
    if (match) person(nameBefore(text, start - window.length + match.index));
    const next = /^\.? /.exec(text.slice(end, end + 2));
    if (next) person(nameAfter(text, end + next[0].length));
  };
  const looks: Readonly<Partial<Record<Trigger, (spot: Spot) => void>>> = {
    organisation,
    institution,
    speech,
    according,
    researchers,
    role,
  };
  return (trigger, spot) => looks[trigger]?.(spot);
};
