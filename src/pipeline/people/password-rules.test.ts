import { expect, test } from "vitest";
import { passwordFault } from "./password-rules.ts";

const ada = { login: "ada.lovelace", name: "Ada Lovelace" };

test.each([
  ["a few words", "brass engine tells tides", true],
  ["any characters, spaces among them", "日本語の長い合言葉です、はい", true],
  ["a password manager's", "vT9$kq2!mZ7#Lw", true],
  ["digits with some order but no run", "483920571638", true],
  ["11 characters", "brass engin", false],
  ["129 characters", "ab3".repeat(43), false],
  ["one letter", "aaaaaaaaaaaaaaaa", false],
  ["a short piece again and again", "abcdabcdabcdabcd", false],
  ["the alphabet", "abcdefghijklmnop", false],
  ["digits in order, backwards", "098765432109876", false],
  ["the keys in a row", "qwertyuiopas", false],
  ["a common word with digits", "Password123456", false],
  ["the person's own name", "AdaLovelace1815", false],
])("%s", (_, password, good) => {
  expect(passwordFault(password, ada) === undefined).toBe(good);
});
