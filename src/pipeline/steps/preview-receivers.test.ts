import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Delivery, deliverySchema, type OpenDelivery, type OpenHook } from "#terms/delivery.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { planRows, publicationOf, readKnown } from "./plan-deliveries.ts";
import { previewReceivers } from "./preview-receivers.ts";

const composed: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);
const withHead = (head: Partial<Edition["edition"]>): Edition => ({
  ...composed,
  edition: { ...composed.edition, tlp: "TLP:AMBER", ...head },
});

const hook = (name: string, ceiling: "TLP:CLEAR" | "TLP:RED"): OpenHook => ({
  name,
  way: "slack",
  ceiling,
  kinds: ["daily"],
  audiences: ["main"],
  paused: false,
  url: "https://hooks.example/x",
});
const config: OpenDelivery = {
  ...deliverySchema.parse({
    mail: { host: "relay.desk.example", from: "desk@desk.example" },
    lists: [
      {
        name: "soc",
        title: "SOC shift",
        ceiling: "TLP:AMBER",
        members: ["ada@d.example", "ben@d.example", "cem@d.example"],
      },
      { name: "again", ceiling: "TLP:AMBER", members: ["ada@d.example"] },
      { name: "world", ceiling: "TLP:CLEAR", members: ["zoe@d.example"] },
      { name: "weekly", ceiling: "TLP:RED", kinds: ["weekly"], members: ["dan@d.example"] },
      { name: "grid", ceiling: "TLP:RED", audiences: ["energy"], members: ["eve@d.example"] },
      { name: "rests", ceiling: "TLP:RED", paused: true, members: ["fay@d.example"] },
    ],
  }),
  openHooks: [hook("chat", "TLP:RED"), hook("open-chat", "TLP:CLEAR"), hook("dead", "TLP:RED")],
};

const got = (address: string, tlp: string): Delivery => ({
  ...{ id: address, editionId: "before", matter: "edition", way: "mail", target: "soc", address, tlp },
  ...{ state: "sent", attempt: 1, madeAt: "", changedAt: "" },
});
const store = {
  outbox: {
    left: async () => [{ list: "soc", address: "ben@d.example", at: "2031-05-01T00:00:00Z" }],
    gone: async () => new Map([["dead", "2031-05-01T00:00:00Z"]]),
    receivers: async () => [got("cem@d.example", "TLP:AMBER"), got("old@d.example", "TLP:RED")],
  },
  review: { approvalsOf: async () => [] },
  readEdition: async () => undefined,
} as unknown as Parameters<typeof previewReceivers>[0];

const previewOf = (edition: Edition) => previewReceivers(store, config, { edition, ceiling: "TLP:AMBER" });

describe("previewReceivers", () => {
  it("names who gets it, who does not, and why, list by list", async () => {
    const { targets } = await previewOf(withHead({}));
    const said = targets.map(({ title, addresses, count, nothing, withheld }) => [
      title,
      nothing ?? (addresses.join() || count),
      withheld.map(({ because, addresses, count }) => `${addresses.join() || count}: ${because}`).join(),
    ]);
    expect(said).toEqual([
      ["SOC shift", "ada@d.example,cem@d.example", "ben@d.example: Its reader has left the list."],
      ["again", "Its readers get it by another list.", ""],
      ["world", 0, "zoe@d.example: TLP:AMBER is above the ceiling of world (TLP:CLEAR): nothing was sent."],
      ["weekly", "It receives no daily edition.", ""],
      ["grid", "It receives no edition for main.", ""],
      ["rests", "It is paused.", ""],
      ["chat", 1, ""],
      ["open-chat", 0, "1: TLP:AMBER is above the ceiling of open-chat (TLP:CLEAR): nothing was sent."],
      ["dead", 0, "1: It said on 2031-05-01 that it is gone (410)."],
    ]);
  });

  it("follows kind and audience", async () => {
    const audience = { name: "energy", title: "Energy", sectors: ["energy"] };
    const { targets } = await previewOf(withHead({ audience, kind: "weekly" }));
    expect(targets.filter(({ count }) => count > 0).map(({ name }) => name)).toEqual(["grid"]);
  });

  it("tells of a correction who is told, and of nothing above the ceiling of who asks", async () => {
    const corrects = { editionId: "before", asOf: "", title: "", reason: "" };
    const { targets } = await previewOf(withHead({ corrects }));
    const soc = targets.find(({ name }) => name === "soc");
    expect(soc).toMatchObject({ corrects: true, addresses: ["cem@d.example", "ada@d.example"] });
    expect(JSON.stringify(targets)).not.toContain("old@d.example");
  });

  it("counts what would be put into the outbox, row for row", async () => {
    const edition = withHead({});
    const { targets } = await previewOf(edition);
    const rows = planRows(config, publicationOf("e1", edition), await readKnown(store.outbox), []);
    const sum = targets.reduce(
      (all, { count, withheld }) => all + count + withheld.reduce((a, one) => a + one.count, 0),
      0,
    );
    expect(sum).toBe(rows.length);
  });

  it("says so where nothing is set up", async () => {
    expect(await previewReceivers(store, undefined, { edition: composed, ceiling: "TLP:RED" })).toEqual({
      isSetUp: false,
      targets: [],
    });
  });
});
