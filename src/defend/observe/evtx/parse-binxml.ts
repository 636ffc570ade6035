/**
 * BinXML tokens to a tree (MS-EVEN6 2.2.12.2).
 *
 * Every token takes at least one byte and none is read twice, so the cost is that of the bytes; nesting is capped. An element's
 * dependency identifier is there in templates and missing in some embedded fragments: which of both it is shows in whether
 * the name it leads to can be one.
 */
import type { Leaf } from "#terms/event.ts";
import { u16, u32 } from "./binary-text.ts";
import { type BinAttribute, type BinNode, BinXmlFault, type LiteralText, type NameSpace } from "./binxml-tree.ts";
import { closeElement, type OpenElement, openElement } from "./make-element.ts";
import { fixedSizeOf, readValue, valueType } from "./read-value.ts";
import { decodeUtf16 } from "./text-cache.ts";

const deepest = 128;

/** Token types without the bit 0x40, which says that more of the kind follow. */
const token = {
  end: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  charReference: 0x08,
  entityReference: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  template: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragment: 0x0f,
} as const;

const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

class NodeParser {
  readonly #space: NameSpace;
  readonly #bytes: Buffer;
  readonly #end: number;
  readonly #roots: BinNode[] = [];
  readonly #stack: OpenElement[] = [];
  #attribute: { name: string; parts: (LiteralText | { kind: "substitution"; index: number })[] } | undefined;
  #at: number;
  #hasDependency: boolean;

  constructor(space: NameSpace, start: number, end: number, hasDependency: boolean) {
    this.#space = space;
    this.#bytes = space.bytes;
    this.#at = start;
    this.#end = end;
    this.#hasDependency = hasDependency;
  }

  parse(): readonly BinNode[] {
    while (this.#at < this.#end) {
      const code = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      if (code === token.end) break;
      this.#step(code & 0xbf);
    }
    while (this.#stack.length > 0) this.#closeTop();
    return this.#roots;
  }

  #step(code: number): void {
    switch (code) {
      case token.openElement:
        this.#open();
        break;
      case token.closeStart:
        this.#closeAttribute();
        break;
      case token.closeEmpty:
      case token.endElement:
        this.#closeTop();
        break;
      case token.attribute:
        this.#openAttribute();
        break;
      case token.value:
        this.#literal(this.#readValueToken());
        break;
      case token.cdata:
        this.#literal(this.#countedText());
        break;
      case token.charReference:
        this.#literal(String.fromCharCode(this.#take16()));
        break;
      case token.entityReference:
        this.#literal(this.#entity());
        break;
      case token.instructionTarget:
        this.#readName();
        break;
      case token.instructionData:
        this.#countedText();
        break;
      case token.template:
        this.#templateUse();
        break;
      case token.substitution:
      case token.optionalSubstitution:
        this.#substitution();
        break;
      case token.fragment:
        this.#need(3);
        this.#at += 3;
        break;
      default:
        throw new BinXmlFault("bad_token", `Expected a token but found 0x${code.toString(16)} at ${this.#at - 1}`);
    }
  }

  #need(size: number): void {
    if (this.#at + size > this.#end)
      throw new BinXmlFault("cut_off", `Expected ${size} more bytes at ${this.#at} but found the end`);
  }

  #take16(): number {
    this.#need(2);
    this.#at += 2;
    return u16(this.#bytes, this.#at - 2);
  }

  #take32(): number {
    this.#need(4);
    this.#at += 4;
    return u32(this.#bytes, this.#at - 4);
  }

  /** A name by its offset; it stands here when the offset is this very place. */
  #readName(): string {
    const offset = this.#take32();
    const name = this.#space.nameAt(offset);
    if (offset === this.#at) this.#at += this.#space.nameSize(offset);
    return name;
  }

  /** Whether the four bytes at a place can be the offset of a name: this place's own end, or an earlier one. */
  #canBeName(at: number): boolean {
    const offset = u32(this.#bytes, at);
    if (offset === at + 4) return true;
    return offset >= 24 && offset + 10 <= this.#bytes.length && (offset < at || offset > this.#end);
  }

