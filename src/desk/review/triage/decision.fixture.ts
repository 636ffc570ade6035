/** For tests: a decision with everything a test does not care about filled in. */
import type { Decision, TriageAct } from "#terms/triage.ts";

interface Given extends Partial<Omit<Decision, "seq" | "act" | "on" | "who">> {
  readonly on?: readonly (readonly string[])[];
  readonly who?: string;
}

export const makeDecision = (
  seq: number,
  act: TriageAct,
  { on = [["a1"]], who = "ada", ...given }: Given = {},
): Decision => ({
  id: `d${seq}`,
  seq,
  day: "2031-05-14",
  at: `2031-05-14T09:${String(seq % 60).padStart(2, "0")}:00Z`,
  who: { id: who, name: who === "ada" ? "A. Ruiz" : "B. Osei" },
  title: "A story",
  tlp: "TLP:CLEAR",
  ...given,
  on: on.map((articleIds) => ({ articleIds: [...articleIds], basedOn: null })),
  act,
});
