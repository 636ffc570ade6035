import { expect, test } from "vitest";
import { foldLogin } from "./fold-login.ts";

const lookOf = (login: string) => {
  const folded = foldLogin(login);
  return folded.ok ? folded.value.look : undefined;
};

test.each([
  ["capitals", "Ada.Lovelace", "ada.lovelace"],
  ["full-width letters", "ａｄａ", "ada"],
  ["spaces around", "  ada ", "ada"],
  ["a ligature", "ﬁona", "fiona"],
  ["a sharp s, as its capital is written", "straße", "strasse"],
  ["Greek with the final sigma", "ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
  ["Japanese in two of its scripts", "山田たろう", "山田たろう"],
])("%s: one login however typed", (_, typed, login) => {
  expect(foldLogin(typed)).toMatchObject({ ok: true, value: { login } });
});

test.each([
  ["a Cyrillic a among Latin letters", "аda"],
  ["a Greek o among Latin letters", "bοb"],
  ["Hebrew beside Latin", "adaא"],
  ["nothing", "   "],
  ["a line feed inside", "ada\nx"],
  ["NUL", "ada\0"],
  ["a bidi control", "ada\u202e"],
  ["a zero-width space", "a\u200bda"],
  ["a lone surrogate", "ada\ud800"],
  ["a letter of a script that is not known", "ꓮꓯ"],
  ["65 characters", "a".repeat(65)],
  ["a million characters", "a".repeat(1_000_000)],
])("%s is refused", (_, typed) => {
  expect(foldLogin(typed).ok).toBe(false);
});

test.each([
  ["all Cyrillic and all Latin", "сосо", "coco"],
  ["zero and o", "b0b", "bob"],
  ["one and l", "a1ice", "alice"],
  ["with and without accent", "andré", "andre"],
  ["dotless i and i", "dıana", "diana"],
])("%s look the same", (_, one, other) => {
  expect(lookOf(one)).toBe(lookOf(other));
  expect(lookOf(one)).toBeDefined();
});

test("logins that look different stay two", () => {
  expect(lookOf("жанна")).not.toBe(lookOf("zhanna"));
  expect(lookOf("ada")).not.toBe(lookOf("adam"));
});
