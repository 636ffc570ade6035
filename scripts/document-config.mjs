/**
 * Writes docs/CONFIG.md: every verb and option as the command line itself tells them, and every variable of the
 * environment that the code reads; with `--check` compares it. A variable without a description here is a fault.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { configSchema } from "../src/terms/config.ts";
import { deliverySchema } from "../src/terms/delivery.ts";
import { endCheck, keepGenerated, root } from "./keep-generated.mjs";

const variables = {
  WATCHFLOOR_CONFIG: "path of the configuration; `--config` wins",
  WATCHFLOOR_MODEL_KEY:
    "key of the configured model; wins over `model.keyFile`; it is sent to the endpoint and shown nowhere",
  WATCHFLOOR_PROVIDER_SECRET:
    "secret of the desk at the organisation's own sign-in; wins over `people.provider.clientSecretFile`",
  WATCHFLOOR_SMTP_PASSWORD:
    "password of the mail relay; wins over `mail.passwordFile` of the delivery file; shown nowhere",
  WATCHFLOOR_DATA_DIR: "folder of your own reference tables; wins over `data.dir`",
  PORT: "port of `npm start` on 127.0.0.1; default 8037. `--port` wins",
  WATCHFLOOR_LOG:
    "level of the log of `serve` and `work`: debug, info, warn, error or silent. Named, or without a terminal (then info): JSON lines on standard error",
  WATCHFLOOR_DEBUG: "set to anything: a fault that stops the program is told with its stack",
  DATABASE_URL: "`postgres://…`: the server that holds the store; default: the desk runs a PostgreSQL of its own",
  WATCHFLOOR_SECRET_KEY_FILE:
    "file with the key that secrets in the store are sealed under; default `secret.key` in that folder, made once. Machines that share a store share it",
  WATCHFLOOR_STATE: "folder of that embedded store; default `/var/lib/watchfloor` for root, else the XDG state folder",
  XDG_STATE_HOME: "where the state folder lies for a user who is not root; default `~/.local/state`",
  WATCHFLOOR_PASSPHRASE: "passphrase of `backup` and `restore`; `--passphrase-file` wins",
  CHROMIUM:
    "path of the browser that prints PDF, and for browser tests and the screenshot; default: where Debian puts it",
  WF_APPROVE: "set by a test alone: what its second process approves",
  TMPDIR: "folder for the passing files of a print; default `/tmp`",
  NODE_COMPILE_CACHE: "set by the tests alone: where Node keeps what it compiled, for one run of them",
  VITEST_POOL_ID: "set by vitest alone: which of its workers a test runs in; each has a database server of its own",
  CI: "set: a missing browser fails the tests instead of leaving the browser tests out",
  GOLDEN: "`write`: golden files are written anew; set by `npm run golden` alone",
  MUTATIONS_ALL: "set: suite `verdicts` prints every mutation it judged, not only the worst",
  SOAK_KILLS: "kills of `npm run soak -- kill-desk`; default 50",
  SOAK_SECONDS: "seconds for each fuzz test of `npm run soak`; default 10",
};

const help = (...verb) =>
  execFileSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "src/doors/cli/main.ts", ...verb, "--help"],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", COLUMNS: "100" },
    },
  ).trimEnd();

/** Every key of the configuration that holds a value, in the order of the schema. */
const keysOf = (schema, path = []) => {
  if (schema.type === "object" && schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([name, inner]) => keysOf(inner, [...path, name]));
  // Of a list, the keys of its entries.
  if (schema.type === "array" && schema.items?.properties !== undefined)
    return keysOf(schema.items, [...path.slice(0, -1), `${path.at(-1)}[]`]);
  const fallback = schema.default === undefined ? "none" : `\`${JSON.stringify(schema.default)}\``;
  return [{ path: path.join("."), description: schema.description ?? "", fallback }];
};

const verbsOf = (text) => {
  const lines = text.slice(text.indexOf("Commands:")).split("\n").slice(1);
  return lines.map((line) => /^ {2}([a-z]+)/.exec(line)?.[1]).filter((verb) => verb !== undefined && verb !== "help");
};

/** Variables that any file of the tree reads. */
const readVariables = () => {
  const found = new Set();
  for (const top of ["src", "scripts", "test", "evaluate"])
    for (const path of readdirSync(join(root, top), { recursive: true })) {
      if (!/\.(?:ts|tsx|mjs)$/.test(path) || `${top}/${path}` === "test/house.test.ts") continue;
      for (const match of readFileSync(join(root, top, path), "utf8").matchAll(
        /\b(?:process\.env|environment)\.([A-Z][A-Z0-9_]*)/g,
      ))
        found.add(match[1]);
    }
  return [...found].sort();
};

const main = help();
const names = readVariables();
const faults = names
  .filter((name) => !Object.hasOwn(variables, name))
  .map((name) => `${name}: the code reads it, scripts/document-config.mjs does not describe it`);

const page = `# Configuration

Written by \`node scripts/document-config.mjs\` from the command line's own help; \`npm run check\` compares.

The desk needs no configuration. An organisation profile makes an edition speak to one reader:
[examples/organisation.yaml](../examples/organisation.yaml) explains every key.

## The configuration file

One YAML file, named by \`--config\` or \`WATCHFLOOR_CONFIG\`; [config/watchfloor.example.yaml](../config/watchfloor.example.yaml)
is one to copy. Every key may be left out; unknown keys are refused; folders are relative to the file. Secrets do not stand in it.

| key | what it does | default |
|---|---|---|
${keysOf(z.toJSONSchema(configSchema, { io: "input" }))
  .map(({ path, description, fallback }) => `| \`${path}\` | ${description} | ${fallback} |`)
  .join("\n")}

## The delivery file

Who receives editions ([delivery.md](delivery.md)); named by \`delivery\` in the configuration. [config/delivery.example.yaml](../config/delivery.example.yaml)
is one to copy. Unknown keys are refused; files are relative to it.

| key | what it does | default |
|---|---|---|
${keysOf(z.toJSONSchema(deliverySchema, { io: "input" }))
  .map(({ path, description, fallback }) => `| \`${path}\` | ${description} | ${fallback} |`)
  .join("\n")}

## Environment

| variable | what it does |
|---|---|
${names
  .filter((name) => Object.hasOwn(variables, name))
  .map((name) => `| \`${name}\` | ${variables[name]} |`)
  .join("\n")}

## \`watchfloor\`

\`\`\`text
${main}
\`\`\`
${verbsOf(main)
  .map((verb) => `\n## \`watchfloor ${verb}\`\n\n\`\`\`text\n${help(verb)}\n\`\`\`\n`)
  .join("")}`;

faults.push(
  ...keepGenerated(
    { "docs/CONFIG.md": page },
    { check: process.argv.includes("--check"), madeBy: "node scripts/document-config.mjs" },
  ),
);
endCheck(faults, `${verbsOf(main).length} verbs, ${names.length} variables`);
