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
      torn: false,
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

  it("that are hostile cost one pass, expand nothing, and hide no feed behind others", () => {
    const refused = Array.from({ length: 150 }, (_, at) => `<outline xmlUrl="ftp://a.example/${at}"/>`);
    const found = opmlFeeds(
      bytesOf(
        `<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml>${"<outline>".repeat(100_000)}${refused.join("")}<outline TEXT="&b; &lt;i&gt;" xmlurl='https://b.example/?x=1&amp;y&z'>`,
      ),
    );
    expect(found.refused).toHaveLength(100);
    expect(found.sources).toEqual([{ id: "b-example", title: "&b; <i>", address: "https://b.example/?x=1&y&z" }]);
  });

  it("are read up to 5,000, and say that there are more", () => {
    const found = opmlFeeds(
      listOf(...Array.from({ length: 6_000 }, (_, at) => `<outline xmlUrl="https://a.example/${at}"/>`)),
    );
    expect([found.sources.length, found.cut, found.sources.at(-1)?.id]).toEqual([5_000, true, "a-example-5000"]);
  });

  it("that were not copied whole say so, with what is there", () => {
    const whole = new TextDecoder().decode(listOf('<outline xmlUrl="https://a.example/"/>', "<outline/>"));
    const torn = (text: string): boolean => opmlFeeds(bytesOf(text)).torn;
    expect(torn(whole)).toBe(false);
    expect(torn(`${whole}\n`)).toBe(false);
    expect(torn(whole.slice(0, whole.indexOf("</opml")))).toBe(true);
    expect(opmlFeeds(bytesOf(whole.slice(0, whole.lastIndexOf("<outline")))).sources).toHaveLength(1);
  });

  it("name what is no web address, and go on", () => {
    const found = opmlFeeds(listOf('<outline xmlUrl="ftp://a.example/x"/>', '<outline xmlUrl="https://b.example/"/>'));
    expect(found.refused).toEqual(["ftp://a.example/x"]);
    expect(found.sources).toHaveLength(1);
  });
});
