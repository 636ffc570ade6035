import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "evaluate/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["test/e2e/**", "node_modules/**"],
    isolate: false,
    // One for each core: by default a machine of two would use one.
    maxWorkers: "100%",
    testTimeout: 120_000,
    globalSetup: "test/support/run-folder.ts",
    env: { TZ: "UTC" },
  },
});
