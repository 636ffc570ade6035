/** One person: what they may, how they sign in, and what an administrator can do about it. */
import { type FormEvent, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { PersonLink, PersonList } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { AskFirst } from "../parts/ask-first.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { RoleFields, readRoleFields } from "./role-fields.tsx";
import { usePeopleChange } from "./use-people.ts";

type Listed = PersonList["people"][number];

const waysOf = (person: Listed): string => {
  const ways = [
    ...(person.hasPassword ? [person.hasTotp ? "password and code" : "password"] : []),
    ...(person.passkeys === 0 ? [] : [person.passkeys === 1 ? "1 passkey" : `${person.passkeys} passkeys`]),
    ...(person.hasProvider ? ["the organisation’s sign-in"] : []),
  ];
  return ways.length === 0 ? "cannot sign in yet" : `signs in with ${ways.join(", ")}`;
};

const stateOf = (person: Listed, now: string): string => {
  const link =
    person.linkUntil === undefined || person.linkUntil < now
      ? ""
      : ` A link is open until ${formatTime(person.linkUntil)}.`;
  const seen = person.seenAt === undefined ? "Not signed in now." : `Last here ${formatTime(person.seenAt)}.`;
  return `${seen}${link}`;
};

type Update = Partial<ReturnType<typeof readRoleFields>> & {
  readonly name?: string;
  readonly state?: "active" | "suspended";
};

const updateOf =
  (id: string) =>
  (body: Update): Promise<undefined> =>
    write("patch", "/api/v1/people/:id", { params: { id }, body });

const EditForm = ({ person, onDone }: { person: Listed; onDone: () => void }) => {
  const update = usePeopleChange(updateOf(person.id), onDone);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = textOf(form, "name");
    const { roles, ceiling } = readRoleFields(form);
    const isSame = ceiling === person.ceiling && String([...roles].sort()) === String([...person.roles].sort());
    const body = { ...(name === person.name ? {} : { name }), ...(isSame ? {} : { roles, ceiling }) };
    update.mutate(body);
  };
  return (
    <form className="stack narrow" onSubmit={onSubmit} autoComplete="off">
      <Field label="Name" name="name" defaultValue={person.name} autoComplete="off" maxLength={100} required />
      <RoleFields held={person.roles} ceiling={person.ceiling} />
      <p className="meta">When roles or ceiling change, their sessions end and they sign in anew.</p>
      <Fault error={update.error} />
      <p className="row">
        <button type="submit" className="button" disabled={update.isPending}>
          Save
        </button>
        <button type="button" className="quiet" onClick={onDone}>
          Leave it
        </button>
      </p>
    </form>
  );
};

const Removal = ({ person, open, onClose }: { person: Listed; open: boolean; onClose: () => void }) => {
  const remove = usePeopleChange((id: string) => write("delete", "/api/v1/people/:id", { params: { id } }), onClose);
  return (
    <AskFirst title={`Remove ${person.name}?`} open={open} onClose={onClose}>
      <p>
        Their name, login and every way to sign in are erased, also from the audit chain. What they decided stays, under
        the id {person.id}. This cannot be undone; to keep somebody out for a while, suspend them.
      </p>
      <Fault error={remove.error} />
      <p className="row">
        <button type="button" className="button" disabled={remove.isPending} onClick={() => remove.mutate(person.id)}>
          Remove this person
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          Keep them
        </button>
      </p>
    </AskFirst>
  );
};

const Actions = ({
  person,
  isYou,
  onEdit,
  onLink,
}: {
  person: Listed;
  isYou: boolean;
  onEdit: () => void;
  onLink: (link: PersonLink) => void;
}) => {
  const [removing, setRemoving] = useState(false);
  const update = usePeopleChange(updateOf(person.id));
  const reset = usePeopleChange(
    (withoutFactors: boolean) =>
      write("post", "/api/v1/people/:id/link", { params: { id: person.id }, body: { withoutFactors } }),
    onLink,
  );
  const endAll = usePeopleChange((id: string) => write("delete", "/api/v1/people/:id/sessions", { params: { id } }));
  const endFeed = usePeopleChange((id: string) => write("delete", "/api/v1/people/:id/feed", { params: { id } }));
  const isActive = person.state === "active";
  return (
    <>
      <p className="row">
        <button type="button" className="button" onClick={onEdit}>
          Change
        </button>
        {isActive ? (
          <button type="button" className="button" onClick={() => reset.mutate(false)}>
            {person.hasPassword ? "Make a reset link" : "Make an invitation"}
          </button>
        ) : null}
        {isActive && (person.hasTotp || person.passkeys > 0) ? (
          <button type="button" className="button" onClick={() => reset.mutate(true)}>
            Reset, devices lost
          </button>
        ) : null}
        {isYou || person.sessions === 0 ? null : (
          <button type="button" className="button" onClick={() => endAll.mutate(person.id)}>
            {person.sessions === 1 ? "End 1 session" : `End ${person.sessions} sessions`}
          </button>
        )}
        {person.hasFeed && !isYou ? (
          <button type="button" className="button" onClick={() => endFeed.mutate(person.id)}>
            End the feed address
          </button>
        ) : null}
        {isYou ? null : (
          <>
            <button
              type="button"
              className="button"
              onClick={() => update.mutate({ state: isActive ? "suspended" : "active" })}
            >
              {isActive ? "Suspend" : "Let in again"}
            </button>
            <button type="button" className="button" onClick={() => setRemoving(true)}>
              Remove
            </button>
          </>
        )}
      </p>
      <Fault error={update.error ?? reset.error ?? endAll.error ?? endFeed.error} />
      <Removal person={person} open={removing} onClose={() => setRemoving(false)} />
    </>
  );
};

export const PersonRow = ({
  person,
  isYou,
  onLink,
}: {
  person: Listed;
  isYou: boolean;
  onLink: (link: PersonLink) => void;
}) => {
  const [editing, setEditing] = useState(false);
  return (
    <li>
      <p>
        <b className="clamp-name">
          <Words text={person.name} />
        </b>{" "}
        <span className="meta">
          {person.login}
          {isYou ? ", you" : ""}
        </span>{" "}
        {person.state === "suspended" ? <span className="chip chip-warn">Suspended</span> : null}
      </p>
      <p>
        {person.roles.join(", ")}; shown up to {person.ceiling}; {waysOf(person)}
      </p>
      <p className="meta">{stateOf(person, new Date().toISOString())}</p>
      {editing ? (
        <EditForm person={person} onDone={() => setEditing(false)} />
      ) : (
        <Actions person={person} isYou={isYou} onEdit={() => setEditing(true)} onLink={onLink} />
      )}
    </li>
  );
};
