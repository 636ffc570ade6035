import { expect, it } from "vitest";
import { mayBePlain, plainCharacter } from "./plain-characters.ts";

it("lets every character be looked at that another stands for", () => {
  const codes = Array.from({ length: 65_536 }, (_, code) => code).filter((code) => code > 127);
  const passed = codes.filter(
    (code) => plainCharacter(`a${String.fromCharCode(code)}a`, 1, code) !== undefined && !mayBePlain(code),
  );
  expect(passed).toEqual([]);
});
