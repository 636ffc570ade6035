/**
 * Builds the light tree from markup, in time linear in its length whatever the nesting.
 *
 * htmlparser2's tokenizer cuts the markup; the tree is our own, because the nesting rules that matter here are few:
 * a paragraph ends where a block begins, list items, table parts and options end their like, an end tag without its
 * start is ignored, and no end tag closes across the cell or box it stands in (WHATWG HTML 13.2.6, reduced).
 */
import { Tokenizer } from "htmlparser2";
import type { PageElement, PageNode, PageTree } from "./page-tree.ts";

const maxDepth = 256;
const maxNodes = 600_000;
const maxAttributes = 64;
const maxAttributeLength = 4_000;

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const voids = words(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
);
const closesParagraph = words(
  "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 " +
    "h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul",
);
/** Elements an end tag of a formatting element does not reach across. */
const boxes = words("html body table td th tr tbody thead tfoot caption button object template");
const blocks = words(
  "address article aside blockquote center details div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 " +
    "h5 h6 header li main nav ol p pre section table tbody td tfoot th thead tr ul",
);
const boxesAndBlocks: ReadonlySet<string> = new Set([...boxes, ...blocks]);
const wholePage = words("html");
const tableParts = words("table tbody thead tfoot tr td th");
/** What an opening tag ends, and the element beyond which it does not look. */
const endsLike: Readonly<Record<string, { readonly ends: ReadonlySet<string>; readonly upTo: ReadonlySet<string> }>> = {
  li: { ends: words("li"), upTo: words("ul ol menu dir") },
  dt: { ends: words("dt dd"), upTo: words("dl") },
  dd: { ends: words("dt dd"), upTo: words("dl") },
  td: { ends: words("td th"), upTo: words("tr table") },
  th: { ends: words("td th"), upTo: words("tr table") },
  tr: { ends: words("tr"), upTo: words("table") },
  tbody: { ends: words("tbody thead tfoot caption colgroup"), upTo: words("table") },
  thead: { ends: words("tbody thead tfoot caption colgroup"), upTo: words("table") },
  tfoot: { ends: words("tbody thead tfoot caption colgroup"), upTo: words("table") },
  option: { ends: words("option"), upTo: words("select datalist optgroup") },
  optgroup: { ends: words("option optgroup"), upTo: words("select") },
  a: { ends: words("a"), upTo: words("td th table li p div section article body button") },
};
const paragraphReach = words("button td th table caption object body html template");

/** `relatedArticles` → related, Articles; a name of short pieces (`qPlDbBUm`) is a hash and stays whole. */
const splitCapitals = (word: string): string[] => {
  const parts = word.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(" ");
  return parts.every((part) => part.length >= 3) ? parts : [word];
};

/** `relatedArticles-box` → related, articles, box. */
const cueWords = (tag: string, attributes: ReadonlyMap<string, string>): string[] => {
  // An element of a site's own making says what it is in its name: `x-newsletter`.
  const made = tag.includes("-") ? tag : "";
  const named = `${attributes.get("class") ?? ""} ${attributes.get("id") ?? ""} ${made}`.slice(0, 600);
  if (named.length === 2) return [];
  return named
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap(splitCapitals)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "")
    .slice(0, 60);
};

/** A link to a place in the same page is a label, not a way out. */
const leadsElsewhere = (href: string | undefined): boolean => href !== undefined && !/^#./.test(href);

class TreeBuilder {
  readonly nodes: PageNode[] = [];
  readonly jsonLd: string[] = [];
  readonly styles: string[] = [];
  readonly comments: string[] = [];
  flattened = false;
  readonly #source: string;
  readonly #open: PageElement[] = [];
  readonly #openCount = new Map<string, number>();
  /** Start tags beyond the depth cap, not yet ended. */
  #overflow = 0;
  #tag = "";
  #attributes = new Map<string, string>();
  #attribute = "";
  #value = "";
  #text = "";
  #raw: "" | "jsonLd" | "styles" | "dropped" = "";

  constructor(source: string) {
    this.#source = source;
    this.#enter("#root");
  }

