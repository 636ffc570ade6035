import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { isRoundUpBy, itemsOf, readLooseBuild, recogniseRoundUp } from "./recognise-round-up.ts";

const items = (lines: readonly string[]): string => lines.join("\n\n");

describe("a round-up is", () => {
  it.each([
    "In brief: three leaks and a fine",
    "The week in review",
    "Weekly recap: ferries, clinics and a router worm",
    "Threat round-up for 2 to 9 May",
    "Wochenrückblick: Was Administratoren wissen sollten",
    "Kurz notiert: Lecks und Strafen",
    "Morning briefing",
    "The Friday wrap: ferries, clinics and a court",
    "Odds and ends: a fine and two patches",
    "En bref : trois fuites et une amende",
  ])("told by its title: %s", (title) => {
    expect(recogniseRoundUp(makeArticle({ id: "a", title, text: "One thing. Another thing." }))).toBeDefined();
  });

  it("told by items with run-in heads about different things", () => {
    const text = items([
      "Ferry line. Tickets of Norwind Ferries could be changed by strangers until Friday.",
      "Router worm. A worm called Grasshop spreads through old Tellis routers.",
      "Court fine. A court in Utrecht fined the broker Datalune for selling addresses.",
      "School leak. Pupils of Elmsworth College found staff salaries on an open drive.",
    ]);
    expect(recogniseRoundUp(makeArticle({ id: "a", title: "Four small things", text }))).toMatch(/4 short items/);
  });
});

const mixed = [
  "Norwind Ferries said its booking site is back, three days late.",
  "Grasshop infected 900 more Tellis routers before the weekend.",
  "Utrecht judges fined the broker Datalune €2 million for selling addresses.",
  "Elmsworth College found staff salaries on an open drive.",
  "Vireo Mail drops its oldest protocol in July.",
];

describe("a round-up without a name for itself is", () => {
  it("told by a title that lists and items that share nothing", () => {
    const article = makeArticle({
      id: "a",
      title: "A late ferry, a busy worm, and a costly address",
      dek: "Everything else from the desk.",
      text: items(mixed),
    });
    expect(recogniseRoundUp(article)).toMatch(/5 items without a name in common; its title lists/);
  });

  it.each([
    [3, "its items touch three stories", "Small change"],
    [2, "they touch two and its title lists", "A late ferry, a busy worm, and a costly address"],
  ])("told, once %i stories are counted, when %s", (touched, _what, title) => {
    const build = readLooseBuild(makeArticle({ id: "a", title, text: items(mixed) }));
    expect(build && isRoundUpBy(build, touched)).toBe(true);
    expect(build && isRoundUpBy(build, 1)).toBe(false);
  });

  it("told by sections that share nothing", () => {
    const sections = mixed.map((item, index) => `Part ${"ABCDE"[index]}\n\n${item}\n\nMore will follow on that.`);
    const text = items(sections);
    let from = 0;
    const blocks = sections.map((section) => {
      const start = text.indexOf(section, from);
      from = start + 1;
      return { type: "heading" as const, start, end: start + 6 };
    });
    expect(itemsOf(makeArticle({ id: "a", title: "Five", text, blocks }))).toHaveLength(5);
  });
});

describe("not a round-up is", () => {
  it("a report whose paragraphs lean on each other", () => {
    const text = items([
      "Norwind Ferries has closed its booking site after strangers changed tickets.",
      "The company found the flaw in code of Norwind’s own making.",
      "Passengers of Norwind may travel with printed tickets.",
      "Police in Elmsworth look into the tickets.",
    ]);
    expect(readLooseBuild(makeArticle({ id: "a", title: "Norwind closes site", text }))).toBeUndefined();
  });

  it("an advisory with labelled parts about one product", () => {
    const text = items([
      "Product: Tellis Router Manager, all versions before 4.1.",
      "Impact: An attacker can restart Tellis Router Manager from outside.",
      "Action: Update Tellis Router Manager to 4.1.",
      "Contact: The Tellis Router Manager team answers questions.",
    ]);
    expect(
      recogniseRoundUp(makeArticle({ id: "a", title: "Tellis Router Manager can be restarted", text })),
    ).toBeUndefined();
  });

  it("a report on one happening in many paragraphs", () => {
    const text = items([
      "Norwind Ferries has closed its booking site after strangers changed tickets.",
      "The company said on Friday that the flaw lay in its own code. Norwind has told the police.",
      "Passengers of Norwind may travel with printed tickets. They need not pay again.",
      "A spokeswoman for Norwind would not say how many were concerned.",
    ]);
    expect(
      recogniseRoundUp(makeArticle({ id: "a", title: "Norwind Ferries closes booking site", text })),
    ).toBeUndefined();
  });
});
