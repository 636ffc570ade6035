/**
 * `npm run --silent evaluate -- SUITE --data DIR [--json]`: runs one suite and prints its measures.
 *
 * With `--json` the last and only thing on standard output is one JSON object `{suite, n, metrics, worst}`.
 * Exit codes: 0 measured, 2 wrong use, 3 could not finish.
 */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Suite, SuiteResult } from "./suite.ts";

const notSuites = new Set(["main", "suite", "read-tar", "read-json-lines", "join-sentences", "label-texts"]);

const suiteNames = async (): Promise<string[]> =>
  (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -3))
    .filter((name) => !notSuites.has(name))
    .sort();

const printTable = (result: SuiteResult): void => {
  process.stdout.write(`${result.suite}: ${result.n} cases\n`);
  for (const [name, value] of Object.entries(result.metrics)) {
    process.stdout.write(`  ${name.padEnd(24)} ${typeof value === "object" ? JSON.stringify(value) : value}\n`);
  }
  for (const item of result.worst.slice(0, 20))
    process.stdout.write(`  worst: ${JSON.stringify(item).slice(0, 400)}\n`);
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: "string" }, rules: { type: "string" }, json: { type: "boolean" } },
  });
  const names = await suiteNames();
  const [name] = positionals;
  if (name === undefined || !names.includes(name) || values.data === undefined || positionals.length !== 1) {
    process.stderr.write(
      `usage: npm run --silent evaluate -- SUITE --data DIR [--rules DIR] [--json]\nsuites: ${names.join(", ")}\n`,
    );
    return 2;
  }
  if (!existsSync(values.data)) {
    process.stderr.write(`evaluate: expected a folder at ${values.data} but found nothing\n`);
    return 2;
  }
  const { suite } = (await import(`./${name}.ts`)) as { suite: Suite };
  const result = await suite.run({
    dataDir: values.data,
    ...(values.rules === undefined ? {} : { rulesDir: values.rules }),
  });
  if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else printTable(result);
  return 0;
};

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`evaluate: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 3;
});
