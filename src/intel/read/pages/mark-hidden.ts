/**
 * Marks the elements of a tree that people do not see, and collects what they say: hidden text is not text, but it is
 * a sign worth telling (instructions to machines are put there).
 *
 * Hiding of the page's root, or of more than half of its words, is not believed: such pages are shown by a script.
 */

import {
  type Declarations,
  groundOf,
  isFaint,
  plainColour,
  readDeclarations,
  readStyleRules,
  type StyleRule,
  styleHides,
} from "./hiding-styles.ts";
import { elementsIn, foldSpace, type PageElement, type PageTree, textWithin } from "./page-tree.ts";

const neverShown = new Set(["template", "script", "style", "head", "title", "datalist", "noframes", "noembed"]);

interface Sheet {
  readonly byTag: ReadonlyMap<string, readonly StyleRule[]>;
  readonly byClass: ReadonlyMap<string, readonly StyleRule[]>;
  readonly byId: ReadonlyMap<string, readonly StyleRule[]>;
}

const add = (map: Map<string, StyleRule[]>, key: string, rule: StyleRule): void => {
  const rules = map.get(key);
  if (rules === undefined) map.set(key, [rule]);
  else if (rules.length < 40) rules.push(rule);
};

const indexRules = (rules: readonly StyleRule[]): Sheet => {
  const byTag = new Map<string, StyleRule[]>();
  const byClass = new Map<string, StyleRule[]>();
  const byId = new Map<string, StyleRule[]>();
  for (const rule of rules) {
    const [firstClass] = rule.classes;
    if (rule.id !== undefined) add(byId, rule.id, rule);
    else if (firstClass !== undefined) add(byClass, firstClass, rule);
    else if (rule.tag !== undefined) add(byTag, rule.tag, rule);
  }
  return { byTag, byClass, byId };
};

const applies = (rule: StyleRule, element: PageElement, classes: readonly string[], id: string | undefined): boolean =>
  (rule.tag === undefined || rule.tag === element.tag) &&
  (rule.id === undefined || rule.id === id) &&
  rule.classes.every((name) => classes.includes(name));

/** Declarations that hold for an element: page rules by weight (tag, class, id), then its own style. */
const styleOf = (element: PageElement, sheet: Sheet): Declarations => {
  const classes = (element.attributes.get("class") ?? "").split(/\s+/).slice(0, 40);
  const id = element.attributes.get("id");
  const rules = [
    ...(sheet.byTag.get(element.tag) ?? []),
    ...classes.flatMap((name) => sheet.byClass.get(name) ?? []),
    ...(id === undefined ? [] : (sheet.byId.get(id) ?? [])),
  ];
  const own = element.attributes.get("style");
  if (rules.length === 0) return own === undefined ? new Map() : readDeclarations(own);
  const merged = new Map<string, string>();
  for (const rule of rules.slice(0, 60)) {
    if (applies(rule, element, classes, id)) for (const [name, value] of rule.style) merged.set(name, value);
  }
  if (own !== undefined) for (const [name, value] of readDeclarations(own)) merged.set(name, value);
  return merged;
};

const attributesHide = (element: PageElement): boolean => {
  if (neverShown.has(element.tag)) return true;
  if (element.tag === "dialog") return !element.attributes.has("open");
  const hidden = element.attributes.get("hidden");
  return hidden !== undefined && hidden !== "until-found" && hidden !== "false";
};

interface Seen {
  readonly grounds: (string | undefined)[];
}

const inGroundColour = (element: PageElement, style: Declarations, ground: string | undefined): boolean => {
  const colour = plainColour(
    style.get("color") ?? (element.tag === "font" ? element.attributes.get("color") : undefined),
  );
  if (colour === undefined) return false;
  if (colour === "transparent") return true;
  // Without a declared ground the page is white; links and buttons bring their own ground from a sheet we do not have.
  return colour === (ground ?? (element.tag === "a" || element.tag === "button" ? "other" : "ffffff"));
};

const hides = (element: PageElement, sheet: Sheet, seen: Seen): "yes" | "faint" | "no" => {
  const style = styleOf(element, sheet);
  const inherited = element.parent === undefined ? undefined : seen.grounds[element.parent.at];
  const ground = groundOf(style) ?? plainColour(element.attributes.get("bgcolor")?.toLowerCase()) ?? inherited;
  seen.grounds[element.at] = ground;
  if (element.tag === "html" || element.tag === "body" || element.tag === "#root") return "no";
  if (attributesHide(element) || styleHides(style) || inGroundColour(element, style, ground)) return "yes";
  return isFaint(style) ? "faint" : "no";
};

const lengthsOf = (tree: PageTree): Float64Array => {
  const before = new Float64Array(tree.nodes.length + 1);
  tree.nodes.forEach((node, at) => {
    const text = node.kind === "text" && node.parent?.tag !== "title" ? foldSpace(node.text).length : 0;
    before[at + 1] = (before[at] ?? 0) + text;
  });
  return before;
};

/** An HTML comment that speaks: several words and no markup. */
const spokenComment = (comment: string): string => {
  const text = foldSpace(comment.slice(0, 4_000));
  if (text.length < 40 || /[<>{}[\]]|function\s|=\s?["']/.test(text)) return "";
  const wordCount = text.split(" ").filter((word) => /^["'(]?\p{L}{2,}/u.test(word)).length;
  return wordCount >= 8 ? text : "";
};

const maxHidden = 60;

interface Hiding {
  readonly element: PageElement;
  /** Hidden by opacity only: the way pages begin that fade their parts in by script. */
  readonly faint: boolean;
}

/** The outermost elements that a style or attribute hides, one more than half of the page's words left out. */
const findHidings = (tree: PageTree, lengthOf: (element: PageElement) => number, total: number): Hiding[] => {
  const sheet = indexRules(tree.styles.flatMap(readStyleRules).slice(0, 4_000));
  const seen: Seen = { grounds: [] };
  const hidings: Hiding[] = [];
  let end = 0;
  for (const element of elementsIn(tree)) {
    if (element.at < end) continue;
    const how = hides(element, sheet, seen);
    if (how === "no" || (lengthOf(element) > total / 2 && total > 200 && !neverShown.has(element.tag))) continue;
    hidings.push({ element, faint: how === "faint" });
    end = element.end;
  }
  return hidings;
};

/** Marks `hidden` on elements and all within, and returns what the hidden parts say. */
export const markHidden = (tree: PageTree): string[] => {
  const before = lengthsOf(tree);
  const total = before.at(-1) ?? 0;
  const lengthOf = (element: PageElement): number => (before[element.end] ?? 0) - (before[element.at] ?? 0);
  const hidings = findHidings(tree, lengthOf, total);
  const faint = hidings.filter((hiding) => hiding.faint).reduce((sum, { element }) => sum + lengthOf(element), 0);
  const believed = hidings.filter((hiding) => !hiding.faint || faint < total * 0.3);
  const texts: string[] = [];
  for (const { element } of believed) {
    element.hidden = true;
    for (const inner of elementsIn(tree, element)) inner.hidden = true;
    if (neverShown.has(element.tag) && element.tag !== "template") continue;
    texts.push(textWithin(tree, element, 4_000));
  }
  texts.push(...tree.comments.map(spokenComment));
  return texts.filter((text) => text.length >= 20).slice(0, maxHidden);
};
