import { describe, expect, it } from "vitest";
import { isUnsafeAddress, resolveReference } from "./resolve-reference.ts";

const base = "http://a/b/c/d;p?q";

/** The normal and abnormal examples of RFC 3986, 5.4. */
describe("references resolve as RFC 3986 says", () => {
  it.each([
    ["g:h", "g:h"],
    ["g", "http://a/b/c/g"],
    ["./g", "http://a/b/c/g"],
    ["g/", "http://a/b/c/g/"],
    ["/g", "http://a/g"],
    ["//g", "http://g"],
    ["?y", "http://a/b/c/d;p?y"],
    ["g?y", "http://a/b/c/g?y"],
    ["#s", "http://a/b/c/d;p?q#s"],
    ["g#s", "http://a/b/c/g#s"],
    [";x", "http://a/b/c/;x"],
    ["", "http://a/b/c/d;p?q"],
    [".", "http://a/b/c/"],
    ["./", "http://a/b/c/"],
    ["..", "http://a/b/"],
    ["../g", "http://a/b/g"],
    ["../..", "http://a/"],
    ["../../g", "http://a/g"],
    ["../../../g", "http://a/g"],
    ["/../g", "http://a/g"],
    ["g.", "http://a/b/c/g."],
    ["..g", "http://a/b/c/..g"],
    ["./g/.", "http://a/b/c/g/"],
    ["g/../h", "http://a/b/c/h"],
  ])("%j → %s", (reference, expected) => {
    expect(resolveReference(base, reference)).toBe(expected);
  });

  it.each([
    ["leaves an absolute address as written", "http://x.org/", "http://Example.org", "http://Example.org"],
    ["keeps names in their own script", "http://www.例え.jp/a", "b", "http://www.例え.jp/b"],
    ["has no base to use", "", "a/b", "a/b"],
    ["takes no base that is not hierarchical", "mailto:a@b.c", "d", "d"],
  ])("%s", (_, from, reference, expected) => {
    expect(resolveReference(from, reference)).toBe(expected);
  });

  it.each(["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "data:text/html,x", "vbscript:x"])(
    "%j is unsafe",
    (address) => {
      expect(isUnsafeAddress(address)).toBe(true);
    },
  );
});
