/**
 * Cuts a document into tags, text, CDATA and declarations, whatever state it is in.
 *
 * Promise: linear in the length of the text, no recursion, no throw. Well-formed XML comes out exactly; the rest as a
 * person would read it: a `<` that opens nothing is text, an attribute may lack quotes or a value, what is cut off at
 * the end is reported. References are left in place for the caller to decode.
 */
export interface RawAttribute {
  readonly name: string;
  readonly value: string;
}

export interface XmlHandler {
  readonly startTag: (name: string, attributes: readonly RawAttribute[], selfClosing: boolean) => void;
  readonly endTag: (name: string) => void;
  readonly text: (text: string) => void;
  readonly cdata: (text: string) => void;
  readonly doctype: (text: string) => void;
  readonly fault: (type: "stray_markup" | "truncated" | "bad_attribute") => void;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const isNameStart = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 58 || code >= 0x80;
/** `>` `/` `=` `<` quotes and white space end a name. */
const endsName = (code: number): boolean =>
  isSpace(code) || code === 62 || code === 47 || code === 61 || code === 60 || code === 34 || code === 39;

const noAttributes: readonly RawAttribute[] = [];

class Scanner {
  private at = 0;
  /** The last search for each needle: asking again must not walk the same text twice, or the scan is quadratic. */
  private readonly searches = new Map<string, { readonly from: number; readonly found: number }>();
  private doctypeSeen = false;
  private readonly source: string;
  private readonly handler: XmlHandler;

  constructor(source: string, handler: XmlHandler) {
    this.source = source;
    this.handler = handler;
  }

  run(): void {
    while (this.at < this.source.length) {
      const open = this.find("<", this.at);
      const end = open < 0 ? this.source.length : open;
      if (end > this.at) this.handler.text(this.source.slice(this.at, end));
      this.at = end;
      if (open >= 0) this.markup();
    }
  }

  private find(needle: string, from: number): number {
    const last = this.searches.get(needle);
    if (last !== undefined && last.from <= from && (last.found < 0 || last.found >= from)) return last.found;
    const found = this.source.indexOf(needle, from);
    this.searches.set(needle, { from, found });
    return found;
  }

  private markup(): void {
    const next = this.source.charAt(this.at + 1);
    if (next === "/") this.endTag();
    else if (next === "!") this.declaration();
    else if (next === "?") this.skipTo("?>", ">");
    else if (isNameStart(next.charCodeAt(0))) this.startTag();
    else {
      this.handler.fault("stray_markup");
      this.handler.text("<");
      this.at += 1;
    }
  }

  private declaration(): void {
    const { source, at } = this;
    if (source.startsWith("<!--", at)) this.comment();
    else if (source.startsWith("<![CDATA[", at)) this.cdata();
    else if (!this.doctypeSeen && /^<!doctype/i.test(source.slice(at, at + 9))) this.doctype();
    else this.skipTo(">", ">");
  }

  private skipTo(needle: string, otherwise: string): void {
    const end = this.find(needle, this.at);
    const used = end < 0 ? otherwise : needle;
    const stop = end < 0 ? this.find(otherwise, this.at) : end;
    if (end < 0) this.handler.fault("truncated");
    this.at = stop < 0 ? this.source.length : stop + used.length;
  }

  private comment(): void {
    this.at += 4;
    this.skipTo("-->", ">");
  }

  private cdata(): void {
    const from = this.at + 9;
    const end = this.find("]]>", from);
    if (end < 0) this.handler.fault("truncated");
    this.handler.cdata(this.source.slice(from, end < 0 ? this.source.length : end));
    this.at = end < 0 ? this.source.length : end + 3;
  }

