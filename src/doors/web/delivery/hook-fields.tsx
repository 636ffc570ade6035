/** A webhook or chat: where it leads, what signs what it gets, what it receives, and a test. Its secrets are typed and never shown. */
import { formatTime } from "#kit/text/format-time.ts";
import { Fault, Field } from "../parts/form-field.tsx";
import { wayWords } from "./delivery-words.ts";
import { CeilingAndRole, changed, firstReceives, Paused, type Receives, WhichEditions } from "./receive-fields.tsx";
import { type OutcomeWords, TestOutcome } from "./test-outcome.tsx";
import { type TypedHook, useTestHook } from "./use-hooks.ts";

const ways = ["webhook", "slack", "teams"] as const;
const nameOf = (way: TypedHook["way"]): string => (way === "webhook" ? "Webhook" : wayWords[way]);

export const emptyHook = (place: number): TypedHook => ({
  name: `hook-${place + 1}`,
  way: "webhook",
  ...firstReceives,
  address: "",
  secret: "",
});

const makeKey = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const outcomes: OutcomeWords = {
  sent: "It took the test over: see whether it stands there.",
  later: "It did not take it over, and may be tried again.",
  failed: "It was refused.",
  unsure: "It was handed over, and no answer came: perhaps it arrived.",
};

const TestHook = ({ name, isChanged }: { name: string; isChanged: boolean }) => {
  const test = useTestHook();
  return (
    <div className="stack">
      <p className="row">
        <button
          type="button"
          className="button"
          aria-label={`Send a test: ${name}`}
          disabled={test.isPending}
          onClick={() => test.mutate(name)}
        >
          Send a test
        </button>
        {isChanged ? <span className="meta">It goes to what was saved last, not to what is typed here.</span> : null}
      </p>
      <Fault error={test.error} />
      <TestOutcome asking={test.isPending ? "Asking it" : ""} outcome={test.data} words={outcomes} />
    </div>
  );
};

const givenAt = (what: string, at: string | undefined): string =>
  at === undefined ? "" : `${what} given ${formatTime(at)}. `;

interface Props {
  readonly hook: TypedHook;
  readonly disabled: boolean;
  readonly onChange: (hook: TypedHook | undefined) => void;
}

const SigningKey = ({ hook, onChange }: Omit<Props, "disabled">) => (
  <div className="row">
    <Field
      label={hook.saved === undefined ? "Signing key" : "New signing key"}
      value={hook.secret}
      spellCheck={false}
      autoComplete="off"
      help={`${givenAt("One was", hook.saved?.secretSetAt)}16 characters or more. Its receiver needs the same: copy it there before you save, for it is never shown again.`}
      onChange={({ currentTarget: { value } }) => onChange({ ...hook, secret: value.trim() })}
    />
    <button type="button" className="button" onClick={() => onChange({ ...hook, secret: makeKey() })}>
      Make one
    </button>
  </div>
);

const Place = ({ hook, onChange }: Omit<Props, "disabled">) => {
  const { saved } = hook;
  return (
    <Field
      label={saved === undefined ? "Address" : "New address"}
      value={hook.address}
      spellCheck={false}
      autoComplete="off"
      placeholder={saved === undefined ? "https://" : "empty: it stays"}
      help={
        saved === undefined
          ? "With https. Kept sealed: only its host is shown afterwards."
          : `${givenAt("It was", saved.addressSetAt)}${hook.way === "webhook" ? "A new one needs a new key too." : ""}`
      }
      onChange={({ currentTarget: { value } }) => onChange({ ...hook, address: value.trim() })}
    />
  );
};

const Kind = ({ hook, onChange }: Omit<Props, "disabled">) => (
  <>
    <Field
      label="Name"
      value={hook.name}
      maxLength={63}
      help="Small letters, digits, hyphens."
      onChange={({ currentTarget: { value } }) => onChange({ ...hook, name: value })}
    />
    <label className="field">
      Kind
      <select
        value={hook.way}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...hook, way: ways.find((each) => each === value) ?? "webhook", secret: "" })
        }
      >
        {ways.map((way) => (
          <option key={way} value={way}>
            {nameOf(way)}
          </option>
        ))}
      </select>
    </label>
  </>
);

export const HookFields = ({ hook, disabled, isChanged, onChange }: Props & { readonly isChanged: boolean }) => {
  const { saved, role, ...rest } = hook;
  const onReceive = (part: Partial<Receives>): void =>
    onChange({ ...rest, ...(saved === undefined ? {} : { saved }), ...changed(role, part) });
  return (
    <div className="stack">
      <fieldset className="plan" disabled={disabled}>
        <legend>{saved === undefined ? "New" : hook.name}</legend>
        {saved === undefined ? null : (
          <p>
            {nameOf(hook.way)} at <code>{saved.place}/…</code>
          </p>
        )}
        <div className="plan-fields">
          {saved === undefined ? <Kind hook={hook} onChange={onChange} /> : null}
          <CeilingAndRole receives={hook} onChange={onReceive} />
        </div>
        {disabled ? null : <Place hook={hook} onChange={onChange} />}
        {disabled || hook.way !== "webhook" ? null : <SigningKey hook={hook} onChange={onChange} />}
        <WhichEditions receives={hook} onChange={onReceive} />
        <Paused receives={hook} onChange={onReceive} />
        {disabled ? null : (
          <button
            type="button"
            className="button"
            aria-label={`Take it out: ${hook.name}`}
            onClick={() => onChange(undefined)}
          >
            Take it out
          </button>
        )}
      </fieldset>
      {saved === undefined ? null : <TestHook name={hook.name} isChanged={isChanged} />}
    </div>
  );
};
