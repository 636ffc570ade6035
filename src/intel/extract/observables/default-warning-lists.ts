/** The warning lists that ship with the project (`data/warninglists`), checked once. */
import misp from "../../../../data/warninglists/misp.json" with { type: "json" };
import own from "../../../../data/warninglists/own.json" with { type: "json" };
import { createWarningLists, type WarningLists } from "./warning-lists.ts";

export const defaultWarningLists: WarningLists = createWarningLists([...own.lists, ...misp.lists]);
