import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { roleNames } from "#terms/organisation.ts";
import { editionsToAtom, editionsToJsonFeed, editionsToRss } from "./edition-feeds.ts";
import type { EditionFeed } from "./feed-items.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);
const feedOf = (...editions: readonly Edition[]): EditionFeed => ({
  home: "http://desk.example/",
  self: "http://desk.example/feeds/editions.rss",
  editions: editions.map((each, at) => ({
    id: String(at).repeat(64),
    link: `http://desk.example/editions/${String(at).repeat(64)}/edition.html`,
    edition: each as ApprovedBriefing,
  })),
});
const timed = (asOf: string): Edition => ({ ...edition, edition: { ...edition.edition, asOf } });

describe("editions as feeds", () => {
  it.each([
    ["RSS", editionsToRss, "</channel>\n</rss>\n"],
    ["Atom", editionsToAtom, "</author>\n</feed>\n"],
    ["JSON Feed", editionsToJsonFeed, '"items": []\n}\n'],
  ])("%s without an edition is a feed without an item", (_, write, ending) => {
    const text = write(feedOf());
    expect(text.endsWith(ending)).toBe(true);
    expect(text).toContain("one appears once a named person has approved its text");
    expect(text).not.toMatch(/undefined|Invalid Date/);
  });

  it("RSS tells the time as RFC 822 does, in the zone UTC", () => {
    expect(editionsToRss(feedOf(edition))).toContain("<pubDate>Thu, 12 Mar 2026 18:00:00 +0000</pubDate>");
  });

  it.each([
    ["RSS leaves a time out that cannot be read", editionsToRss, "<pubDate>"],
    ["JSON Feed leaves a time out that cannot be read", editionsToJsonFeed, "date_published"],
    ["Atom says no publication where the time cannot be read", editionsToAtom, "<published>"],
  ])("%s", (_, write, absent) => {
    const text = write(feedOf(timed("this evening")));
    expect(text).not.toContain(absent);
    expect(text).not.toMatch(/Invalid Date/);
  });

  it("Atom has the time that it must have, even for an edition that tells none", () => {
    expect(editionsToAtom(feedOf(timed("soon")))).toContain("<updated>1970-01-01T00:00:00Z</updated>\n<category");
  });

  it("holds no character that XML forbids, whatever a title holds", () => {
    const hostile = { ...edition, edition: { ...edition.edition, title: 'a\u0000b\u000b\ufffe\uffff]]>\ud800<x y="' } };
    for (const write of [editionsToRss, editionsToAtom]) {
      const text = write(feedOf(hostile));
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|<x|\]\]>/);
    }
  });

  it("links each marker to the passage on the edition's own page", () => {
    const { items } = JSON.parse(editionsToJsonFeed(feedOf(edition)));
    expect(items[0].content_html).toContain(`<a href="${items[0].url}#p-1a">1a</a>`);
  });

  it.each(["soc_lead", "ciso"] as const)(
    "leads with what is asked of the role %s, its card before the others",
    (role) => {
      const { items, title } = JSON.parse(editionsToJsonFeed({ ...feedOf(edition), role, kind: "daily" }));
      expect(title).toBe(`Watchfloor daily editions, read as ${roleNames[role]}`);
      const led = `Your action, by when (${roleNames[role]}): `;
      expect(items[0].summary.startsWith(led)).toBe(true);
      expect(items[0].content_html.indexOf(led.trim())).toBeLessThan(items[0].content_html.indexOf("<h2>"));
      const cards = items[0].content_html.slice(items[0].content_html.indexOf("What this means for you"));
      const places = Object.values(roleNames).map((name) => [cards.indexOf(`<strong>${name}.`), name] as const);
      const first = places.filter(([at]) => at >= 0).sort(([a], [b]) => a - b)[0];
      expect(first?.[1]).toBe(roleNames[role]);
    },
  );

  it("asks nobody to act on what was recalled", () => {
    const later = { recalled: { at: "2026-03-13T08:00:00Z", reason: "It was wrong." } };
    const feed = feedOf(edition);
    const recalled = { ...feed, role: "ciso" as const, editions: feed.editions.map((each) => ({ ...each, later })) };
    expect(editionsToJsonFeed(recalled)).not.toContain("Your action");
  });

  it("puts the label first and last, and names it as the item's tag", () => {
    const { items } = JSON.parse(editionsToJsonFeed(feedOf(edition)));
    const label = "<p><strong>TLP:AMBER+STRICT</strong></p>";
    expect(items[0].content_html.startsWith(label) && items[0].content_html.endsWith(label)).toBe(true);
    expect(items[0].tags).toEqual(["TLP:AMBER+STRICT"]);
  });
});
