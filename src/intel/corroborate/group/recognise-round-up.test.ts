import { describe, expect, it } from "vitest";
import { makeArticle } from "../make-article.fixture.ts";
import { recogniseRoundUp } from "./recognise-round-up.ts";

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

describe("not a round-up is", () => {
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
