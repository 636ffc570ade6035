/**
 * Are two fragments the same markup? Order of attributes, kind of quotes, case of tag names, the slash of an empty tag
 * and namespace declarations do not count: the truths were written by sanitisers with habits of their own.
 */
import { nextTag } from "../../src/intel/read/feeds/scan-html.ts";

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

const canonicalTag = (tag: string, name: string, closing: boolean): string => {
  if (closing) return `</${name}>`;
  const inner = tag.slice(name.length + 1).replace(/\/?>$/, "");
  const found = [...inner.matchAll(attribute)].filter(([, key = ""]) => !key.startsWith("xmlns"));
  const attributes = found.map(([, key = "", a, b, c]) => ` ${key}="${a ?? b ?? c ?? ""}"`);
  return `<${name}${attributes.sort().join("")}>`;
};

const canonical = (html: string): string => {
  let out = "";
  let from = 0;
  for (let tag = nextTag(html, 0); tag !== undefined; tag = nextTag(html, tag.end)) {
    out += html.slice(from, tag.start);
    out += tag.name === "" ? "" : canonicalTag(html.slice(tag.start, tag.end), tag.name, tag.closing);
    from = tag.end;
  }
  return out + html.slice(from);
};

export const sameMarkup = (a: unknown, b: unknown): boolean =>
  typeof a === "string" && typeof b === "string" && a.includes("<") && canonical(a) === canonical(b);
