/** The frame of every screen: skip links, rail (a bar at the bottom on phones), keys that work everywhere. */
import { Link, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { AlignLeft, Archive, Ellipsis, Layers, PanelLeft, Rss, Search, Settings, SquarePen } from "lucide-react";
import { useState } from "react";
import { roles } from "#terms/person.ts";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { goToNextPane } from "./panes.ts";
import { useGoKeys, useKeys } from "./use-keys.ts";
import { useLive } from "./use-live.ts";
import { isAllowed, useMe } from "./use-me.ts";
import { useTriageState } from "./use-triage-state.ts";

const places = [
  { to: "/", word: "Today", icon: AlignLeft, key: "t", needs: "edition.read" },
  { to: "/desk/triage", word: "Desk", icon: PanelLeft, key: "d", needs: "draft.read" },
  { to: "/desk/review", word: "Review", icon: SquarePen, key: "r", needs: "draft.read" },
  { to: "/stories", word: "Stories", icon: Layers, key: "l", needs: "edition.read" },
  { to: "/sources", word: "Sources", icon: Rss, key: "s", needs: "edition.read" },
  { to: "/editions", word: "Editions", icon: Archive, key: "e", needs: "edition.read" },
  { to: "/search", word: "Search", icon: Search, key: "f", needs: "record.search" },
  { to: "/settings", word: "Settings", icon: Settings, key: ",", needs: "edition.read" },
] as const;

/** Where whoever is not in yet may be. */
const outside = ["/sign-in", "/set-up", "/join"];

/** On a phone the bar holds so many; the others stand behind More. */
const inBar = 4;

/** Today is the latest edition, whichever one was open. */
const placeOf = (to: (typeof places)[number]["to"]) => (to === "/" ? { to, search: { edition: undefined } } : { to });

const Logo = () => (
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" className="logo">
    <rect x="1" y="1" width="22" height="22" rx="5" className="logo-ground" />
    <path d="M6.5 8h11M6.5 12h7" className="logo-line" />
    <path d="M6.5 16.4h9" className="logo-mark" />
  </svg>
);

export const Shell = () => {
  const navigate = useNavigate();
  useLive();
  const [help, setHelp] = useState(false);
  const { data: me } = useMe();
  const { pathname, href } = useLocation();
  const [more, setMore] = useState(false);
  // Only counts that ask for work.
  const waiting = useTriageState(isAllowed(me, "draft.read")).data?.toDecide ?? 0;
  const isOutside = outside.includes(pathname);
  const shown = places.filter(({ needs }) => me === undefined || isAllowed(me, needs));
  useGoKeys(Object.fromEntries(places.map(({ key, to }) => [key, () => void navigate(placeOf(to))])));
  useKeys({
    "/": (event) => {
      // The key itself must not be typed into the field.
      event.preventDefault();
      const field = document.getElementById("search-words");
      if (field === null) void navigate({ to: "/search" });
      else field.focus();
    },
    "?": () => setHelp(true),
    f6: goToNextPane,
  });
  if (isOutside) return <Outlet />;
  if (me !== undefined && !isAllowed(me, "edition.read")) return <Navigate to="/sign-in" search={{ to: href }} />;
  return (
    <div className="frame">
      <a className="skip" href="#text">
        Skip to the text
      </a>
      <nav className="rail" aria-label="Screens" data-pane="rail" tabIndex={-1}>
        <p className="brand">
          <Logo /> Watchfloor
        </p>
        <ul data-open={more}>
          {shown.map(({ to, word, icon: Icon }, at) => (
            <li key={to} className={at < inBar ? undefined : "behind-more"}>
              <Link
                {...placeOf(to)}
                activeOptions={{
                  exact: to !== "/settings" && to !== "/desk/review",
                  includeSearch: false,
                  includeHash: false,
                }}
                onClick={() => setMore(false)}
              >
                <Icon size={16} aria-hidden="true" /> {word}
                {to === "/desk/triage" && waiting > 0 ? (
                  <span className="rail-count">
                    {waiting} <span className="sr-only">to decide</span>
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
          <li className="narrow-only">
            <button type="button" className="more" aria-expanded={more} onClick={() => setMore(!more)}>
              <Ellipsis size={16} aria-hidden="true" /> More
            </button>
          </li>
        </ul>
        {me?.via === "open" && me.hasPeople ? (
          <p className="who">
            <Link to="/sign-in">Sign in</Link>
          </p>
        ) : null}
        {me?.via === "session" ? (
          <p className="who meta">
            <Link to="/settings/$page" params={{ page: "you" }}>
              {me.name}
            </Link>
            <span className="who-may">
              {roles.findLast((role) => me.roles.includes(role))}, reads up to <TlpLabel tlp={me.ceiling} />
            </span>
          </p>
        ) : null}
        <p className="rail-foot">
          <button type="button" className="quiet" onClick={() => setHelp(true)}>
            <kbd>?</kbd> Keys
          </button>
        </p>
      </nav>
      <Outlet />
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
};

export const NotFound = () => (
  <main className="page" id="text" tabIndex={-1}>
    <h1 className="screen-title">Nothing stands at this address</h1>
    <p>
      <Link to="/">Read today’s edition</Link>
    </p>
  </main>
);
