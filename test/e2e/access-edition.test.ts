/** The screens of an edition. */
import { lookAtScreens } from "./look-at-screens.ts";

lookAtScreens([
  ["Today with contents", "/", "h1.headline"],
  ["Today with passages", "/#s2", "#passages-title"],
  ["Today with a disagreement open", "/#s60", "aside .contra"],
  ["Stories", "/stories", ".story"],
  ["Sources", "/sources", "table.sources"],
  ["Editions", "/editions", ".editions"],
]);
