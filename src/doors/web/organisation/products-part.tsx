/** The products that the organisation runs: typed one by one, or taken from a list in YAML or CSV. */
import { type DragEvent, type FormEvent, useId, useRef, useState } from "react";
import type { Organisation } from "#terms/organisation.ts";
import type { ProfileText, SettingFault } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { countWords } from "../today/reading-index.ts";
import { readProfileFile } from "./use-organisation.ts";

type Product = Organisation["products"][number];

const shownAtOnce = 50;
const longestFile = 4_000_000;

const readForm = (form: HTMLFormElement): Product => {
  const vendor = textOf(form, "vendor").trim();
  const version = textOf(form, "version").trim();
  return {
    name: textOf(form, "product").trim(),
    ...(vendor === "" ? {} : { vendor }),
    ...(version === "" ? {} : { version }),
    assets: textOf(form, "assets")
      .split(/[\n,;]/)
      .map((each) => each.trim())
      .filter((each) => each !== ""),
    internetFacing: new FormData(form).get("facing") === "on",
  };
};

const ProductForm = ({
  product,
  onDone,
  onLeave,
}: {
  product?: Product;
  onDone: (product: Product) => void;
  onLeave?: () => void;
}) => {
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // It stands inside the form of the profile, which is not sent by it.
    event.stopPropagation();
    const form = event.currentTarget;
    onDone(readForm(form));
    form.reset();
    form.querySelector("input")?.focus();
  };
  return (
    <form className="stack product-form" onSubmit={onSubmit} autoComplete="off">
      <Field
        label="Product"
        name="product"
        defaultValue={product?.name}
        maxLength={200}
        pattern=".*\S.*"
        title="a name"
        help="As reports name it: “Windows Server”, “FortiOS”."
        required
      />
      <div className="two">
        <Field label="Vendor" name="vendor" defaultValue={product?.vendor} maxLength={200} />
        <Field label="Version" name="version" defaultValue={product?.version} maxLength={80} />
      </div>
      <Field
        label="Machines"
        name="assets"
        defaultValue={product?.assets.join(", ")}
        help="Names of your own, parted by commas."
      />
      <label className="check">
        <input type="checkbox" name="facing" defaultChecked={product?.internetFacing ?? false} /> Reachable from the
        internet
      </label>
      <p className="row">
        <button type="submit" className="button">
          {product === undefined ? "Add this product" : "Keep the change"}
        </button>
        {onLeave === undefined ? null : (
          <button type="button" className="quiet" onClick={onLeave}>
            Leave it
          </button>
        )}
      </p>
    </form>
  );
};

const Row = ({
  product,
  disabled,
  onChange,
}: {
  product: Product;
  disabled: boolean;
  onChange: (product: Product | undefined) => void;
}) => {
  const [editing, setEditing] = useState(false);
  if (editing)
    return (
      <li>
        <ProductForm
          product={product}
          onDone={(changed) => {
            setEditing(false);
            onChange(changed);
          }}
          onLeave={() => setEditing(false)}
        />
      </li>
    );
  const { name, vendor, version, assets, internetFacing } = product;
  return (
    <li className="product">
      <span>
        <b>
          <Words text={`${name}${version === undefined ? "" : ` ${version}`}`} />
        </b>{" "}
        <span className="meta">
          {vendor === undefined ? "" : `${vendor}; `}
          {version === undefined ? "version not known; " : ""}
          {assets.length === 0 ? "no machine named" : countWords(assets.length, "machine")}
          {internetFacing ? "; reachable from the internet" : ""}
        </span>
      </span>
      {disabled ? null : (
        <span className="row">
          <button type="button" className="button" aria-label={`Change ${name}`} onClick={() => setEditing(true)}>
            Change
          </button>
          <button type="button" className="button" aria-label={`Take out ${name}`} onClick={() => onChange(undefined)}>
            Take out
          </button>
        </span>
      )}
    </li>
  );
};

interface Taken {
  readonly from: string;
  readonly products: number;
  readonly faults: readonly SettingFault[];
  readonly more: number;
}

const Faults = ({ taken }: { taken: Taken }) => (
  <div role="status">
    <p>
      {taken.from}: {countWords(taken.products, "product")} taken
      {taken.faults.length === 0
        ? "."
        : `, ${countWords(taken.faults.length + taken.more, "fault")}; rows with one are left out.`}
    </p>
    {taken.faults.length === 0 ? null : (
      <ol className="faults">
        {taken.faults.map(({ line, path, expected, found }) => (
          <li key={`${line} ${path} ${found}`}>
            {line === undefined ? "" : `Line ${line}: `}
            {path === "" ? "" : `${path}: `}expected {expected} but found <Words text={found} />.
          </li>
        ))}
      </ol>
    )}
    {taken.more > 0 ? <p className="meta">And {taken.more} more.</p> : null}
  </div>
);

