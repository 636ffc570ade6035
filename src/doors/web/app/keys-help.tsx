/** The keys of the screen, in a dialog of the browser's own; `?` opens it, `Esc` closes it. */
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { SingleKeysChoice } from "../parts/single-keys-choice.tsx";

type Keys = readonly (readonly [key: string, does: string])[];

const reading: Keys = [
  ["J K", "next, previous sentence"],
  ["Enter", "open the passages of a sentence, then go into them"],
  ["[ ]", "previous, next passage"],
  ["C", "copy the sentence with its sources"],
  ["1 – 6", "read as another role"],
  ["N", "next section"],
  ["O", "open the whole page"],
  ["Esc", "back one level: to the marker, then close"],
];

const triage: Keys = [
  ["J K", "next, previous story; Home and End, first and last"],
  ["A", "take as lead"],
  ["S", "supporting: a quick hit"],
  ["X, then 1 – 6", "leave out, with a reason"],
  ["Space", "mark"],
  ["M", "merge the marked stories into this one"],
  ["U", "take this story apart"],
  ["W", "every reason of the weight"],
  ["O", "open the whole page"],
  ["Z", "undo the newest decision of yours"],
  ["H", "handover note"],
  ["Esc", "back to the list; no mark any more"],
];

const review: Keys = [
  ["J K", "next, previous sentence"],
  ["F", "next sentence that fails"],
  ["A", "accept, or use the suggestion"],
  ["E", "edit in place; Ctrl Enter sends"],
  ["N", "make it a gap"],
  ["P", "other passages"],
  ["R, then 1 – 6", "reject, with a reason"],
  ["[ ]", "previous, next passage"],
  ["O", "open the whole page"],
  ["D", "compare drafts"],
  ["Z, Shift Z", "undo; make it again"],
  ["Esc", "leave what is begun; words are kept"],
];

const sources: Keys = [
  ["J K", "next, previous source"],
  ["P", "pause it; let it go on"],
  ["R", "ask it now"],
  ["E", "open it: what is set of it"],
  ["Z", "put back the source that was taken back last"],
];

const everywhere: Keys = [
  ["F6", "next pane"],
  [
    "G T · G D · G R · G L · G S · G E · G F · G ,",
    "Today, Desk, Review, Stories, Sources, Editions, Search, Settings",
  ],
  ["/", "find: to the field of the search"],
  ["?", "these keys"],
];

const ownKeysOf = (path: string): Keys => {
  if (path === "/desk/triage") return triage;
  if (path === "/sources") return sources;
  return path.startsWith("/desk/review/") ? review : reading;
};
const keysOf = (path: string): Keys => [...ownKeysOf(path), ...everywhere];

export const KeysHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const { pathname } = useLocation();
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
        {keysOf(pathname).map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="meta">Keys act while no field has the focus. Each has a button that does the same.</p>
      <SingleKeysChoice />
    </dialog>
  );
};
