/** Who gets a text once it is approved: by list and hook, the addresses behind a disclosure, and who does not, and why. */
import type { Receivers } from "../../api/contract.ts";
import { wayWords } from "../delivery/delivery-words.ts";
import { Words } from "../parts/foreign-text.tsx";
import { countWords } from "../today/reading-index.ts";
import { useReceivers } from "./use-draft.ts";

type Target = Receivers["targets"][number];

const Addresses = ({ label, addresses, count }: { label: string; addresses: readonly string[]; count: number }) => {
  if (addresses.length === 0) return null;
  const more = count - addresses.length;
  return (
    <details>
      <summary>{label}</summary>
      <ul className="addresses">
        {addresses.map((address) => (
          <li key={address}>{address}</li>
        ))}
        {more > 0 ? <li>and {countWords(more, "address", "addresses")} more</li> : null}
      </ul>
    </details>
  );
};

const Row = ({ target }: { target: Target }) => {
  const { way, count, corrects, withheld, addresses, nothing } = target;
  const what = corrects ? "told what is corrected" : "gets it";
  const mails = corrects ? `${countWords(count, "reader")} told what is corrected` : countWords(count, "reader");
  return (
    <li>
      <p>
        <b>
          <Words text={target.title} />
        </b>
        , {wayWords[way]}: {nothing ?? (count === 0 ? "nobody" : way === "mail" ? mails : what)}
      </p>
      <Addresses label="Addresses" addresses={addresses} count={count} />
      {withheld.map(({ because, addresses, count }) => (
        <div key={because} className="withheld">
          <p>
            Withheld{way === "mail" ? ` from ${countWords(count, "reader")}` : ""}: <Words text={because} />
          </p>
          <Addresses label="Addresses it is withheld from" addresses={addresses} count={count} />
        </div>
      ))}
    </li>
  );
};

const sumOf = ({ targets }: Receivers): string => {
  const of = (isMail: boolean): number =>
    targets.filter(({ way }) => (way === "mail") === isMail).reduce((sum, { count }) => sum + count, 0);
  const told = [countWords(of(true), "mail"), countWords(of(false), "hook")];
  return `${told.join(" and ")}, as things stand now:`;
};

export const ReceiverList = ({ draft, version }: { draft: string; version: number }) => {
  const { data, error } = useReceivers(draft, version);
  if (error !== null)
    return (
      <p className="fault" role="alert">
        Who receives it could not be worked out: {error.message} Settings, Delivery says it too.
      </p>
    );
  if (data === undefined) return <p className="meta">Working out who receives it</p>;
  if (!data.isSetUp) return <p>No list and no hook is set up: it leaves by the feeds alone.</p>;
  return (
    <>
      <p>{sumOf(data)}</p>
      <ul className="plain-list receivers">
        {data.targets.map((target) => (
          <Row key={target.name} target={target} />
        ))}
      </ul>
    </>
  );
};
