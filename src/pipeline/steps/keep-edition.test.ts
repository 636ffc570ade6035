import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Edition, editionSchema } from "#terms/edition.ts";
import type { Viewer } from "#terms/person.ts";
import { readEarlier } from "./keep-edition.ts";
import { editionToJson } from "./publish-edition.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);

/** A record of one edition of each standing, named by its title. */
const standings = [
  { id: "approved", approved: true },
  { id: "put right", approved: true, correctedBy: "approved" },
  { id: "recalled", approved: true, recalledAt: "2031-05-03T09:00:00Z" },
  { id: "draft", approved: false },
] as const;

const recordOf = (hasPeople: boolean) => {
  const isFor = ({ may }: Viewer, approved: boolean): boolean => approved || may.has("draft.read");
  const entry = { date: "2031-05-02", asOf: "2031-05-02T06:00:00Z", title: "", tlp: "TLP:CLEAR" as const };
  return {
    people: { hasPeople: async () => hasPeople },
    listEditions: async (_options: unknown, viewer: Viewer) => ({
      editions: standings
        .filter(({ approved }) => isFor(viewer, approved))
        .map((one) => ({ ...entry, kind: "daily" as const, audience: "main", ...one })),
    }),
    readEdition: async (id: string) => editionToJson({ ...edition, edition: { ...edition.edition, title: id } }),
  };
};

it.each([
  ["of a desk with people: what is approved and stands", true, undefined, ["approved"]],
  ["of a desk without people: all that was made", false, undefined, ["approved", "put right", "recalled", "draft"]],
  ["for what is begun once: drafts too", true, "with drafts", ["approved", "put right", "recalled", "draft"]],
] as const)("editions before, %s", async (_name, hasPeople, drafts, titles) => {
  const earlier = await readEarlier(recordOf(hasPeople), "2031-05-03T06:00:00Z", { name: "main" }, drafts);
  expect(earlier.map(({ title }) => title)).toEqual(titles);
});
