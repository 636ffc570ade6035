/** A small dialog of the browser's own: opened as the keys' help is, closed by Esc. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

export const AskDialog = ({ title, onClose, onKeyDown, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // Closed, the browser gives the focus back itself; taken away by a choice, it goes to the row that has it now.
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector<HTMLElement>("[data-focus=true]")?.focus();
      });
    };
  }, []);
  return (
    <dialog ref={dialog} className="keys-help ask-dialog" aria-labelledby={id} onClose={onClose} onKeyDown={onKeyDown}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {children}
    </dialog>
  );
};
