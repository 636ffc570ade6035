/**
 * The list: a listbox with several marked at once and one focus that moves. Only the rows in sight are on the page, and
 * the one with the focus; each says which of how many it is.
 *
 * Where there is room a row has one height, so that none is measured while the list is scrolled: what does not fit into
 * its lines is cut, but for the row with the focus. On a phone each has the height of its words.
 */
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type SyntheticEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { openSlots } from "./row-slots.ts";
import { TriageRow } from "./triage-row.tsx";
import { useRowHeight } from "./use-row-height.ts";
import type { Row } from "./use-triage.ts";

type Item =
  | { readonly kind: "head"; readonly words: string; readonly count: string }
  | { readonly kind: "row"; readonly at: number };

/** Rows that wait for people first; what a rule left out stands at the end under its own head. */
const itemsOf = (rows: readonly Row[], toDecide: string): readonly Item[] => {
  const ruled = rows.findIndex(({ rule }) => rule !== undefined);
  const split = ruled < 0 ? rows.length : ruled;
  const rowItem = (at: number): Item => ({ kind: "row", at });
  return [
    ...(split > 0 ? [{ kind: "head" as const, words: "To decide, heaviest first", count: toDecide }] : []),
    ...Array.from({ length: split }, (_, at) => rowItem(at)),
    ...(split < rows.length
      ? [{ kind: "head" as const, words: "Left out by rule, check once", count: `${rows.length - split}` }]
      : []),
    ...Array.from({ length: rows.length - split }, (_, at) => rowItem(split + at)),
  ];
};

const headHeight = 36;
/** Before it is measured. */
const usualHeight = 134;

interface Props {
  readonly rows: readonly Row[];
  readonly toDecide: string;
  readonly focus: number;
  readonly marked: ReadonlySet<string>;
  readonly hasProfile: boolean;
  readonly stateOf: (row: Row) => Row["state"];
  readonly onFocus: (at: number) => void;
  readonly onOpen: (at: number) => void;
  readonly onMark: (at: number) => void;
}

const ends: Readonly<Record<string, (rows: number) => number>> = { Home: () => 0, End: (rows) => rows - 1 };
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The row that something happened in. */
const rowOf = ({ target }: SyntheticEvent): number | undefined => {
  const place = target instanceof Element ? target.closest<HTMLElement>("[data-at]")?.dataset.at : undefined;
  return place === undefined ? undefined : Number(place);
};

export const TriageList = ({ rows, toDecide, focus, marked, hasProfile, stateOf, onFocus, onOpen, onMark }: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const fixed = useRowHeight();
  const rowHeight = fixed ?? usualHeight;
  const items = useMemo(() => itemsOf(rows, toDecide), [rows, toDecide]);
  const focused = items.findIndex((item) => item.kind === "row" && item.at === focus);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return focused < 0 || shown.includes(focused) ? shown : [...shown, focused].sort((a, b) => a - b);
    },
    [focused],
  );
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: (at) => (items[at]?.kind === "head" ? headHeight : rowHeight),
    overscan: 3,
    rangeExtractor,
    getItemKey: (at) => {
      const item = items[at];
      return item?.kind === "row" ? (rows[item.at]?.id ?? at) : `head ${item?.words}`;
    },
  });
  const { measure, resizeItem, scrollToIndex } = list;
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights of the other width count no more.
  useEffect(() => measure(), [fixed, measure]);
  // The focus follows the row only from within the list, or from nowhere: never out of a field or the story beside it.
  useEffect(() => {
    if (focused < 0) return;
    scrollToIndex(focused, { align: "auto" });
    const active = document.activeElement;
    if (active !== document.body && frame.current?.contains(active) !== true) return;
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>("[data-focus=true]")?.focus({ preventScroll: true }),
    );
  }, [focused, scrollToIndex]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    const end = ends[event.key];
    if (event.key === "Enter" && focus >= 0) onOpen(focus);
    else if (step !== undefined) onFocus(Math.min(rows.length - 1, Math.max(0, focus + step)));
    else if (end !== undefined) onFocus(end(rows.length));
    else return;
    event.preventDefault();
  };
  const [slotsOf] = useState(openSlots);
  const shown = list.getVirtualItems();
  // What had the focus is as high as any other row again.
  useLayoutEffect(() => {
    if (fixed === undefined) return;
    for (const { index, size } of shown)
      if (items[index]?.kind === "row" && index !== focused && size !== rowHeight) resizeItem(index, rowHeight);
  });
  const slots = slotsOf(shown.map(({ key }) => `${key}`));
  return (
    <div
      ref={frame}
      className="triage-list"
      role="listbox"
      aria-label="Stories"
      aria-multiselectable="true"
      data-pane="list"
      data-fixed={fixed !== undefined}
      style={{ "--row-height": `${rowHeight}px` } as CSSProperties}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const at = rowOf(event);
        if (at !== undefined) onFocus(at);
      }}
      onClick={(event) => {
        const at = rowOf(event);
        if (at !== undefined) (event.ctrlKey || event.metaKey ? onMark : onOpen)(at);
      }}
    >
      <div role="presentation" className="triage-run" style={{ height: list.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const item = items[index];
          const slot = slots.get(`${key}`);
          if (item?.kind === "head")
            return (
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                role="presentation"
                className="triage-head"
                style={{ transform: `translateY(${start}px)` }}
              >
                <span>{item.words}</span>
                <span>{item.count}</span>
              </div>
            );
          const row = item === undefined ? undefined : rows[item.at];
          if (item === undefined || row === undefined) return null;
          const isFocus = item.at === focus;
          return (
            <TriageRow
              // An element of its own where each is measured: one that is used again tells nothing of an equal height.
              key={fixed === undefined ? key : slot}
              // Nothing is told of its height to a row that has the one of all.
              measure={fixed !== undefined && !isFocus ? undefined : list.measureElement}
              index={index}
              at={item.at}
              of={rows.length}
              start={start}
              row={row}
              state={stateOf(row)}
              isFocus={isFocus}
              isMarked={marked.has(row.articleIds[0] ?? "")}
              hasProfile={hasProfile}
            />
          );
        })}
      </div>
    </div>
  );
};
