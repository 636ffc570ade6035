import { describe, expect, it } from "vitest";
import { feedsNamedBy, usualFeedPlaces } from "./find-feeds.ts";

const named = (html: string): readonly string[] =>
  feedsNamedBy({
    requestedUrl: "https://quay.example/news/",
    url: "https://quay.example/news/",
    bytes: new TextEncoder().encode(html),
    sha256: "",
    retrievedAt: "",
  });
const link = (more: string): string => `<link rel="alternate" ${more}>`;

describe("feeds that a page names", () => {
  it.each<[string, string, string[]]>([
    ["are taken by their type", link('type="application/rss+xml" href="/a.xml"'), ["https://quay.example/a.xml"]],
    ["are resolved against the page", link("type='application/atom+xml' href='b'"), ["https://quay.example/news/b"]],
    ["are no style sheets", '<link rel="stylesheet" type="text/css" href="/a.css">', []],
    ["are none that no desk can ask", link('type="application/rss+xml" href="javascript:alert(1)"'), []],
    [
      "stand once each, comments last",
      link('type="application/rss+xml" href="/comments/feed"') +
        link('type="application/rss+xml" href="/x?a=1&amp;b=2"') +
        link('type="application/rss+xml" href="/x?a=1&amp;b=2#top"'),
      ["https://quay.example/x?a=1&b=2", "https://quay.example/comments/feed"],
    ],
    [
      "are the first ten",
      Array.from({ length: 40 }, (_, at) => link(`type="application/rss+xml" href="/${at}"`)).join(""),
      Array.from({ length: 10 }, (_, at) => `https://quay.example/${at}`),
    ],
  ])("%s", (_, html, addresses) => {
    expect(named(html)).toEqual(addresses);
  });
});

describe("where sites keep a feed", () => {
  it("is below the page, then below the site; few, and of this site alone", () => {
    const places = usualFeedPlaces("https://quay.example/news?page=2");
    expect(places.slice(0, 3)).toEqual([
      "https://quay.example/news/feed",
      "https://quay.example/news/feed.xml",
      "https://quay.example/feed",
    ]);
    expect(places.length).toBeLessThan(10);
    expect(usualFeedPlaces("mailto:a@quay.example")).toEqual([]);
  });
});
