/**
 * The tree of a feed document: elements with their namespace, base address and language already worked out.
 *
 * `key` is how the rest of the room names an element: the local name in lower case for the document's own vocabulary
 * (`title`), with a fixed prefix for known modules (`dc:creator`, `content:encoded`), whatever prefix the document
 * uses; `?:name` for namespaces we do not know, so that a `description` of some other vocabulary is never taken.
 */
export interface XmlAttribute {
  /** Lower case. */
  readonly name: string;
  readonly written: string;
  readonly value: string;
}

export interface XmlElement {
  readonly name: string;
  readonly key: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: (XmlElement | string)[];
  /** Absolute, or "" when nothing gives one. */
  readonly base: string;
  /** `xml:lang` in force; "" when it was blanked or none is given. */
  readonly language: string;
  /** Children by key, made when first asked for; a field because a WeakMap of 50,000 entries slows the collector. */
  index: ByKey | undefined;
}

type ByKey = ReadonlyMap<string, readonly XmlElement[]>;

export const attributeOf = (element: XmlElement, name: string): string | undefined => {
  for (const attribute of element.attributes) {
    if (attribute.name === name) return attribute.value;
  }
  return undefined;
};

/** The attribute under any prefix: `rdf:about`, `ss:about`, `about`. */
export const localAttributeOf = (element: XmlElement, name: string): string | undefined => {
  const plain = attributeOf(element, name);
  if (plain !== undefined) return plain;
  return element.attributes.find((attribute) => attribute.name.endsWith(`:${name}`))?.value;
};

export const elementsOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => typeof child !== "string");

/** An entry is asked for some fifty keys: its children are sorted by key once. The tree is finished by then. */
const indexOf = (element: XmlElement): ByKey => {
  if (element.index !== undefined) return element.index;
  const index = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const list = index.get(child.key);
    if (list === undefined) index.set(child.key, [child]);
    else list.push(child);
  }
  element.index = index;
  return index;
};

const none: readonly XmlElement[] = [];

/** Children with the key, in document order. */
export const childrenWith = (element: XmlElement, key: string): readonly XmlElement[] =>
  element.children.length === 0 ? none : (indexOf(element).get(key) ?? none);

/** Children with one of the keys, in document order. */
export const childrenOf = (element: XmlElement, ...keys: readonly string[]): readonly XmlElement[] => {
  if (element.children.length === 0) return none;
  const index = indexOf(element);
  const lists = keys.map((key) => index.get(key)).filter((list) => list !== undefined);
  if (lists.length < 2) return lists[0] ?? none;
  return element.children.filter((child): child is XmlElement => typeof child !== "string" && keys.includes(child.key));
};

/** All text inside, in order. Iterative; the tree's depth is capped anyway. */
export const textOf = (element: XmlElement): string => {
  const [first, second] = element.children;
  if (second === undefined) {
    if (first === undefined) return "";
    if (typeof first === "string") return first;
  }
  const pieces: string[] = [];
  const stack: (XmlElement | string)[] = [...element.children].reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === "string") pieces.push(next);
    else for (let at = next.children.length - 1; at >= 0; at -= 1) stack.push(next.children[at] ?? "");
  }
  return pieces.join("");
};

/** Text of the element itself, without that of elements in it. */
export const ownTextOf = (element: XmlElement): string =>
  element.children.filter((child): child is string => typeof child === "string").join("");

/** Trimmed text of the first child with one of the keys that has any: earlier keys win. */
export const firstTextOf = (element: XmlElement, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    for (const child of childrenWith(element, key)) {
      const text = textOf(child).trim();
      if (text !== "") return text;
    }
  }
  return undefined;
};
