/** Where the person is signed in; each session can be ended. */
import { formatTime } from "#kit/text/format-time.ts";
import type { SessionList } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { openAs } from "../app/use-me.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { useChange, useSessions } from "./use-account.ts";

const wayWords: Readonly<Record<string, string>> = {
  password: "with a password",
  passkey: "with a passkey",
  provider: "through the organisation’s sign-in",
  link: "by a link",
};

const Row = ({ session, onEnd }: { session: SessionList["sessions"][number]; onEnd: () => void }) => (
  <li>
    <p className="clamp">
      <Words text={session.agent === "" ? "A browser that does not say what it is" : session.agent} />
    </p>
    <p className="meta">
      {session.current ? "This one. " : ""}Signed in {formatTime(session.createdAt)} {wayWords[session.way] ?? ""}; last
      used {formatTime(session.seenAt)}; ends at the latest {formatTime(session.expiresAt)}.
    </p>
    {session.current ? null : (
      <button type="button" className="button" onClick={onEnd}>
        End it
      </button>
    )}
  </li>
);

export const SessionsPart = () => {
  const { data, error } = useSessions();
  const end = useChange((id: string) => write("delete", "/api/v1/me/sessions/:id", { params: { id } }));
  const endOthers = useChange((_: undefined) => write("delete", "/api/v1/me/sessions", {}));
  const signOut = async (): Promise<void> => {
    await write("delete", "/api/v1/session", {});
    openAs("/sign-in");
  };
  const sessions = data?.sessions ?? [];
  return (
    <section className="setting" aria-labelledby="sessions-title">
      <h2 className="list-head" id="sessions-title">
        Sessions
      </h2>
      {error ? <p role="alert">The sessions could not be read: {error.message}</p> : null}
      <ul className="plain-list">
        {sessions.map((session) => (
          <Row key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      <Fault error={end.error ?? endOthers.error} />
      <p className="row">
        <button type="button" className="button" onClick={() => void signOut()}>
          Sign out
        </button>
        {sessions.length > 1 ? (
          <button type="button" className="button" onClick={() => endOthers.mutate(undefined)}>
            End all others
          </button>
        ) : null}
      </p>
    </section>
  );
};
