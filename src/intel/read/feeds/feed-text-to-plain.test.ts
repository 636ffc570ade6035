import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feedTextToPlain } from "./feed-text-to-plain.ts";

describe("a title becomes one line of plain text", () => {
  it.each([
    ["markup goes", "A <b>bold</b> <i>claim</i>", "A bold claim"],
    ["references become characters", "Ports &amp; harbours &#8211; closed", "Ports & harbours – closed"],
    ["escaped twice", "AT&amp;amp;T said &amp;quot;no&amp;quot;", 'AT&T said "no"'],
    ["escaped tags stay text", "Use &lt;script&gt; never", "Use <script> never"],
    ["scripts go whole", "Hi<script>alert('<b>')</script> there", "Hi there"],
    ["blocks part words", "<p>One</p><p>Two</p>", "One Two"],
    ["inline tags do not", "n<sub>8</sub>n", "n8n"],
    ["comparison stays", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ["comments go", "a<!-- <b> -->b", "a b"],
    ["bidi overrides and terminal escapes go", "pay\u202egnp.exe\u001b[31m", "paygnp.exe[31m"],
    ["line breaks are one blank", " a\n\n\tb ", "a b"],
    ["an unclosed tag stays text", "a <b", "a <b"],
  ])("%s", (_, html, plain) => {
    expect(feedTextToPlain(html)).toBe(plain);
  });

  it("leaves plain text as it is", () => {
    expect(feedTextToPlain({ value: "R&amp;D <x>", kind: "text" })).toBe("R&amp;D <x>");
    expect(feedTextToPlain(undefined)).toBe("");
  });

  it("never throws and never leaves a control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(feedTextToPlain(text)).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
      }),
      { seed: 20260205, numRuns: 1000 },
    );
  });
});
