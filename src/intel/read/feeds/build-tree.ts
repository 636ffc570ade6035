/**
 * Text of a feed → its tree, with the faults found on the way.
 *
 * An end tag closes up to the nearest open element of its name; one that matches nothing is passed over. An `item` or
 * `entry` inside another means that the first lost its end. Elements below a depth of 200 are dropped and their text
 * stays, so 200,000 nested tags are harmless. At the end of a cut document what was still being read is taken out,
 * because half a title is a false one; the containers around it stay.
 */
import type { FeedFault } from "#terms/feed.ts";
import { createReferenceDecoder, type ReferenceDecoder } from "./decode-references.ts";
import { isAtomSpace, isKnownPrefix, keyOf, type Vocabulary } from "./name-spaces.ts";
import { readDoctype } from "./read-doctype.ts";
import { isAbsolute, isUnsafeAddress, resolveReference } from "./resolve-reference.ts";
import { type RawAttribute, scanXml } from "./scan-xml.ts";
import type { XmlAttribute, XmlElement } from "./xml-tree.ts";

export interface XmlDocument {
  /** Elements at the top: one in a well-formed document. */
  readonly roots: readonly XmlElement[];
  readonly vocabulary: Vocabulary;
  readonly faults: readonly FeedFault[];
}

export interface TreeOptions {
  /** Address that relative references are resolved against. */
  readonly base: string;
  readonly language: string;
}

const deepest = 200;
const mostSpaces = 100;
const longestBase = 4096;
const containers = new Set(["rss", "rdf:rdf", "channel", "feed", "items", "item", "entry", "opml", "body", "outline"]);

const messages: Readonly<Record<string, string>> = {
  stray_markup: "a tag or a quote is not closed or opens nothing",
  truncated: "the document ends in the middle of something",
  bad_attribute: "an attribute has no quotes or no value",
  undefined_entity: "an ampersand starts no reference, or one that names no entity",
  entity_budget: "entities of the document expand beyond the budget; the rest stays as written",
  mismatched_tags: "an end tag has no start or closes others",
  too_deep: `elements nest deeper than ${deepest}`,
  undeclared_prefix: "a namespace prefix is not declared",
  several_roots: "there is more than one root element",
};

interface Open {
  readonly element: XmlElement;
  readonly name: string;
  readonly spaces: ReadonlyMap<string, string>;
}

const splitName = (name: string): readonly [string, string] => {
  const colon = name.indexOf(":");
  return colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
};

class TreeBuilder {
  readonly roots: XmlElement[] = [];
  readonly faultTypes = new Set<string>();
  vocabulary: Vocabulary = { atom: false, root: "" };
  private readonly stack: Open[] = [];
  private readonly openNames = new Map<string, number>();
  private readonly decoder: ReferenceDecoder = createReferenceDecoder();
  private readonly options: TreeOptions;
  /** Open elements below the depth cap, by name: only counted. */
  private readonly overflow = new Map<string, number>();
  private truncated = false;

  constructor(options: TreeOptions) {
    this.options = options;
  }

  build(source: string): void {
    scanXml(source, {
      startTag: (name, attributes, selfClosing) => this.startTag(name, attributes, selfClosing),
      endTag: (name) => this.endTag(name),
      text: (text) => this.addText(this.decoder.decode(text)),
      cdata: (text) => this.addText(text),
      doctype: (text) => readDoctype(text, this.decoder),
      fault: (type) => {
        if (type === "truncated") this.truncated = true;
        this.faultTypes.add(type);
      },
    });
    if (this.stack.length > 0) this.finishCut();
    if (this.decoder.faults.undefinedEntity) this.faultTypes.add("undefined_entity");
    if (this.decoder.faults.budgetSpent) this.faultTypes.add("entity_budget");
  }

  private addText(text: string): void {
    const parent = this.stack.at(-1);
    if (parent !== undefined) parent.element.children.push(text);
  }

  private startTag(name: string, raw: readonly RawAttribute[], selfClosing: boolean): void {
    if (this.stack.length >= deepest && !this.escapesDepth(name)) {
      this.faultTypes.add("too_deep");
      const lower = name.toLowerCase();
      if (!selfClosing) this.overflow.set(lower, (this.overflow.get(lower) ?? 0) + 1);
      return;
    }
    const attributes = raw.map(({ name: written, value }) => ({
      name: written.toLowerCase(),
      written,
      value: this.decoder.decode(value),
    }));
    const spaces = this.spacesWith(attributes);
    if (this.stack.length === 0) this.beginRoot(name, spaces);
    const element = this.elementOf(name, attributes, spaces);
    if (element.key === "item" || element.key === "entry") this.closeOpen(element.key);
    const parent = this.stack.at(-1);
    if (parent === undefined) this.roots.push(element);
    else parent.element.children.push(element);
    if (!selfClosing) this.open({ element, spaces, name: name.toLowerCase() });
  }

  /** A new entry far too deep in another one: the other lost its end tags, and the feed goes on. */
  private escapesDepth(name: string): boolean {
    const lower = name.toLowerCase();
    const at = /^(?:item|entry)$/.test(lower) ? this.stack.findLastIndex((open) => open.name === lower) : -1;
    if (at < 0) return false;
    this.closeTo(at);
    return true;
  }

