/** The keys of the screen, in a dialog of the browser's own; `?` opens it, `Esc` closes it. */
import { useEffect, useRef } from "react";

const rows: readonly [string, string][] = [
  ["J K", "next, previous sentence"],
  ["Enter", "open the passages of a sentence, then go into them"],
  ["[ ]", "previous, next passage"],
  ["C", "copy the sentence with its sources"],
  ["1 – 6", "read as another role"],
  ["N", "next section"],
  ["O", "open the whole page"],
  ["Esc", "back one level: to the marker, then close"],
  ["F6", "next pane"],
  ["G T · G L · G S · G E · G F · G ,", "Today, Stories, Sources, Editions, Search, Settings"],
  ["/", "find: to the field of the search"],
  ["?", "these keys"],
];

export const KeysHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="keys-help" aria-labelledby="keys-help-title" onClose={onClose}>
      <div className="panel-head">
        <h2 id="keys-help-title">Keys of this screen</h2>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </div>
      <dl>
        {rows.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="meta">Keys act while no field has the focus. Each has a button that does the same.</p>
    </dialog>
  );
};
