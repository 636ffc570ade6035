/** Today: the edition for the reader with four minutes. */

import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { formatClock, formatLongDay, formatShortDay } from "#kit/text/format-time.ts";
import type { Reading } from "../../api/contract.ts";
import { useEditionKey, useFileKey, useReading } from "../app/load.ts";
import { Failure, Loading } from "../app/state-views.tsx";
import { useKeys } from "../app/use-keys.ts";
import { useTitle } from "../app/use-title.ts";
import { ExampleLine } from "../first-run/example-line.tsx";
import { FeedLinks } from "../parts/feed-links.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { ContentsPanel } from "./contents-panel.tsx";
import { sentenceWithSources } from "./copy-sentence.ts";
import { LaterNotice } from "./later-notice.tsx";
import { PassagePanel } from "./passage-panel.tsx";
import { fileOf, printEdition } from "./print-edition.ts";
import { PrintedPassages } from "./printed-passages.tsx";
import { byArticle, indexReading, lowerFirst, passagesOf } from "./reading-index.ts";
import { RoleSwitch } from "./role-switch.tsx";
import { SectionView } from "./section-view.tsx";
import { SendMenu } from "./send-menu.tsx";
import { TodayProvider } from "./today-state.tsx";
import { useRole } from "./use-role.ts";

export const TodayPage = () => {
  const { data, error, refetch } = useReading();
  if (data) return <Edition reading={data} />;
  if (error) return <Failure error={error} what="the edition" onRetry={() => void refetch()} />;
  return <Loading what="the edition" />;
};

const YourAction = ({ reading, role }: { reading: Reading; role: string | undefined }) => {
  const card = reading.sections
    .find((section) => section.id === "for_you")
    ?.blocks.find((block) => block.type === "card" && block.role === role);
  const partOf = (part: string): string | undefined => {
    const sentence = card?.sentences.find((each) => each.part === part);
    // As it reads since a correction.
    return sentence?.corrected === undefined ? sentence?.text : sentence.corrected.text;
  };
  const [deed, by] = [partOf("do"), partOf("by")];
  // Nobody is to act on what was recalled.
  if (deed === undefined || reading.notice?.kind === "recalled") return null;
  return (
    <p className="your-action">
      <a href={`#card-${role}`}>
        <ArrowDown size={16} aria-hidden="true" /> Your action: <Words text={lowerFirst(deed.replace(/\.$/, ""))} />
      </a>{" "}
      {by ? <span>by {by.replace(/^by\s/i, "").replace(/\.$/, "")}</span> : null}
    </p>
  );
};

/** Said above an edition that the address names: it may not be the latest. */
const EarlierNote = () => {
  const edition = useEditionKey();
  if (edition === "latest") return null;
  return (
    <p className="earlier-note">
      An edition on record.{" "}
      <Link to="/" search={{ edition: undefined }}>
        Read the latest
      </Link>
    </p>
  );
};

const Standing = ({ reading }: { reading: Reading }) => {
  const { standing, edition } = reading;
  if (edition.corrects !== undefined)
    return <p className="standing-note">This edition corrects an earlier one: {edition.corrects.reason}</p>;
  return standing?.approved === false ? (
    <p className="standing-note">
      <b>Not approved.</b> A draft: readers see it once a named person has approved its text.
    </p>
  ) : null;
};

interface TopBarProps {
  readonly reading: Reading;
  readonly role: Reading["roles"][number] | undefined;
}

const TopBar = ({ reading, role }: TopBarProps) => {
  const fileKey = useFileKey(reading);
  const passed = reading.gates.filter((gate) => gate.passed).length;
  return (
    <header className="top-bar">
      <p className="top-title">
        <b className="wide-only">{formatLongDay(reading.edition.date)}</b>
        <b className="narrow-only">{formatShortDay(reading.edition.date)}</b>
        <span className="wide-only">
          Edition{" "}
          {reading.edition.audience === undefined ? null : (
            <>
              for <Words text={reading.edition.audience.title} />{" "}
            </>
          )}
          of {formatClock(reading.edition.asOf)}
        </span>
      </p>
      <p className="top-state wide-only">
        <span>
          Score <b>{reading.scoreCard.total}</b> of {reading.scoreCard.of}
        </span>
        <span>
          {passed} of {reading.gates.length} gates passed
        </span>
        {reading.standing?.approved === true ? (
          <span>approved by {(reading.edition.approval?.by ?? []).map(({ name }) => name).join(" and ")}</span>
        ) : null}
      </p>
      <TlpLabel tlp={reading.edition.tlp} />
      <SendMenu date={fileKey} role={role} audience={reading.edition.audience?.name} />
    </header>
  );
};

/** Brings a sentence into view above the sheet, without moving what is already in view. */
const showSentence = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView({ block: "nearest" }));
};

