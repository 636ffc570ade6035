/** Mail: the relay that it leaves by, the lists that receive it, and a test of both. The password is typed and never shown. */
import { useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { MailView } from "../../api/contract.ts";
import { Fault, Field } from "../parts/form-field.tsx";
import { NotRead } from "../parts/not-read.tsx";
import { OriginLine } from "../settings/origin-line.tsx";
import { SaveRow, SetMeanwhile } from "../settings/save-part.tsx";
import { useTyped } from "../settings/use-typed.ts";
import { VersionsPart } from "../settings/versions-part.tsx";
import { emptyList, ListFields } from "./list-fields.tsx";
import { type OutcomeWords, TestOutcome } from "./test-outcome.tsx";
import {
  mailViewKey,
  type Relay,
  type TypedMail,
  useMail,
  useMailVersions,
  useRestoreMail,
  useSetMail,
  useTestMail,
} from "./use-mail.ts";
import "../styles/organisation.css";
import "../styles/schedule.css";

const firstRelay: Relay = {
  host: "",
  port: 587,
  security: "starttls",
  from: "",
  fromName: "Watchfloor",
  timeoutMs: 60_000,
};

const securityWords = {
  starttls: "STARTTLS, before anything else (587)",
  tls: "TLS from the first byte (465)",
  none: "none: in the clear",
} as const;

const RelayFields = ({
  relay,
  password,
  passwordSetAt,
  disabled,
  onRelay,
  onPassword,
}: {
  relay: Relay;
  password: string;
  passwordSetAt: string | undefined;
  disabled: boolean;
  onRelay: (relay: Relay) => void;
  onPassword: (password: string) => void;
}) => {
  const { user, replyTo, ...rest } = relay;
  const withUser = user === undefined ? {} : { user };
  const withReply = replyTo === undefined ? {} : { replyTo };
  return (
    <fieldset className="plan" disabled={disabled}>
      <legend>Relay</legend>
      <div className="plan-fields">
        <Field
          label="Host"
          value={relay.host}
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => onRelay({ ...relay, host: value.trim() })}
        />
        <Field
          label="Port"
          inputMode="numeric"
          value={String(relay.port)}
          onChange={({ currentTarget: { value } }) => onRelay({ ...relay, port: Number(value.replace(/\D/g, "")) })}
        />
        <label className="field">
          Security
          <select
            value={relay.security}
            onChange={({ currentTarget: { value } }) => {
              const security = (["starttls", "tls", "none"] as const).find((each) => each === value) ?? "starttls";
              const port = security === "tls" && relay.port === 587 ? 465 : relay.port;
              onRelay({ ...relay, security, port });
            }}
          >
            {Object.entries(securityWords).map(([security, words]) => (
              <option key={security} value={security}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <Field
          label="User, when it asks for one"
          value={user ?? ""}
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) =>
            onRelay({ ...rest, ...withReply, ...(value === "" ? {} : { user: value }) })
          }
        />
        <Field
          label="Password"
          type="password"
          autoComplete="new-password"
          value={password}
          help={passwordSetAt === undefined ? "Kept sealed, and never shown." : `Set, ${formatTime(passwordSetAt)}.`}
          onChange={({ currentTarget: { value } }) => onPassword(value)}
        />
        <Field
          label="Sender"
          type="email"
          value={relay.from}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => onRelay({ ...relay, from: value.trim() })}
        />
        <Field
          label="Sender’s name"
          value={relay.fromName}
          maxLength={120}
          onChange={({ currentTarget: { value } }) => onRelay({ ...relay, fromName: value })}
        />
        <Field
          label="Who answers readers"
          type="email"
          value={replyTo ?? ""}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) =>
            onRelay({ ...rest, ...withUser, ...(value === "" ? {} : { replyTo: value.trim() }) })
          }
        />
      </div>
    </fieldset>
  );
};

const outcomes: OutcomeWords = {
  sent: "The relay took it over.",
  later: "It was not taken over, and may be tried again.",
  failed: "It was refused.",
  unsure: "It was handed over, and no answer came: perhaps it arrived.",
};

