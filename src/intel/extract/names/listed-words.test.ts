import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listWords } from "./listed-words.ts";
import { nearestKind, nearestKindPlainly } from "./nearest-kind.ts";

const lists = ["web shell|shell|web", "shell game|game|c2"];
const pieces = fc.string({
  unit: fc.constantFrom("web", "Shell", "GAME", "c2", " ", "-", "1", "x", "\u00e9", "\u2019", "\u017f", "\ud835"),
  maxLength: 14,
});

const read = (text: string, digits: boolean): string[] => {
  const found: string[] = [];
  listWords(lists, digits).read(text, 0, text.length, (list, end) => {
    found.push(`${list}:${end}`);
    return false;
  });
  return found;
};

const plainly = (text: string, digits: boolean): string[] =>
  lists
    .flatMap((words, list) => {
      const part = digits ? "[\\p{L}\\p{N}]" : "\\p{L}";
      const form = new RegExp(`(?<!${part})(?:${words})(?!${part})`, "giu");
      return [...text.matchAll(form)].map(({ index, 0: word }) => `${list}:${index + word.length}`);
    })
    .sort();

describe("words of lists in a short text", () => {
  it.each([true, false])("are found as an expression finds them, digits parting words or not (%s)", (digits) => {
    fc.assert(
      fc.property(pieces, (text) => {
        expect(read(text, digits).sort()).toEqual(plainly(text, digits));
      }),
      { seed: 21, numRuns: 600 },
    );
  });

  it("are read in their order where marks beyond ASCII stand, and left to the expressions where letters do", () => {
    expect(read("the \u201cweb shell\u201d", true)).toEqual(["0:14"]);
    expect(read("game \u201cshell\u201d", true)).toEqual(["1:4", "0:11"]);
    expect(read("game caf\u00e9 shell", true)).toEqual(["0:15", "1:4"]);
  });
});

describe("the nearest kind", () => {
  it("is the one its plain twin names", () => {
    const words = fc.constantFrom(
      ..."malware family|web shell|group|it tracks|exploit chain|exploit|tool|campaign|operation|zero-day|the|x1|RAT|\u00e9|technique".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.constantFrom(" ", ", ", "-"), (some, gap) => {
        const text = some.join(gap);
        expect(nearestKind(text)).toBe(nearestKindPlainly(text));
      }),
      { seed: 22, numRuns: 500 },
    );
  });
});
