/** G1 to G10 as words. A closed gate says how many faults it has, and leads to the first. */
import type { DraftView } from "../../api/contract.ts";
import { Shape } from "../parts/verdict-chip.tsx";
import { useReview } from "./review-state.tsx";

const words: Readonly<Record<string, string>> = {
  G1: "cited",
  G2: "names, numbers",
  G3: "certainty",
  G4: "records",
  G5: "quotes",
  G6: "sources",
  G7: "dates",
  G8: "sections",
  G9: "TLP",
  G10: "approval",
};

type Gate = DraftView["gates"][number];

const stateOf = ({ id, passed, faults, overridden }: Gate): string => {
  if (id === "G10") return passed ? "given" : "waited for";
  if (!passed) return faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return overridden.length > 0 ? "overridden" : "passes";
};

const lookOf = ({ id, passed, overridden }: Gate) => {
  if (id === "G10") return passed ? "ok" : "none";
  if (!passed) return "bad";
  return overridden.length > 0 ? "warn" : "ok";
};

const GateChip = ({ gate }: { gate: Gate }) => {
  const { choose } = useReview();
  const first = gate.faults.find(({ sentenceId }) => sentenceId !== undefined)?.sentenceId;
  const name = (
    <>
      <Shape look={lookOf(gate)} /> {gate.id} {words[gate.id] ?? gate.name}
      {gate.passed || gate.id === "G10" ? (
        <span className="sr-only">, {stateOf(gate)}</span>
      ) : (
        <>: {gate.faults.length}</>
      )}
      {gate.passed && gate.overridden.length > 0 ? " overridden" : null}
    </>
  );
  return first === undefined ? (
    <span className="gate" title={gate.name}>
      {name}
    </span>
  ) : (
    <button type="button" className="gate gate-closed" title={gate.faults[0]?.message} onClick={() => choose(first)}>
      {name}
    </button>
  );
};

/** Faults of a gate that no sentence has: what is missing is named here. */
const loose = (draft: DraftView): readonly { id: string; message: string }[] =>
  draft.gates
    .filter(({ id }) => id !== "G10")
    .flatMap(({ id, faults }) =>
      faults.filter(({ sentenceId }) => sentenceId === undefined).map(({ message }) => ({ id, message })),
    );

export const GatesStrip = ({ onFirst, onOverride }: { onFirst: () => void; onOverride: (gate: string) => void }) => {
  const { draft } = useReview();
  const closed = draft.gates.filter(({ id, passed }) => !passed && id !== "G10");
  const count = closed.reduce((sum, { faults }) => sum + faults.length, 0);
  return (
    <section className="gates" aria-label="Gates">
      <ul>
        {draft.gates.map((gate) => (
          <li key={gate.id}>
            <GateChip gate={gate} />
          </li>
        ))}
      </ul>
      {closed.length === 0 ? null : (
        <p className="gates-next">
          Approval opens when {closed.map(({ id }) => id).join(", ")} {closed.length === 1 ? "passes" : "pass"}.{" "}
          <button type="button" className="link" onClick={onFirst}>
            Go to the first of {count} <kbd>F</kbd>
          </button>
          {draft.may.override
            ? closed.map(({ id }) => (
                <button key={id} type="button" className="quiet" onClick={() => onOverride(id)}>
                  Override {id}
                </button>
              ))
            : null}
        </p>
      )}
      {loose(draft).map(({ id, message }) => (
        <p key={`${id} ${message}`} className="gates-loose">
          <b>{id}.</b> {message}
        </p>
      ))}
    </section>
  );
};
