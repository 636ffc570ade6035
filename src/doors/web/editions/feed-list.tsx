/** The feeds of this desk, one chosen by role; the kind is that of the list above. */
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { mainAudience } from "#terms/audience.ts";
import { roleIds, roleNames } from "#terms/reader-role.ts";
import { useAudiences } from "../app/load.ts";
import { feedAddress, feedForms } from "../parts/feed-address.ts";
import { FeedLinks } from "../parts/feed-links.tsx";

export const FeedList = () => {
  const { role, kind, audience } = useSearch({ from: "/editions" });
  const title = useAudiences().data?.audiences.find(({ name }) => name === audience)?.title ?? audience;
  const navigate = useNavigate({ from: "/editions" });
  const whose = audience === undefined || audience === mainAudience ? "" : ` for ${title}`;
  const kinds = `${kind === undefined ? "new editions" : `new ${kind} editions`}${whose}`;
  const reader = role === undefined ? "" : `, read as ${roleNames[role]}`;
  return (
    <section className="feeds" aria-labelledby="feeds">
      <h2 id="feeds" tabIndex={-1}>
        New editions by feed
      </h2>
      <p>
        This feed brings {kinds}
        {reader}, once a named person has approved them
        {role === undefined ? "" : "; what is asked of that role stands first"}. Where reading needs signing in, a feed
        reader asks by a private address:{" "}
        <Link className="underlined" to="/settings/$page" params={{ page: "you" }}>
          Settings, You
        </Link>{" "}
        makes yours.
      </p>
      <p className="row">
        <label className="field">
          Read as
          <select
            value={role ?? ""}
            onChange={(event) =>
              void navigate({
                search: (before) => ({ ...before, role: roleIds.find((id) => id === event.target.value) }),
                hash: "feeds",
                replace: true,
                resetScroll: false,
              })
            }
          >
            <option value="">Everyone</option>
            {roleIds.map((id) => (
              <option key={id} value={id}>
                {roleNames[id]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p className="row">
        {feedForms.map(([form, name]) => (
          <a key={form} className="button" href={feedAddress(form, { role, kind, audience })}>
            {name}
          </a>
        ))}
        <a className="button" href="/feeds/editions.opml">
          All feeds as OPML
        </a>
      </p>
      <FeedLinks choice={{ role, kind, audience }} about={`Watchfloor ${kinds}${reader}`} />
    </section>
  );
};
