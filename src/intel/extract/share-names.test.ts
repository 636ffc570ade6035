import { describe, expect, it } from "vitest";
import type { ArticleId } from "#terms/article.ts";
import type { NameMention } from "#terms/mention.ts";
import { type AnnotatedText, shareNames } from "./share-names.ts";

const named = (text: string, surface: string, type: NameMention["type"]): NameMention => {
  const start = text.indexOf(surface);
  return { kind: "name", type, surface, canonical: surface, start, end: start + surface.length, from: "pattern" };
};

const textOf = (id: string, text: string, ...names: [string, NameMention["type"]][]): AnnotatedText => ({
  id: id as ArticleId,
  text,
  mentions: names.map(([surface, type]) => named(text, surface, type)),
});

const shared = (...texts: AnnotatedText[]): string[][] =>
  [...shareNames(texts).values()].map((mentions) =>
    mentions.map(
      (mention) => `${mention.kind === "name" ? mention.type : mention.kind}:${mention.surface}@${mention.start}`,
    ),
  );

describe("names of a day", () => {
  it("are known in every article once one says what they are", () => {
    expect(
      shared(
        textOf("a", "A crew known as Amber Finch did it.", ["Amber Finch", "intrusion_set"]),
        textOf("b", "Amber Finch struck twice. Nobody saw Amber Finch leave."),
      )[1],
    ).toEqual(["intrusion_set:Amber Finch@0", "intrusion_set:Amber Finch@37"]);
  });

  it("leave what is already marked, and parts of longer words", () => {
    expect(
      shared(
        textOf("a", "The wiper Brackwash ran.", ["Brackwash", "malware"]),
        textOf("b", "Brackwash Ltd denied it; Brackwashing is a sport.", ["Brackwash Ltd", "organisation"]),
      )[1],
    ).toEqual(["organisation:Brackwash Ltd@0"]);
  });

  it("carry over neither makers and places nor short common words", () => {
    expect(
      shared(
        textOf("a", "Orlin, Peru and Edge.", ["Orlin", "vendor"], ["Peru", "country"], ["Edge", "malware"]),
        textOf("b", "Orlin left Peru. Edge stayed."),
      )[1],
    ).toEqual([]);
  });

  it("take the kind that most articles give", () => {
    expect(
      shared(
        textOf("a", "Quillfang is a loader.", ["Quillfang", "malware"]),
        textOf("b", "Quillfang, the company, objects.", ["Quillfang", "organisation"]),
        textOf("c", "Quillfang shares its code.", ["Quillfang", "organisation"]),
        textOf("d", "What is Quillfang?"),
      )[3],
    ).toEqual([]);
  });
});
