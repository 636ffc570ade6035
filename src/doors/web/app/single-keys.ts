/**
 * Whether single letters, digits and signs act on their own (WCAG 2.1.4): whoever dictates, or has a tremor, can switch
 * them off. Kept in this browser. What they do has a button each, and `Enter`, `Esc`, arrows and `F6` go on acting.
 */
import { useSyncExternalStore } from "react";

const place = "watchfloor.single-keys";

const read = (): boolean => {
  try {
    return window.localStorage.getItem(place) !== "off";
  } catch {
    return true; // Storage switched off: the choice then lasts as long as the page.
  }
};

let act: boolean | undefined;
const listeners = new Set<() => void>();

export const singleKeysAct = (): boolean => {
  act ??= read();
  return act;
};

/** Keys that are printed on buttons are not shown while they do nothing. */
const show = (): void => {
  document.documentElement.dataset.singleKeys = singleKeysAct() ? "on" : "off";
};

export const setSingleKeys = (next: boolean): void => {
  act = next;
  try {
    window.localStorage.setItem(place, next ? "on" : "off");
  } catch {
    // As above.
  }
  show();
  for (const tell of listeners) tell();
};

const subscribe = (tell: () => void): (() => void) => {
  show();
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, singleKeysAct);
