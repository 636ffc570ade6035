import { expect, it } from "vitest";
import { joinChecked } from "./join-checked.ts";

const text = "Tarn CERT says Corvane Quay Manager is used in 4 ports; Quay Post disagrees.";

it.each([
  [
    "the words of a name are one name",
    ["name: Corvane", "name: Quay", "name: Manager"],
    ["name: Corvane Quay Manager"],
  ],
  ["two names stay two", ["name: Tarn CERT", "name: Corvane"], ["name: Tarn CERT", "name: Corvane"]],
  ["a number is no part of a name", ["name: Manager", "number: 4 ports"], ["name: Manager", "number: 4 ports"]],
  ["what is said twice stands once", ["number: 4 ports", "number: 4 ports"], ["number: 4 ports"]],
  ["nothing checked", [], []],
])("%s", (_name, checked, shown) => {
  expect(joinChecked(text, checked)).toEqual(shown);
});
