/** The shipped table of ATT&CK: what issue and terms of use ask of it, and that no name is resolved in silence. */
import { describe, expect, it } from "vitest";
import attack from "../../../../data/attack/attack.json" with { type: "json" };
import { indexAttack, shippedAttack } from "./attack-names.ts";

const columns = attack.objects.map((row) => row.split("|"));
const ofKind = (kind: string): string[][] => columns.filter((row) => row[1] === kind);
const live = (rows: readonly string[][]): string[][] => rows.filter((row) => row[7] === "live");
const ids = new Set(columns.map((row) => row[0]));

describe("the table of ATT&CK", () => {
  it("carries MITRE's notice and its version", () => {
    expect(attack.notice).toContain("reproduced and distributed with the permission of The MITRE Corporation");
    expect(attack.version).toMatch(/^\d+\.\d+$/);
  });

  it("has eight columns a row, each id once for its kind", () => {
    expect(columns.filter((row) => row.length !== 8)).toEqual([]);
    const keys = columns.map((row) => `${row[0]} ${row[1]}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [
      "techniques of the enterprise matrix",
      live(ofKind("attack-pattern")).filter((row) => row[2] === "enterprise"),
      691,
    ],
    ["groups", live(ofKind("intrusion-set")), 172],
    ["software", live([...ofKind("malware"), ...ofKind("tool")]), 784],
    ["campaigns", live(ofKind("campaign")), 52],
    ["tactics", live(ofKind("x-mitre-tactic")), 14 + 12 + 12],
  ])("holds all live %s", (_, rows, least) => {
    expect(rows.length).toBeGreaterThanOrEqual(least);
  });

  it("gives every live technique tactics, and of the enterprise matrix platforms", () => {
    const techniques = live(ofKind("attack-pattern"));
    expect(techniques.filter((row) => row[5] === "").map((row) => row[0])).toEqual([]);
    const without = techniques.filter((row) => row[2] === "enterprise" && row[6] === "");
    expect(without.map((row) => row[0])).toEqual([]);
  });

  it("knows both ends of every relation and of every revoked id", () => {
    const strange = attack.relations.filter((row) => {
      const [subject = "", relation = "", object = ""] = row.split("|");
      return !ids.has(subject) || !ids.has(object) || relation === "";
    });
    expect(strange).toEqual([]);
    expect(attack.relations.length).toBeGreaterThan(1000);
    expect(attack.revoked.filter((row) => !ids.has(row.split("|")[1] ?? ""))).toEqual([]);
  });

  it("leads every revoked id to one in force", () => {
    const { byId } = shippedAttack();
    const lost = attack.revoked.filter((row) => byId.get(row.split("|")[0] ?? "")?.id === row.split("|")[0]);
    expect(lost).toEqual([]);
  });

  it("keeps every owner of a name that several hold", () => {
    const { byId, byName } = shippedAttack();
    const owners = new Map<string, Set<string>>();
    for (const [id = "", kind = "", , name = "", aliases = ""] of columns) {
      const now = byId.get(id)?.id;
      if (kind === "campaign" || now === undefined) continue;
      for (const one of [name, ...aliases.split(";")])
        if (one.length > 1) owners.set(one, (owners.get(one) ?? new Set()).add(now));
    }
    const shared = [...owners].filter(([, held]) => held.size > 1);
    expect(shared.length).toBeGreaterThan(5);
    for (const [name, held] of shared) expect(new Set(byName.get(name)?.map((one) => one.id)), name).toEqual(held);
  });
});

describe("a name with two owners", () => {
  it("gives both, the living before the retired, enterprise before mobile", () => {
    const { byName } = indexAttack(
      [
        "T9001|attack-pattern|mobile|Same Name||a|b|live",
        "T9002|attack-pattern|enterprise|Same Name||a|b|live",
        "T9003|attack-pattern|enterprise|Same Name||a|b|deprecated",
      ],
      [],
    );
    expect(byName.get("Same Name")?.map((one) => one.id)).toEqual(["T9002", "T9001", "T9003"]);
  });
});
