/** Settings, Keys: whether single letters act. Of this browser, so that whoever may read may set it. */
import { SingleKeysChoice } from "../parts/single-keys-choice.tsx";

export const KeysPage = () => (
  <>
    <h1 className="screen-title" id="settings-title">
      Keys
    </h1>
    <p className="meta">Default: they act. Kept in this browser, for whoever uses it.</p>
    <SingleKeysChoice />
    <p>
      Letters, digits and signs do their work while no field has the focus. Off, they do nothing: nothing happens by a
      word that was spoken or a key that was brushed. Every one has a button; Enter, Esc, arrows, F6 and Ctrl Enter
      stay.
    </p>
    <p className="meta">The keys of a screen are listed by “Keys”, at the foot of the rail.</p>
  </>
);
