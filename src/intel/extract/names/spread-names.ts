/**
 * What was once named in a text, wherever else it stands there written the same way, and as a word of its own.
 *
 * A few names are looked for where their first run of letters stands; many, or text that is not made of such runs alone, by the
 * phrase scan, whose time does not grow with their number.
 */
import { isWordCode } from "#kit/aho-corasick.ts";
import { buildPhraseScan } from "#kit/phrase-scan.ts";
import { digitClass, hashRun, type LetterRuns, perRun, runClass, runEnd, withRuns } from "#kit/text/letter-runs.ts";
import type { NameMention, NameType } from "#terms/mention.ts";

const partsWords = /[@\\/-]/;

/** Kana, Han and Hangul part no words by blanks: a Latin name may stand against them. */
const goesOnBefore = (text: string, start: number): boolean =>
  isWordCode(text.charCodeAt(start - 1)) || partsWords.test(text.charAt(start - 1));

const goesOnAfter = (text: string, end: number): boolean =>
  isWordCode(text.charCodeAt(end)) ||
  /[@\\]/.test(text.charAt(end)) ||
  (/[./-]/.test(text.charAt(end)) && isWordCode(text.charCodeAt(end + 1)));

type Found = (surface: string, start: number) => void;

const standsApart = (text: string, surface: string, start: number): boolean =>
  text.startsWith(surface, start) && !goesOnBefore(text, start) && !goesOnAfter(text, start + surface.length);

/** The plain twin: every phrase from every word. */
export const placesByPhrase = (text: string, names: readonly string[], found: Found): void => {
  buildPhraseScan(names).scan(text, (index, start) => {
    const surface = names[index] ?? "";
    if (standsApart(text, surface, start)) found(surface, start);
  });
};

const slots = 256;
const slotOf = (hash: number): number => (hash ^ (hash >>> 8)) & (slots - 1);

/** Of the run a name begins with, as the runs of a text have it: all of digits have one. */
const firstHash = (name: string): number =>
  runClass(name.charCodeAt(0)) === digitClass ? 0 : hashRun(name, 0, runEnd(name, 0));

const placesByRun = ({ text, used, places }: LetterRuns, names: readonly string[], found: Found): void => {
  const held = new Uint8Array(slots);
  const byHash = new Map<number, string[]>();
  for (const name of names) {
    const hash = firstHash(name);
    held[slotOf(hash)] = 1;
    byHash.set(hash, [...(byHash.get(hash) ?? []), name]);
  }
  for (let run = 0; run < used; run += perRun) {
    const hash = places[run + 2] as number;
    if (held[slotOf(hash)] === 0) continue;
    const start = places[run] as number;
    for (const name of byHash.get(hash) ?? []) if (standsApart(text, name, start)) found(name, start);
  }
};

const mostByRun = 64;
const opensWithRun = (name: string): boolean => {
  const code = name.charCodeAt(0);
  return runClass(code) !== 0 && isWordCode(code);
};

export const namePlaces = (text: string, names: readonly string[], found: Found): void => {
  if (names.length === 0) return;
  if (names.length > mostByRun || !names.every(opensWithRun)) placesByPhrase(text, names, found);
  else
    withRuns(text, (runs) => {
      if (runs.odd) placesByPhrase(text, names, found);
      else placesByRun(runs, names, found);
    });
};

/** The same words elsewhere in the text, written the same way. */
export const spread = (text: string, types: ReadonlyMap<string, NameType>): NameMention[] => {
  const found: NameMention[] = [];
  namePlaces(text, [...types.keys()].sort(), (surface, start) => {
    const end = start + surface.length;
    const type = types.get(surface) ?? "organisation";
    found.push({ kind: "name", start, end, surface, type, canonical: surface, from: "pattern" });
  });
  return found;
};
