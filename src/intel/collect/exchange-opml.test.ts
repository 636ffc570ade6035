import { describe, expect, it } from "vitest";
import { sourcesSchema } from "#terms/source.ts";
import { opmlFeeds, sourcesToOpml } from "./exchange-opml.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const listOf = (...outlines: readonly string[]): Uint8Array =>
  bytesOf(`<opml version="2.0"><body>${outlines.join("")}</body></opml>`);

describe("lists of sources in OPML", () => {
  it("come back as they went out, titles with marks of their own too", () => {
    const { sources } = sourcesSchema.parse({
      sources: [
        { id: "a-example", address: "https://a.example/feed?x=1&y=2", title: 'Quay & "Post" <daily>' },
        { id: "b-example", address: "https://b.example/atom.xml" },
      ],
    });
    expect(opmlFeeds(bytesOf(sourcesToOpml(sources)))).toEqual({
      sources: [
        { id: "a-example", title: 'Quay & "Post" <daily>', address: "https://a.example/feed?x=1&y=2" },
        { id: "b-example", title: "b-example", address: "https://b.example/atom.xml" },
      ],
      refused: [],
      cut: false,
    });
  });

  it("give each feed a name of its own that the list of sources takes", () => {
    const { sources } = opmlFeeds(
      listOf(
        '<outline xmlUrl="https://www.a.example/one"/>',
        '<outline xmlUrl="https://a.example/two"/>',
        '<outline xmlUrl="https://[2001:db8::1]/three"/>',
      ),
    );
    expect(sources.map(({ id }) => id)).toEqual(["a-example", "a-example-2", "2001-db8-1"]);
    expect(sourcesSchema.safeParse({ sources }).success).toBe(true);
  });

  it("name what is no web address, and go on", () => {
    const found = opmlFeeds(listOf('<outline xmlUrl="ftp://a.example/x"/>', '<outline xmlUrl="https://b.example/"/>'));
    expect(found.refused).toEqual(["ftp://a.example/x"]);
    expect(found.sources).toHaveLength(1);
  });
});
