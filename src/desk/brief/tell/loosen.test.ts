/** Other words for the same, and the verbs, nouns and articles that only look as if they could be exchanged. */
import { describe, expect, it } from "vitest";
import { ifCopied } from "./loosen.ts";

/** Every wording that one change makes of a sentence. */
const changed = (text: string): string[] => ifCopied.map((change) => change(text)).filter((other) => other !== text);

describe("a verb with its particle is another verb and stays", () => {
  it.each([
    ["got in", "The intruders got in with a supplier’s account."],
    ["got around", "They got around the audit log."],
    ["got away", "Two of them got away with stored mail."],
    ["got rid of", "The company got rid of the log files."],
    ["got something out", "The thieves got the data out within hours."],
    ["got something repaired", "The ministry got the servers repaired."],
    ["got the better of", "The group got the better of the filter."],
    ["was received", "The letter was received by the court."],
    ["issued tokens", "Nine accounts issued tokens."],
    ["kicked off, of somebody", "The user was kicked off."],
    ["stopped short", "The report stopped short of a name."],
    ["failed, in the perfect", "The vendor has failed to answer."],
    ["a firm date", "The court set a firm date."],
    ["as a whole", "The network as a whole held."],
    ["responsible for a deed", "The man was responsible for it."],
    ["an order requires", "The order requires an update."],
    ["quickly, before its verb", "Admins quickly fixed it."],
    ["to cash", "They tried to cash out."],
    ["moved to do", "Police moved to block it."],
    ["broke through", "The worm broke through the filter."],
  ])("%s", (_, text) => {
    expect(changed(text).filter((other) => !/attempted to/.test(other))).toEqual([]);
  });
});

describe("other words keep grammar", () => {
  it.each([
    ["got with an object", "CERT Vell got a list of addresses.", "CERT Vell received a list of addresses."],
    ["an additional", "It needs an additional key.", "It needs a further key."],
    ["an entire", "An outage hit an entire region.", "An outage hit a whole region."],
    ["yanked, active", "The registry yanked both releases.", "The registry withdrew both releases."],
    ["yanked, passive", "Both releases were yanked.", "Both releases were withdrawn."],
    ["verifies", "The client verifies each file.", "The client checks each file."],
    ["is able to is a present", "A guest is able to read mail.", "A guest can read mail."],
    ["a flaw needs", "The attack requires a login.", "The attack needs a login."],
    ["an advisory is published", "Orlin issued an advisory.", "Orlin published an advisory."],
  ])("%s", (_, text, other) => {
    expect(changed(text)).toContain(other);
  });
});
