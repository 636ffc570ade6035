/** The screens of the record, the edition as a file, and an address without a screen. */
import { lookAtScreens } from "./look-at-screens.ts";

lookAtScreens([
  ["Search before a word", "/search", ".empty"],
  ["Search with much found", "/search?q=crane&outlet=Quay", ".found"],
  ["Search with nothing found", "/search?q=nothing", ".empty"],
  ["Search that failed", "/search?q=fault", "[role=alert]"],
  ["an article on record", `/record/${"0".repeat(64)}?q=crane`, ".article-text mark"],
  ["the HTML file", "/edition.html", "h1"],
  ["an address without a screen", "/article/art-none", "h1"],
]);
