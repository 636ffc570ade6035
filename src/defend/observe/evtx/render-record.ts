/**
 * A record's BinXML to nested values in the JSON shape that tools for these logs agree on: elements are keys, attributes stand
 * under `#attributes`, text beside attributes under `#text`, `Data` elements go by their `Name`, a second element of a name
 * gets `_1`, nameless `Data` elements are gathered in one list.
 *
 * Work is bounded by a budget a chunk: a template may use one value many times, and values may hold templates again.
 */
import type { EventValue, Leaf } from "#terms/event.ts";
import { type Fields, setField } from "../set-field.ts";
import { u16 } from "./binary-text.ts";
import {
  type BinElement,
  type BinNode,
  BinXmlFault,
  type LiteralText,
  type Substitution,
  type TemplateUse,
} from "./binxml-tree.ts";
import type { ChunkSpace } from "./chunk-space.ts";
import { type InstanceLayout, parseNodes, readTemplateUse } from "./parse-binxml.ts";
import { readValue, valueType } from "./read-value.ts";

/** A full chunk of ordinary records takes some 20,000 nodes and 100,000 bytes. */
const nodesAChunk = 150_000;
const bytesAChunk = 8_000_000;
const deepestNesting = 24;

/** The values of one template instance: how many, and where in the renderer's table they are told of. */
interface Values {
  readonly count: number;
  readonly base: number;
}

const noValues: Values = { count: 0, base: 0 };

/** A value in the table: its type, where it starts, its size. */
const cells = 3;

const asText = (value: EventValue): string => {
  if (value === null) return "";
  return Array.isArray(value) ? value.map((member) => asText(member as EventValue)).join(" ") : String(value);
};

/** What an element has gathered so far: child elements, text, or both. */
interface Content {
  fields: Fields | undefined;
  text: EventValue | undefined;
  repeats?: Map<string, number>;
}

const addText = (content: Content, value: EventValue): void => {
  if (content.text === undefined || content.text === null) content.text = value;
  else if (value !== null) content.text = asText(content.text) + asText(value);
};

/** A second of a name gets `_1`, a third `_2`. The last number given is remembered, or many of a name would cost their square. */
const insertAgain = (content: Content, fields: Fields, key: string, value: EventValue): void => {
  content.repeats ??= new Map();
  let number = (content.repeats.get(key) ?? 0) + 1;
  while (Object.hasOwn(fields, `${key}_${number}`)) number += 1;
  content.repeats.set(key, number);
  fields[`${key}_${number}`] = value;
};

const insert = (content: Content, fields: Fields, key: string, value: EventValue): void => {
  if (Object.hasOwn(fields, key)) insertAgain(content, fields, key, value);
  else setField(fields, key, value);
};

const membersOf = (value: EventValue): EventValue[] => {
  if (Array.isArray(value)) return [...value];
  return [value ?? ""];
};

/** `Data` without names: one is a plain value, more are a list under `#text`. */
const insertNameless = (content: Content, fields: Fields, value: EventValue): void => {
  const before = Object.hasOwn(fields, "Data") ? fields.Data : undefined;
  const held = typeof before === "object" && before !== null && !Array.isArray(before) ? before : undefined;
  const list = held === undefined ? undefined : (held as Fields)["#text"];
  if (Array.isArray(list)) list.push(...membersOf(value));
  else if (before === undefined && !(Array.isArray(value) && value.length > 1))
    fields.Data = Array.isArray(value) ? (value[0] ?? null) : value;
  else if (held === undefined)
    fields.Data = { "#text": [...(before === undefined ? [] : membersOf(before)), ...membersOf(value)] };
  else insertAgain(content, fields, "Data", value);
};

export class RecordRenderer {
  readonly #space: ChunkSpace;
  readonly #bytes: Buffer;
  #nodesLeft = nodesAChunk;
  #bytesLeft = bytesAChunk;
  #depth = 0;
  /** Of the instances that are being filled in, one behind the other: a list for each record would be much to clear away. */
  #table = new Int32Array(cells * 128);
  #tableEnd = 0;
  /** Whether a value of the record was cut off by its end. */
  isPartial = false;

  constructor(space: ChunkSpace) {
    this.#space = space;
    this.#bytes = space.bytes;
  }

  /** The root elements of the fragment between two offsets. Throws `BinXmlFault`. */
  render(start: number, end: number): Fields {
    const content = this.#begin();
    this.#fragment(content, start, end, true);
    return this.#finish(content);
  }

  /** The same for a tree that needs no values; it has a budget of its own. */
  renderTree(nodes: readonly BinNode[]): Fields {
    this.#nodesLeft = nodesAChunk * 2;
    const content = this.#begin();
    this.#fill(content, nodes, noValues);
    return this.#finish(content);
  }

