/**
 * What a form that sets something holds while it is typed. Until the first key it follows what the desk says; what is
 * typed stays until it was saved, or what somebody else saved meanwhile is taken. A save is sent once, however often its
 * key is pressed; what is typed while it is under way is neither saved by it nor lost.
 */
import { type QueryKey, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { theirsIn } from "./theirs-in.ts";

/** A whole setting, and the version that it is based on. */
export interface Typed<What> {
  readonly version: number;
  readonly what: What;
}

export const useTyped = <View extends { readonly version: number; readonly origin: string }, What>({
  view,
  viewKey,
  set,
  whatOf,
  begun,
  refusalStays = false,
  onSaved,
}: {
  view: View;
  /** Where the view is cached: theirs is put there when it is taken. */
  viewKey: QueryKey;
  set: UseMutationResult<View, Error, Typed<What>>;
  whatOf: (view: View) => What;
  /** What was typed before, and not saved. */
  begun?: Typed<What> | undefined;
  /** Why it was refused is shown until it is sent again, not only until the next key. */
  refusalStays?: boolean;
  onSaved?: (() => void) | undefined;
}) => {
  const queries = useQueryClient();
  const isLocked = view.origin === "file";
  const [what, setWhat] = useState(() => (begun === undefined ? whatOf(view) : begun.what));
  const [version, setVersion] = useState(begun?.version ?? view.version);
  const [isTouched, setTouched] = useState(begun !== undefined);
  const changes = useRef(0);
  const theirs = theirsIn<View>(set.error);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is begun with follows from the view
  useEffect(() => {
    if (isTouched) return;
    setWhat(whatOf(view));
    setVersion(view.version);
  }, [view, isTouched]);

  const change = (next: (before: What) => What): void => {
    changes.current += 1;
    setWhat(next);
    setTouched(true);
    // Never while it is under way: what comes of it would not be told.
    if (!refusalStays && theirs === undefined && set.error !== null) set.reset();
  };
  const letGo = (): void => {
    setTouched(false);
    set.reset();
  };
  const takeTheirs = (): void => {
    if (theirs !== undefined) queries.setQueryData(viewKey, theirs);
    letGo();
  };
  const send = (basedOn: number): void => {
    if (isLocked || set.isPending) return;
    const sent = changes.current;
    set.mutate(
      { version: basedOn, what },
      {
        onSuccess: (saved) => {
          setVersion(saved.version);
          if (changes.current !== sent) return;
          setTouched(false);
          onSaved?.();
        },
      },
    );
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isLocked) return;
    event.preventDefault();
    send(version);
  };
  return {
    what,
    version,
    isTouched,
    isLocked,
    theirs,
    change,
    letGo,
    takeTheirs,
    save: () => send(version),
    saveOver: () => send(theirs?.version ?? version),
    onKey,
  };
};
