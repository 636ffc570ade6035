/** Settings, People: who may sign in, and what each may do. */
import { useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { PersonLink } from "../../api/contract.ts";
import { useMe } from "../app/use-me.ts";
import { NotRead } from "../parts/not-read.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { AddPerson } from "./add-person.tsx";
import { PersonRow } from "./person-row.tsx";
import { usePeople } from "./use-people.ts";

export const PeoplePage = () => {
  const { data: me } = useMe();
  const { data, error, refetch } = usePeople();
  const [link, setLink] = useState<PersonLink>();
  const named = data?.people.find(({ id }) => id === link?.id)?.name ?? "this person";
  return (
    <>
      <h1 className="screen-title" id="settings-title">
        People
      </h1>
      <p>Ordered by when they were added. A change is written into the audit chain with your name.</p>
      {link === undefined ? null : (
        <ShownOnce
          label={`Link for ${named}, to be used once until ${formatTime(link.expiresAt)}. Hand it on by a way you trust.`}
          secret={link.link}
          onDone={() => setLink(undefined)}
        />
      )}
      {error ? <NotRead what="The people" error={error} onAgain={refetch} /> : null}
      <AddPerson onLink={setLink} />
      <ul className="plain-list">
        {(data?.people ?? []).map((person) => (
          <PersonRow key={person.id} person={person} isYou={person.id === me?.id} onLink={setLink} />
        ))}
      </ul>
    </>
  );
};
