/**
 * The gates of a draft with what people overrode. An override covers the faults it was given for and no later one: a
 * sentence that is made wrong after it closes the gate again.
 */
import type { Edition } from "#terms/edition.ts";
import type { DraftState } from "./fold-draft.ts";

type Fault = Edition["gates"][number]["faults"][number];

export interface StandingGate {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  /** Faults that nobody overrode; the gate is closed while there are any. */
  readonly faults: readonly Fault[];
  readonly overridden: readonly Fault[];
}

const keyOf = ({ sentenceId, message }: Fault): string => `${sentenceId ?? ""}\n${message}`;

export const standGates = (edition: Edition, state: DraftState): readonly StandingGate[] =>
  edition.gates.map(({ id, name, faults }) => {
    const covered = new Set(
      state.overrides
        .filter(({ decision }) => decision.type === "override" && decision.gate === id)
        .flatMap(({ outcome }) => (outcome?.covers ?? []).map(keyOf)),
    );
    const open = faults.filter((fault) => !covered.has(keyOf(fault)));
    return {
      id,
      name: name ?? id,
      passed: open.length === 0,
      faults: open,
      overridden: faults.filter((fault) => covered.has(keyOf(fault))),
    };
  });
