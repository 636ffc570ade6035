/**
 * Suite `sigma-semantics`: what rules mean, by our own case files in `test/cases/detect`.
 *
 * Metrics: `passed` and `total` cases. A case passes when both engines, and for correlations every order of events within
 * the lateness, give exactly what it says. Reads nothing of the data folder.
 */
import { fileURLToPath } from "node:url";
import { readCases, runCase } from "./sigma-cases/run-cases.ts";
import type { Suite } from "./suite.ts";

const folder = fileURLToPath(new URL("../test/cases/detect", import.meta.url));

export const suite: Suite = {
  name: "sigma-semantics",
  run: async () => {
    const cases = await readCases(folder);
    const worst = cases.flatMap(({ file, case: one }) => {
      const wrong = runCase(one);
      return wrong.length === 0 ? [] : [{ file, case: one.case, wrong }];
    });
    return {
      suite: "sigma-semantics",
      n: cases.length,
      metrics: { passed: cases.length - worst.length, total: cases.length },
      worst: worst.slice(0, 20),
    };
  },
};
