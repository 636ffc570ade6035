import { afterAll, beforeAll, expect, it } from "vitest";
import { err, ok } from "#kit/result.ts";
import { type SearchPage, type SearchRequest, searchPageSchema } from "#terms/search.ts";
import type { Finder } from "./search-routes.ts";
import { createServer, type Door, openDoor } from "./server.ts";
import { shelfOf } from "./shelf.ts";

const page: SearchPage = {
  hits: [
    {
      kind: "article",
      key: "a".repeat(64),
      title: "Crane",
      titleMarks: [{ start: 0, end: 5 }],
      snippets: [{ in: "text", start: 2, end: 7, text: "crane", marks: [{ start: 2, end: 7 }] }],
      partial: false,
      url: "https://a.test/",
      outlet: "Quay Post",
      language: "en",
      publishedAt: null,
      firstSeenAt: "2031-05-14T18:00:00Z",
      tlp: "TLP:AMBER",
    },
  ],
  count: 1000,
  countIsCapped: true,
  onRecord: 5000,
  indexed: 5000,
  next: "more",
};

const asked: SearchRequest[] = [];
const finder: Finder = {
  search: async (request) => {
    asked.push(request);
    if (request.words === "slow") return err({ type: "slow", because: "The search took longer than 3 s." });
    return request.words === "" ? err({ type: "asked", because: "Expected a word." }) : ok(page);
  },
  readRecorded: async () => undefined,
};

let door: Door;
let base = "";
beforeAll(async () => {
  door = await createServer({ shelf: shelfOf([]), finder });
  base = await openDoor(door, 0);
});
afterAll(async () => door.close());

it("answers with the page, whole, and asks what was asked", async () => {
  const filters = "from=2031-05-01&to=2031-05-02&outlet=Quay+Post&language=en&kind=article&order=best&limit=5&after=x";
  const answer = await fetch(`${base}/api/v1/search?q=crane&${filters}`);
  expect(searchPageSchema.parse(await answer.json())).toEqual(page);
  expect(asked.at(-1)).toEqual({
    words: "crane",
    from: "2031-05-01",
    to: "2031-05-02",
    outlet: "Quay Post",
    language: "en",
    kind: "article",
    order: "best",
    limit: 5,
    after: "x",
  });
});

it.each([
  ["no word", "/api/v1/search?q=", 400],
  ["no question", "/api/v1/search", 400],
  ["a day that is none", "/api/v1/search?q=a&from=2031-02-30", 400],
  ["the year 0", "/api/v1/search?q=a&from=0000-01-01", 400],
  ["another kind", "/api/v1/search?q=a&kind=person", 400],
  ["a page of a thousand", "/api/v1/search?q=a&limit=1000", 400],
  ["a question of 5,000 characters", `/api/v1/search?q=${"a".repeat(5000)}`, 400],
  ["a search that takes too long", "/api/v1/search?q=slow", 503],
  ["a key that is none", "/api/v1/search/articles/1", 400],
  ["an article that is on no record", `/api/v1/search/articles/${"0".repeat(64)}`, 404],
])("answers %s with a problem document", async (_, path, status) => {
  const answer = await fetch(base + path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ status, type: "about:blank" });
});

it("says that a desk without a record has nothing to search", async () => {
  const bare = await createServer({ shelf: shelfOf([]) });
  const answer = await fetch(`${await openDoor(bare, 0)}/api/v1/search?q=crane`);
  await bare.close();
  expect(await answer.json()).toMatchObject({
    status: 404,
    detail: "This desk keeps no record, so there is nothing to search.",
  });
});

it("is described in OpenAPI", async () => {
  const answer = await fetch(`${base}/api/v1/openapi.json`);
  const { paths } = (await answer.json()) as {
    paths: Record<string, { get: { parameters: { name: string }[] } }>;
  };
  const names = paths["/api/v1/search"]?.get.parameters.map(({ name }) => name);
  expect(names).toEqual(["q", "from", "to", "outlet", "language", "kind", "order", "limit", "after"]);
  expect(paths["/api/v1/search/articles/{key}"]).toBeDefined();
});
