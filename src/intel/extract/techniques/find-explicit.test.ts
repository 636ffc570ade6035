import { describe, expect, it } from "vitest";
import { indexAttack } from "./attack-names.ts";
import { findExplicitAttack, findExplicitWith } from "./find-explicit.ts";

const ids = (text: string): string[] => findExplicitAttack(text).map((one) => `${one.form} ${one.id}`);

describe("what ATT&CK ids and names stand in a text", () => {
  it.each([
    ["an id of a technique", "The loader (T1105) fetched more.", ["id T1105"]],
    ["an id of a sub-technique is not its parent", "Seen: T1059.001.", ["id T1059.001"]],
    ["an id as its address writes it", "https://attack.mitre.org/techniques/T1059/001/", ["id T1059.001"]],
    ["a sub-technique that never was stands for its parent", "T1059.999", ["id T1059"]],
    ["a revoked id gives its successor", "Mapped to T1086 then.", ["id T1059.001"]],
    ["an id that never was is none", "Part number T9999 and G9999", []],
    ["letters beside an id make another word", "XT1105 T1105b T11055", []],
    ["a tactic and a group by id", "TA0005, G0016", ["id TA0005", "id G0016"]],
    ["a technique by its name", "This is Process Injection at work.".replace(" at ", " in "), ["name T1055"]],
    ["a name inside a longer name is left to it", "Phishing for Information began.", ["name T1598"]],
    ["a software by name", "They ran Cobalt Strike beacons.", ["name S0154"]],
    ["a name in other case is not the exact name", "process injection", []],
    ["a name inside a word is none", "Phishingly", []],
    ["nothing in nothing", "", []],
  ])("%s", (_, text, wanted) => {
    expect(ids(text)).toEqual(wanted);
  });

  it("shows every owner of a name that two matrices share", () => {
    const [found] = findExplicitAttack("Phishing was the way in.");
    expect(found?.id).toBe("T1566");
    expect(found?.alsoOwnedBy).toEqual(["T1660"]);
  });

  it("marks a name that is an everyday word", () => {
    expect(findExplicitAttack("They met at noon.").map((one) => one.ordinary)).toEqual([true]);
    expect(findExplicitAttack("Process Injection")[0]?.ordinary).toBeUndefined();
  });

  it("stops on a circle of revoked ids", () => {
    const rows = ["T1|attack-pattern|enterprise|One||||revoked", "T2|attack-pattern|enterprise|Two||||revoked"];
    const find = findExplicitWith(indexAttack(rows, ["T1|T2", "T2|T1", "broken"]));
    expect(find("One and Two").map((one) => one.surface)).toEqual(["One", "Two"]);
  });

  it("gives the very words of the text", () => {
    const text = "\ud800 T1105 \u202eCobalt Strike\u202c, T1027.002/T1027 \udfff Discovery";
    for (const one of findExplicitAttack(text)) expect(text.slice(one.start, one.end)).toBe(one.surface);
    expect(findExplicitAttack(text).length).toBeGreaterThan(3);
  });

  it.each([
    ["ids end to end", "T1059.".repeat(150_000)],
    ["one letter", "T".repeat(900_000)],
    ["names end to end", "Phishing ".repeat(100_000)],
    ["names run together", "Phishing".repeat(100_000)],
  ])("reads a megabyte of %s", (_, text) => {
    const found = findExplicitAttack(text);
    expect(found.every((one) => text.slice(one.start, one.end) === one.surface)).toBe(true);
  });
});
