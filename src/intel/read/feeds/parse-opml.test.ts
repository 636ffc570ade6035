import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseOpml } from "./parse-opml.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("OPML", () => {
  it("lists nested feeds with their folders, and no address that runs code", () => {
    const path = join(import.meta.dirname, "../../../../test/fixtures/read/feeds/nested.opml");
    expect(parseOpml(readFileSync(path))).toEqual({
      ok: true,
      value: [
        {
          title: "Vendor & Co",
          xmlUrl: "https://vendor.example.org/feed",
          htmlUrl: "https://vendor.example.org/",
          categories: ["Security", "Vendors"],
        },
        { title: "Agency", xmlUrl: "https://agency.example.org/rss", categories: ["Security"] },
        { title: "Loose", xmlUrl: "https://loose.example.org/f", categories: ["News", "World"] },
      ],
    });
  });

  it.each([
    ["", "empty"],
    ["<rss/>", "not_a_feed"],
    ["hello", "not_a_feed"],
  ])("says of %j that it is %s", (text, type) => {
    const result = parseOpml(encode(text));
    expect(result.ok ? "" : result.error.type).toBe(type);
  });

  it("survives 200,000 nested folders", () => {
    expect(parseOpml(encode(`<opml><body>${'<outline text="a">'.repeat(200_000)}`)).ok).toBe(true);
  });
});