const Edition = ({ reading }: { reading: Reading }) => {
  const [role, setRole] = useRole(reading);
  const index = useMemo(() => indexReading(reading, role), [reading, role]);
  const reader = reading.roles.find(({ id }) => id === role);
  const hash = useRouterState({ select: (state) => state.location.hash });
  const navigate = useNavigate({ from: "/" });
  const [said, setSaid] = useState("");
  const lastRoving = useRef<string | undefined>(undefined);
  const wasOpened = useRef(false);

  const chosen = index.order.includes(hash) ? hash : undefined;
  if (chosen !== undefined) lastRoving.current = chosen;
  const roving =
    lastRoving.current !== undefined && index.order.includes(lastRoving.current) ? lastRoving.current : index.order[0];
  const sentence = chosen === undefined ? undefined : index.sentences.get(chosen);
  useTitle(`${formatShortDay(reading.edition.date)}, Today`);

  const choose = useCallback(
    (id: string | undefined): void => {
      void navigate({ search: true, replace: true, resetScroll: false, ...(id === undefined ? {} : { hash: id }) });
      if (id !== undefined) showSentence(id);
    },
    [navigate],
  );

  // An address with a sentence opens with that sentence in view and its marker focused.
  useEffect(() => {
    if (wasOpened.current) return;
    wasOpened.current = true;
    if (chosen !== undefined) {
      document.getElementById(chosen)?.scrollIntoView({ block: "center" });
      document.getElementById(`m-${chosen}`)?.focus({ preventScroll: true });
    } else if (hash !== "") document.getElementById(hash)?.scrollIntoView();
  }, [chosen, hash]);

  const step = (by: 1 | -1): void => {
    const at = chosen === undefined ? (by === 1 ? -1 : index.order.length) : index.order.indexOf(chosen);
    const next = index.order[at + by];
    if (next === undefined) return;
    choose(next);
    document.getElementById(`m-${next}`)?.focus({ preventScroll: true });
  };
  const stepPassage = (by: 1 | -1): void => {
    const all = [...document.querySelectorAll<HTMLElement>(".passage")];
    const at = all.findIndex((passage) => passage.contains(document.activeElement));
    const next = at < 0 ? all[by === 1 ? 0 : all.length - 1] : all[at + by];
    next?.focus();
  };
  const copy = async (): Promise<void> => {
    if (!sentence) return;
    try {
      await navigator.clipboard.writeText(sentenceWithSources(sentence, passagesOf(sentence, index)));
      setSaid("Sentence copied with its sources.");
    } catch {
      setSaid("Not copied: the browser refused the clipboard.");
    }
  };
  const back = (): void => {
    if (chosen === undefined) return;
    const marker = document.getElementById(`m-${chosen}`);
    const isInside = document.querySelector("[data-pane=passages]")?.contains(document.activeElement) ?? false;
    if (isInside) marker?.focus();
    else {
      choose(undefined);
      marker?.focus({ preventScroll: true });
    }
  };
  const close = (): void => {
    const marker = chosen === undefined ? null : document.getElementById(`m-${chosen}`);
    choose(undefined);
    marker?.focus({ preventScroll: true });
  };
  const nextSection = (): void => {
    const heads = [...document.querySelectorAll<HTMLElement>("[data-section] > h2")];
    const focused = document.activeElement?.closest("[data-section]");
    const at = heads.findIndex((head) => head.parentElement === focused);
    const next = heads[at + 1] ?? heads[0];
    next?.focus({ preventScroll: true });
    next?.parentElement?.scrollIntoView({ block: "start" });
  };
  const openPage = (): void => {
    const focused = document.activeElement?.closest(".passage");
    const at = focused ? [...document.querySelectorAll(".passage")].indexOf(focused) : 0;
    const passage = sentence ? byArticle(passagesOf(sentence, index))[at]?.[0] : undefined;
    if (!passage) return;
    void navigate({
      to: "/article/$articleId",
      params: { articleId: passage.articleId },
      hash: `mark-${passage.label}`,
    });
  };
  const takeRole = (at: number): void => {
    const next = reading.roles[at];
    if (next) setRole(next.id);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    "[": () => stepPassage(-1),
    "]": () => stepPassage(1),
    c: () => void copy(),
    n: nextSection,
    o: openPage,
    escape: back,
    ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((at) => [String(at + 1), () => takeRole(at)])),
  });

  // Ctrl P prints the paper layout, not the screen.
  const date = useFileKey(reading);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      printEdition(fileOf(date, "edition.html", role));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [date, role]);

  // One listener for all sentences: a click on the words does what a click on the marker does.
  useEffect(() => {
    const text = document.getElementById("text");
    const onClick = (event: MouseEvent): void => {
      if (!(event.target instanceof Element) || event.target.closest("a, button, summary")) return;
      const id = event.target.closest<HTMLElement>("[data-sentence]")?.dataset.sentence;
      if (id === undefined || (getSelection()?.toString() ?? "") !== "") return;
      choose(id);
      document.getElementById(`m-${id}`)?.focus({ preventScroll: true });
    };
    text?.addEventListener("click", onClick);
    return () => text?.removeEventListener("click", onClick);
  }, [choose]);

  const state = useMemo(() => ({ reading, index, chosen, roving, choose }), [reading, index, chosen, roving, choose]);
  return (
    <TodayProvider value={state}>
      <div className="screen">
        <TopBar reading={reading} role={reader} />
        <aside aria-label="About this edition's place on record">
          <EarlierNote />
          <ExampleLine />
          <LaterNotice notice={reading.notice} />
          <Standing reading={reading} />
        </aside>
        <RoleSwitch reading={reading} role={role} onRole={setRole} />
        {reader === undefined ? null : (
          <FeedLinks
            choice={{ role: reader.id, audience: reading.edition.audience?.name }}
            about={`Watchfloor editions, read as ${reader.name}`}
          />
        )}
        <div className={`reading${chosen === undefined ? "" : " has-choice"}`}>
          <main className="edition" id="text" data-pane="text" tabIndex={-1}>
            <h1 className="headline">
              <Words text={reading.edition.title} />
            </h1>
            {reading.sections.map((section) => (
              <div key={section.id} className="section-slot">
                <SectionView section={section} role={role} />
                {section.id === "summary" ? <YourAction reading={reading} role={role} /> : null}
              </div>
            ))}
            <PrintedPassages reading={reading} />
          </main>
          {sentence ? (
            <PassagePanel key="passages" sentence={sentence} onClose={close} onStep={step} onCopy={() => void copy()} />
          ) : null}
          <ContentsPanel isChosen={chosen !== undefined} role={reader} />
        </div>
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
    </TodayProvider>
  );
};