/** A list by file, by dropping it or by pasting; a whole profile fills the other fields too. */
const FromFile = ({ onFields }: { onFields: (fields: ProfileText["fields"]) => void }) => {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [taken, setTaken] = useState<Taken>();
  const [error, setError] = useState<Error | null>(null);
  const [reading, setReading] = useState(false);
  const take = async (content: string, name?: string): Promise<void> => {
    setReading(true);
    setError(null);
    try {
      if (content.length > longestFile)
        throw new Error(`Expected at most 4,000,000 characters but found ${content.length}.`);
      const { fields, faults, more } = await readProfileFile({
        text: content,
        ...(name === undefined ? {} : { name }),
      });
      onFields(fields);
      setTaken({ from: name ?? "What you pasted", products: fields.products?.length ?? 0, faults, more });
      if (name === undefined && faults.length === 0) setText("");
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setReading(false);
    }
  };
  const takeFile = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    if (chosen.size > longestFile * 4) setError(new Error("Expected a list of at most 4,000,000 characters."));
    else void chosen.text().then((content) => take(content, chosen.name));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    takeFile(event.dataTransfer.files[0]);
  };
  return (
    <details className="make">
      <summary>From a file, or pasted</summary>
      <div className="stack">
        <p className="meta">
          CSV with a line of names (name, vendor, version, assets, internet-facing) or YAML. Machines are parted by
          semicolons. A product that is on the list already is replaced.
        </p>
        <label className="field" htmlFor={id}>
          Paste here, or drop a file
          <textarea
            id={id}
            rows={5}
            value={text}
            spellCheck={false}
            onChange={({ currentTarget: { value } }) => setText(value)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={onDrop}
          />
        </label>
        <p className="row">
          <button
            type="button"
            className="button"
            disabled={reading || text.trim() === ""}
            onClick={() => void take(text)}
          >
            Take what I pasted
          </button>
          <button type="button" className="button" disabled={reading} onClick={() => file.current?.click()}>
            Choose a file
          </button>
          <input
            ref={file}
            type="file"
            className="sr-only"
            tabIndex={-1}
            aria-label="A list of products"
            accept=".csv,.tsv,.yaml,.yml,.txt"
            onChange={({ currentTarget }) => {
              takeFile(currentTarget.files?.[0]);
              currentTarget.value = "";
            }}
          />
        </p>
        <Fault error={error} />
        {taken === undefined ? null : <Faults taken={taken} />}
      </div>
    </details>
  );
};

const isAsked = ({ name, vendor = "", assets }: Product, words: string): boolean =>
  words === "" || [name, vendor, ...assets].some((text) => text.toLowerCase().includes(words));

export const ProductsPart = ({
  products,
  disabled,
  onChange,
  onFields,
}: {
  products: readonly Product[];
  disabled: boolean;
  onChange: (products: Product[]) => void;
  onFields: (fields: ProfileText["fields"]) => void;
}) => {
  const [words, setWords] = useState("");
  const [most, setMost] = useState(shownAtOnce);
  const found = products
    .map((product, at) => ({ product, at }))
    .filter(({ product }) => isAsked(product, words.trim().toLowerCase()));
  const change = (at: number, changed: Product | undefined): void =>
    onChange(products.flatMap((product, place) => (place === at ? (changed ?? []) : product)));
  return (
    <section aria-labelledby="products-title">
      <h2 className="list-head" id="products-title">
        Products that you run
      </h2>
      <p className="meta">
        {products.length === 0
          ? "None yet. They decide which stories are yours, and which of your machines are under attack."
          : `${countWords(products.length, "product")}, in the order in which they were given.`}
      </p>
      {disabled ? null : (
        <>
          <details className="make" open={products.length === 0}>
            <summary>Type one</summary>
            <ProductForm onDone={(product) => onChange([...products, product])} />
          </details>
          <FromFile onFields={onFields} />
        </>
      )}
      {products.length > 8 ? (
        <label className="field">
          Find a product or machine
          <input
            type="search"
            value={words}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => {
              setWords(value);
              setMost(shownAtOnce);
            }}
          />
        </label>
      ) : null}
      <ul className="plain-list" aria-label="Products">
        {found.slice(0, most).map(({ product, at }) => (
          <Row
            key={`${at} ${product.name}`}
            product={product}
            disabled={disabled}
            onChange={(changed) => change(at, changed)}
          />
        ))}
      </ul>
      {found.length > most ? (
        <p className="row">
          <span className="meta">
            {most} of {found.length.toLocaleString("en")} shown.
          </span>
          <button type="button" className="button" onClick={() => setMost(most + 200)}>
            Show more
          </button>
        </p>
      ) : null}
    </section>
  );
};
