import { describe, expect, it } from "vitest";
import { refuseRewording } from "./keep-meaning.ts";

const sentence = "NordLab says Grey Heron broke into 12 hospitals in four countries.";

describe("a rewording that says the same is taken", () => {
  it.each([
    [
      "the speaker in front",
      "Grey Heron broke into 12 hospitals, NordLab said.",
      "NordLab says Grey Heron broke into 12 hospitals.",
    ],
    ["the sentence itself", sentence, sentence],
    ["the speaker at the end", sentence, "Grey Heron broke into 12 hospitals in four countries, NordLab says."],
    [
      "a word that means the same",
      "A flaw in Quay Manager lets anyone run commands.",
      "A vulnerability in Quay Manager allows anyone run commands.",
    ],
    ["an article more or less", "Attackers used a flaw in the gateway.", "Intruders used the flaw in gateway."],
    [
      "without the word of connection",
      "Some ranges were, however, scanned in May.",
      "Some ranges were scanned in May.",
    ],
    ["the time in front", "Corvane fixed the flaw in May.", "In May Corvane fixed the flaw."],
    ["British or American spelling", "70 organizations were hit.", "70 organisations were hit."],
  ])("%s", (_, original, rewording) => {
    expect(refuseRewording(original, rewording)).toBeUndefined();
  });
});

describe("everything else is refused", () => {
  it.each([
    ["another number", sentence, "NordLab says Grey Heron broke into 13 hospitals in four countries."],
    [
      "numbers that change places",
      "The group hit 12 hospitals and 3 banks.",
      "The group hit 3 hospitals and 12 banks.",
    ],
    ["another name", sentence, "NordLab says Pale Crane broke into 12 hospitals in four countries."],
    ["names that change places", "Corvane accused Orrin of theft.", "Orrin accused Corvane of theft."],
    ["a fact more", sentence, "NordLab says Grey Heron broke into 12 hospitals in four countries and stole records."],
    ["a fact less", sentence, "NordLab says Grey Heron broke into 12 hospitals."],
    ["no speaker", sentence, "Grey Heron broke into 12 hospitals in four countries."],
    ["no hedge", "The group may have read mail.", "The group read mail."],
    ["a surer hedge", "The group probably read mail.", "The group certainly read mail."],
    ["a denial dropped", "Corvane said no data was taken.", "Corvane said data was taken."],
    ["a comma that turns it round", "No data was taken.", "No, data was taken."],
    ["a negation that changes its place", "Orrin, not Corvane, was hit.", "Corvane was hit, Orrin not."],
    ["active for passive", "Corvane was breached by Orrin.", "Corvane breached Orrin."],
    ["the one who did and the one it was done to", "Police arrested hackers.", "Hackers arrested police."],
    ["a limit dropped", "More than 70 servers were hit.", "70 servers were hit."],
    ["a worse word", "The group scanned 90 networks.", "The group breached 90 networks."],
    [
      "who says what",
      "NordLab says Corvane was hit, Orrin says banks were hit.",
      "Corvane was hit, Orrin says banks were hit, NordLab says.",
    ],
    [
      "one speaker for two facts",
      "Corvane was hit and NordLab says Orrin was hit.",
      "Orrin was hit, Corvane was hit and NordLab says.",
    ],
    ["a pronoun that loses its noun", "Corvane says it was hit.", "It was hit, Corvane says."],
    ["a capital that makes another word", "It helped US banks.", "It helped us banks."],
    ["a sum in another coin", "It paid $5 and 10 coins.", "It paid 5 and $10 coins."],
    ["a quotation changed", "Orrin called it “a small matter”.", "Orrin called it “a matter”."],
    ["a footnote", sentence, "NordLab says Grey Heron broke into 12 hospitals in four countries [7]."],
    ["a link", sentence, "NordLab says Grey Heron broke into 12 hospitals in four countries https://evil.example."],
    ["markup", sentence, "<b>NordLab says Grey Heron broke into 12 hospitals in four countries.</b>"],
    ["two lines", sentence, "NordLab says Grey Heron broke into 12 hospitals\nin four countries."],
    [
      "a turned reading direction",
      sentence,
      "NordLab says \u202eGrey Heron broke into 12 hospitals in four countries.",
    ],
    ["a letter of another script", sentence, "NordLab says Gr\u0435y Heron broke into 12 hospitals in four countries."],
    ["nothing", sentence, ""],
    ["a question", "Corvane was hit.", "Corvane was hit?"],
    ["a word of connection that changes its place", "No data was, however, taken.", "No, however, data was taken."],
  ])("%s", (_, original, rewording) => {
    expect(refuseRewording(original, rewording)).toBeTypeOf("string");
  });

  it("a text of a million letters costs no time", () => {
    expect(refuseRewording(sentence, "a ".repeat(500_000))).toBe("it is much longer");
  });
});
