import { describe, expect, it } from "vitest";
import { buildTree } from "./build-tree.ts";
import { decodeText } from "./decode-text.ts";
import type { PageTree } from "./page-tree.ts";

/** Elements as `tag(children)`, texts in quotes. */
const shape = (tree: PageTree): string => {
  const show = (from: number, end: number): string => {
    const parts: string[] = [];
    for (let at = from; at < end; ) {
      const node = tree.nodes[at];
      if (node === undefined) break;
      if (node.kind === "text") {
        parts.push(`'${node.text}'`);
        at += 1;
      } else {
        parts.push(`${node.tag}(${show(at + 1, node.end)})`);
        at = node.end;
      }
    }
    return parts.join(" ");
  };
  return show(1, tree.nodes.length);
};

describe("markup to tree", () => {
  it.each([
    ["a paragraph ends where a block begins", "<p>a<div>b</div>", "p('a') div('b')"],
    [
      "items end their like, not their parents'",
      "<ul><li>a<ul><li>b</ul><li>c</ul>",
      "ul(li('a' ul(li('b'))) li('c'))",
    ],
    ["cells and rows too", "<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td('a') td('b')) tr(td('c')))"],
    ["an end tag without its start is nothing", "</b>a</div>b", "'a' 'b'"],
    ["no end tag leaves the cell", "<div><table><tr><td>a</div>b</table>c</div>", "div(table(tr(td('a' 'b'))) 'c')"],
    ["a mark does not close a box", "<b><div>a</b>b</div>", "b(div('a' 'b'))"],
    ["references are read", "a&amp;b&#x41;", "'a&bA'"],
    ["scripts and styles are no text", "<script>x<b></script>a<style>p{}</style>", "'a'"],
  ])("%s", (_name, markup, expected) => expect(shape(buildTree(markup))).toBe(expected));

  it("says when it left something out", () => {
    expect(buildTree("<div>".repeat(400)).flattened).toBe(true);
    expect(buildTree("<div>".repeat(100)).flattened).toBe(false);
  });
});

describe("bytes to text", () => {
  const latin = Uint8Array.from([0x46, 0xe4, 0x68, 0x72, 0x65, 0x20, 0x84, 0x61, 0x93]);
  it.each([
    ["windows-1252 without a label", latin, undefined, "Fähre „a“"],
    ["windows-1252 under a label of UTF-8", latin, "text/html; charset=utf-8", "Fähre „a“"],
    [
      "windows-1251 as the header says",
      Uint8Array.from([0xcf, 0xee, 0xf0, 0xf2]),
      "text/html; charset=windows-1251",
      "Порт",
    ],
    ["UTF-8 under another label", new TextEncoder().encode("Fähre"), "text/html; charset=iso-8859-1", "Fähre"],
    ["UTF-8 with a mark", Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]), undefined, "a"],
    ["UTF-16 with a mark", Uint8Array.from([0xff, 0xfe, 0x61, 0x00]), undefined, "a"],
    ["a label that names nothing", latin, "text/html; charset=x-none", "Fähre „a“"],
  ])("%s", (_name, bytes, contentType, text) => expect(decodeText(bytes, contentType)).toBe(text));
});
