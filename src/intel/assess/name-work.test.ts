import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { workOf } from "./name-work.ts";

const work = (text: string) => workOf("Fernhill Labs", [makeArticle({ id: "a", text })]);

describe("what an origin published", () => {
  it.each([
    ["According to a study by Fernhill Labs, tickets were changed.", "report"],
    ["Une étude de Fernhill Labs compte douze navires.", "report"],
    ["Fernhill Labs lists the versions in its advisory.", "advisory"],
    ["In a blog post, Fernhill Labs apologised.", "statement"],
    ["Fernhill Labs said so. A report by others differs.", undefined],
    ["Fernhill Labs reports that tickets were changed.", undefined],
  ])("%s", (text, expected) => expect(work(text)).toBe(expected));
});
