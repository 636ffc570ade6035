/** Settings: one page a subject, a search over them, and only what the person may open. */
import { Link, useParams } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import type { Me } from "../../api/contract.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { isAllowed, useMe } from "../app/use-me.ts";
import { useTitle } from "../app/use-title.ts";
import { type Subject, subjects } from "./subjects.ts";
import "../styles/people.css";

const isAsked = ({ word, about }: Subject, words: string): boolean => {
  const text = `${word} ${about}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((each) => text.includes(each));
};

const Subjects = ({ allowed, open }: { allowed: readonly Subject[]; open: Subject | undefined }) => {
  const [words, setWords] = useState("");
  const found = allowed.filter((subject) => isAsked(subject, words));
  return (
    <nav className="settings-nav" aria-label="Settings">
      <label className="field" htmlFor="search-words">
        Find a setting
        <input
          id="search-words"
          type="search"
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <ul>
        {found.map(({ page, word }) => (
          <li key={page}>
            <Link to="/settings/$page" params={{ page }} aria-current={page === open?.page ? "page" : undefined}>
              {word}
            </Link>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="meta">No setting that you may open holds these words.</p> : null}
    </nav>
  );
};

const Nothing = ({ me }: { me: Me }) => (
  <div className="empty">
    <h1 className="screen-title">{me.hasPeople ? "No settings for you" : "Nobody is set up on this desk"}</h1>
    {me.hasPeople && me.via === "open" ? (
      <p>
        Settings belong to people. <a href="/sign-in?to=/settings">Sign in</a>
      </p>
    ) : null}
    {me.hasPeople && me.via !== "open" ? <p>Your roles open none of them. Ask an administrator.</p> : null}
    {me.hasPeople ? null : (
      <p>
        Settings belong to people. When the desk was started it printed a link for setting up the first person; start it
        again for another one.
      </p>
    )}
  </div>
);

const Opened = ({ me }: { me: Me }) => {
  const { page } = useParams({ strict: false });
  const allowed = subjects.filter(({ needs }) => isAllowed(me, needs));
  const first = me.via === "open" ? undefined : allowed[0];
  const subject = page === undefined ? first : allowed.find((each) => each.page === page);
  useTitle(subject === undefined ? "Settings" : `${subject.word} · Settings`);
  return (
    <div className="settings">
      <Subjects allowed={allowed} open={subject} />
      {subject === undefined && page === undefined ? <Nothing me={me} /> : null}
      {subject === undefined && page !== undefined ? (
        <div>
          <h1 className="screen-title">No such setting</h1>
          <p>Nothing that you may open stands at this address.</p>
        </div>
      ) : null}
      {subject === undefined ? null : (
        <Suspense fallback={<p className="meta">Opening {subject.word}</p>}>
          <section className="settings-subject" aria-labelledby="settings-title">
            <subject.Page />
          </section>
        </Suspense>
      )}
    </div>
  );
};

export const SettingsPage = () => {
  const { data: me, error, refetch } = useMe();
  if (error && me === undefined) return <Failure error={error} what="the settings" onRetry={() => void refetch()} />;
  if (me === undefined) return <Loading what="the settings" />;
  return (
    <div className="screen">
      <ScreenHead title="Settings" state={me.via === "session" ? me.name : "nobody is signed in"} />
      <main className="page wide" id="text" data-pane="text" tabIndex={-1}>
        <Opened me={me} />
      </main>
    </div>
  );
};