  ontext(start: number, end: number): void {
    if (this.#raw !== "dropped") this.#text += this.#source.slice(start, end);
  }
  ontextentity(codepoint: number): void {
    if (this.#raw !== "dropped") this.#text += String.fromCodePoint(codepoint);
  }
  oncdata(start: number, end: number, offset: number): void {
    this.#text += this.#source.slice(start, end - offset);
  }
  oncomment(start: number, end: number, offset: number): void {
    if (this.comments.length < 200) this.comments.push(this.#source.slice(start, end - offset));
  }
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  onopentagname(start: number, end: number): void {
    this.#flushText();
    this.#tag = this.#source.slice(start, Math.min(end, start + 60)).toLowerCase();
    this.#attributes = new Map();
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#source.slice(start, Math.min(end, start + 60)).toLowerCase();
    this.#value = "";
  }
  onattribdata(start: number, end: number): void {
    if (this.#value.length < maxAttributeLength) {
      this.#value += this.#source.slice(start, Math.min(end, start + maxAttributeLength));
    }
  }
  onattribentity(codepoint: number): void {
    if (this.#value.length < maxAttributeLength) this.#value += String.fromCodePoint(codepoint);
  }
  onattribend(): void {
    if (this.#attributes.size < maxAttributes && !this.#attributes.has(this.#attribute)) {
      this.#attributes.set(this.#attribute, this.#value);
    }
  }
  onselfclosingtag(): void {
    this.onopentagend();
  }
  onopentagend(): void {
    const tag = this.#tag;
    if (tag === "script") this.#raw = /ld\+json/i.test(this.#attributes.get("type") ?? "") ? "jsonLd" : "dropped";
    else if (tag === "style") this.#raw = "styles";
    else this.#enter(tag);
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#source.slice(start, Math.min(end, start + 60)).toLowerCase();
    if (tag === "script" || tag === "style") {
      if (this.#raw === "jsonLd") this.jsonLd.push(this.#text);
      else if (this.#raw === "styles") this.styles.push(this.#text);
      this.#text = "";
      this.#raw = "";
      return;
    }
    this.#flushText();
    if (tag === "br") this.#add("br");
    else this.#leave(tag);
  }

  onend(): void {
    if (this.#raw === "") this.#flushText();
    while (this.#open.length > 0) this.#pop();
  }

  #flushText(): void {
    if (this.#text === "" || this.#raw !== "") return;
    const parent = this.#open.at(-1);
    if (this.nodes.length < maxNodes) {
      this.nodes.push({ kind: "text", text: this.#text, parent, at: this.nodes.length });
    } else this.flattened = true;
    this.#text = "";
  }

  #enter(tag: string): void {
    if ((tag === "html" || tag === "body" || tag === "head") && (this.#openCount.get(tag) ?? 0) > 0) return;
    if (tag === "body") this.#leave("head");
    if (closesParagraph.has(tag)) this.#endUpTo("p", paragraphReach);
    const like = endsLike[tag];
    if (like !== undefined) for (const ended of like.ends) this.#endUpTo(ended, like.upTo);
    if (voids.has(tag)) {
      this.#add(tag);
      return;
    }
    if (this.#open.length >= maxDepth || this.nodes.length >= maxNodes) {
      this.#overflow += 1;
      this.flattened = true;
      return;
    }
    const element = this.#add(tag);
    if (element === undefined) return;
    this.#open.push(element);
    this.#openCount.set(tag, (this.#openCount.get(tag) ?? 0) + 1);
  }

  #add(tag: string): PageElement | undefined {
    if (this.nodes.length >= maxNodes) {
      this.flattened = true;
      return undefined;
    }
    const at = this.nodes.length;
    const parent = this.#open.at(-1);
    const element: PageElement = {
      kind: "element",
      tag,
      attributes: this.#attributes,
      parent,
      inLink: parent?.inLink === true || (tag === "a" && leadsElsewhere(this.#attributes.get("href"))),
      at,
      end: at + 1,
      depth: this.#open.length,
      cues: cueWords(tag, this.#attributes),
      hidden: false,
    };
    this.#attributes = new Map();
    this.nodes.push(element);
    return element;
  }

  #pop(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    element.end = this.nodes.length;
    this.#openCount.set(element.tag, (this.#openCount.get(element.tag) ?? 1) - 1);
  }

  /** Ends the nearest open `tag` unless an element of `upTo` stands between. */
  #endUpTo(tag: string, upTo: ReadonlySet<string>): void {
    if ((this.#openCount.get(tag) ?? 0) === 0) return;
    for (let at = this.#open.length - 1; at >= 0; at -= 1) {
      const open = this.#open[at];
      if (open === undefined) return;
      if (open.tag === tag) {
        while (this.#open.length > at) this.#pop();
        return;
      }
      if (upTo.has(open.tag)) return;
    }
  }

  #leave(tag: string): void {
    if (this.#overflow > 0) {
      this.#overflow -= 1;
      return;
    }
    if (tag === "body" || tag === "html") return;
    if (tableParts.has(tag)) this.#endUpTo(tag, wholePage);
    else this.#endUpTo(tag, blocks.has(tag) ? boxes : boxesAndBlocks);
  }
}

/**
 * Some publishing systems send the text as `<script type="text/template">` and show it by script: read as a box when
 * it holds paragraphs and no placeholders.
 */
const openTemplates = (markup: string): string => {
  const start = /<script\b[^>]{0,300}\btype\s{0,4}=\s{0,4}["']?text\/(?:x-)?template["']?[^>]{0,300}>/gi;
  const parts: string[] = [];
  let from = 0;
  for (let match = start.exec(markup); match !== null; match = start.exec(markup)) {
    const inner = match.index + match[0].length;
    const end = markup.indexOf("</script", inner);
    if (end < 0) break;
    const content = markup.slice(inner, end);
    start.lastIndex = end;
    if (content.length < 500 || /\{\{|<%|\$\{/.test(content) || !/<(?:p|br|div)\b/i.test(content)) continue;
    const close = markup.indexOf(">", end);
    parts.push(markup.slice(from, match.index), "<div>", content, "</div>");
    from = close < 0 ? markup.length : close + 1;
  }
  return from === 0 ? markup : parts.join("") + markup.slice(from);
};

/** Markup to tree. Never throws; a cut or hostile page gives the tree of what can be read. */
export const buildTree = (markup: string): PageTree => {
  const opened = openTemplates(markup);
  const builder = new TreeBuilder(opened);
  const tokenizer = new Tokenizer({ decodeEntities: true }, builder);
  tokenizer.write(opened);
  tokenizer.end();
  return builder;
};
