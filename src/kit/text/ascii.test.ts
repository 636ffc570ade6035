import { describe, expect, it } from "vitest";
import { isAlphanumeric, isCapital, isDigit, isLetter, isSmall } from "./ascii.ts";

const codes = Array.from({ length: 65_536 }, (_, code) => code);

describe("letters and digits of ASCII", () => {
  it.each([
    ["a digit", isDigit, /[0-9]/],
    ["a small letter", isSmall, /[a-z]/],
    ["a capital", isCapital, /[A-Z]/],
    ["a letter", isLetter, /[A-Za-z]/],
    ["one of either", isAlphanumeric, /[A-Za-z0-9]/],
  ])("%s is told as by an expression, and nothing stands beyond the text", (_name, is, form) => {
    expect(codes.filter(is)).toEqual(codes.filter((code) => form.test(String.fromCharCode(code))));
    expect(is("".charCodeAt(0))).toBe(false);
  });
});
