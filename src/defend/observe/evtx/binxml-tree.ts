/**
 * The parts of a BinXML document as a tree: what a template compiles to, and what a fragment without one is read as.
 *
 * Source of the format: MS-EVEN6 2.2.12 (BinXml) and the public description of the Windows XML Event Log by the libevtx
 * project. Names are decoded and keys chosen once, when the tree is made; a record then only fills in its values.
 */
import type { Leaf } from "#terms/event.ts";

/** A place that a record's value of that index goes to. */
export interface Substitution {
  readonly kind: "substitution";
  readonly index: number;
}

export interface LiteralText {
  readonly kind: "text";
  readonly value: Leaf;
}

export interface BinAttribute {
  readonly name: string;
  readonly parts: readonly (Substitution | LiteralText)[];
}

/** An instance of a template that stands inside a fragment or another template; its values stay where they are. */
export interface TemplateUse {
  readonly kind: "template";
  readonly offset: number;
  readonly end: number;
}

export interface BinElement {
  readonly kind: "element";
  /** The key of the JSON shape: the element's name, or the `Name` of a `Data` element. */
  readonly key: string;
  /** For a `Data` element whose `Name` is not known before the record: what makes it. */
  readonly keyParts: readonly (Substitution | LiteralText)[] | undefined;
  /** A `Data` element without a name: all of its kind are gathered under one key. */
  readonly nameless: boolean;
  readonly attributes: readonly BinAttribute[];
  readonly children: readonly BinNode[];
  /** The index of the only child, when it is a substitution and there are no attributes; else -1. */
  readonly sole: number;
  /** Whether its child elements are known beforehand and all of different, harmless keys. */
  readonly plain: boolean;
}

export type BinNode = BinElement | Substitution | LiteralText | TemplateUse;

/** What a parser of tokens asks of the chunk they stand in; offsets count from the chunk's start. */
export interface NameSpace {
  readonly bytes: Buffer;
  readonly nameAt: (offset: number) => string;
  /** Bytes that a name, or a template's definition, takes where it stands. */
  readonly nameSize: (offset: number) => number;
  readonly templateSize: (offset: number) => number;
}

/** What is wrong with a record. Caught at the record: the rest goes on. */
export class BinXmlFault extends Error {
  readonly reason: string;

  constructor(reason: string, detail: string) {
    super(detail);
    this.name = "BinXmlFault";
    this.reason = reason;
  }
}
