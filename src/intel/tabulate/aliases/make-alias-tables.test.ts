import { describe, expect, it } from "vitest";
import type { ReferenceTable } from "#terms/reference.ts";
import { readPlainWords } from "./classify-alias.ts";
import { ambiguousAliases, makeAliasTables } from "./make-alias-tables.ts";

const plain = readPlainWords({ frequent: ["the of update storm"], known: ["glacier"], trade: ["gsecdump"] });
const base = { version: "1", publisher: "x", licence: "x" };
const attackOf = (...objects: readonly string[]): ReferenceTable => ({
  kind: "attack",
  ...base,
  sections: { objects: [...objects] },
});
const galaxyOf = (...entries: readonly string[]): ReferenceTable => ({
  kind: "galaxy",
  ...base,
  sections: { entries: [...entries] },
});

describe("names and aliases", () => {
  it.each([
    [
      "one name in both lists is one entity",
      ["G1|intrusion-set|enterprise|Grey Heron|GH-77|||live"],
      ["threat-actor|Grey Heron|Ashen Bird"],
      ["intrusion_set|G1|Grey Heron|d:Grey Heron:am;d:GH-77:a;d:Ashen Bird:m"],
    ],
    [
      "two names in common are enough",
      ["G1|intrusion-set|enterprise|Grey Heron|GH-77;Ashen Bird|||live"],
      ["threat-actor|Pale Crane|GH-77;Ashen Bird"],
      ["intrusion_set|G1|Grey Heron|d:Grey Heron:a;d:GH-77:am;d:Ashen Bird:am;d:Pale Crane:m"],
    ],
    [
      "a frequent word is never a name, a known one needs a word beside it",
      [],
      ["threat-actor|Update|Glacier"],
      ["intrusion_set|misp:update|Update|n:Update:m;x:Glacier:m"],
    ],
    ["revoked objects bring no names", ["G1|intrusion-set|enterprise|Grey Heron||||revoked"], [], []],
    [
      "what cannot stand in a row is left out",
      [],
      ["threat-actor|Grey Heron|Trojan:GH2"],
      ["intrusion_set|misp:greyheron|Grey Heron|d:Grey Heron:m"],
    ],
  ])("%s", (_, objects, entries, rows) => {
    expect(makeAliasTables(attackOf(...objects), galaxyOf(...entries), plain).actors).toEqual(rows);
  });

  it("an alias with two owners is kept by both and listed", () => {
    const tables = makeAliasTables(
      attackOf(),
      galaxyOf("threat-actor|Grey Heron|GH-77", "threat-actor|Pale Crane|GH-77;PC-1"),
      plain,
    );
    expect(ambiguousAliases(tables)).toEqual([
      { alias: "GH-77", owners: ["Grey Heron (misp:greyheron)", "Pale Crane (misp:palecrane)"] },
    ]);
  });
});
