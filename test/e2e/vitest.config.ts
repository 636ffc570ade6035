/** The browser tests: a browser for each core, the tests of a file after each other. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/e2e/**/*.test.ts"],
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: "test/support/run-folder.ts",
    env: { TZ: "UTC" },
  },
});
