/**
 * An element of the tree with everything about it worked out that does not depend on a record: its key, whether its children
 * can meet under one key, whether it is just one value.
 */
import type { BinAttribute, BinElement, BinNode, LiteralText, Substitution } from "./binxml-tree.ts";

export interface OpenElement {
  readonly name: string;
  readonly attributes: BinAttribute[];
  readonly children: BinNode[];
}

export const openElement = (name: string): OpenElement => ({ name, attributes: [], children: [] });

const literalOf = (parts: readonly (Substitution | LiteralText)[]): string | undefined => {
  let text = "";
  for (const part of parts) {
    if (part.kind !== "text") return undefined;
    text += part.value === null ? "" : String(part.value);
  }
  return text;
};

const isPlain = (child: BinNode): boolean => {
  if (child.kind === "text") return true;
  return (
    child.kind === "element" && !child.nameless && child.keyParts === undefined && !(child.key in Object.prototype)
  );
};

const arePlain = (children: readonly BinNode[]): boolean => {
  if (!children.every(isPlain)) return false;
  if (children.length < 2) return true;
  const keys = new Set<string>();
  for (const child of children) {
    if (child.kind !== "element") continue;
    if (keys.has(child.key)) return false;
    keys.add(child.key);
  }
  return true;
};

const soleIndex = (attributes: readonly BinAttribute[], children: readonly BinNode[]): number => {
  const [only] = children;
  return attributes.length === 0 && children.length === 1 && only?.kind === "substitution" ? only.index : -1;
};

/** A `Data` element with a `Name` goes by that name and needs no attributes; one without is gathered with its like. */
export const closeElement = ({ name, attributes, children }: OpenElement): BinElement => {
  const naming = name === "Data" ? attributes.find((attribute) => attribute.name === "Name") : undefined;
  const kept = naming === undefined ? attributes : [];
  const literal = naming === undefined ? name : literalOf(naming.parts);
  return {
    kind: "element",
    key: literal ?? name,
    keyParts: literal === undefined ? naming?.parts : undefined,
    nameless: name === "Data" && naming === undefined,
    attributes: kept,
    children,
    sole: soleIndex(kept, children),
    plain: arePlain(children),
  };
};
