/** Techniques of a story: shown with their words beside it, never in a sentence; they bring facts before roles. */
import { describe, expect, it } from "vitest";
import { parseRoleRules } from "#desk/brief/index.ts";
import { annotate, readTechniques } from "#intel/extract/index.ts";
import { claimsShowing, techniquesOfStory } from "../../src/desk/brief/plan/story-techniques.ts";
import { articleOf, briefOf, claimsOf, type Written } from "./day-of-articles.ts";

const written = (text: string, outlet = "Harbour Post"): Written => ({ outlet, title: `Title of ${outlet}`, text });

const storyOf = (...all: Written[]) => {
  const articles = all.map(articleOf);
  const claims = articles.flatMap(claimsOf);
  const readings = new Map(articles.map((one) => [one.id, readTechniques(one.text, annotate(one.text, {}))] as const));
  return techniquesOfStory(articles, claims, readings);
};
const told = (...all: Written[]): string[] => storyOf(...all).map(({ reading }) => `${reading.basis} ${reading.id}`);

describe("the techniques of a story", () => {
  it.each([
    [
      "stated ones first, then suggested",
      "The gang dropped a web shell on the gate server. It is mapped to T1105 in the report.",
      ["stated T1105", "suggested T1505.003"],
    ],
    [
      "a suggested technique gives way to its sub-technique",
      "It began with a phishing wave. Each email carried a malicious Excel attachment.",
      ["suggested T1566.001"],
    ],
    ["nothing that the source denies", "The company denied that the gang dropped a web shell on its servers.", []],
    ["nothing where nothing is shown", "The company opened two shops and sold garden furniture last year.", []],
  ])("%s", (_, text, wanted) => {
    expect(told(written(text))).toEqual(wanted);
  });

  it("counts each once, with the words of every article", () => {
    const [one, ...others] = storyOf(
      written("The gang dropped a web shell on the server.", "Harbour Post"),
      written("A web shell was found on the gate server on Monday.", "Meridian Wire"),
    );
    expect(others).toEqual([]);
    expect(one?.evidence.map((each) => each.quote)).toEqual(["web shell", "web shell"]);
  });

  it("brings only claims of something that happened before a role", () => {
    const shown = (text: string): number => claimsShowing(storyOf(written(text)), ["T1505"]).length;
    expect(shown("The gang dropped a web shell on the gate server on Monday.")).toBe(1);
    expect(shown("Administrators should search their gate servers for a web shell.")).toBe(0);
  });
});

const spray: Written[] = [
  written(
    "A group called Grey Heron broke into 12 port authorities in four countries, NordLab said on Thursday.\n\nThe intruders got in with password spraying against remote-access accounts.\n\nNordLab has not said which ports were entered.",
  ),
  {
    outlet: "Meridian Wire",
    title: "Twelve port authorities entered by Grey Heron, report finds",
    text: "Twelve port authorities in four countries were broken into by a group called Grey Heron, a report by NordLab found.\n\nThe earliest activity goes back to March 2025.",
    publishedAt: "2026-04-10T11:00:00Z",
  },
];

describe("an edition", () => {
  const edition = briefOf(spray);
  const sentences = edition.sections.flatMap((section) => section.sentences);

  it("shows a story's techniques with the words and their sentence", () => {
    const [technique] = edition.stories.flatMap((story) => story.techniques ?? []);
    expect(technique).toMatchObject({ id: "T1110.003", basis: "suggested", tactics: ["credential-access"] });
    for (const { articleUrl, start, end, quote, sentence, sentenceStart } of technique?.evidence ?? []) {
      const text = edition.articles.find((article) => article.url === articleUrl)?.text ?? "";
      expect(text.slice(start, end)).toBe(quote);
      expect(text.slice(sentenceStart, sentenceStart + sentence.length)).toBe(sentence);
    }
  });

  it("says no technique in a sentence", () => {
    expect(sentences.filter((sentence) => /T1\d{3}|ATT&CK|Password Spraying/.test(sentence.text))).toEqual([]);
  });

  it("brings the fact that shows it before the role whose business it is", () => {
    const own = sentences.filter((sentence) => sentence.role === "identity");
    expect(own.find((sentence) => sentence.part === "why")?.text).toContain("password spraying");
    expect(own.find((sentence) => sentence.part === "do")?.text).toContain("sign-in logs");
    expect(edition.gates.filter((gate) => !gate.passed)).toEqual([]);
  });

  it("leaves the role out when nothing shows it", () => {
    const plain = spray.map((one) => ({ ...one, text: one.text.replace("password spraying against", "weak") }));
    const roles = briefOf(plain).sections.flatMap((section) => section.sentences.map((sentence) => sentence.role));
    expect(roles).not.toContain("identity");
  });
});

describe("a role rule", () => {
  const rule = `- { id: x1, role: identity, do: "Search the logs.", owner: lead, by: wd2, done_when: "each hit is listed"`;
  it.each([
    ["with techniques alone", `${rule}, when: [], techniques: [T1110] }`, true],
    ["with types and reasons", `${rule}, when: [entry], why: [entry] }`, true],
    ["with neither", `${rule}, when: [] }`, false],
    ["with what is no technique", `${rule}, when: [], techniques: [TA0001] }`, false],
  ])("%s", (_, yaml, ok) => {
    expect(parseRoleRules(yaml).ok).toBe(ok);
  });
});
