/** Words of triage that screens and rooms share; without the shapes, so that the web carries no more than these. */

/** Six reasons for leaving a story out, by the keys 1 to 6; whoever has another says it in own words. */
export const leaveOutReasons = {
  off_topic: "Off topic",
  nothing_new: "Nothing new",
  promotion: "Promotion",
  too_thin: "Too thin to report",
  not_ours: "Does not concern our readers",
  wrong: "Known to be wrong",
} as const;
export type LeaveOutReason = keyof typeof leaveOutReasons;
export const leaveOutKeys = Object.keys(leaveOutReasons) as [LeaveOutReason, ...LeaveOutReason[]];

export const severityWords = ["Low", "Medium", "High", "Critical"] as const;
export type SeverityWord = (typeof severityWords)[number];

/** CVSS qualitative severity rating scale (FIRST, specification 3.1, section 5; 4.0, section 6). */
export const severityWord = (score: number): SeverityWord =>
  score >= 9 ? "Critical" : score >= 7 ? "High" : score >= 4 ? "Medium" : "Low";

export const triageFilters = ["since", "fits", "exploited", "updates", "single", "left", "all"] as const;
export type TriageFilter = (typeof triageFilters)[number];

export const triageStates = ["open", "lead", "supporting", "left_out"] as const;
