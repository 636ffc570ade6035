/**
 * Finds the words of a few lists in a short piece of text, whole and in any case, as the expression
 * `(?<![parts])(?:one|two|…)(?![parts])` with the flags `giu` finds them for each list: of several that begin at one place the first of
 * its list, and none inside another of the same list. The ends of the piece part words.
 *
 * Letters beyond ASCII fold and part in ways only the expression knows: where some stand in the piece, it is used.
 */
import { isCapital, isSmall } from "#kit/text/ascii.ts";
import { half, kindOfCode, letter, number } from "#kit/text/char-kinds.ts";
import { hashRun, runEnd, stepHash } from "#kit/text/letter-runs.ts";

interface Listed {
  readonly word: string;
  readonly list: number;
}

/** Called with a list and where one of its words ends; gives true where enough was found. */
export type OnListed = (list: number, end: number) => boolean;

export type ReadListed = (text: string, from: number, to: number, found: OnListed) => void;

export interface ListedWords {
  /** In the order of the text, or as the plain twin. */
  readonly read: ReadListed;
  /** The plain twin: the expressions, list by list. */
  readonly readPlainly: ReadListed;
}

const slots = 1024;
const slotOf = (hash: number): number => (hash ^ (hash >>> 10)) & (slots - 1);

const small = (code: number): number => (isCapital(code) ? code + 32 : code);

const isAscii = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127 && (kindOfCode(code) & (letter | number | half)) !== 0) return false;
  }
  return true;
};

const standsAt = (text: string, at: number, to: number, word: string): boolean => {
  if (at + word.length > to) return false;
  for (let index = 0; index < word.length; index += 1)
    if (small(text.charCodeAt(at + index)) !== word.charCodeAt(index)) return false;
  return true;
};

const plainReader = (lists: readonly string[], digits: boolean): ReadListed => {
  const part = digits ? "[\\p{L}\\p{N}]" : "\\p{L}";
  const forms = lists.map((words) => new RegExp(`(?<!${part})(?:${words})(?!${part})`, "giu"));
  return (text, from, to, found) => {
    const piece = text.slice(from, to);
    for (const [list, form] of forms.entries()) {
      form.lastIndex = 0;
      while (form.exec(piece) !== null) if (found(list, from + form.lastIndex)) return;
    }
  };
};

/** `lists`: each its words, small and in ASCII, the first a letter, joined by `|`. `digits` part no words either. */
export const listWords = (lists: readonly string[], digits: boolean): ListedWords => {
  const held = new Uint8Array(slots);
  const byHash = new Map<number, Listed[]>();
  for (const [list, words] of lists.entries())
    for (const word of words.split("|")) {
      const hash = hashRun(word, 0, runEnd(word, 0));
      held[slotOf(hash)] = 1;
      byHash.set(hash, [...(byHash.get(hash) ?? []), { word, list }]);
    }
  const parts = digits ? letter | number : letter;
  const isPart = (text: string, at: number): boolean => (kindOfCode(text.charCodeAt(at)) & parts) !== 0;
  const done = new Int32Array(lists.length);

  /** Each list's first word that stands at `start`. */
  const look = (text: string, start: number, to: number, listed: readonly Listed[], found: OnListed): boolean => {
    for (const { word, list } of listed) {
      const end = start + word.length;
      if (start < (done[list] as number) || !standsAt(text, start, to, word)) continue;
      if (end < to && isPart(text, end)) continue;
      done[list] = end;
      if (found(list, end)) return true;
    }
    return false;
  };

  const readRuns = (text: string, from: number, to: number, found: OnListed): void => {
    let at = from;
    while (at < to) {
      const start = at;
      let hash = 0;
      for (let code = small(text.charCodeAt(at)); isSmall(code) && at < to; code = small(text.charCodeAt(at))) {
        hash = stepHash(hash, code);
        at += 1;
      }
      const whole = at > start && held[slotOf(hash)] === 1 && !(start > from && isPart(text, start - 1));
      if (whole && look(text, start, to, byHash.get(hash) ?? [], found)) return;
      if (at === start) at += 1;
    }
  };

  const readPlainly = plainReader(lists, digits);
  const read: ReadListed = (text, from, to, found) => {
    if (!isAscii(text, from, to)) return readPlainly(text, from, to, found);
    done.fill(from);
    readRuns(text, from, to, found);
  };
  return { read, readPlainly };
};
