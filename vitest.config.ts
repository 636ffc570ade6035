import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "evaluate/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["test/e2e/**", "node_modules/**"],
    isolate: false,
    // One more than cores: many tests wait, for a command or a database, and a core should not wait with them.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 120_000,
    globalSetup: "test/support/run-folder.ts",
    env: { TZ: "UTC" },
  },
});
