/**
 * The light tree a page is read from: elements and texts in document order, in one flat list.
 *
 * A node knows its place (`at`) and where its subtree ends (`end`), so every walk is a loop over a range and no walk
 * needs recursion. Elements deeper than `maxDepth` are left out but their text stays, under the last element kept.
 */
export interface PageElement {
  readonly kind: "element";
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: PageElement | undefined;
  readonly at: number;
  /** Index after the last node of the subtree. */
  end: number;
  readonly depth: number;
  /** Words of class and id, lower case, split at hyphens, underscores and capitals. */
  readonly cues: readonly string[];
  /** Is, or stands in, a link. */
  readonly inLink: boolean;
  /** Set by `mark-hidden`: people do not see it. */
  hidden: boolean;
}

interface PageText {
  readonly kind: "text";
  readonly text: string;
  readonly parent: PageElement | undefined;
  readonly at: number;
}

export type PageNode = PageElement | PageText;

export interface PageTree {
  readonly nodes: readonly PageNode[];
  /** Contents of `<script>`: JSON-LD only. */
  readonly jsonLd: readonly string[];
  /** Contents of `<style>`. */
  readonly styles: readonly string[];
  readonly comments: readonly string[];
  /** Elements were left out because they were nested too deep, or because there were too many. */
  readonly flattened: boolean;
}

/** The first attribute value, trimmed; undefined when absent or empty. */
export const attributeOf = (element: PageElement, name: string): string | undefined => {
  const value = element.attributes.get(name)?.trim();
  return value === undefined || value === "" ? undefined : value;
};

/** Elements of a subtree, the root left out. */
export function* elementsIn(tree: PageTree, root?: PageElement): Generator<PageElement> {
  const end = root?.end ?? tree.nodes.length;
  for (let at = root === undefined ? 0 : root.at + 1; at < end; at += 1) {
    const node = tree.nodes[at];
    if (node?.kind === "element") yield node;
  }
}

/** All text of a subtree with white space folded; `limit` characters at most. */
export const textWithin = (tree: PageTree, root: PageElement, limit = 100_000): string => {
  const parts: string[] = [];
  let length = 0;
  for (let at = root.at + 1; at < root.end && length < limit; at += 1) {
    const node = tree.nodes[at];
    if (node?.kind === "text") {
      parts.push(node.text);
      length += node.text.length;
    } else if (node !== undefined && breaksText(node.tag)) parts.push(" ");
  }
  return foldSpace(parts.join("")).slice(0, limit);
};

const inlineTags = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math nobr q s samp small " +
    "span strike strong sub sup svg time tt u var wbr rb rp rt ruby"
  ).split(" "),
);

/** Does this element end a run of text? Elements of a site's own making (`x-note`) do not, unless blocks stand in them. */
export const breaksText = (tag: string): boolean => !inlineTags.has(tag) && !tag.includes("-");

/** White space folded to single blanks, ends trimmed. Zero-width and bidi marks are dropped. */
export const foldSpace = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0000-\u0008\u000e-\u001f\u007f]/g, "")
    .replace(/[\s\u0085\u00a0]+/g, " ")
    .trim();
