/** What a number counts: "37 countries" does not support "37 organisations". */
import { meaningGroup, type ReadText } from "./read-text.ts";
import { stemWord } from "./stem-word.ts";
import { functionWords } from "./words/function-words.ts";

/** The thing a number counts: the words right after it, its head noun last. */
export const countedBy = (read: ReadText, at: number): { keys: readonly string[]; head: number } | undefined => {
  const keys: string[] = [];
  let head = -1;
  for (let next = at + 1; next < read.tokens.length && next <= at + 9 && keys.length < 6; next += 1) {
    const token = read.tokens[next];
    if (token === undefined || token.sentence !== read.tokens[at]?.sentence) break;
    if (token.kind === "mark" && token.key === "-") continue;
    if (
      token.kind === "word" &&
      keys.length === 0 &&
      /^(?:of|the|different|other|more|additional|new|its|their|all|distinct|separate)$/.test(token.lower)
    )
      continue;
    if (token.kind !== "word" || functionWords.has(token.lower)) break;
    keys.push(token.key);
    head = next;
    if (/(?:[^s]s|people|men|women|children)$/.test(token.lower) && token.lower.length > 3) break;
  }
  return head === -1 ? undefined : { keys, head };
};

const stems = (words: string): ReadonlySet<string> => new Set(words.split(" ").map(stemWord));

/** Things that are never counted as one another. A noun in no class may stand for any. Own list. */
const classes: readonly ReadonlySet<string>[] = [
  stems("country nation state territory province region continent city town municipality"),
  stems("day month year week hour minute time second decade"),
  stems("percent dollar euro pound"),
  stems(
    "organisation organization company firm entity business agency ministry government bank hospital clinic school university " +
      "utility operator vendor provider institution department",
  ),
  stems("person people patient employee passenger student journalist worker citizen resident man woman child"),
  stems("server machine device computer host router endpoint camera firewall gateway appliance"),
  stems("flaw vulnerability bug cve patch"),
  stems("domain address hostname url ip"),
];
const classOf = new Map(classes.flatMap((words, at) => [...words].map((word) => [word, at] as const)));

const genericCounted = stems("victim entity organization people person company firm item case individual target");
const neverGeneric = stems("country nation percent day month year week hour minute dollar state time");

const sameCounted = (a: string, b: string): boolean => {
  if (a === b) return true;
  const group = meaningGroup(a);
  if (group !== undefined && group === meaningGroup(b)) return true;
  return (genericCounted.has(a) && !neverGeneric.has(b)) || (genericCounted.has(b) && !neverGeneric.has(a));
};

/** A country is no firm, whatever else the texts count. */
const neverSame = (a: string, b: string): boolean => {
  const [one, other] = [classOf.get(a), classOf.get(b)];
  return one !== undefined && other !== undefined && one !== other;
};

/** Does another figure of the text count this noun? */
const countedElsewhere = (read: ReadText, key: string, except: number): boolean =>
  read.literals.some((at) => {
    if (at === except || read.tokens[at]?.kind !== "number") return false;
    return countedBy(read, at)?.keys.some((other) => sameCounted(other, key)) === true;
  });

/** "3 - 0", "2010-11": one figure of two, which counts nothing. */
const isPaired = (read: ReadText, at: number): boolean =>
  [-1, 1].some(
    (step) => /^[-–]$/.test(read.tokens[at + step]?.key ?? "") && read.tokens[at + step * 2]?.kind === "number",
  );

/** "Unit 42", "Building 7": a number that is the end of a name counts nothing. */
const isNamed = (claim: ReadText, c: number, source: ReadText): boolean => {
  const before = claim.tokens[c - 1];
  if (before?.kind !== "word" || !before.capital || functionWords.has(before.lower)) return false;
  return (source.places.get(before.key) ?? []).some((at) => {
    const token = source.tokens[at];
    const named = token?.capital === true && (!token.opens || source.entities.has(at));
    return named && source.tokens[at + 1]?.key === claim.tokens[c]?.key;
  });
};

/**
 * "37 organisations" from "37 countries": the value is right and what it counts is not. Side by side a changed noun is
 * enough; in a rewording one of the nouns must belong to another figure, or "60 homes" could not stand for "60 properties".
 */
export const countedDiffers = (
  claim: ReadText,
  c: number,
  source: ReadText,
  s: number,
  close: boolean,
): string | undefined => {
  if (isPaired(claim, c) || isPaired(source, s) || isNamed(claim, c, source)) return undefined;
  const said = countedBy(claim, c);
  const there = countedBy(source, s);
  if (said === undefined || there === undefined) return undefined;
  const headKey = claim.tokens[said.head]?.key ?? "";
  if (there.keys.some((key) => said.keys.some((other) => sameCounted(other, key)))) return undefined;
  const sentence = source.tokens[s]?.sentence;
  for (let at = Math.max(0, s - 8); at < Math.min(source.tokens.length, s + 12); at += 1) {
    const token = source.tokens[at];
    if (token?.sentence !== sentence || token?.key !== headKey) continue;
    // The noun stands near: it counts unless another figure claims it.
    const owner = [at - 1, at - 2, at - 3].find((place) => source.tokens[place]?.kind === "number");
    if (owner === undefined || owner === s) return undefined;
  }
  const thereKey = source.tokens[there.head]?.key ?? "";
  if (
    !close &&
    !neverSame(headKey, thereKey) &&
    !countedElsewhere(source, headKey, s) &&
    !countedElsewhere(claim, thereKey, c)
  )
    return undefined;
  return source.text.slice(source.tokens[s]?.end ?? 0, source.tokens[there.head]?.end ?? 0).trim();
};
