/**
 * Makes the relative addresses in an HTML fragment absolute; everything else stays byte for byte.
 *
 * Covers the address attributes of HTML 4 and `src`/`poster` of HTML 5. Addresses that run code are emptied.
 */
import { createReferenceDecoder } from "./decode-references.ts";
import { isAbsolute, isUnsafeAddress, resolveReference } from "./resolve-reference.ts";
import { nextTag } from "./scan-html.ts";
import { escapeText } from "./serialize-markup.ts";

const attribute =
  /(\s(?:href|src|action|cite|longdesc|background|poster|codebase|usemap|classid|profile|data)\s{0,10}=\s{0,10})(?:"([^"]{0,8192})"|'([^']{0,8192})'|([^\s"'<>=`]{1,8192}))/gi;

const rewrite = (tag: string, base: string): string =>
  tag.replace(attribute, (whole: string, lead: string, double?: string, single?: string, bare?: string) => {
    const written = double ?? single ?? bare ?? "";
    const address = (written.includes("&") ? createReferenceDecoder().decode(written) : written).trim();
    if (isUnsafeAddress(address)) return `${lead}""`;
    if (isAbsolute(address)) return whole;
    const resolved = resolveReference(base, address);
    return resolved === address ? whole : `${lead}"${escapeText(resolved).replaceAll('"', "&quot;")}"`;
  });

export const resolveMarkupLinks = (html: string, base: string): string => {
  if (!html.includes("=")) return html;
  const pieces: string[] = [];
  let from = 0;
  for (let tag = nextTag(html, 0); tag !== undefined; tag = nextTag(html, tag.end)) {
    if (tag.closing || tag.name === "") continue;
    pieces.push(html.slice(from, tag.start), rewrite(html.slice(tag.start, tag.end), base));
    from = tag.end;
  }
  pieces.push(html.slice(from));
  return pieces.join("");
};