  #begin(): Content {
    this.#depth = 0;
    this.#tableEnd = 0;
    this.isPartial = false;
    return { fields: undefined, text: undefined };
  }

  #finish({ fields }: Content): Fields {
    if (fields === undefined) throw new BinXmlFault("empty_record", "Expected an element but found none");
    return fields;
  }

  /** A fragment that is one template instance, as almost all are, is not parsed to a tree first. */
  #fragment(content: Content, start: number, end: number, hasDependency: boolean): void {
    this.#depth += 1;
    if (this.#depth > deepestNesting)
      throw new BinXmlFault("too_deep", `Expected at most ${deepestNesting} fragments inside one another`);
    let at = start;
    if (this.#bytes[at] === 0x0f && at + 4 <= end) at += 4;
    if (at < end && this.#bytes[at] === 0x0c) this.#template(content, at, end);
    else this.#fill(content, parseNodes(this.#space, at, end, hasDependency), noValues);
    this.#depth -= 1;
  }

  #template(content: Content, at: number, end: number): void {
    const layout = readTemplateUse(this.#space, at, end);
    const nodes = this.#space.templateAt(layout.definition);
    const base = this.#tableEnd;
    this.#readTable(layout, end);
    this.#fill(content, nodes, { count: layout.count, base });
    this.#tableEnd = base;
  }

  #readTable({ count, table, values }: InstanceLayout, end: number): void {
    let cell = this.#tableEnd;
    this.#tableEnd += count * cells;
    if (this.#tableEnd > this.#table.length) {
      const grown = new Int32Array(this.#tableEnd * 2);
      grown.set(this.#table);
      this.#table = grown;
    }
    let start = values;
    for (let at = table; at < table + count * 4; at += 4) {
      const size = u16(this.#bytes, at);
      const fits = start + size <= end;
      if (!fits) this.isPartial = true;
      this.#table[cell] = fits ? (this.#bytes[at + 2] ?? 0) : valueType.null;
      this.#table[cell + 1] = start;
      this.#table[cell + 2] = size;
      cell += cells;
      start += size;
    }
  }

  #typeOf(index: number, { count, base }: Values): number {
    return index < count ? (this.#table[base + index * cells] as number) : valueType.null;
  }

  #fill(content: Content, nodes: readonly BinNode[], values: Values): void {
    this.#spend(nodes.length, 0);
    for (const node of nodes) this.#node(content, node, values);
  }

  #node(content: Content, node: BinNode, values: Values): void {
    if (node.kind === "element") this.#addElement(content, node, values);
    else if (node.kind === "text") addText(content, node.value);
    else if (node.kind === "substitution") this.#substitute(content, node, values);
    else this.#use(content, node);
  }

  #use(content: Content, node: TemplateUse): void {
    this.#depth += 1;
    if (this.#depth > deepestNesting) throw new BinXmlFault("too_deep", "Expected fewer templates inside one another");
    this.#template(content, node.offset, node.end);
    this.#depth -= 1;
  }

  #addElement(content: Content, node: BinElement, values: Values): void {
    const value = this.#element(node, values);
    content.fields ??= {};
    if (node.nameless && node.attributes.length === 0) insertNameless(content, content.fields, value);
    else insert(content, content.fields, this.#keyOf(node, values), value);
  }

  #keyOf(node: BinElement, values: Values): string {
    if (node.keyParts === undefined) return node.key;
    return asText(this.#partsValue(node.keyParts, values)) || node.key;
  }

  #substitute(content: Content, { index }: Substitution, values: Values): void {
    const type = this.#typeOf(index, values);
    if (type !== valueType.binXml) {
      if (type !== valueType.null) addText(content, this.#value(index, values));
      return;
    }
    const cell = values.base + index * cells;
    const start = this.#table[cell + 1] as number;
    const size = this.#table[cell + 2] as number;
    this.#spend(1, size);
    if (size > 0) this.#fragment(content, start, start + size, false);
  }

  #spend(nodes: number, bytes: number): void {
    this.#nodesLeft -= nodes;
    this.#bytesLeft -= bytes;
    if (this.#nodesLeft < 0 || this.#bytesLeft < 0)
      throw new BinXmlFault("too_large", "Expected records of bounded size but their templates repeat without end");
  }

  #value(index: number, values: Values): EventValue {
    if (index >= values.count) return null;
    const cell = values.base + index * cells;
    const size = this.#table[cell + 2] as number;
    this.#spend(1, size);
    return readValue(this.#bytes, this.#table[cell] as number, this.#table[cell + 1] as number, size);
  }

  #element(node: BinElement, values: Values): EventValue {
    if (node.sole >= 0 && this.#typeOf(node.sole, values) !== valueType.binXml) return this.#value(node.sole, values);
    this.#spend(1, 0);
    const attributes = node.attributes.length === 0 ? undefined : this.#attributes(node, values);
    const content: Content = {
      fields: attributes === undefined ? undefined : { "#attributes": attributes },
      text: undefined,
    };
    if (node.plain) this.#plainChildren(content, node.children, values);
    else this.#fill(content, node.children, values);
    if (content.fields === undefined) return content.text ?? null;
    if (content.text !== undefined && content.text !== null) content.fields["#text"] = content.text;
    return content.fields;
  }

  /** Children whose keys are known to differ are set without looking whether one is there. */
  #plainChildren(content: Content, children: readonly BinNode[], values: Values): void {
    for (const child of children) {
      if (child.kind === "element") {
        content.fields ??= {};
        content.fields[child.key] = this.#element(child, values);
      } else this.#node(content, child, values);
    }
  }

  #attributes(node: BinElement, values: Values): Fields | undefined {
    let fields: Fields | undefined;
    this.#spend(node.attributes.length, 0);
    for (const { name, parts } of node.attributes) {
      const value = this.#partsValue(parts, values);
      if (value === null) continue;
      fields ??= {};
      setField(fields, name, value);
    }
    return fields;
  }

  #partsValue(parts: readonly (Substitution | LiteralText)[], values: Values): EventValue {
    let whole: EventValue = null;
    for (const part of parts) {
      const value: EventValue = part.kind === "text" ? (part.value as Leaf) : this.#value(part.index, values);
      if (value !== null) whole = whole === null ? value : asText(whole) + asText(value);
    }
    return whole;
  }
}
