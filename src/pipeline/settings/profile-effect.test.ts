import { expect, it } from "vitest";
import type { Store } from "#store/index.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import { deskViewer } from "#terms/person.ts";
import type { ReferenceTables } from "#terms/reference.ts";
import { referenceOf } from "../steps/open-reference.ts";
import { openProfileEffect } from "./profile-effect.ts";

const entries = Array.from(
  { length: 9 },
  (_, at) => `CVE-2031-100${at}|2031-05-0${at + 1}||Unknown|Corvane|${at < 7 ? "Quay Manager" : "Pier Gateway"}`,
);
const tables: ReferenceTables = {
  kev: { kind: "kev", version: "2031.05.09", publisher: "x", licence: "x", sections: { entries } },
};
const running = (...names: string[]): Organisation =>
  organisationSchema.parse({ name: "H", products: names.map((name) => ({ name, vendor: "Corvane", version: "4" })) });
const tell = (held: ReferenceTables, present?: Organisation) =>
  openProfileEffect({ listEditions: async () => ({ editions: [] }) } as unknown as Store, async () =>
    referenceOf(held),
  )(running("Quay Manager"), present, deskViewer);

it("counts known exploited flaws by product, the newest first, also while there is no edition", async () => {
  const told = await tell(tables, running("Pier Gateway"));
  expect(told).toMatchObject({
    fitting: [],
    attacked: [],
    known: { catalogue: "2031.05.09", entries: 9, touching: 7 },
  });
  expect(told.known?.touchedBefore).toBe(2);
  expect(told.known?.newest).toHaveLength(5);
  expect(told.known?.newest[0]).toEqual({
    id: "CVE-2031-1006",
    added: "2031-05-07",
    names: "Corvane Quay Manager",
    product: "Quay Manager 4",
  });
});

it("counts nothing where no catalogue is kept, and does not say none", async () => {
  expect(await tell({})).toEqual({ fitting: [], fittingBefore: 0, attacked: [], machines: 0 });
});
