/**
 * `npm run bench -- NAME --data DIR [--peer PATH] [--keep DIR] [--write PAGE.md] [--json]`: runs one bench, prints what it
 * measured, and writes it as a page where the bench has one.
 *
 * A bench checks its answers before it counts time; ratios to a plain twin in the same run are the result, absolute
 * figures are for people. Exit codes: 0 measured, 2 wrong use, 3 wrong answers or could not finish.
 */
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "./bench.ts";

const benchNames = async (): Promise<string[]> =>
  (await readdir(import.meta.dirname, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(join(import.meta.dirname, entry.name, "index.ts")))
    .map((entry) => entry.name)
    .sort();

const partHead = /^<!-- bench: ([a-z]+) -->\n/m;

/** Several benches share a page, each its own part of it. */
const putPart = (page: string, name: string, part: string): string => {
  const cut = page.split(partHead).slice(1);
  const parts = new Map(cut.flatMap((text, at) => (at % 2 === 0 ? [[text, cut[at + 1] ?? ""] as const] : [])));
  parts.set(name, `${part.trimEnd()}\n`);
  return [...parts].map(([of, text]) => `<!-- bench: ${of} -->\n${text.trimEnd()}\n`).join("\n");
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: "string" },
      json: { type: "boolean" },
      rounds: { type: "string" },
      peer: { type: "string" },
      keep: { type: "string" },
      write: { type: "string" },
    },
  });
  const names = await benchNames();
  const [name] = positionals;
  if (name === undefined || !names.includes(name) || values.data === undefined || !existsSync(values.data)) {
    process.stderr.write(
      `usage: npm run bench -- NAME --data DIR [--rounds N] [--peer PATH] [--keep DIR] [--write PAGE.md] [--json]\nbenches: ${names.join(", ")}\n`,
    );
    return 2;
  }
  const { bench } = (await import(`./${name}/index.ts`)) as { bench: Bench };
  const rounds = Math.max(1, Math.min(50, Number(values.rounds ?? 5) || 5));
  const result = await bench.run({
    dataDir: values.data,
    rounds,
    ...(values.peer === undefined ? {} : { peer: values.peer }),
    ...(values.keep === undefined ? {} : { keep: resolve(values.keep) }),
  });
  if (values.write !== undefined && result.page !== undefined && result.wrong.length === 0)
    await writeFile(values.write, putPart(await readFile(values.write, "utf8").catch(() => ""), name, result.page));
  if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else
    for (const row of result.rows)
      process.stdout.write(
        `${Object.entries(row)
          .map(([key, value]) => `${key} ${typeof value === "number" ? Math.round(value * 100) / 100 : value}`)
          .join(" · ")}\n`,
      );
  for (const fault of result.wrong) process.stderr.write(`wrong: ${fault}\n`);
  return result.wrong.length === 0 ? 0 : 3;
};

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 3;
});
