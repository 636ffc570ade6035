import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDatePart, joinedAfter, joinedBefore } from "./reject.ts";
import { currencyBefore } from "./units.ts";

/** The same questions asked by expressions on pieces of the text: slower, and as they stand in the books. */
const plain = {
  joinedBefore: (text: string, at: number): boolean => {
    const char = text.charAt(at - 1);
    if (char === "" || /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(char)) return false;
    if (/[\p{L}\p{N}_/\\@#&=:*+]/u.test(char)) return true;
    if (/[.,]/.test(char)) return /[\p{L}\p{N}_\])]/u.test(text.charAt(at - 2));
    if (/[-–−]/.test(char)) return /[\p{L}\p{N}_)\]]/u.test(text.charAt(at - 2));
    return char === "[";
  },
  joinedAfter: (text: string, end: number): boolean => {
    const char = text.charAt(end);
    if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(char)) return /[年月日時分秒号第版]/.test(char);
    if (/[\p{L}_\\@=[\]]/u.test(char)) return true;
    if (/[.,:]/.test(char)) return /[\p{N}]/u.test(text.charAt(end + 1)) || /^\.\p{Ll}/u.test(text.slice(end, end + 2));
    return char === "/" && /[\p{L}\p{N}]/u.test(text.charAt(end + 1));
  },
  currency: (text: string, at: number): string | undefined => {
    const end = /[ \u00a0]/.test(text.charAt(at - 1)) ? at - 1 : at;
    const sign = ({ $: "USD", "€": "EUR" } as Record<string, string>)[text.charAt(end - 1)];
    return sign ?? /(?:^|[^\p{L}\p{N}])(USD|SEK|USDT)$/u.exec(text.slice(Math.max(0, end - 5), end))?.[1];
  },
  datePart: (text: string, start: number, end: number): boolean =>
    /(?:^|[^\p{L}])(?:may|märz|sept(?:ember)?)\.?[ \u00a0](?:\d{1,2}(?:st|nd|rd|th)?(?: ?[-–—] ?| and | to |, ))?$/iu.test(
      text.slice(Math.max(0, start - 28), start),
    ) ||
    /^(?:st|nd|rd|th|\.)?(?: ?[-–—] ?\d{1,2}| and \d{1,2}| to \d{1,2})?(?: of)?[ \u00a0-](?:may|märz|sept(?:ember)?)(?![\p{L}])/iu.test(
      text.slice(end, end + 26),
    ) ||
    /^(?: ?[ap]\.?m\b| o['’]clock| (?:UTC|GMT|CET|EST|PST|Uhr)\b| ?h\d\d\b)/i.test(text.slice(end, end + 26)),
};

const pieces =
  "May|märz|Sept.|SEPTEMBER|and|to|of| |,|-|–|.|[|]|(|/|_|=|:|3|12|3rd|th|pm|p.m|UTC|h30|USD|SEK|USDT|XUSD|$|€|é|年|ſt|\u00a0|x|\ud835\udc00|\udc00".split(
    "|",
  );
const side = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 5 });

describe("the screens before the expressions", () => {
  it("answer as the expressions do", () => {
    fc.assert(
      fc.property(side, side, (before, after) => {
        const text = `${before}7${after}`;
        const at = before.length;
        expect(joinedBefore(text, at)).toBe(plain.joinedBefore(text, at));
        expect(joinedAfter(text, at + 1)).toBe(plain.joinedAfter(text, at + 1));
        expect(currencyBefore(text, at)?.unit).toBe(plain.currency(text, at));
        expect(isDatePart(text, at, at + 1)).toBe(plain.datePart(text, at, at + 1));
      }),
      { seed: 41, numRuns: 3000 },
    );
  });
});
