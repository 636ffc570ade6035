/** The question: words and filters, one form. `Enter` in any field asks; the address then holds the question. */
import { type FormEvent, useEffect, useRef } from "react";
import type { SearchAddress } from "../app/load.ts";

const Field = ({
  name,
  label,
  value,
  type = "text",
}: {
  name: string;
  label: string;
  value: string | undefined;
  type?: string;
}) => (
  <label className="field">
    <span>{label}</span>
    <input name={name} type={type} defaultValue={value ?? ""} autoComplete="off" />
  </label>
);

type Choice = readonly [value: string, word: string];

const Choose = ({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
}) => (
  <label className="field">
    <span>{label}</span>
    <select name={name} defaultValue={value ?? ""}>
      {choices.map(([choice, word]) => (
        <option key={choice} value={choice}>
          {word}
        </option>
      ))}
    </select>
  </label>
);

const kinds: readonly Choice[] = [
  ["", "Articles and editions"],
  ["article", "Articles"],
  ["edition", "Editions"],
];
const orders: readonly Choice[] = [
  ["", "Newest first"],
  ["best", "Best first"],
];

const readForm = (form: HTMLFormElement): SearchAddress =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === "string" && value.trim() !== "" ? [[name, value.trim()]] : [],
    ),
  );

/** `address` is what was asked; Back brings another, and the fields follow it (`key` of the form). */
export const SearchForm = ({ address, onAsk }: { address: SearchAddress; onAsk: (asked: SearchAddress) => void }) => {
  const field = useRef<HTMLInputElement>(null);
  const isBare = address.q === undefined;
  useEffect(() => {
    if (isBare) field.current?.focus();
  }, [isBare]);
  const ask = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onAsk(readForm(event.currentTarget));
  };
  return (
    <search>
      <form className="search-form" onSubmit={ask}>
        <div className="search-line">
          <label className="field grows" htmlFor="search-words">
            <span>
              Words, names, CVE ids, addresses <kbd>/</kbd>
            </span>
            <input
              ref={field}
              id="search-words"
              name="q"
              type="search"
              defaultValue={address.q ?? ""}
              maxLength={1000}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="search-how"
            />
          </label>
          <button type="submit" className="button">
            Search
          </button>
        </div>
        <p className="meta" id="search-how">
          “in this order” · -without · begin* · hxxp://evil[.]com finds evil.com
        </p>
        <fieldset className="search-filters">
          <legend className="sr-only">Filters</legend>
          <Field name="from" label="From (UTC)" type="date" value={address.from} />
          <Field name="to" label="To (UTC)" type="date" value={address.to} />
          <Field name="outlet" label="Outlet" value={address.outlet} />
          <Field name="language" label="Language, such as en" value={address.language} />
          <Choose name="kind" label="Look in" value={address.kind} choices={kinds} />
          <Choose name="order" label="Order" value={address.order} choices={orders} />
        </fieldset>
      </form>
    </search>
  );
};
