/**
 * Triage: the stories of the working day, decided by keys. After a decision the focus goes to the next open one; the
 * decided one stays where it is, dimmed. Which stories are shown, and the story with the focus, stand in the address.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { TriageAct } from "#terms/triage.ts";
import type { TriageFilter } from "#terms/triage-words.ts";
import type { TriageList as TriageAnswer } from "../../api/contract.ts";
import { AskError } from "../app/ask.ts";
import { Failure, Loading } from "../app/state-views.tsx";
import { useKeys } from "../app/use-keys.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { useTitle } from "../app/use-title.ts";
import { useTriageState } from "../app/use-triage-state.ts";
import { ActionBar, type Actions } from "./action-bar.tsx";
import { HandoverDialog } from "./handover-dialog.tsx";
import { LeaveOutDialog } from "./leave-out-dialog.tsx";
import { ConflictNotice, DoneNotice, UnsentNotice } from "./notices.tsx";
import { SplitDialog } from "./split-dialog.tsx";
import { StoryPreview } from "./story-preview.tsx";
import { FilterBar, filterNames, LedgerBar, TriageHead } from "./triage-bars.tsx";
import { TriageEmpty } from "./triage-empty.tsx";
import { TriageList } from "./triage-list.tsx";
import { findRow, useDecisions } from "./use-decisions.ts";
import { useFocusArticle } from "./use-focus-article.ts";
import { useShownRows } from "./use-shown-rows.ts";
import { WeightsDialog } from "./weights-dialog.tsx";
import "../styles/triage.css";
import { type Row, refreshList, useStory, useTriageList } from "./use-triage.ts";

type Asking = "leave_out" | "split" | "handover" | "weights" | undefined;

const refusedBecause = (list: TriageAnswer): string | undefined =>
  list.mayDecide ? undefined : "To decide, sign in as an analyst or reviewer.";

const Triage = ({ list, isAnew }: { list: TriageAnswer; isAnew: boolean }) => {
  const navigate = useNavigate({ from: "/desk/triage" });
  const { view, story, open } = useSearch({ from: "/desk/triage" });
  const filter: TriageFilter = view ?? "since";
  const [find, setFind] = useState("");
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<Asking>();
  const [isWhole, setWhole] = useState(false);
  const decisions = useDecisions();
  const rows = useShownRows(list, filter, find);
  const refused = refusedBecause(list);
  const maySet = isAllowed(useMe().data, "setting.manage");

  const stateOf = (row: Row): Row["state"] => decisions.pending.get(row.articleIds[0] ?? "") ?? row.state;
  const isOpen = (row: Row): boolean => stateOf(row) === "open" && row.rule === undefined;
  const [article, setArticle] = useFocusArticle(
    story,
    (next) => void navigate({ search: (before) => ({ ...before, story: next }), replace: true, resetScroll: false }),
  );
  const named = article === undefined ? -1 : rows.findIndex((row) => row.articleIds.includes(article));
  const firstOpen = rows.findIndex(isOpen);
  const focus = named >= 0 ? named : Math.max(0, firstOpen);
  const row = rows[focus];
  const { data: shown } = useStory(row);

  const go = (at: number): void => {
    const next = rows[at]?.articleIds[0];
    if (next !== undefined) setArticle(next);
  };
  const openStory = (at: number): void => {
    go(at);
    if (open !== true)
      void navigate({
        search: (before) => ({ ...before, story: rows[at]?.articleIds[0], open: true }),
        resetScroll: false,
      });
  };
  const goToNextOpen = (): void => {
    const after = rows.findIndex((one, at) => at > focus && isOpen(one));
    const next = after >= 0 ? after : rows.findIndex((one, at) => at !== focus && isOpen(one));
    if (next >= 0) go(next);
  };
  const decide = (act: TriageAct, others: readonly Row[] = []): void => {
    if (row === undefined || refused !== undefined) return;
    setAsking(undefined);
    decisions.decide(act, [row, ...others]);
    if (act.kind !== "merge" && act.kind !== "split") goToNextOpen();
  };
  const mark = (at: number): void => {
    const id = rows[at]?.articleIds[0];
    if (id === undefined) return;
    setMarked((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const others = [...marked]
    .map((id) => findRow(list.rows, id))
    .filter((one) => one !== undefined && one.id !== row?.id) as Row[];
  const actions: Actions = {
    take: () => decide({ kind: "lead" }),
    support: () => decide({ kind: "supporting" }),
    leaveOut: () => (refused === undefined && row !== undefined ? setAsking("leave_out") : undefined),
    merge: () => {
      if (others.length === 0) return;
      decide({ kind: "merge" }, others);
      setMarked(new Set());
    },
    split: () => (refused === undefined && (row?.articleIds.length ?? 0) > 1 ? setAsking("split") : undefined),
    open: () => {
      const key = shown?.story.articles.find(({ id }) => row?.articleIds.includes(id))?.key;
      if (key !== undefined) void navigate({ to: "/record/$key", params: { key }, search: {} });
    },
  };
  const undo = (): void => {
    if (refused !== undefined) return;
    decisions.undo();
  };
  // What was taken back is where the person goes on.
  const { done } = decisions;
  useEffect(() => {
    if (done?.act.kind === "undo" && done.article !== undefined) setArticle(done.article);
  }, [done, setArticle]);
  useKeys({
    j: () => go(Math.min(rows.length - 1, focus + 1)),
    k: () => go(Math.max(0, focus - 1)),
    a: actions.take,
    s: actions.support,
    x: actions.leaveOut,
    m: actions.merge,
    u: actions.split,
    w: () => setWhole(!isWhole),
    o: actions.open,
    z: undo,
    h: () => setAsking("handover"),
    " ": (event) => {
      // On a button the space bar presses it.
      if (event.target instanceof HTMLElement && event.target.closest("button, summary, a") !== null) return;
      event.preventDefault();
      mark(focus);
    },
    escape: () => {
      if (open === true) void navigate({ search: (before) => ({ ...before, open: undefined }), resetScroll: false });
      else if (marked.size > 0) setMarked(new Set());
    },
  });
  useTitle(`Triage, ${filterNames[filter]}`);
  const waiting = list.rows.filter(isOpen).length;
  return (
    <div className="screen triage" data-open={open === true}>
      <TriageHead
        list={list}
        onFind={() => document.getElementById("search-words")?.focus()}
        onHandover={() => setAsking("handover")}
      />
      <FilterBar
        list={list}
        filter={filter}
        onFilter={(next) => void navigate({ search: { view: next }, resetScroll: false })}
        find={find}
        onFind={setFind}
        waiting={waiting}
      />
      <main className="triage-main" id="text" tabIndex={-1}>
        {rows.length === 0 ? (
          <TriageEmpty list={list} filter={filter} find={find} />
        ) : (
          <TriageList
            rows={rows}
            toDecide={`${waiting} of ${list.toDecideOf} left`}
            focus={focus}
            marked={marked}
            hasProfile={list.hasProfile}
            stateOf={stateOf}
            onFocus={go}
            onOpen={openStory}
            onMark={mark}
          />
        )}
        <StoryPreview
          row={row}
          place={`Story ${(focus + 1).toLocaleString("en")} of ${rows.length.toLocaleString("en")}`}
          state={row === undefined ? "open" : stateOf(row)}
          isWhole={isWhole}
          onWeights={() => setWhole(!isWhole)}
          onSetWeights={maySet ? () => setAsking("weights") : undefined}
          onBack={() => void navigate({ search: (before) => ({ ...before, open: undefined }), resetScroll: false })}
          notices={
            <>
              {decisions.conflict === undefined ? null : (
                <ConflictNotice conflict={decisions.conflict} decisions={decisions} />
              )}
              {decisions.unsent.map((unsent) => (
                <UnsentNotice key={unsent.key} unsent={unsent} decisions={decisions} />
              ))}
            </>
          }
          actions={
            <ActionBar
              actions={actions}
              refused={refused}
              marked={others.length}
              articles={row?.articleIds.length ?? 0}
            />
          }
        />
        {decisions.done === undefined ? null : (
          <DoneNotice done={decisions.done} onUndo={undo} onClose={decisions.closeDone} />
        )}
        {isAnew ? <NewList /> : null}
      </main>
      <LedgerBar list={list} />
      {asking === "leave_out" && row !== undefined ? (
        <LeaveOutDialog title={row.title} onChoose={decide} onClose={() => setAsking(undefined)} />
      ) : null}
      {asking === "split" && row !== undefined ? (
        <SplitDialog row={row} onSplit={(off) => decide({ kind: "split", off })} onClose={() => setAsking(undefined)} />
      ) : null}
      {asking === "weights" ? <WeightsDialog onClose={() => setAsking(undefined)} /> : null}
      {asking === "handover" ? <HandoverDialog mayWrite={list.mayDecide} onClose={() => setAsking(undefined)} /> : null}
    </div>
  );
};

/** What others decided is shown as soon as it is known; a list that was made anew waits for the person to ask for it. */
const useFreshness = (list: TriageAnswer | undefined): boolean => {
  const queries = useQueryClient();
  const { data } = useTriageState();
  const isOther = list !== undefined && data?.revision !== undefined && data.revision !== list.revision;
  const isAnew = isOther && data?.revision?.split(":")[0] !== list?.board;
  useEffect(() => {
    if (isOther && !isAnew) void refreshList(queries);
  }, [isOther, isAnew, queries]);
  return isAnew;
};

const NewList = () => {
  const queries = useQueryClient();
  return (
    <p className="triage-anew" role="status">
      New articles came in.{" "}
      <button type="button" className="button" onClick={() => void refreshList(queries)}>
        Show the new list
      </button>
    </p>
  );
};

export const TriagePage = () => {
  const { data, error, refetch } = useTriageList();
  const isAnew = useFreshness(data);
  if (data !== undefined) return <Triage list={data} isAnew={isAnew} />;
  if (error instanceof AskError && error.status === 404) return <TriageEmpty words={error.message} />;
  if (error) return <Failure error={error} what="the stories" onRetry={() => void refetch()} />;
  return <Loading what="the stories of the day" />;
};
