import { describe, expect, it } from "vitest";
import type { EditionPlan } from "#terms/config.ts";
import { planFor, plannedAudiences } from "./plan-audiences.ts";

const plan = (more: Partial<EditionPlan> = {}): EditionPlan => ({ at: "0 6 * * *", timeZone: "UTC", ...more });
const main = plan();
const energy = plan({ sectors: ["energy"] });
const energyWeek = plan({ at: "0 8 * * 1", sectors: ["energy"], kind: "weekly" });
const board = plan({ name: "board", title: "The board", organisation: "./board.yaml" });

describe("for whom the desk makes editions", () => {
  it.each([
    ["a desk without plans: everyone", [], ["main: Everyone"]],
    [
      "the main edition first, each audience once",
      [energyWeek, board, energy, main],
      ["main: Everyone", "energy: Energy", "board: The board"],
    ],
    ["a desk that makes no main edition: its audiences alone", [board, energy], ["board: The board", "energy: Energy"]],
  ])("%s", (_, plans, expected) => {
    expect(plannedAudiences(plans).map(({ name, title }) => `${name}: ${title}`)).toEqual(expected);
  });

  it("is served by the plan of its days, else of its weeks", () => {
    expect(planFor([energyWeek, energy], "energy")).toBe(energy);
    expect(planFor([main, energyWeek], "energy")).toBe(energyWeek);
    expect(planFor([energy, main], "main")).toBe(main);
    expect(planFor([main], "energy")).toBeUndefined();
  });
});
