/** The switch for single letters: in the dialog of keys, and in Settings. */
import { setSingleKeys, useSingleKeys } from "../app/single-keys.ts";

export const SingleKeysChoice = () => (
  <label className="check">
    <input type="checkbox" checked={useSingleKeys()} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />{" "}
    Single letters act
  </label>
);
