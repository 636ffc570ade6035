/** Lists and hooks as they are in force: who is to receive what, up to which label; here readers come back. */
import { formatTime } from "#kit/text/format-time.ts";
import { mainAudience } from "#terms/audience.ts";
import type { TargetList } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { countWords } from "../today/reading-index.ts";
import { wayWords } from "./delivery-words.ts";
import { useRejoin, useRevive } from "./use-deliveries.ts";

type Target = TargetList["targets"][number];

const Left = ({ target }: { target: Target }) => {
  const rejoin = useRejoin();
  if (target.left.length === 0) return null;
  return (
    <details>
      <summary>{countWords(target.left.length, "reader")} left this list</summary>
      <ul className="plain-list">
        {target.left.map(({ address, at }) => (
          <li key={address} className="row">
            <span>
              <Words text={address} /> <span className="meta">left {formatTime(at)}</span>
            </span>
            <button
              type="button"
              className="button"
              onClick={() => rejoin.mutate({ name: target.name, address })}
              disabled={rejoin.isPending}
            >
              Put back
            </button>
          </li>
        ))}
      </ul>
      <Fault error={rejoin.error} />
    </details>
  );
};

const Gone = ({ target }: { target: Target }) => {
  const revive = useRevive();
  if (target.goneAt === undefined) return null;
  return (
    <div className="row">
      <span>It said on {formatTime(target.goneAt)} that it is gone (410). Nothing is sent to it.</span>
      <button type="button" className="button" onClick={() => revive.mutate(target.name)} disabled={revive.isPending}>
        Send to it again
      </button>
      <Fault error={revive.error} />
    </div>
  );
};

const Row = ({ target }: { target: Target }) => (
  <li>
    <p className="row">
      <b>
        <Words text={target.title} />
      </b>
      <TlpLabel tlp={target.ceiling} />
      <span className="meta">and below</span>
    </p>
    <p className="meta">
      {wayWords[target.way]}
      {target.way === "mail" ? `, ${countWords(target.readers, "reader")}` : ""}; {target.kinds.join(", ")}
      {target.audiences.join() === mainAudience ? "" : `; for ${target.audiences.join(", ")}`}
      {target.role === undefined ? "" : `; for the role ${target.role.replaceAll("_", " ")}`}
      {target.paused ? "; paused" : ""}
    </p>
    <Gone target={target} />
    <Left target={target} />
  </li>
);

export const TargetsPart = ({ list }: { list: TargetList }) => (
  <section className="setting" aria-labelledby="targets-title">
    <h2 className="list-head" id="targets-title">
      Who receives editions
    </h2>
    <p>
      {list.relay === undefined ? "No mail relay is configured." : `Mail leaves by ${list.relay}.`}{" "}
      {list.relay === undefined
        ? ""
        : list.oneClick
          ? "Readers leave a list by one click."
          : "Readers leave a list by asking: one click needs an https address of the desk (door.address)."}
    </p>
    {list.targets.length === 0 ? (
      <p className="meta">
        Nobody yet. Set a relay and a list above, or a webhook or chat, or name a file under <code>delivery</code> in
        the configuration.
      </p>
    ) : (
      <ul className="plain-list">
        {list.targets.map((target) => (
          <Row key={target.name} target={target} />
        ))}
      </ul>
    )}
  </section>
);
