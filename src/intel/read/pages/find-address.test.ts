import { describe, expect, it } from "vitest";
import { buildTree } from "./build-tree.ts";
import { findAddress } from "./find-address.ts";
import { readMeta } from "./read-meta.ts";

const at = (head: string, url: string): string => {
  const tree = buildTree(`<html><head>${head}</head><body></body></html>`);
  return findAddress(tree, readMeta(tree), url);
};
const link = (href: string): string => `<link rel="canonical" href="${href}">`;

describe("a page's own address is used where it only tidies the query", () => {
  it.each([
    [
      "a query it does without goes",
      link("https://n.example/a"),
      "https://n.example/a?from=mail",
      "https://n.example/a",
    ],
    [
      "an address without host is read from the page's",
      link("/a"),
      "https://n.example/a?from=mail",
      "https://n.example/a",
    ],
    ["a query it adds is added", link("https://n.example/a?id=4"), "https://n.example/a", "https://n.example/a?id=4"],
    [
      "Open Graph serves where there is no link",
      '<meta property="og:url" content="https://n.example/a#top">',
      "https://n.example/a?from=mail",
      "https://n.example/a",
    ],
    [
      "Open Graph serves where the link is of no use",
      `${link("https://other.example/a")}<meta property="og:url" content="https://n.example/a">`,
      "https://n.example/a?from=mail",
      "https://n.example/a",
    ],
    [
      "the scheme stays the one that answered",
      link("https://n.example/a"),
      "http://n.example/a?x=1",
      "http://n.example/a",
    ],
    [
      "tracking in it goes too",
      link("https://n.example/a?utm_source=x"),
      "https://n.example/a?x=1",
      "https://n.example/a",
    ],
    [
      "another host is not believed",
      link("https://other.example/a"),
      "https://n.example/a?x=1",
      "https://n.example/a?x=1",
    ],
    ["another path is not believed", link("https://n.example/"), "https://n.example/a?x=1", "https://n.example/a?x=1"],
    ["another port is not believed", link("http://n.example:81/a"), "http://n.example/a?x=1", "http://n.example/a?x=1"],
    [
      "a query that names the page stays",
      link("https://n.example/a"),
      "https://n.example/a?id=4",
      "https://n.example/a?id=4",
    ],
    ["nor is it changed", link("https://n.example/a?id=5"), "https://n.example/a?id=4", "https://n.example/a?id=4"],
    ["what is no address changes nothing", link("http://["), "https://n.example/a?x=1", "https://n.example/a?x=1"],
    ["a script is no address", link("javascript:alert(1)"), "https://n.example/a?x=1", "https://n.example/a?x=1"],
    ["a file keeps its address", link("https://n.example/a"), "file:///tmp/a.html", "file:///tmp/a.html"],
  ])("%s", (_sentence, head, url, expected) => {
    expect(at(head, url)).toBe(expected);
  });
});
