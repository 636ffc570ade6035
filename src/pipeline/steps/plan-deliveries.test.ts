import { describe, expect, it } from "vitest";
import { deliverySchema, type OpenDelivery } from "#terms/delivery.ts";
import { rowsOfEdition } from "./plan-deliveries.ts";

const open = (raw: object): OpenDelivery => ({ ...deliverySchema.parse(raw), openHooks: [] });
const list = (name: string, more: object = {}) => ({
  name,
  ceiling: "TLP:AMBER",
  members: [`${name}@desk.example`],
  ...more,
});
const config = open({
  mail: { host: "relay.desk.example", from: "desk@desk.example" },
  lists: [
    list("all"),
    list("grid", { audiences: ["energy"] }),
    list("both", { audiences: ["main", "energy"] }),
    list("flashes", { audiences: ["energy"], kinds: ["flash"] }),
    list("wide", { audiences: ["energy"], ceiling: "TLP:CLEAR" }),
    list("rests", { audiences: ["energy"], paused: true }),
  ],
});
const known = { left: new Set<string>(), gone: new Map<string, string>() };

describe("rowsOfEdition", () => {
  it.each([
    ["the main edition, lists that name no audience", "main", ["all", "both"]],
    ["that of an audience, lists that name it", "energy", ["both", "grid", "wide"]],
    ["that of an audience which no list names, nobody", "water", []],
  ] as const)("gives %s", (_, audience, targets) => {
    const rows = rowsOfEdition(config, { editionId: "e1", kind: "daily", audience, tlp: "TLP:GREEN" }, known);
    expect(rows.map(({ target }) => target).sort()).toEqual(targets);
    expect(rows.filter(({ withheld }) => withheld !== undefined).map(({ target }) => target)).toEqual(
      audience === "energy" ? ["wide"] : [],
    );
  });

  it.each([
    ["TLP:CLEAR", ["both", "flashes", "grid", "wide"]],
    ["TLP:AMBER", ["both", "flashes", "grid"]],
    ["TLP:AMBER+STRICT", []],
    ["TLP:RED", []],
  ] as const)(
    "sends a flash of %s for an audience to no list above which it stands, nor to those of another",
    (tlp, sent) => {
      const rows = rowsOfEdition(config, { editionId: "e1", kind: "flash", audience: "energy", tlp }, known);
      expect(rows.map(({ target }) => target).sort()).toEqual(["both", "flashes", "grid", "wide"]);
      expect(rows.flatMap(({ target, withheld }) => (withheld === undefined ? [target] : [])).sort()).toEqual(sent);
    },
  );
});