  #fits(sizeAt: number): boolean {
    return u32(this.#bytes, sizeAt) <= this.#end - sizeAt && this.#canBeName(sizeAt + 4);
  }

  #open(): void {
    const more = ((this.#bytes[this.#at - 1] ?? 0) & 0x40) !== 0;
    if (this.#stack.length >= deepest)
      throw new BinXmlFault("too_deep", `Expected at most ${deepest} elements inside one another`);
    const skip = this.#hasDependency ? 2 : 0;
    if (!this.#fits(this.#at + skip) && this.#fits(this.#at + 2 - skip)) this.#hasDependency = !this.#hasDependency;
    this.#need(10);
    this.#at += this.#hasDependency ? 6 : 4;
    const name = this.#readName();
    if (more) this.#take32();
    this.#stack.push(openElement(name));
  }

  #openAttribute(): void {
    this.#closeAttribute();
    this.#attribute = { name: this.#readName(), parts: [] };
  }

  #closeAttribute(): void {
    const top = this.#stack.at(-1);
    if (this.#attribute !== undefined && top !== undefined) top.attributes.push(this.#attribute satisfies BinAttribute);
    this.#attribute = undefined;
  }

  #closeTop(): void {
    this.#closeAttribute();
    const top = this.#stack.pop();
    if (top === undefined)
      throw new BinXmlFault("bad_token", `Found the end of an element at ${this.#at} but none is open`);
    this.#add(closeElement(top));
  }

  #add(node: BinNode): void {
    const top = this.#stack.at(-1);
    if (top === undefined) this.#roots.push(node);
    else top.children.push(node);
  }

  #literal(value: Leaf): void {
    if (this.#attribute !== undefined) this.#attribute.parts.push({ kind: "text", value });
    else this.#add({ kind: "text", value });
  }

  #countedText(): string {
    const size = this.#take16() * 2;
    this.#need(size);
    this.#at += size;
    return decodeUtf16(this.#bytes, this.#at - size, this.#at);
  }

  #readValueToken(): Leaf {
    this.#need(1);
    const type = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    if (type === valueType.utf16) return this.#countedText();
    const size = fixedSizeOf(type);
    this.#need(size);
    const value = readValue(this.#bytes, type, this.#at, size);
    this.#at += size;
    return typeof value === "object" ? null : value;
  }

  #entity(): string {
    const name = this.#readName();
    return entities.get(name) ?? `&${name};`;
  }

  #substitution(): void {
    const index = this.#take16();
    this.#need(1);
    this.#at += 1;
    const node = { kind: "substitution", index } as const;
    if (this.#attribute !== undefined) this.#attribute.parts.push(node);
    else this.#add(node);
  }

  #templateUse(): void {
    this.#at -= 1;
    const use = readTemplateUse(this.#space, this.#at, this.#end);
    this.#add({ kind: "template", offset: this.#at, end: this.#end });
    this.#at = use.end;
  }
}

/** Where the parts of a template instance stand: its definition, its table of values, the values themselves. */
export interface InstanceLayout {
  readonly definition: number;
  readonly count: number;
  readonly table: number;
  readonly values: number;
  /** Past the last value, as its sizes say; may lie beyond the record. */
  readonly end: number;
}

/** @param at the offset of the token 0x0c */
export const readTemplateUse = (space: NameSpace, at: number, end: number): InstanceLayout => {
  const { bytes } = space;
  const definition = u32(bytes, at + 6);
  let table = at + 10;
  if (definition === table) table += space.templateSize(definition);
  if (table + 4 > end)
    throw new BinXmlFault("cut_off", `Expected the values of a template at ${table} but found the end`);
  const count = u32(bytes, table);
  table += 4;
  const values = table + count * 4;
  if (count > 0x10000 || values > end)
    throw new BinXmlFault(
      "bad_count",
      `Expected the descriptors of ${count} values at ${table} but they go past the end`,
    );
  let size = 0;
  for (let index = 0; index < count; index += 1) size += u16(bytes, table + index * 4);
  return { definition, count, table, values, end: values + size };
};

export const parseNodes = (space: NameSpace, start: number, end: number, hasDependency: boolean): readonly BinNode[] =>
  new NodeParser(space, start, end, hasDependency).parse();
