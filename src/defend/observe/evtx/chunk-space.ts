/**
 * The address space of one chunk: names and templates are referred to by their offset in it, and each is read once.
 *
 * A template that cannot be read is remembered as such, so that a damaged one costs one attempt, not one a record.
 */
import { u16, u32 } from "./binary-text.ts";
import { type BinNode, BinXmlFault, type NameSpace } from "./binxml-tree.ts";
import { parseNodes } from "./parse-binxml.ts";
import { decodeUtf16 } from "./text-cache.ts";

const beingRead = Symbol("being read");
const longestName = 512;
/** Definitions may overlap, so that many offsets cost more than the chunk has bytes. */
const mostTemplateBytes = 1_000_000;
const templateHeader = 24;

export class ChunkSpace implements NameSpace {
  readonly bytes: Buffer;
  #templateBytesLeft = mostTemplateBytes;
  readonly #names = new Map<number, string>();
  readonly #templates = new Map<number, readonly BinNode[] | BinXmlFault | typeof beingRead>();

  /** @param bytes of the chunk as far as they are there; offsets count from its start */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Bytes that a name takes where it stands: link, hash, count, text, closing zero. */
  nameSize(offset: number): number {
    return 8 + u16(this.bytes, offset + 6) * 2 + 2;
  }

  nameAt(offset: number): string {
    const known = this.#names.get(offset);
    if (known !== undefined) return known;
    const length = u16(this.bytes, offset + 6);
    const end = offset + 8 + length * 2;
    if (offset + 8 > this.bytes.length || end > this.bytes.length || length > longestName)
      throw new BinXmlFault("bad_name", `Expected a name at ${offset} but its ${length} units go past the end`);
    const name = decodeUtf16(this.bytes, offset + 8, end);
    this.#names.set(offset, name);
    return name;
  }

  /** Bytes that a template's definition takes where it stands: link, GUID, size, body. */
  templateSize(offset: number): number {
    return templateHeader + u32(this.bytes, offset + 20);
  }

  templateAt(offset: number): readonly BinNode[] {
    const known = this.#templates.get(offset);
    if (known instanceof BinXmlFault) throw known;
    if (known === beingRead) throw new BinXmlFault("template_loop", `Template at ${offset} contains itself`);
    if (known !== undefined) return known;
    this.#templates.set(offset, beingRead);
    try {
      const nodes = this.#readTemplate(offset);
      this.#templates.set(offset, nodes);
      return nodes;
    } catch (error) {
      if (error instanceof BinXmlFault) this.#templates.set(offset, error);
      throw error;
    }
  }

  #readTemplate(offset: number): readonly BinNode[] {
    const start = offset + templateHeader;
    const end = offset + this.templateSize(offset);
    if (start > this.bytes.length || end > this.bytes.length)
      throw new BinXmlFault("bad_template", `Expected a template at ${offset} but it goes past the end`);
    this.#templateBytesLeft -= end - start;
    if (this.#templateBytesLeft < 0)
      throw new BinXmlFault("too_large", "Expected templates of bounded size in a chunk");
    return parseNodes(this, start, end, true);
  }
}
