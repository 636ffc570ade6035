/** Who reads: pills where there is room, the browser's own select on phones. The common part does not change. */
import type { Reading } from "../../api/contract.ts";
import { AudienceChoice } from "../parts/audience-choice.tsx";
import { countWords } from "./reading-index.ts";

const shortNames: Readonly<Record<string, string>> = {
  analyst: "Threat intelligence",
  identity: "Identity",
  fraud_risk: "Fraud and risk",
};

interface Props {
  readonly reading: Reading;
  readonly role: string | undefined;
  readonly onRole: (role: string) => void;
}

export const RoleSwitch = ({ reading, role, onRole }: Props) => (
  <section className="view-bar" aria-label="Who reads">
    {reading.roles.length > 0 ? (
      <>
        <span className="view-label" id="who-label">
          <span className="wide-only">Who should care</span>
          <span className="narrow-only">Reading as</span>
        </span>
        <fieldset className="pills" aria-labelledby="who-label">
          {reading.roles.map(({ id, name }, at) => (
            <button
              type="button"
              key={id}
              className="pill"
              aria-pressed={id === role}
              data-state={id === role ? "on" : "off"}
              title={`${name}, key ${at + 1}`}
              onClick={() => onRole(id)}
            >
              {shortNames[id] ?? name}
            </button>
          ))}
        </fieldset>
        <select
          className="role-select"
          aria-labelledby="who-label"
          value={role ?? ""}
          onChange={(event) => onRole(event.target.value)}
        >
          {reading.roles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </>
    ) : (
      <span className="view-label">Nothing today concerns a single role</span>
    )}
    <AudienceChoice label="Edition for" />
    <span className="view-count">
      {countWords(reading.storyCount, "story", "stories")}, {countWords(reading.minutes, "minute")}
    </span>
  </section>
);
