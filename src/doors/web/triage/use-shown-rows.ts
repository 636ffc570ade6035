/**
 * Rows of a filter. What was there when the view was opened stays until it is opened again, whatever is decided on it:
 * a row never goes from under the hands.
 */
import { useMemo, useRef } from "react";
import type { TriageFilter } from "#terms/triage-words.ts";
import type { TriageList } from "../../api/contract.ts";
import type { Row } from "./use-triage.ts";

export const useShownRows = (list: TriageList, filter: TriageFilter, find: string): readonly Row[] => {
  const opened = useRef<{ view: string; articles: Set<string> }>({ view: "", articles: new Set() });
  const { rows, board } = list;
  return useMemo(() => {
    const view = `${board} ${filter}`;
    const passing = rows.filter((row) => row.passes.includes(filter));
    if (opened.current.view !== view) opened.current = { view, articles: new Set() };
    const { articles } = opened.current;
    for (const row of passing) for (const id of row.articleIds) articles.add(id);
    const words = find.trim().toLowerCase();
    return rows.filter(
      (row) =>
        row.articleIds.some((id) => articles.has(id)) && (words === "" || row.title.toLowerCase().includes(words)),
    );
  }, [rows, board, filter, find]);
};
