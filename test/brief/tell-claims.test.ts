/**
 * What a claim becomes in our own words, and what must refuse. Names are invented and differ from every sample day.
 */
import { describe, expect, it } from "vitest";
import { indexRuns } from "#desk/brief/tell/count-copying.ts";
import { tellClaim } from "#desk/brief/tell/tell-claim.ts";
import { articleOf, claimsOf } from "./day-of-articles.ts";

const outlet = "Harbour Post";

/** All tellings of a text, in reading order; a refusal stands as «REFUSED reason». */
const tell = (text: string, publishedAt = "2026-04-10T09:00:00Z"): string[] => {
  const article = articleOf({ outlet, title: "A title", text, publishedAt });
  const runs = indexRuns([article.text]);
  return claimsOf(article).map((claim) => {
    const telling = tellClaim(claim, { article, runs, happening: "the intrusions" });
    return typeof telling === "string" ? `REFUSED ${telling}` : telling.text;
  });
};

describe("a claim in our own words", () => {
  it.each([
    [
      "a weekday gains its date",
      "The vendor Orlin published the fix on Tuesday.",
      "The vendor Orlin published the fix on Tuesday 7 April.",
    ],
    [
      "a part of the day stays with its date",
      "Orlin was told on Thursday morning.",
      "Orlin was told on the morning of Thursday 9 April.",
    ],
    [
      "an hour of a weekday stands before its date",
      "Ferries were diverted as of Monday noon.",
      "Ferries were diverted as of noon on Monday 6 April.",
    ],
    [
      "a dateline is no part of what is said",
      "VARNA, 9 April (Harbour Post) – A clerk found the flaw in Larch Mail 4.2.",
      "A clerk found the flaw in Larch Mail 4.2.",
    ],
    ["an American date turns round", "The order is due on April 24.", "The order is due on 24 April."],
    [
      "what has happened stands in the past",
      "NordLab has published a list of addresses.",
      "NordLab published a list of addresses.",
    ],
    [
      "a hole, a bug and a weakness are one thing",
      "A hole in Orlin Gate lets attackers in.",
      "A flaw in Orlin Gate lets attackers in.",
    ],
    [
      "an outlet is named for its we",
      "We have seen no report of attacks using the flaw.",
      "Harbour Post has seen no report of attacks using the flaw.",
    ],
    [
      "an order to the reader is the outlet's advice",
      "Check the mail log for the sender.",
      "Harbour Post advises defenders to check the mail log for the sender.",
    ],
    [
      "which one it is stands in the identifier",
      "The first, CVE-2031-1234 (7.5), lets an outsider restart the device.",
      "CVE-2031-1234 (7.5) lets an outsider restart the device.",
    ],
    [
      "a speaker known by what they own is named",
      "Attackers are exploiting a flaw in Orlin Gate, its maker Orrin Networks confirmed on Wednesday.",
      "Orrin Networks confirmed that attackers are exploiting a flaw in Orlin Gate.",
    ],
    ["the happening stands for it", "It lasted 35 seconds.", "The intrusions lasted 35 seconds."],
  ])("%s", (_, text, expected) => {
    expect(tell(text)).toContain(expected);
  });

  it("puts the speaker beside what is said, no stronger than the source", () => {
    expect(tell("NordLab said the group used stolen passwords.")).toEqual([
      "The group used stolen passwords, NordLab says.",
    ]);
    expect(tell("Three analysts believe the group works for a state.")).toEqual([
      "Three analysts believe that the group works for a state.",
    ]);
  });

  it("keeps a hedge and its scope", () => {
    expect(tell("The intruders probably entered through an old server.").join()).toContain("probably");
    expect(tell("A crafted request could take over the server.").join()).toContain("could");
  });
});

describe("a claim that must refuse", () => {
  it.each([
    ["a pronoun without a name before it", "They were warned twice before."],
    ["a bare demonstrative", "This is a serious matter for hospitals."],
    ["the second person", "You should change your password now."],
    ["a note of the editors", "Correction: an earlier version of this story gave another number."],
    ["what points at its own page", "Operators should treat this notice with priority."],
    ["somebody else's we", "“We did not pay the gang,” said Mira Holt, who runs the clinic."],
    ["a subject that stands elsewhere", "The others are two flaws in Orlin Gate and one in Tessel."],
    ["an object pronoun that points outside", "Nobody has to accept it."],
    ["a relative date that resolves to nothing", "Both flaws have been known since last year."],
    ["a time measured from another sentence", "Until then the service should be run with few privileges."],
    ["a comparison whose other half stands elsewhere", "The weakness in the mail reader is older still."],
    [
      "the first person of someone quoted",
      '"We are slow, and we are not negotiating," Tarn Iversholt told reporters outside.',
    ],
  ])("%s", (_, text) => {
    for (const telling of tell(text)) expect(telling).toMatch(/^REFUSED /);
  });

  it("a deed of the intruders that would become the deed of the one who tells of it", () => {
    const told = tell(
      "NordLab does not say who stands behind Grey Heron. It also scanned networks in 90 countries, which NordLab describes as reconnaissance.",
    );
    expect(told.filter((telling) => telling.startsWith("NordLab") && telling.includes("scanned"))).toEqual([]);
  });
});

describe("names behind pronouns", () => {
  it("are printed and bound to the passage that holds them", () => {
    const article = articleOf({
      outlet,
      title: "A title",
      text: "The security company Tessel Labs has named the intruders. It attributes the operation to Grey Heron with medium confidence.",
    });
    const claims = claimsOf(article);
    const last = claims.at(-1);
    if (last === undefined) throw new Error("Expected a claim");
    const telling = tellClaim(last, { article, runs: new Set(), happening: "the intrusions" });
    if (typeof telling === "string") throw new Error(telling);
    expect(telling.text.startsWith("Tessel Labs attributes")).toBe(true);
    expect(telling.passages.map((passage) => passage.quote).join(" ")).toContain(
      "The security company Tessel Labs has named",
    );
    for (const passage of telling.passages) expect(article.text.slice(passage.start, passage.end)).toBe(passage.quote);
  });
});
