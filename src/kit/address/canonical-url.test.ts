import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalUrl } from "./canonical-url.ts";

describe("an address is made canonical", () => {
  test.each([
    ["campaign parameters go", "https://news.example/a?utm_source=x&utm_medium=rss", "https://news.example/a"],
    ["click ids go, whatever their case", "https://news.example/a?FBCLID=1&gclid=2&mc_cid=3", "https://news.example/a"],
    [
      "parameters that name the page stay, in order",
      "https://n.example/?p=12&utm_id=9&a=1",
      "https://n.example/?p=12&a=1",
    ],
    ["who is paid for the visit goes", "https://news.example/a?aff=3391&affid=x&id=7", "https://news.example/a?id=7"],
    ["a value that looks like tracking stays", "https://n.example/?q=utm_source", "https://n.example/?q=utm_source"],
    [
      "where the link stood goes",
      "https://n.example/a?ref=homepage&source=rss&cmp=x1&id=7",
      "https://n.example/a?id=7",
    ],
    ["sharing and showing go", "https://n.example/a?share=mail&amp=1&sponsored=1&spm=a2.b3", "https://n.example/a"],
    [
      "a reference that is a document's number stays",
      "https://n.example/a?ref=2026-017",
      "https://n.example/a?ref=2026-017",
    ],
    ["a source that is a document's id stays", "https://n.example/a?source=VX-12", "https://n.example/a?source=VX-12"],
    [
      "what can name a page stays",
      "https://n.example/?id=1&p=2&page=3&article=4&v=5&q=6&cid=7&src=8",
      "https://n.example/?id=1&p=2&page=3&article=4&v=5&q=6&cid=7&src=8",
    ],
    ["the fragment goes", "https://n.example/a#comments", "https://n.example/a"],
    ["an empty query goes", "https://n.example/a?", "https://n.example/a"],
    ["the default port goes", "http://n.example:80/a", "http://n.example/a"],
    ["another port stays", "http://n.example:8045/a", "http://n.example:8045/a"],
    ["the host is lower case, the path is not", "HTTPS://N.Example/Path/A", "https://n.example/Path/A"],
    ["a dot at the end of the host goes", "https://n.example./a", "https://n.example/a"],
    ["user info goes", "https://user:pass@n.example/a", "https://n.example/a"],
    ["needless encoding is undone", "https://n.example/%7euser/%41", "https://n.example/~user/A"],
    ["needed encoding gets capital digits", "https://n.example/a%2fb", "https://n.example/a%2Fb"],
    ["a closing slash stays", "https://n.example/a/", "https://n.example/a/"],
    ["space around it goes", "  https://n.example/a \n", "https://n.example/a"],
    ["what is not an address stays itself", "not an address", "not an address"],
    ["a file address stays, without fragment", "file:///tmp/a.html#x", "file:///tmp/a.html"],
    ["an address in an archive stays apart", "file:///tmp/a.zip!/x/b.html", "file:///tmp/a.zip!/x/b.html"],
  ])("%s", (_sentence, address, expected) => {
    expect(canonicalUrl(address)).toBe(expected);
  });

  test("twice is once", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(canonicalUrl(once)).toBe(once);
      }),
      { seed: 20260205, numRuns: 500 },
    );
  });

  test("twice is once for encoded dots and percent signs too", () => {
    const part = fc.constantFrom(
      "%2e",
      "%2E%2e",
      "%25",
      "%252e",
      "%7E",
      "/",
      "a",
      ".",
      "..",
      "%",
      "%zz",
      "?",
      "&",
      "utm_x=1",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const once = canonicalUrl(`http://n.example/${parts.join("")}`);
        expect(canonicalUrl(once)).toBe(once);
      }),
      { seed: 20260205, numRuns: 1000 },
    );
  });
});
