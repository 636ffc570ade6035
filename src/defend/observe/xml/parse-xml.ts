/**
 * A small XML parser (XML 1.0, well-formed elements, attributes, text, CDATA, character and named entities) to the same tree
 * that BinXML gives. No DTD, no external entities, nothing is fetched or expanded; depth and count are capped.
 */
import { type BinNode, BinXmlFault } from "../evtx/binxml-tree.ts";
import { closeElement, type OpenElement, openElement } from "../evtx/make-element.ts";

const deepest = 64;
const longestEntity = 12;
const mostNodes = 100_000;

const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

const entityText = (name: string): string | undefined => {
  if (!name.startsWith("#")) return entities.get(name);
  const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return Number.isInteger(code) && code > 0 && code < 0x110000 ? String.fromCodePoint(code) : undefined;
};

const decodeEntities = (text: string): string => {
  if (!text.includes("&")) return text;
  let plain = "";
  let from = 0;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", from)) {
    const size = text.slice(at, at + longestEntity).indexOf(";");
    const found = size < 0 ? undefined : entityText(text.slice(at + 1, at + size));
    plain += text.slice(from, at) + (found ?? "&");
    from = found === undefined ? at + 1 : at + size + 1;
  }
  return plain + text.slice(from);
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;

const isBlank = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
};

const nameEnd = (text: string, from: number): number => {
  let at = from;
  for (let code = text.charCodeAt(at); at < text.length; code = text.charCodeAt(at)) {
    if (isSpace(code) || code === 0x3e || code === 0x2f || code === 0x3d) break;
    at += 1;
  }
  return at;
};

/** Namespaces' prefixes say nothing here. */
const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 || name.startsWith("xmlns") ? name : name.slice(colon + 1);
};

class XmlParser {
  readonly #text: string;
  readonly #roots: BinNode[] = [];
  readonly #stack: OpenElement[] = [];
  #at = 0;
  #nodes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): readonly BinNode[] {
    while (this.#at < this.#text.length) this.#step();
    while (this.#stack.length > 0) this.#pop();
    return this.#roots;
  }

  #step(): void {
    const open = this.#text.indexOf("<", this.#at);
    const end = open < 0 ? this.#text.length : open;
    if (end > this.#at) this.#addText(decodeEntities(this.#text.slice(this.#at, end)));
    this.#at = end;
    if (open >= 0) this.#markup();
  }

  #markup(): void {
    if (this.#text.startsWith("<![CDATA[", this.#at)) this.#addText(this.#upTo("]]>", 9));
    else if (this.#text.startsWith("<!--", this.#at)) this.#upTo("-->", 4);
    else if (this.#text.startsWith("<?", this.#at)) this.#upTo("?>", 2);
    else if (this.#text.startsWith("<!", this.#at)) this.#upTo(">", 2);
    else if (this.#text.startsWith("</", this.#at)) {
      this.#upTo(">", 2);
      if (this.#stack.length > 0) this.#pop();
    } else this.#openTag();
  }

  /** What stands between the start of markup and its end, which is passed. */
  #upTo(mark: string, skip: number): string {
    const end = this.#text.indexOf(mark, this.#at + skip);
    const stop = end < 0 ? this.#text.length : end;
    const inner = this.#text.slice(this.#at + skip, stop);
    this.#at = end < 0 ? stop : stop + mark.length;
    return inner;
  }

  #openTag(): void {
    const end = nameEnd(this.#text, this.#at + 1);
    const element = openElement(localName(this.#text.slice(this.#at + 1, end)));
    if (this.#stack.length >= deepest)
      throw new BinXmlFault("too_deep", `Expected at most ${deepest} elements inside one another`);
    this.#at = this.#attributes(end, element);
    this.#stack.push(element);
    if (this.#text.charCodeAt(this.#at) === 0x2f) {
      this.#at += 1;
      this.#pop();
    }
    if (this.#text.charCodeAt(this.#at) === 0x3e) this.#at += 1;
  }

  /** @returns the place of the tag's `>` or `/` */
  #attributes(from: number, element: OpenElement): number {
    let at = from;
    while (at < this.#text.length) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x3e || (code === 0x2f && this.#text.charCodeAt(at + 1) === 0x3e)) return at;
      if (isSpace(code)) {
        at += 1;
        continue;
      }
      at = this.#attribute(at, element);
    }
    return at;
  }

  #attribute(from: number, element: OpenElement): number {
    const end = nameEnd(this.#text, from);
    if (this.#text[end] !== "=") return Math.max(end, from + 1);
    const quote = this.#text[end + 1];
    const close = quote === '"' || quote === "'" ? this.#text.indexOf(quote, end + 2) : -1;
    if (close < 0) return this.#text.length;
    const value = decodeEntities(this.#text.slice(end + 2, close));
    this.#count();
    element.attributes.push({ name: localName(this.#text.slice(from, end)), parts: [{ kind: "text", value }] });
    return close + 1;
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > mostNodes) throw new BinXmlFault("too_large", `Expected at most ${mostNodes} parts in an event`);
  }

  #addText(value: string): void {
    const top = this.#stack.at(-1);
    const isBetween = isBlank(value) && (value === "" || value.includes("\n") || (top?.children.length ?? 0) > 0);
    if (top === undefined || isBetween) return;
    this.#count();
    top.children.push({ kind: "text", value });
  }

  #pop(): void {
    const top = this.#stack.pop();
    if (top === undefined) return;
    this.#count();
    const node = closeElement(top);
    const parent = this.#stack.at(-1);
    if (parent === undefined) this.#roots.push(node);
    else parent.children.push(node);
  }
}

/** Throws `BinXmlFault` when caps are passed. Tags that do not fit are closed where they must be. */
export const parseXml = (text: string): readonly BinNode[] => new XmlParser(text).parse();
