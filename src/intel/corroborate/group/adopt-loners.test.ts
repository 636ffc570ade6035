import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { groupStories } from "./group-stories.ts";

const text = (...paragraphs: string[]): string => paragraphs.join("\n\n");

const report = (id: string, outlet: string, publishedAt = "2031-05-14T08:00:00Z") =>
  makeArticle({
    id,
    outlet,
    publishedAt,
    title: "Norwind Ferries shuts ticket offices after ransomware",
    dek: "Passengers board with paper tickets for a third day.",
    text: text(
      `${outlet} has seen the notice: Norwind Ferries shut its ticket offices on Monday after ransomware stopped its booking servers.`,
      "The company said 38 ticket machines were dark, and that passengers could board with paper tickets.",
      "Norwind would not say whether it had been asked for money.",
    ),
  });

const wire = makeArticle({
  id: "wire",
  outlet: "Harbour Wire",
  publishedAt: "2031-05-14T09:00:00Z",
  title: "Worm spreads through Tellis routers",
  text: text(
    "A worm called Grasshop spreads through Tellis routers whose firmware was never updated, the maker said.",
    "Tellis counts 900 infected devices and asks owners to install firmware 2.9 at once.",
    "Nobody has said who wrote the worm.",
  ),
});

const storyOf = (id: string, articles: readonly ReturnType<typeof makeArticle>[]): string[] =>
  groupStories(articles, new Map())
    .find((group) => group.articles.some((article) => article.id === id))
    ?.articles.map((article) => article.id as string)
    .sort() ?? [];

describe("an article that stayed alone joins", () => {
  it("the story whose subject it opens with, however it tells it", () => {
    const feature = makeArticle({
      id: "feature",
      outlet: "Isle Courier",
      publishedAt: "2031-05-14T14:00:00Z",
      title: "‘I wrote my cabin number on my hand’: a night crossing on paper",
      text: text(
        "Marit Elstad had packed sandwiches. At the quay nobody could find her name, so a steward pinned a card to her coat.",
        "So it went for everyone who sailed with Norwind on Tuesday, and the queue for paper reached the fish market.",
        "She slept on a bench. The children next to her played cards until the harbour lights came up.",
      ),
    });
    expect(storyOf("feature", [report("a", "Meridian Wire"), report("b", "Coast Post"), wire, feature])).toEqual([
      "a",
      "b",
      "feature",
    ]);
  });

  it("nothing, when it is a week older or undated", () => {
    const feature = (publishedAt: string | undefined) =>
      makeArticle({
        id: "feature",
        outlet: "Isle Courier",
        ...(publishedAt === undefined ? {} : { publishedAt }),
        title: "A night crossing on paper",
        text: text(
          "Marit Elstad had packed sandwiches. Nobody at the quay could find her name, so she waited with a thermos.",
          "She sailed with Norwind in spring and slept on a bench, while the children next to her played cards until morning.",
        ),
      });
    for (const when of [undefined, "2031-05-01T08:00:00Z"])
      expect(storyOf("feature", [report("a", "Meridian Wire"), report("b", "Coast Post"), feature(when)])).toEqual([
        "feature",
      ]);
  });

  it("nothing, when it shares a subject with no story", () => {
    expect(storyOf("wire", [report("a", "Meridian Wire"), report("b", "Coast Post"), wire])).toEqual(["wire"]);
  });
});

describe("a round-up whose items touch several stories", () => {
  it("belongs to none of them", () => {
    const other = makeArticle({
      id: "other",
      outlet: "Coast Post",
      publishedAt: "2031-05-14T07:00:00Z",
      title: "Datalune fined for selling addresses",
      text: text(
        "A court in Utrecht fined the broker Datalune two million euros on Monday for selling addresses without consent.",
        "Datalune said it would appeal; the data protection office called the judgment overdue.",
        "The buyers of the lists were not named in court.",
      ),
    });
    const mix = makeArticle({
      id: "mix",
      outlet: "Isle Courier",
      publishedAt: "2031-05-14T15:00:00Z",
      title: "Small change",
      text: text(
        "Norwind Ferries hopes to sell seats again by Friday.",
        "Grasshop reached another hundred Tellis boxes overnight.",
        "Datalune has filed its appeal in Utrecht.",
        "Vireo Mail drops its oldest protocol in July, to nobody’s surprise.",
        "Pupils in Elmsworth found the salaries of their teachers on an open drive.",
      ),
    });
    const groups = groupStories([report("a", "Meridian Wire"), report("b", "Coast Post"), wire, other, mix], new Map());
    const own = groups.find((group) => group.articles.some((article) => article.id === "mix"));
    expect(own).toMatchObject({ roundUp: true });
    expect(own?.articles).toHaveLength(1);
    expect(own?.reasons[0]).toMatch(/touch 3 stories/);
  });
});
