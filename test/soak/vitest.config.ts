/** Soak: one file after the other, as long as it takes; run by `npm run soak`, never by `npm test`. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/soak/**/*.soak.ts"],
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { TZ: "UTC" },
  },
});
