/**
 * The inside of an element written out as markup again: XHTML in Atom, and bare tags in RSS titles and descriptions.
 *
 * Attributes come in alphabetical order and namespace prefixes of XHTML are dropped, so that the same content gives
 * the same text. Void elements close themselves. `escaped` false leaves text as it is: for content that was escaped
 * once more inside real tags. Recursion is bounded by the depth cap of the tree.
 */
import { isXhtmlSpace } from "./name-spaces.ts";
import type { XmlElement } from "./xml-tree.ts";

const voids = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
const foreign = new Set(["http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"]);
const xlink = "http://www.w3.org/1999/xlink";

export const escapeText = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") : text;

const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', "&quot;");

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const attributesOf = (element: XmlElement, outer: string): string => {
  const list = element.attributes
    .filter(({ name }) => !name.startsWith("xmlns") && !name.startsWith("xml:"))
    .map(({ written, value }): [string, string] => [written, value]);
  if (foreign.has(element.namespace) && element.namespace !== outer) list.push(["xmlns", element.namespace]);
  if (list.some(([name]) => name.startsWith("xlink:"))) list.push(["xmlns:xlink", xlink]);
  list.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return list.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join("");
};

const tagOf = (element: XmlElement): string =>
  isXhtmlSpace(element.namespace) || foreign.has(element.namespace) ? localName(element.name) : element.name;

const write = (node: XmlElement | string, escaped: boolean, outer: string, pieces: string[]): void => {
  if (typeof node === "string") {
    pieces.push(escaped ? escapeText(node) : node);
    return;
  }
  const tag = tagOf(node);
  pieces.push(`<${tag}${attributesOf(node, outer)}`);
  if (node.children.length === 0 && voids.has(tag.toLowerCase())) {
    pieces.push(" />");
    return;
  }
  pieces.push(">");
  for (const child of node.children) write(child, escaped, node.namespace, pieces);
  pieces.push(`</${tag}>`);
};

export const serializeInside = (element: XmlElement, escaped: boolean): string => {
  const pieces: string[] = [];
  for (const child of element.children) write(child, escaped, "", pieces);
  return pieces.join("");
};
