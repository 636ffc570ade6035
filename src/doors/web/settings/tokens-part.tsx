/** API tokens: what a program may do in the person's name, until when, and a new secret without a gap. */
import { type FormEvent, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import { type Permission, tokenScopes } from "#terms/person.ts";
import type { ShownToken, TokenList } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { useChange, useTokens } from "./use-account.ts";

const scopeWords: Readonly<Partial<Record<Permission, string>>> = {
  "edition.read": "read editions",
  "record.search": "search what is on record",
  "draft.read": "read drafts",
  "story.triage": "triage stories",
  "draft.write": "change drafts",
  "edition.approve": "approve editions",
  "gate.override": "override gates",
  "edition.correct": "correct editions",
  "source.read": "see the sources",
  "source.manage": "change the sources",
  "delivery.manage": "change who receives what",
  "audit.read": "read the audit chain",
  "metrics.read": "read measures",
};

const wordsOf = (scope: Permission): string => scopeWords[scope] ?? scope;

const MakeForm = ({ may, onMade }: { may: readonly Permission[]; onMade: (token: ShownToken) => void }) => {
  const make = useChange(
    (body: { readonly name: string; readonly scopes: Permission[]; readonly days: number }) =>
      write("post", "/api/v1/me/tokens", { body }),
    onMade,
  );
  const scopes = tokenScopes.filter((scope) => may.includes(scope));
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const chosen = new FormData(form).getAll("scope");
    const body = {
      name: textOf(form, "name"),
      scopes: scopes.filter((scope) => chosen.includes(scope)),
      days: Number(textOf(form, "days")),
    };
    make.mutate(body, { onSuccess: () => form.reset() });
  };
  return (
    <details className="make">
      <summary>Make a token</summary>
      <form className="stack narrow" onSubmit={onSubmit}>
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          maxLength={100}
          help="What it is for, such as: nightly export."
          required
        />
        <fieldset>
          <legend>It may</legend>
          {scopes.map((scope) => (
            <label key={scope} className="check">
              <input type="checkbox" name="scope" value={scope} defaultChecked={scope === "edition.read"} />{" "}
              {wordsOf(scope)}
            </label>
          ))}
        </fieldset>
        <Field label="Days until it ends" name="days" type="number" min={1} max={366} defaultValue={90} required />
        <Fault error={make.error} />
        <button type="submit" className="button" disabled={make.isPending}>
          Make this token
        </button>
      </form>
    </details>
  );
};

const Row = ({
  token,
  onRotate,
  onEnd,
}: {
  token: TokenList["tokens"][number];
  onRotate: (() => void) | undefined;
  onEnd: () => void;
}) => (
  <li>
    <p>
      <b>
        <Words text={token.name} />
      </b>
      : may {token.scopes.map(wordsOf).join(", ")}
    </p>
    <p className="meta">
      Made {formatTime(token.createdAt)}; ends {formatTime(token.expiresAt)};{" "}
      {token.usedAt === undefined ? "never used" : `last used ${formatTime(token.usedAt)}`}.
    </p>
    <p className="row">
      {onRotate === undefined ? null : (
        <button type="button" className="button" onClick={onRotate}>
          Rotate
        </button>
      )}
      <button type="button" className="button" onClick={onEnd}>
        End it
      </button>
    </p>
  </li>
);

export const TokensPart = ({ may, confirmed }: { may: readonly Permission[]; confirmed: boolean }) => {
  const { data, error } = useTokens();
  const [made, setMade] = useState<ShownToken>();
  const rotate = useChange(
    (id: string) => write("post", "/api/v1/me/tokens/:id/rotate", { params: { id }, body: {} }),
    setMade,
  );
  const end = useChange((id: string) => write("delete", "/api/v1/me/tokens/:id", { params: { id } }));
  const tokens = data?.tokens ?? [];
  return (
    <section className="setting" aria-labelledby="tokens-title">
      <h2 className="list-head" id="tokens-title">
        API tokens
      </h2>
      <p>
        A program signs in with a token in your name, and does at most what you may and what the token names. A rotated
        token works on for 24 h beside the new one.
      </p>
      {made === undefined ? null : (
        <ShownOnce label="Secret of the token." secret={made.secret} onDone={() => setMade(undefined)} />
      )}
      {error ? <p role="alert">The tokens could not be read: {error.message}</p> : null}
      <ul className="plain-list">
        {tokens.map((token) => (
          <Row
            key={token.id}
            token={token}
            onRotate={confirmed ? () => rotate.mutate(token.id) : undefined}
            onEnd={() => end.mutate(token.id)}
          />
        ))}
      </ul>
      {data !== undefined && tokens.length === 0 ? <p className="meta">No token yet.</p> : null}
      <Fault error={rotate.error ?? end.error} />
      {confirmed ? <MakeForm may={may} onMade={setMade} /> : null}
    </section>
  );
};
