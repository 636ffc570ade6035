/** A bar between two panes: arrows move it, Enter folds the pane away; two buttons do the same without dragging. */
import type { KeyboardEvent } from "react";
import { useState } from "react";

const step = 24;

interface Width {
  readonly width: number;
  readonly set: (width: number) => void;
}

/** A width kept in this browser. */
export const useWidth = (name: string, usual: number, least: number, most: number): Width => {
  const key = `watchfloor.width.${name}`;
  const clamp = (width: number): number => (width === 0 ? 0 : Math.max(least, Math.min(most, width)));
  const [width, setWidth] = useState(() => {
    try {
      const kept = Number(localStorage.getItem(key) ?? Number.NaN);
      return Number.isFinite(kept) && localStorage.getItem(key) !== null ? clamp(kept) : usual;
    } catch {
      return usual;
    }
  });
  return {
    width,
    set: (next) => {
      setWidth(clamp(next));
      try {
        localStorage.setItem(key, String(clamp(next)));
      } catch {
        // Kept for this visit alone.
      }
    },
  };
};

export const Splitter = ({
  label,
  pane,
  usual,
  least,
  most,
  side,
}: {
  label: string;
  pane: Width;
  usual: number;
  least: number;
  most: number;
  /** Where the pane lies that it sizes. */
  side: "left" | "right";
}) => {
  const towards = side === "left" ? 1 : -1;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowRight") pane.set((pane.width || least) + step * towards);
    else if (event.key === "ArrowLeft") pane.set((pane.width || least) - step * towards);
    else if (event.key === "Home") pane.set(least);
    else if (event.key === "End") pane.set(most);
    else if (event.key === "Enter") pane.set(pane.width === 0 ? usual : 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="splitter" aria-label={label}>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a widget, which hr is not. */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={pane.width}
        aria-valuemin={0}
        aria-valuemax={most}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.buttons === 1 && event.movementX !== 0) pane.set(pane.width + event.movementX * towards);
        }}
      />
      <button type="button" aria-label={`${label}: wider`} onClick={() => pane.set((pane.width || least) + step)}>
        +
      </button>
      <button type="button" aria-label={`${label}: narrower`} onClick={() => pane.set(pane.width - step)}>
        −
      </button>
    </section>
  );
};