const TestMail = ({ isChanged }: { isChanged: boolean }) => {
  const [to, setTo] = useState("");
  const test = useTestMail();
  return (
    <div className="stack">
      <div className="row">
        <Field
          label="Send a test mail to me, at"
          type="email"
          value={to}
          autoComplete="email"
          onChange={({ currentTarget: { value } }) => setTo(value.trim())}
        />
        <button type="button" className="button" disabled={test.isPending || to === ""} onClick={() => test.mutate(to)}>
          Send a test mail
        </button>
      </div>
      {isChanged ? (
        <p className="meta">It leaves by the relay that was saved last, not by what is typed here.</p>
      ) : null}
      <Fault error={test.error} />
      <TestOutcome asking={test.isPending ? "Asking the relay" : ""} outcome={test.data} words={outcomes} />
    </div>
  );
};

const MailForm = ({ view }: { view: MailView }) => {
  const set = useSetMail();
  const typed = useTyped<MailView, TypedMail>({
    view,
    viewKey: mailViewKey,
    set,
    whatOf: ({ mail, lists }) => ({ relay: mail, lists, password: "" }),
  });
  const { isLocked, isTouched, theirs } = typed;
  const { relay, lists, password } = typed.what;
  const change = (part: Partial<TypedMail>): void => typed.change((before) => ({ ...before, ...part }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key saves from any field of the form
    <div className="stack schedule" onKeyDown={typed.onKey}>
      {relay === undefined ? (
        <p className="row">
          <button type="button" className="button" onClick={() => change({ relay: firstRelay })}>
            Set a mail relay
          </button>
        </p>
      ) : (
        <RelayFields
          relay={relay}
          password={password}
          passwordSetAt={view.passwordSetAt}
          disabled={isLocked}
          onRelay={(next) => change({ relay: next })}
          onPassword={(next) => change({ password: next })}
        />
      )}
      <p className="meta">
        A relay within your own network must stand as <code>host:port</code> under <code>allowHosts</code> in the
        operator’s delivery file
        {view.allowHosts.length === 0 ? "; none does." : `: ${view.allowHosts.join(", ")}.`}
      </p>
      {lists.map((list, place) => (
        <ListFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a list may be renamed while it is typed; its place is what tells it
          key={place}
          list={list}
          disabled={isLocked}
          onChange={(changed) =>
            change({ lists: lists.flatMap((each, at) => (at === place ? (changed ?? []) : each)) })
          }
        />
      ))}
      {isLocked || relay === undefined ? null : (
        <p className="row">
          <button
            type="button"
            className="button"
            onClick={() => change({ lists: [...lists, emptyList(lists.length)] })}
          >
            Add a list
          </button>
        </p>
      )}
      {theirs === undefined ? <Fault error={set.error} /> : null}
      {theirs === undefined ? null : (
        <SetMeanwhile onTheirs={typed.takeTheirs} onMine={typed.saveOver}>
          <p>
            <b>{theirs.by ?? "Somebody"} saved another relay or other lists meanwhile.</b> Yours are kept here until you
            choose.
          </p>
        </SetMeanwhile>
      )}
      {isLocked || (relay === undefined && !isTouched) ? null : (
        <SaveRow
          save="Save relay and lists"
          isPending={set.isPending}
          saved={set.isSuccess && !isTouched ? "Saved. The next mail leaves by it." : ""}
          onSave={typed.save}
        />
      )}
      {view.mail === undefined ? null : <TestMail isChanged={isTouched} />}
    </div>
  );
};

export const MailPart = () => {
  const { data: view, error, refetch } = useMail();
  const versions = useMailVersions();
  const restore = useRestoreMail();
  return (
    <section className="setting" aria-labelledby="mail-title">
      <h2 className="list-head" id="mail-title">
        Mail
      </h2>
      {error && view === undefined ? <NotRead what="Relay and lists" error={error} onAgain={refetch} /> : null}
      {view === undefined ? null : (
        <>
          <OriginLine view={view} byDefault="Not set: no mail leaves the desk." />
          <MailForm view={view} />
          <details className="make">
            <summary>Earlier versions of relay and lists</summary>
            <VersionsPart view={view} versions={versions} restore={restore} />
          </details>
        </>
      )}
    </section>
  );
};
