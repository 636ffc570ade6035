import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { isRelay, unverifiedObject } from "./is-relay.ts";

const notice = (text: string) => makeArticle({ id: "a", outlet: "Norrland CERT", text });

describe("a notice that passes on a report", () => {
  it.each([
    "Norrland CERT draws attention to a study published on Monday by Fernhill Labs on thefts from ferries.",
    "The report by Fernhill Labs lists 12 ferries. Norrland CERT has not verified the findings.",
    "Das Amt weist auf einen Bericht von Fernhill Labs hin.",
    "Le centre attire l’attention sur une étude de Fernhill Labs.",
  ])("is a relay: %s", (text) => expect(isRelay(notice(text))).toBe(true));

  it("says what it has not verified", () => {
    expect(unverifiedObject(notice("Norrland CERT has not independently verified the attribution."))).toBe(
      "attribution",
    );
    expect(unverifiedObject(notice("Norrland CERT verified the attribution."))).toBeUndefined();
  });
});

describe("a notice of its own", () => {
  it.each([
    "Norrland CERT has found 12 devices in its networks. Operators were told on Monday.",
    "Tellis has published corrections. Exploitation has been confirmed by the maker.",
    "Operators have not confirmed the outage. The duty desk asks them to call.",
  ])("is no relay: %s", (text) => expect(isRelay(notice(text))).toBe(false));
});
