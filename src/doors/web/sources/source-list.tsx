/**
 * The list of sources: only the rows in sight are on the page, however many there are; each says which of how many it is.
 * `J K` move, `P` pauses, `R` asks now, `E` opens; each is a button as well.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import type { SourceRow as Row } from "../../api/contract.ts";
import { useKeys } from "../app/use-keys.ts";
import { SourceRow } from "./source-row.tsx";

const usualHeight = 84;

interface Props {
  readonly sources: readonly Row[];
  readonly mayManage: boolean;
  readonly onOpen: (id: string) => void;
}

export const SourceList = ({ sources, mayManage, onOpen }: Props) => {
  const frame = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string>();
  const list = useVirtualizer({
    count: sources.length,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: 2,
    getItemKey: (at) => sources[at]?.id ?? at,
  });
  const focus = sources.findIndex(({ id }) => id === focused);
  const rowOf = (id: string | undefined): HTMLElement | null =>
    id === undefined ? null : (frame.current?.querySelector<HTMLElement>(`[data-source="${CSS.escape(id)}"]`) ?? null);
  const go = (at: number): void => {
    const next = sources[Math.min(sources.length - 1, Math.max(0, at))];
    if (next === undefined) return;
    setFocused(next.id);
    list.scrollToIndex(sources.indexOf(next), { align: "auto" });
    requestAnimationFrame(() => requestAnimationFrame(() => rowOf(next.id)?.focus({ preventScroll: true })));
  };
  const press = (key: string): void => rowOf(focused)?.querySelector<HTMLButtonElement>(`[data-key=${key}]`)?.click();
  useKeys({
    j: () => go(focus + 1),
    k: () => go(focus < 0 ? 0 : focus - 1),
    p: () => press("p"),
    r: () => press("r"),
    e: (event) => {
      if (focused === undefined) return;
      // The key itself must not be typed into the first field.
      event.preventDefault();
      onOpen(focused);
    },
  });
  return (
    <ul ref={frame} className="source-frame" data-pane="sources" aria-label="Sources">
      <li className="source-run" aria-hidden="true" style={{ height: list.getTotalSize() }} />
      {list.getVirtualItems().map(({ index, key, start }) => {
        const source = sources[index];
        if (source === undefined) return null;
        return (
          <li
            key={key}
            ref={list.measureElement}
            data-index={index}
            data-source={source.id}
            aria-posinset={index + 1}
            aria-setsize={sources.length}
            tabIndex={source.id === focused || (focus < 0 && index === 0) ? 0 : -1}
            className="source"
            style={{ transform: `translateY(${start}px)` }}
            onFocus={() => setFocused(source.id)}
          >
            <SourceRow source={source} mayManage={mayManage} onOpen={onOpen} />
          </li>
        );
      })}
    </ul>
  );
};
