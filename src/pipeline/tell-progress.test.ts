/** Each step of an edition is told at once, and what it counts not more often than eyes can follow. */
import { expect, it } from "vitest";
import { tellProgress } from "./tell-progress.ts";

const told = () => {
  const written: string[] = [];
  let ms = 0;
  const { tell, settle } = tellProgress(
    {
      step: async (_, { step, done }) => {
        written.push(`${step} ${done}`);
        return true;
      },
    },
    "m1",
    () => ms,
  );
  const pass = (by: number): void => {
    ms += by;
  };
  return { written, tell, settle, pass };
};

it("tells a step that goes fast once as it begins, and where it ended", async () => {
  const { written, tell, settle, pass } = told();
  for (let done = 0; done <= 30; done += 1) {
    tell({ step: "read", done, total: 30 });
    pass(10);
  }
  await settle();
  expect(written).toEqual(["read 0", "read 30"]);
});

it("tells what a slow step has done meanwhile", async () => {
  const { written, tell, settle, pass } = told();
  for (let done = 0; done <= 4; done += 1) {
    tell({ step: "read", done, total: 4 });
    pass(250);
  }
  await settle();
  expect(written).toEqual(["read 0", "read 2", "read 4"]);
});

it("tells the next step at once, however soon it comes", async () => {
  const { written, tell, settle } = told();
  tell({ step: "collect", done: 1, total: 1 });
  tell({ step: "read", done: 0, total: 9 });
  tell({ step: "read", done: 1, total: 9 });
  tell({ step: "brief", done: 0, total: 1 });
  await settle();
  expect(written).toEqual(["collect 1", "read 0", "brief 0"]);
});
