import { describe, expect, it } from "vitest";
import type { StoryId } from "#terms/story.ts";
import { describeConflict } from "./describe-conflict.ts";

const conflict = (about: string, ...values: string[]) =>
  describeConflict({ storyId: "s" as StoryId, about, values: values.map((value) => ({ value, evidence: [] })) });

describe("trusted sources disagree about", () => {
  it.each([
    ["exploited", ["attacks", "no attacks"], "whether it is being exploited"],
    ["attribution", ["Fernhill", "nobody"], "who is behind it"],
    ["fixed_version", ["4.1", "4.2"], "the fixed version"],
    ["number of servers seized", ["83 servers", "87 servers"], "the number of servers seized"],
    ["countries", ["37", "more than 40"], "the number of countries"],
    ["whether tickets were changed", ["yes", "no"], "whether tickets were changed"],
    ["constructor", ["this", "that"], "the constructor"],
  ])("%s", (about, values, words) => expect(conflict(about, ...values)).toBe(words));

  it.each([
    ["one moment in two clocks", "deadline in two time zones", ["9 am in Oslo", "8 am in London"]],
    ["one flaw on two scales", "severity", ["medium, 5.9 under CVSS 3.1", "high, 8.2 under CVSS 4.0"]],
  ])("nothing, where it is %s", (_what, about, values) => expect(conflict(about, ...values)).toBeUndefined());
});
