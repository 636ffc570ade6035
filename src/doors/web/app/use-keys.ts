/**
 * Single-letter keys: they act only while no text field has the focus and no other modifier is held.
 * Keys are compared as printed (`event.key`), in lower case.
 */
import { useEffect, useRef } from "react";
import { singleKeysAct } from "./single-keys.ts";

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const goWithinMs = 1_500;

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** A letter, digit or sign; not the space, which is pressed on what has the focus. */
const isSingle = (key: string): boolean => key.length === 1 && key !== " ";

const isForUs = (event: KeyboardEvent): boolean =>
  !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) &&
  (singleKeysAct() || !isSingle(event.key)) &&
  (!typesText(event.target) || event.key === "Escape") &&
  document.querySelector("dialog[open]") === null;

/** @param isFirst hears a key before everything else of the page does */
const useKeydown = (act: (event: KeyboardEvent) => void, isFirst: boolean): void => {
  const current = useRef(act);
  useEffect(() => {
    current.current = act;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isForUs(event)) current.current(event);
    };
    window.addEventListener("keydown", onKey, { capture: isFirst });
    return () => window.removeEventListener("keydown", onKey, { capture: isFirst });
  }, [isFirst]);
};

export const useKeys = (keys: Keys): void => useKeydown((event) => keys[event.key.toLowerCase()]?.(event), false);

/** A letter right after `G` goes to these and to nothing else, whatever it means on the screen that is open. */
export const useGoKeys = (go: Keys): void => {
  // A page that has just opened has heard no `G`.
  const pressed = useRef(Number.NEGATIVE_INFINITY);
  useKeydown((event) => {
    const key = event.key.toLowerCase();
    if (key === "g") {
      pressed.current = event.timeStamp;
      return;
    }
    const isGoing = event.timeStamp - pressed.current < goWithinMs;
    if (!isGoing || !(Object.hasOwn(go, key) || /^\p{L}$/u.test(key))) return;
    pressed.current = Number.NEGATIVE_INFINITY;
    event.stopPropagation();
    go[key]?.(event);
  }, true);
};