  /** A document type with its internal subset: quoted strings and comments may hold `>` and `]`. */
  private doctype(): void {
    const { source } = this;
    const from = this.at;
    this.doctypeSeen = true;
    let depth = 0;
    let at = from + 9;
    for (; at < source.length; at += 1) {
      const char = source.charAt(at);
      if (char === '"' || char === "'") {
        const close = this.find(char, at + 1);
        if (close < 0) break;
        at = close;
      } else if (char === "[") depth += 1;
      else if (char === "]") depth -= 1;
      else if (source.startsWith("<!--", at)) {
        const close = this.find("-->", at);
        if (close < 0) break;
        at = close + 2;
      } else if (char === ">" && depth <= 0) {
        this.handler.doctype(source.slice(from, at + 1));
        this.at = at + 1;
        return;
      }
    }
    // Quotes or brackets that never close: give up the subset, not the document.
    this.skipTo(">", ">");
    this.handler.fault("stray_markup");
  }

  private endTag(): void {
    const { source } = this;
    const close = this.find(">", this.at);
    const next = this.find("<", this.at + 2);
    const cut = next >= 0 && (close < 0 || next < close);
    const end = cut ? next : close;
    if (end < 0) {
      this.handler.fault("truncated");
      this.at = source.length;
      return;
    }
    if (cut) this.handler.fault("stray_markup");
    this.handler.endTag(source.slice(this.at + 2, end).trim());
    this.at = cut ? end : end + 1;
  }

  private name(from: number): number {
    let end = from;
    while (end < this.source.length && !endsName(this.source.charCodeAt(end))) end += 1;
    return end;
  }

  private spaces(from: number): number {
    let end = from;
    while (end < this.source.length && isSpace(this.source.charCodeAt(end))) end += 1;
    return end;
  }

  private startTag(): void {
    const { source } = this;
    const nameEnd = this.name(this.at + 1);
    const name = source.slice(this.at + 1, nameEnd);
    let attributes: RawAttribute[] | undefined;
    let selfClosing = false;
    let at = this.spaces(nameEnd);
    while (at < source.length) {
      const char = source.charAt(at);
      if (char === ">" || char === "<") break;
      if (char === "/") {
        selfClosing = source.charAt(at + 1) === ">";
        at += 1;
      } else {
        attributes ??= [];
        at = this.attribute(at, attributes);
      }
      at = this.spaces(at);
    }
    if (at >= source.length) {
      this.handler.fault("truncated");
      this.at = source.length;
      return;
    }
    const stray = source.charAt(at) === "<";
    if (stray) this.handler.fault("stray_markup");
    this.handler.startTag(name, attributes ?? noAttributes, selfClosing);
    this.at = stray ? at : at + 1;
  }

  /** Reads one attribute into `into` and returns where it ends: always behind `from`. */
  private attribute(from: number, into: RawAttribute[]): number {
    const { source } = this;
    const nameEnd = this.name(from);
    if (nameEnd === from) {
      this.handler.fault("bad_attribute");
      return from + 1;
    }
    const equals = this.spaces(nameEnd);
    if (source.charAt(equals) !== "=") {
      this.handler.fault("bad_attribute");
      return this.keep(into, source.slice(from, nameEnd), "", nameEnd);
    }
    const name = source.slice(from, nameEnd);
    const start = this.spaces(equals + 1);
    const quote = source.charAt(start);
    if (quote !== '"' && quote !== "'") {
      this.handler.fault("bad_attribute");
      let end = start;
      while (end < source.length && !isSpace(source.charCodeAt(end)) && !"<>".includes(source.charAt(end))) end += 1;
      const slash = source.charAt(end - 1) === "/" && source.charAt(end) === ">";
      return this.keep(into, name, source.slice(start, slash ? end - 1 : end), slash ? end - 1 : end);
    }
    const close = this.find(quote, start + 1);
    if (close >= 0) return this.keep(into, name, source.slice(start + 1, close), close + 1);
    this.handler.fault("bad_attribute");
    const end = this.find(">", start + 1);
    const stop = end < 0 ? source.length : end;
    return this.keep(into, name, source.slice(start + 1, stop), stop);
  }

  private keep(into: RawAttribute[], name: string, value: string, end: number): number {
    if (into.length < 256) into.push({ name, value });
    return end;
  }
}

export const scanXml = (source: string, handler: XmlHandler): void => new Scanner(source, handler).run();
