/**
 * Every ATT&CK id and every exact name of a technique, tactic, group or software that stands in a text.
 *
 * Ids as ATT&CK writes them, the sub-technique after a full stop or, as in its addresses, a slash. Names letter for letter,
 * with no letter or digit on either side; a name inside a longer find is dropped. Names that are everyday words too
 * ("Impact", "at", "Server") are found and marked `ordinary`: whoever needs certainty passes over them. One pass.
 */
import { buildAutomaton } from "#kit/aho-corasick.ts";
import type { Span } from "#kit/text/span.ts";
import { shippedTables } from "../names/load-tables.ts";
import { type AttackEntry, type AttackIndex, type AttackKind, shippedAttack } from "./attack-names.ts";

export interface ExplicitAttack extends Span {
  readonly surface: string;
  readonly form: "id" | "name";
  /** The id in force: of a revoked id or name, the one that took its place. */
  readonly id: string;
  readonly kind: AttackKind;
  readonly name: string;
  /** False when ATT&CK has withdrawn the object and put nothing in its place. */
  readonly live: boolean;
  /** Other owners of the same name; when present the id is the likeliest, not the only one. */
  readonly alsoOwnedBy?: readonly string[];
  /** The name is an everyday word as well. */
  readonly ordinary?: true;
}

const idForm = /(?:TA\d{4}|T\d{4}(?:[./]\d{3}(?![\p{L}\p{N}]))?|[GSC]\d{4})(?![\p{L}\p{N}])/gu;
const wordUnit = /[\p{L}\p{N}]/u;

/** Does a letter or digit stand at this place? Half of a surrogate pair counts as none. */
const isWordAt = (text: string, at: number): boolean => at >= 0 && at < text.length && wordUnit.test(text.charAt(at));

const isOrdinary = (name: string): boolean =>
  name.length < 4 || (!name.includes(" ") && shippedTables.frequentWords.has(name.toLowerCase()));

const findIds = (text: string, index: AttackIndex): ExplicitAttack[] => {
  const found: ExplicitAttack[] = [];
  for (const { 0: written, index: start } of text.matchAll(idForm)) {
    if (isWordAt(text, start - 1)) continue;
    const whole = written.replace("/", ".");
    const surface = index.byId.has(whole) ? written : written.slice(0, 5);
    const entry = index.byId.get(whole) ?? index.byId.get(surface);
    if (entry === undefined) continue;
    const { id, kind, name, live } = entry;
    found.push({ start, end: start + surface.length, surface, form: "id", id, kind, name, live });
  }
  return found;
};

interface NameScanner {
  readonly names: readonly string[];
  readonly owners: readonly (readonly AttackEntry[])[];
  readonly scan: ReturnType<typeof buildAutomaton>["scan"];
}

const makeScanner = (index: AttackIndex): NameScanner => {
  const names = [...index.byName.keys()];
  return { names, owners: names.map((name) => index.byName.get(name) ?? []), scan: buildAutomaton(names).scan };
};

const nameFind = (start: number, surface: string, owners: readonly AttackEntry[]): ExplicitAttack | undefined => {
  const [first, ...others] = owners;
  if (first === undefined) return undefined;
  const { id, kind, name, live } = first;
  return {
    ...{ start, end: start + surface.length, surface, form: "name" as const, id, kind, name, live },
    ...(others.length === 0 ? {} : { alsoOwnedBy: others.map((one) => one.id) }),
    ...(isOrdinary(surface) ? { ordinary: true as const } : {}),
  };
};

const findNames = (text: string, scanner: NameScanner): ExplicitAttack[] => {
  const found: ExplicitAttack[] = [];
  scanner.scan(text, (phrase, start, end) => {
    const name = scanner.names[phrase] ?? "";
    if (isWordAt(text, start - 1) || isWordAt(text, end) || !text.startsWith(name, start)) return;
    const one = nameFind(start, name, scanner.owners[phrase] ?? []);
    if (one !== undefined) found.push(one);
  });
  return found;
};

/** Drops what lies wholly inside a longer find; of two on the same span the id stays. */
const withoutInner = (found: readonly ExplicitAttack[]): ExplicitAttack[] => {
  const ordered = [...found].sort((a, b) => a.start - b.start || b.end - a.end || (a.form === "id" ? -1 : 1));
  const kept: ExplicitAttack[] = [];
  let reach = -1;
  for (const one of ordered) {
    if (one.end <= reach) continue;
    kept.push(one);
    reach = one.end;
  }
  return kept;
};

export const findExplicitWith = (index: AttackIndex): ((text: string) => ExplicitAttack[]) => {
  const scanner = makeScanner(index);
  return (text) => withoutInner([...findIds(text, index), ...findNames(text, scanner)]);
};

let shipped: ((text: string) => ExplicitAttack[]) | undefined;

/** Over the ATT&CK version this repository ships; ordered by start, no find inside another. */
export const findExplicitAttack = (text: string): readonly ExplicitAttack[] => {
  shipped ??= findExplicitWith(shippedAttack());
  return shipped(text);
};
