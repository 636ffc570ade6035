import { describe, expect, it } from "vitest";
import { fold } from "#kit/aho-corasick.ts";
import { shippedNames } from "./index.ts";
import { shippedTables } from "./load-tables.ts";
import { phrasesOf } from "./table.ts";

const names = shippedNames();

/** Aliases that lists give to two or more threat actors. */
const shared = (): Map<string, Set<string>> => {
  const owners = new Map<string, { phrase: string; canonical: Set<string> }>();
  for (const { phrase, owner } of phrasesOf(shippedTables)) {
    if (owner.type !== "intrusion_set" || owner.rule === "context") continue;
    const held = owners.get(fold(phrase)) ?? { phrase, canonical: new Set<string>() };
    held.canonical.add(owner.canonical);
    owners.set(fold(phrase), held);
  }
  return new Map(
    [...owners.values()].filter((one) => one.canonical.size > 1).map((one) => [one.phrase, one.canonical]),
  );
};

describe("an alias with two owners", () => {
  const aliases = shared();

  it("is in the tables more than once", () => {
    expect(aliases.size).toBeGreaterThan(5);
  });

  it.each([...aliases.keys()])("is never resolved silently: %s", (alias) => {
    const text = `The report says that the group ${alias} did it.`;
    for (const one of names.find(text)) {
      if (one.surface !== alias || one.type !== "intrusion_set") continue;
      expect(one.alsoOwnedBy?.length ?? 0).toBeGreaterThan(0);
    }
  });
});

describe("names in hostile text", () => {
  it.each([
    ["a Cyrillic letter in it", "the АPT28 hackers", "APT28"],
    ["a Cyrillic letter at its end", "linked to Lаzarus Group again", "Lazarus Group"],
    ["a mark of direction in it", "linked to Fancy\u202eBear again", "Fancy Bear"],
    ["a hidden character in it", "linked to Emo\u200btet again", "Emotet"],
  ])("with %s are not taken for the listed name", (_what, text, name) => {
    for (const one of names.find(text)) expect(one.canonical === name && one.surface !== name).toBe(false);
  });

  it.each([
    ["half a surrogate", "\ud83dFancy Bear\ude00"],
    ["marks of direction", "\u200fFancy Bear\u200e"],
    ["an override of direction", "\u202eFancy Bear\u202c"],
  ])("between %s are where they say", (_what, text) => {
    for (const one of names.find(text)) expect(text.slice(one.start, one.end)).toBe(one.surface);
  });

  it("on one line without end take no more work than on many lines", () => {
    const work = (unit: string): number => {
      const text = `“Names”\n\n${unit.repeat(16_000)}`;
      const before = process.cpuUsage();
      names.find(text);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const lines = work("Lazarus Group APT28\n");
    expect(work("Lazarus Group APT28 ")).toBeLessThan(4 * lines + 300_000);
  });

  it("that lie over one another give the longest", () => {
    const found = names.find("The Lazarus Group Lazarus Group Lazarus said");
    for (const [at, one] of found.entries()) expect(one.start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
  });
});
