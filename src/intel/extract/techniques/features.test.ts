import { describe, expect, it } from "vitest";
import { splitCodeName, viewsOf } from "./features.ts";
import { stemWord } from "./stem-word.ts";

describe("what the models see of a clause", () => {
  it.each([
    ["encrypted", "encrypting"],
    ["injects", "injected"],
    ["libraries", "library"],
    ["downloader", "downloads"],
    ["obfuscation", "obfuscated"],
    ["dropped", "dropping"],
  ])("%s and %s are one stem", (one, other) => {
    expect(stemWord(one)).toBe(stemWord(other));
  });

  it.each([
    ["a code name comes apart", "CreateRemoteThread", ["create", "remote", "thread"]],
    ["a plain word does not", "remote", []],
    ["capitals do not", "HTTPS", []],
  ])("%s", (_, word, parts) => {
    expect(splitCodeName(word)).toEqual(parts);
  });

  it("sees the same in other case and spacing", () => {
    expect(viewsOf("Dumps  LSASS memory.")).toEqual(viewsOf("dumps lsass memory"));
  });

  it("reads no further than its cap", () => {
    expect(viewsOf("word ".repeat(100_000)).words.length).toBeLessThan(5000);
  });
});
