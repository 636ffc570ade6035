import { describe, expect, it } from "vitest";
import { lastShift } from "./last-shift.ts";

const at = (clock: string, ends = false) => ({ at: `2031-05-14T${clock}:00Z`, ends });
const yesterday = { at: "2031-05-13T17:00:00Z", ends: false };

describe("since when a person was away", () => {
  it.each<
    [says: string, acts: ReturnType<typeof at>[], now: string, since: string | undefined, startedAt: string | undefined]
  >([
    ["who never acted had no shift", [], "09:00", undefined, undefined],
    ["who acts for the first time is in their first", [at("08:50")], "09:00", undefined, "08:50"],
    ["who comes back after a night", [yesterday], "09:00", "13T17:00", undefined],
    ["who came back and acts again", [yesterday, at("08:30"), at("08:40")], "09:00", "13T17:00", "08:30"],
    ["a break of three hours ends nothing", [at("08:00"), at("11:00")], "13:59", undefined, "08:00"],
    ["four hours do", [at("08:00")], "12:00", "14T08:00", undefined],
    ["a handover note ends a shift at once", [at("08:00"), at("08:10", true)], "08:11", "14T08:10", undefined],
    [
      "what came after the note is the next shift",
      [at("08:00"), at("08:10", true), at("08:20")],
      "08:30",
      "14T08:10",
      "08:20",
    ],
    ["what a clock ahead wrote does not count yet", [at("23:00")], "09:00", undefined, undefined],
  ])("%s", (_says, acts, now, since, startedAt) => {
    const found = lastShift([...acts].reverse(), `2031-05-14T${now}:00Z`);
    expect([found.since?.slice(8, 16), found.startedAt?.slice(11, 16)]).toEqual([since, startedAt]);
  });
});
