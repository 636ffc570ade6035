/** Settings, Delivery: what waits to leave, what left to whom and when, and who is to receive what. */
import { useState } from "react";
import type { DeliveryList } from "../../api/contract.ts";
import { NotRead } from "../parts/not-read.tsx";
import { countWords } from "../today/reading-index.ts";
import { DeliveryRow } from "./delivery-row.tsx";
import { stateOrder, stateWords } from "./delivery-words.ts";
import { HooksPart } from "./hooks-part.tsx";
import { MailPart } from "./mail-part.tsx";
import { TargetsPart } from "./targets-part.tsx";
import { useDeliveries, useTargets } from "./use-deliveries.ts";
import "../styles/delivery.css";

type Counts = DeliveryList["counts"];

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const States = ({
  counts,
  chosen,
  onChoose,
}: {
  counts: Counts;
  chosen: string;
  onChoose: (state: string) => void;
}) => (
  <fieldset className="delivery-states">
    <legend className="meta">Show</legend>
    {[
      ["", `All ${total(counts)}`] as const,
      ...stateOrder
        .filter((state) => counts[state] > 0 || state === chosen)
        .map((state) => [state, `${stateWords[state]} ${counts[state]}`] as const),
    ].map(([state, word]) => (
      <button
        key={state}
        type="button"
        className="button"
        aria-pressed={chosen === state}
        onClick={() => onChoose(state)}
      >
        {word}
      </button>
    ))}
  </fieldset>
);

const Outbox = () => {
  const [state, setState] = useState("");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(state);
  const [first] = data?.pages ?? [];
  const rows = data?.pages.flatMap((page) => page.deliveries) ?? [];
  const doubts = first?.counts.unsure ?? 0;
  return (
    <section className="setting" aria-labelledby="outbox-title">
      <h2 className="list-head" id="outbox-title">
        Outbox
      </h2>
      {error ? <NotRead what="The outbox" error={error} onAgain={refetch} /> : null}
      {doubts > 0 ? (
        <p>
          {countWords(doubts, "delivery", "deliveries")} in doubt: handed over, and no answer came. Nothing is sent
          twice by itself. Look for the mail at the relay or ask its reader, then say which.
        </p>
      ) : null}
      {first === undefined ? null : <States counts={first.counts} chosen={state} onChoose={setState} />}
      {first !== undefined && rows.length === 0 ? (
        <p className="meta">
          {state === "" ? "Nothing left the desk yet. An edition leaves when people have approved it." : "None."}
        </p>
      ) : null}
      <ul className="plain-list" aria-label="Deliveries, newest first">
        {rows.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </button>
      ) : null}
    </section>
  );
};

export const DeliveryPage = () => {
  const targets = useTargets();
  return (
    <>
      <h1 className="screen-title" id="settings-title">
        Delivery
      </h1>
      <p>Nothing leaves the desk that no named person approved.</p>
      <Outbox />
      <MailPart />
      <HooksPart />
      {targets.error ? <p role="alert">Lists and hooks could not be read: {targets.error.message}</p> : null}
      {targets.data === undefined ? null : <TargetsPart list={targets.data} />}
    </>
  );
};
