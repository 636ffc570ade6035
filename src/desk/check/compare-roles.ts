/** "A attacked B" is not "B attacked A": doer and target of a verb, in active and passive voice. */
import { readVerb } from "#kit/english/verbs.ts";
import { around, type Comparison, type Finding, spanOf, surfaceOf } from "./finding.ts";
import { deedOf } from "./read-deeds.ts";
import type { ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";

interface Roles {
  readonly doer: readonly number[];
  readonly target: readonly number[];
}

const reach = 12;

/** The nearest names on both sides of a verb in its sentence, turned round when the verb is passive with "by". */
const rolesOf = (read: ReadText, names: readonly (readonly number[])[], verb: number): Roles | undefined => {
  const sentence = read.tokens[verb]?.sentence;
  const inReach = (at: number): boolean => read.tokens[at]?.sentence === sentence && Math.abs(at - verb) <= reach;
  const before = names
    .filter((name) => (name[name.length - 1] ?? 0) < verb && inReach(name[name.length - 1] ?? 0))
    .at(-1);
  const after = names.find((name) => (name[0] ?? 0) > verb && inReach(name[0] ?? 0));
  if (before === undefined || after === undefined) return undefined;
  // "unable to keep out goals by X": an infinitive has no doer behind it.
  const active = /^(?:to|will|would|can|could|may|might|must|should)$/.test(read.tokens[verb - 1]?.lower ?? "");
  // "stopped probes from X" are those by X.
  const things =
    read.tokens[verb]?.lower.endsWith("s") === true && readVerb(read.tokens[verb - 1]?.lower ?? "").length > 0;
  let by = false;
  for (let at = verb + 1; at < (after[0] ?? 0); at += 1)
    by ||= read.tokens[at]?.lower === "by" || (things && read.tokens[at]?.lower === "from");
  return by && !active ? { doer: after, target: before } : { doer: before, target: after };
};

const keysOf = (read: ReadText, name: readonly number[]): Set<string> => {
  const keys = new Set<string>();
  for (const at of name) {
    keys.add(read.tokens[at]?.key ?? "");
    for (const entity of read.entities.get(at) ?? []) keys.add(entity.id);
  }
  return keys;
};

const overlaps = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((key) => b.has(key));

/** Names a deed, or has the form of a known verb. */
const isVerbLike = (token: Token): boolean => deedOf(token.key) !== undefined || readVerb(token.lower).length > 0;

/** A finding when the two sides of a verb are exchanged. */
export const compareRoles = (comparison: Comparison, claimNames: readonly (readonly number[])[]): Finding[] => {
  const { claim, alignments, index } = comparison;
  const [alignment] = alignments;
  const passage = alignment === undefined ? undefined : index.passages[alignment.passageIndex];
  if (alignment === undefined || passage === undefined || claimNames.length < 2) return [];
  const findings: Finding[] = [];
  claim.tokens.forEach((token, c) => {
    if (token.kind !== "word" || token.capital || (claim.weights[c] ?? 0) === 0 || !isVerbLike(token)) return;
    const said = rolesOf(claim, claimNames, c);
    if (said === undefined || findings.length > 0) return;
    const places = (passage.read.places.get(token.key) ?? []).filter(
      (s) => s >= alignment.window[0] && s < alignment.window[1],
    );
    const roles = places.map((s) => rolesOf(passage.read, passage.names, s)).filter((found) => found !== undefined);
    const [doer, target] = [keysOf(claim, said.doer), keysOf(claim, said.target)];
    if (overlaps(doer, target)) return;
    const held = roles.some(
      (there) =>
        overlaps(doer, keysOf(passage.read, there.doer)) && overlaps(target, keysOf(passage.read, there.target)),
    );
    const turned = roles.find(
      (there) =>
        overlaps(doer, keysOf(passage.read, there.target)) && overlaps(target, keysOf(passage.read, there.doer)),
    );
    if (held || turned === undefined) return;
    const doers = surfaceOf(passage.read, turned.doer);
    findings.push({
      slot: "verb",
      claimValue: surfaceOf(claim, said.doer),
      claimSpan: spanOf(claim, said.doer),
      sourceValue: doers,
      passageIndex: alignment.passageIndex,
      sourceSpan: spanOf(passage.read, turned.doer),
      agrees: false,
      verdict: "contradicted",
      reason: `The sentence makes “${surfaceOf(claim, said.doer)}” the doer of “${token.text}” and “${surfaceOf(claim, said.target)}” the one it is done to; in the source the doer is “${doers}” (“${around(passage.read, turned.doer[0] ?? 0, 2, 8)}”).`,
    });
  });
  return findings;
};
