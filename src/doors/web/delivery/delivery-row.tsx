/** One delivery: to whom, what became of it, and what a person may do about it. */
import { useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { DeliveryList } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { matterWords, stateLooks, stateWords, wayWords } from "./delivery-words.ts";
import { useAct, useSteps } from "./use-deliveries.ts";

type Delivery = DeliveryList["deliveries"][number];

const whenOf = ({ state, sentAt, nextAt, changedAt, attempt }: Delivery): string => {
  if (state === "sent" && sentAt !== undefined) return formatTime(sentAt);
  if (state === "queued" && nextAt !== undefined && attempt > 0) return `next try ${formatTime(nextAt)}`;
  return formatTime(changedAt);
};

const Steps = ({ id }: { id: string }) => {
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useSteps(id, isOpen);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Steps</summary>
      {error ? <p role="alert">The steps could not be read: {error.message}</p> : null}
      <ol className="delivery-steps">
        {(data?.steps ?? []).map((step) => (
          <li key={`${step.at} ${step.state} ${step.attempt}`}>
            {formatTime(step.at)}: {stateWords[step.state].toLowerCase()}
            {step.attempt === 0 ? "" : `, attempt ${step.attempt}`}
            {step.note === undefined ? null : (
              <>
                . <Words text={step.note} />
              </>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
};

export const DeliveryRow = ({ delivery }: { delivery: Delivery }) => {
  const act = useAct();
  const { id, state, target, address, way, note, matter, title, tlp } = delivery;
  const to = address === "" ? target : address;
  const button = (what: "hold" | "retry" | "arrived", word: string) => (
    <button
      type="button"
      className="button"
      aria-label={`${word}: ${to}`}
      disabled={act.isPending}
      onClick={() => act.mutate({ id, act: what })}
    >
      {word}
    </button>
  );
  return (
    <li>
      <p className="row">
        <span className="delivery-state">
          <Shape look={stateLooks[state]} /> {stateWords[state]}
        </span>
        <b>
          <Words text={to} />
        </b>
        <span className="meta">
          {wayWords[way]}
          {address === "" ? "" : `, list ${target}`}; {whenOf(delivery)}
        </span>
      </p>
      <p className="meta">
        {matterWords[matter]}: <Words text={title} /> <TlpLabel tlp={tlp} />
      </p>
      {note === undefined || state === "sent" ? null : (
        <p>
          <Words text={note} />
        </p>
      )}
      <div className="row">
        {state === "queued" ? button("hold", "Hold") : null}
        {state === "unsure" ? button("arrived", "It arrived") : null}
        {state === "unsure" ? button("retry", "Send again") : null}
        {state === "failed" || state === "held" ? button("retry", "Send") : null}
      </div>
      <Fault error={act.error} />
      <Steps id={id} />
    </li>
  );
};