  private open(opened: Open): void {
    this.stack.push(opened);
    this.openNames.set(opened.name, (this.openNames.get(opened.name) ?? 0) + 1);
  }

  private closeTo(length: number): void {
    this.overflow.clear();
    while (this.stack.length > length) {
      const { name } = this.stack.pop() ?? { name: "" };
      this.openNames.set(name, (this.openNames.get(name) ?? 1) - 1);
    }
  }

  private spacesWith(attributes: readonly XmlAttribute[]): ReadonlyMap<string, string> {
    const inherited = this.stack.at(-1)?.spaces ?? new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);
    let own: Map<string, string> | undefined;
    for (const { name, value } of attributes) {
      if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
      own ??= new Map(inherited);
      if (own.size < mostSpaces) own.set(name === "xmlns" ? "" : name.slice(6), value.trim());
    }
    return own ?? inherited;
  }

  private beginRoot(name: string, spaces: ReadonlyMap<string, string>): void {
    if (this.roots.length > 0) this.faultTypes.add("several_roots");
    const [prefix, local] = splitName(name);
    const uri = spaces.get(prefix.toLowerCase()) ?? "";
    const atom = isAtomSpace(uri) || /^(?:feed|entry)$/i.test(local);
    this.vocabulary = { atom, root: local.toLowerCase() === "rdf" ? "" : uri.toLowerCase() };
  }

  private elementOf(
    name: string,
    attributes: readonly XmlAttribute[],
    spaces: ReadonlyMap<string, string>,
  ): XmlElement {
    const [prefix, local] = splitName(name);
    const parent = this.stack.at(-1)?.element;
    const uri = spaces.get(prefix.toLowerCase()) ?? (prefix === "" ? "" : undefined);
    if (uri === undefined) this.faultTypes.add("undeclared_prefix");
    const key =
      uri === undefined && !isKnownPrefix(prefix.toLowerCase()) && this.roots.length === 0
        ? local.toLowerCase()
        : keyOf(prefix, local, uri, this.vocabulary);
    return {
      name,
      key,
      namespace: uri ?? "",
      attributes,
      children: [],
      index: undefined,
      base: this.baseWith(attributes, parent?.base ?? this.options.base),
      language: this.languageWith(attributes, parent?.language ?? this.options.language),
    };
  }

  private baseWith(attributes: readonly XmlAttribute[], inherited: string): string {
    const own = attributes.find(({ name }) => name === "xml:base")?.value.trim();
    if (own === undefined || own === "" || own.length > longestBase || isUnsafeAddress(own)) return inherited;
    const resolved = resolveReference(inherited, own);
    return resolved.length <= longestBase && (isAbsolute(resolved) || inherited === "") ? resolved : inherited;
  }

  private languageWith(attributes: readonly XmlAttribute[], inherited: string): string {
    const own = attributes.find(({ name }) => name === "xml:lang" || name === "lang")?.value;
    return own === undefined ? inherited : own.trim().replaceAll("_", "-");
  }

  private endTag(name: string): void {
    const lower = name.toLowerCase();
    const tooDeep = this.overflow.get(lower) ?? 0;
    if (tooDeep > 0) {
      this.overflow.set(lower, tooDeep - 1);
      return;
    }
    // A count instead of a search: a million end tags that match nothing stay cheap.
    const at = (this.openNames.get(lower) ?? 0) > 0 ? this.stack.findLastIndex((open) => open.name === lower) : -1;
    if (at < 0 || at < this.stack.length - 1) this.faultTypes.add("mismatched_tags");
    if (at >= 0) this.closeTo(at);
  }

  /** A second item in an open one: the first lost its end tag. An entry that stands in a content element is left. */
  private closeOpen(key: string): void {
    const at = this.stack.findLastIndex(({ element }) => element.key === key);
    if (at < 0 || this.stack.some(({ element }) => element.key === "content")) return;
    this.faultTypes.add("mismatched_tags");
    this.closeTo(at);
  }

  /** An open entry of which neither title nor address is left says nothing. */
  private dropHusk(): void {
    const at = this.stack.findLastIndex(({ element }) => element.key === "item" || element.key === "entry");
    const entry = this.stack[at]?.element;
    const telling = entry?.children.some(
      (child) => typeof child !== "string" && /^(?:title|link|guid|id)$/.test(child.key),
    );
    if (at > 0 && telling === false) this.stack[at - 1]?.element.children.pop();
  }

  private finishCut(): void {
    this.faultTypes.add(this.truncated ? "truncated" : "mismatched_tags");
    this.faultTypes.add("truncated");
    const at = this.stack.findIndex(({ element }) => !containers.has(element.key));
    if (at > 0) this.stack[at - 1]?.element.children.pop();
    this.dropHusk();
  }
}

export const buildTree = (source: string, options: TreeOptions): XmlDocument => {
  const builder = new TreeBuilder(options);
  builder.build(source);
  const faults = [...builder.faultTypes].sort().map((type) => ({ type, message: messages[type] ?? type }));
  return { roots: builder.roots, vocabulary: builder.vocabulary, faults };
};
