import { describe, expect, it } from "vitest";
import { scoreAll } from "../model.ts";
import { packModel, unpackModel } from "../packed-model.ts";
import { learnWorth, vectorOf } from "../vector.ts";
import { fitHinge, fitLinear } from "./fit-linear.ts";
import { quantise } from "./quantise.ts";

const rows = [
  ["dumps the memory of a process", 0],
  ["process memory was dumped to disk", 0],
  ["reads credentials from memory", 0],
  ["sends an email with an attachment", 1],
  ["emails carried malicious attachments", 1],
  ["the attachment came by email", 1],
  ["runs at every logon by a registry key", 2],
  ["registry value set for logon", 2],
  ["adds a key to the registry", 2],
] as const;
const labels = ["memory", "email", "registry"];
const worth = learnWorth(
  rows.map(([text]) => text),
  10,
);
const examples = rows.map(([text, label]) => ({ vector: vectorOf(text, worth), label, weight: 1 }));
const options = { classes: 3, buckets: 1024, epochs: 6 };

describe("a linear model fitted on a few clauses", () => {
  const model = quantise(fitLinear(examples, options), labels, 16);

  it.each([
    ["memory dumping", 0],
    ["an email attachment", 1],
    ["the logon registry key", 2],
  ])("%s", (text, label) => {
    const scores = scoreAll(model, vectorOf(text, worth));
    expect(scores.indexOf(Math.max(...scores))).toBe(label);
  });

  it("is the same bytes each time", () => {
    expect(packModel(quantise(fitLinear(examples, options), labels, 16))).toEqual(packModel(model));
  });

  it("comes out of its packing as it went in", () => {
    expect(unpackModel(packModel(model))).toEqual(model);
  });

  it("stays within its arrays when the packing is damaged", () => {
    const packed = packModel(model);
    const short = unpackModel({ ...packed, weights: packModel({ ...model, starts: new Int32Array(5) }).weights });
    expect(short.columns.every((column) => column < labels.length)).toBe(true);
    expect(scoreAll(short, vectorOf("email", worth))).toHaveLength(3);
  });

  it("learns from rows of no class that their words speak for none", () => {
    const none = ["the orchestra played", "an orchestra in the hall"].map((text) => ({
      vector: vectorOf(text, worth),
      label: -1,
      weight: 1,
    }));
    const taught = quantise(fitHinge([...examples, ...none], options), labels, 100);
    expect(Math.max(...scoreAll(taught, vectorOf("orchestra", worth)))).toBeLessThan(0);
  });
});
