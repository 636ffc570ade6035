/**
 * The docs are true: commands in `sh` blocks run and end as they say, links lead somewhere, names in READMEs exist.
 *
 * A block marked `sh` is run line by line from a folder that holds `bin/`, `config/`, `examples/` and `rules/`; `# exit N` at the end of a line
 * is the exit code it promises. Blocks marked `text` are not run.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const docsUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return docsUnder(path);
    return path.endsWith(".md") ? [path] : [];
  });
const tops = readdirSync(root).filter((name) => name.endsWith(".md"));
const docs = [...tops, ...docsUnder("docs"), ...docsUnder("src"), ...docsUnder("changelog.d")].sort();

interface Command {
  readonly doc: string;
  readonly line: string;
  readonly exit: number;
}

const commandsOf = (doc: string): Command[] =>
  [...read(doc).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((block) =>
    (block[1] ?? "")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const promise = /^(.*?)\s+# exit (\d)$/.exec(line);
        return { doc, line: promise?.[1] ?? line, exit: Number(promise?.[2] ?? 0) };
      }),
  );

const commands = docs.flatMap(commandsOf);

describe("commands in the docs", () => {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-docs-"));
  for (const name of ["bin", "config", "examples", "rules"]) symlinkSync(join(root, name), join(folder, name));
  // The embedded store's user, who is not root, must be able to enter.
  chmodSync(folder, 0o755);
  const env = { ...process.env, WATCHFLOOR_STATE: join(folder, "state"), DATABASE_URL: "" };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are there for each verb that needs no open port", () => {
    const verbs = new Set(commands.map(({ line }) => line.split(" ").slice(0, 2).join(" ")));
    for (const verb of ["brief", "check", "extract"]) expect(verbs).toContain(`bin/watchfloor ${verb}`);
  });

  it.each(commands)("$doc: $line", ({ line, exit }) => {
    const [program = "", ...args] = line.split(" ");
    expect(program).toBe("bin/watchfloor");
    const run = spawnSync(join(folder, program), args, { cwd: folder, encoding: "utf8", timeout: 60_000, env });
    expect(run.status, run.stderr).toBe(exit);
    const outputs = args.filter((_, index) => args[index - 1] === "-o");
    for (const output of outputs) expect(statSync(join(folder, output)).size).toBeGreaterThan(1000);
  });
});

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");

describe("links in the docs", () => {
  it.each(docs)("%s leads only to what is there", (doc) => {
    const targets = [...withoutCode(read(doc)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
    const own = targets
      .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
      .map((target) => target.replace(/#.*$/, ""));
    const missing = own.filter((target) => !existsSync(join(root, dirname(doc), target)));
    expect(missing).toEqual([]);
  });
});
