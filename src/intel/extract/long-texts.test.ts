/** Texts of fifty megabytes, and texts made to be slow: bounded, linear, and what was cut is said. */
import { describe, expect, it } from "vitest";
import { hostileText, hostileUnits } from "../../../bench/extract/hostile-texts.ts";
import { annotate, annotateWithin } from "./annotate.ts";

const context = { publishedAt: "2026-02-05T10:00:00Z", language: "en" };

describe("a text of fifty megabytes", () => {
  it("is read to a blank before the limit, and said to be cut", () => {
    const { mentions, readTo, isCut } = annotateWithin("a quiet harbour town ".repeat(2_500_000), context);
    expect([isCut, readTo > 4_980_000, readTo <= 5_000_000, mentions]).toEqual([true, true, true, []]);
  });

  it("without a single blank is cut all the same", () => {
    const { readTo, isCut } = annotateWithin("\u0301".repeat(50_000_000), context);
    expect([isCut, readTo]).toEqual([true, 5_000_000]);
  });

  it("cuts no value in two", () => {
    const lead = " ".repeat(4_999_984);
    const { mentions, readTo } = annotateWithin(`203.0.113.7${lead}203.0.113.77 and ${lead}`, context);
    expect(mentions.map(({ surface }) => surface)).toEqual(["203.0.113.7"]);
    expect(readTo).toBe(4_999_994);
  });
});

it("a text of ordinary length is read whole", () => {
  expect(annotateWithin("CVE-2031-12345", context)).toMatchObject({
    readTo: 14,
    isCut: false,
    mentions: [{ start: 0 }],
  });
});

describe("four times the text takes about four times the work", () => {
  const work = (text: string): number => {
    const before = process.cpuUsage();
    const mentions = annotate(text, context);
    const { user, system } = process.cpuUsage(before);
    expect(mentions.every(({ start, end, surface }) => text.slice(start, end) === surface)).toBe(true);
    return user + system;
  };
  it.each(Object.entries(hostileUnits))("%s", (_name, unit) => {
    const small = hostileText(unit, 20_000);
    const large = hostileText(unit, 80_000);
    work(small);
    // A square would be sixteen times; the floor keeps a hiccup of the machine from counting as growth.
    const before = Math.max(work(small), work(small), 8_000);
    expect(Math.min(work(large), work(large))).toBeLessThan(before * 10);
  });
});
