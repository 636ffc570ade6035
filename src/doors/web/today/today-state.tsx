/** What a sentence needs to know of the screen: which one is chosen, which one the keys stand on, how to choose. */
import { createContext, useContext } from "react";
import type { Reading } from "../../api/contract.ts";
import type { ReadingIndex } from "./reading-index.ts";

export interface TodayState {
  readonly reading: Reading;
  readonly index: ReadingIndex;
  readonly chosen: string | undefined;
  /** The one marker in the tab order. */
  readonly roving: string | undefined;
  readonly choose: (id: string | undefined) => void;
}

const Context = createContext<TodayState | undefined>(undefined);
export const TodayProvider = Context.Provider;

export const useToday = (): TodayState => {
  const state = useContext(Context);
  if (!state) throw new Error("Expected to stand inside TodayProvider");
  return state;
};
