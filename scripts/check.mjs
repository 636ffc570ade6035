/**
 * `npm run check`: everything that can be judged without running the product, one line a check, all faults at once.
 *
 * Ends with `N passed, N failed`; exit 1 on any failure. Names as arguments run those checks alone
 * (`npm run check -- lint types`).
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "./keep-generated.mjs";

const tool = (...parts) => join(root, "node_modules", ...parts);
const tsc = (project) => [tool("ts7", "bin", "tsc"), "-p", project, "--pretty", "false"];

/** Name → commands that must all end well, each run by this Node. */
const checks = {
  lock: [["scripts/check-lock.mjs"]],
  types: [tsc("tsconfig.json"), tsc("tsconfig.web.json"), tsc("tsconfig.e2e.json")],
  lint: [
    [
      tool("@biomejs", "biome", "bin", "biome"),
      "ci",
      "--error-on-warnings",
      "--max-diagnostics=200",
      "--reporter=github",
    ],
  ],
  imports: [
    [
      tool("dependency-cruiser", "bin", "dependency-cruiser.mjs"),
      "src",
      "test",
      "evaluate",
      "scripts",
      "--config",
      ".dependency-cruiser.mjs",
    ],
  ],
  house: [["scripts/check-house.mjs"]],
  unused: [[tool("knip", "bin", "knip.js"), "--no-progress", "--treat-config-hints-as-errors"]],
  licences: [["scripts/licences.mjs", "--check"]],
  architecture: [["scripts/draw-architecture.mjs", "--check"]],
  config: [["scripts/document-config.mjs", "--check"]],
  rules: [["scripts/document-rules.ts", "--check"]],
  access: [["scripts/document-access.ts", "--check"]],
};

const run = (args) =>
  new Promise((done) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => done({ failed: error !== null, text: `${stdout}\n${stderr}` }),
    );
  });

const plain = (text) =>
  text
    // Tools that colour in spite of NO_COLOR.
    .replace(/\u001b\[[0-9;]*m/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(checks, name));
if (unknown.length > 0) {
  console.error(`check: expected ${Object.keys(checks).join(", ")} but found ${unknown.join(", ")}`);
  process.exit(2);
}

let failed = 0;
const names = asked.length === 0 ? Object.keys(checks) : asked;
for (const name of names) {
  const results = [];
  for (const command of checks[name]) results.push(await run(command));
  const faulty = results.filter((result) => result.failed);
  if (faulty.length > 0) failed += 1;
  console.log(`${faulty.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const line of faulty.flatMap(({ text }) => plain(text))) console.log(`     ${line}`);
}
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
