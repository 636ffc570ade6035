import { describe, expect, it } from "vitest";
import { joinParagraph, vocabularyOf } from "./join-lines.ts";

const sha256 = "9f2c1d0e5b7a4c3d8e6f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f";

describe("what a line's end has cut is put back together", () => {
  it.each<[string, string[], string]>([
    ["a word", ["the net-", "work was rebuilt"], "the network was rebuilt"],
    [
      "a word that keeps its hyphen elsewhere",
      ["a state-", "aligned group; state-aligned"],
      "a state-aligned group; state-aligned",
    ],
    ["a hyphen before 'and'", ["first-", "and second-stage"], "first- and second-stage"],
    ["a hyphen before a name", ["the pro-", "Kremlin group"], "the pro-Kremlin group"],
    [
      "a hash",
      [`SHA256 ${sha256.slice(0, 40)}`, `${sha256.slice(40)} seen`],
      `SHA256 ${sha256.slice(0, 40)} ${sha256.slice(40)} seen`,
    ],
    [
      "a hash of halves that are none",
      [`SHA256 ${sha256.slice(0, 44)}`, `${sha256.slice(44)} seen`],
      `SHA256 ${sha256} seen`,
    ],
    ["two hashes stay two", [sha256, sha256.slice(0, 32)], `${sha256} ${sha256.slice(0, 32)}`],
    ["a CVE id", ["fixed CVE-2025-", "10001 in May"], "fixed CVE-2025-10001 in May"],
    ["a technique", ["uses T1021.", "001 often"], "uses T1021.001 often"],
    ["an address of four numbers", ["from 203.0.", "113.7 today"], "from 203.0.113.7 today"],
    ["a number at a sentence's end is none", ["It has 4.", "12 others follow"], "It has 4. 12 others follow"],
    [
      "a web address",
      ["see https://cert.example/a/", "b-c.html for more"],
      "see https://cert.example/a/b-c.html for more",
    ],
    [
      "an address before a new sentence",
      ["see https://cert.example/a/", "In May it changed"],
      "see https://cert.example/a/ In May it changed",
    ],
  ])("%s", (_name, lines, expected) => expect(joinParagraph(lines, vocabularyOf(lines))).toBe(expected));
});
