/**
 * What ATT&CK ids and names stand in a text, by plain search: every spelling looked for from the start of the text to its
 * end, letter for letter, no letter or digit beside it. Slow, and written apart from the product, which it judges.
 */
import { findExplicitAttack } from "../../src/intel/extract/techniques/index.ts";

interface ListedObject {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

const namedKinds = new Set(["attack-pattern", "x-mitre-tactic", "intrusion-set", "malware", "tool"]);
const letterOrDigit = /[\p{L}\p{N}]/u;

/** Spelling to the ids it stands for, revoked ids mapped. */
const spellings = (
  objects: readonly ListedObject[],
  revoked: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const ids = new Set(objects.map((one) => one.id));
  const inForce = (id: string): string => {
    const next = revoked.get(id);
    return next === undefined || next === id || !ids.has(next) ? id : inForce(next);
  };
  const all = new Map<string, Set<string>>();
  const add = (spelling: string, id: string): void => {
    all.set(spelling, (all.get(spelling) ?? new Set()).add(inForce(id)));
  };
  for (const { id, kind, name, aliases } of objects) {
    add(id, id);
    if (/^T\d{4}\.\d{3}$/.test(id)) add(id.replace(".", "/"), id);
    if (!namedKinds.has(kind)) continue;
    for (const one of [name, ...(aliases ?? [])]) if (one.length > 1) add(one, id);
  }
  return all;
};

interface Place {
  readonly start: number;
  readonly end: number;
  readonly ids: ReadonlySet<string>;
}

const placesIn = (text: string, all: ReadonlyMap<string, ReadonlySet<string>>): Place[] => {
  const places: Place[] = [];
  for (const [spelling, ids] of all)
    for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
      const end = at + spelling.length;
      if (letterOrDigit.test(text.charAt(at - 1)) || letterOrDigit.test(text.charAt(end))) continue;
      places.push({ start: at, end, ids });
    }
  return places.filter(
    (one) =>
      !places.some(
        (other) => other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start,
      ),
  );
};

export interface ExplicitMeasure {
  readonly n: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly wrong: readonly unknown[];
}

export const measureExplicit = (
  texts: readonly string[],
  objects: readonly ListedObject[],
  revoked: ReadonlyMap<string, string>,
): ExplicitMeasure => {
  if (texts.length === 0 || objects.length === 0) return { n: 0, precision: null, recall: null, wrong: [] };
  const all = spellings(objects, revoked);
  const wrong: unknown[] = [];
  const count = { gold: 0, ours: 0, right: 0 };
  for (const text of texts) {
    const gold = new Set(
      placesIn(text, all).flatMap(({ start, end, ids }) => [...ids].map((id) => `${start} ${end} ${id}`)),
    );
    const ours = new Set(
      findExplicitAttack(text).flatMap(({ start, end, id, alsoOwnedBy }) =>
        [id, ...(alsoOwnedBy ?? [])].map((one) => `${start} ${end} ${one}`),
      ),
    );
    count.gold += gold.size;
    count.ours += ours.size;
    for (const one of ours) {
      if (gold.has(one)) count.right += 1;
      else
        wrong.push({ extra: one, around: text.slice(Number(one.split(" ")[0]) - 20, Number(one.split(" ")[1]) + 20) });
    }
    for (const one of gold)
      if (!ours.has(one))
        wrong.push({ missed: one, around: text.slice(Number(one.split(" ")[0]) - 20, Number(one.split(" ")[1]) + 20) });
  }
  return {
    n: count.gold,
    precision: count.ours === 0 ? null : count.right / count.ours,
    recall: count.gold === 0 ? null : count.right / count.gold,
    wrong,
  };
};
