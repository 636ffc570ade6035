/**
 * The house holds: one violation of every rule is planted in a small house of the same floor plan, and each is caught by
 * the rule meant for it; then the real house is clean under the same rules.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edge, flow, ground } from "../architecture/rooms.mjs";
import { houseFaults } from "../scripts/check-house.mjs";
import { lockFaults } from "../scripts/check-lock.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const rooms: readonly string[] = [...ground, ...flow.map(({ room }) => room), ...edge.map(({ room }) => room)];

interface Violation {
  readonly rule: string;
  readonly what: string;
  readonly path: string;
  readonly text: string;
}

/** No room may import this one but the pipeline and itself; the pipeline may not import a door. */
const forbiddenTo = (room: string): string => {
  if (room === "desk/publish") return "desk/brief";
  return room === "pipeline" ? "doors" : "desk/publish";
};

const roomViolations: readonly Violation[] = rooms.map((room) => ({
  rule: `room-${room.replace("/", "-")}`,
  what: `${room} imports ${forbiddenTo(room)}`,
  path: `src/${room}/plant-foreign-room.ts`,
  text: `export { room } from "#${forbiddenTo(room)}/index.ts";\n`,
}));

const importViolations: readonly Violation[] = [
  {
    rule: "no-circles",
    what: "two files import each other",
    path: "src/kit/plant-circle.ts",
    text: 'import { there } from "./plant-other-half.ts";\nexport const here = () => there;\n',
  },
  {
    rule: "no-unresolvable",
    what: "an import that does not resolve",
    path: "src/kit/plant-nowhere.ts",
    text: 'export { nothing } from "#kit/not-there.ts";\n',
  },
  {
    rule: "rooms-by-their-index",
    what: "a room is entered past its index",
    path: "src/pipeline/plant-back-door.ts",
    text: 'export { inner } from "#intel/read/inner.ts";\n',
  },
  {
    rule: "rooms-are-pure",
    what: "a room reads a file",
    path: "src/intel/read/plant-file.ts",
    text: 'export { readFileSync } from "node:fs";\n',
  },
  {
    rule: "rooms-are-pure",
    what: "a room loads the network when it runs",
    path: "src/defend/detect/plant-network.ts",
    text: 'export const open = async () => import("node:http");\n',
  },
  {
    rule: "rooms-are-pure",
    what: "a room fetches by a library",
    path: "src/desk/brief/plant-library.ts",
    text: 'export { request } from "undici";\n',
  },
  {
    rule: "rooms-are-pure",
    what: "the ground opens a server",
    path: "src/kit/plant-server.ts",
    text: 'export { fastify } from "fastify";\n',
  },
  {
    rule: "one-contact-with-a-model",
    what: "a second file speaks to a model",
    path: "src/outside/plant-model.ts",
    text: 'export { generateText } from "ai";\n',
  },
  {
    rule: "web-knows-the-contract",
    what: "the web imports server code",
    path: "src/doors/web/plant-server.tsx",
    text: 'export { server } from "../api/server.ts";\n',
  },
  {
    rule: "nothing-imports-a-test",
    what: "a file imports a test",
    path: "src/kit/plant-test-import.ts",
    text: 'export { tested } from "./inner.test.ts";\n',
  },
  {
    rule: "source-knows-no-workshop",
    what: "shipped code imports a script",
    path: "src/outside/plant-script.ts",
    text: 'export { script } from "../../scripts/plant.ts";\n',
  },
  {
    rule: "source-knows-no-dev-dependency",
    what: "the server leans on a tool that only tests use",
    path: "src/outside/plant-tool.ts",
    text: 'export { check } from "fast-check";\n',
  },
];

/** What the planted files import, so that each violation breaks one rule alone. */
const bystanders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(rooms.map((room) => [`src/${room}/index.ts`, "export const room = 1;\n"])),
  "src/kit/plant-other-half.ts": 'import { here } from "./plant-circle.ts";\nexport const there = () => here;\n',
  "src/kit/inner.test.ts": "export const tested = 1;\n",
  "src/intel/read/inner.ts": "export const inner = 1;\n",
  "src/doors/api/server.ts": "export const server = 1;\n",
  "scripts/plant.ts": "export const script = 1;\n",
};

const openHouse = (files: Readonly<Record<string, string>>): string => {
  const house = mkdtempSync(join(tmpdir(), "watchfloor-house-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  cpSync(join(root, "architecture"), join(house, "architecture"), { recursive: true });
  for (const name of [".dependency-cruiser.mjs", "package.json", "tsconfig.json"])
    cpSync(join(root, name), join(house, name));
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  return house;
};

interface Found {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Each import rule that `folder` breaks, as `file: rule`. */
const cruise = (folder: string): string[] => {
  const tool = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const run = spawnSync(
    process.execPath,
    [tool, "src", "--config", ".dependency-cruiser.mjs", "--output-type", "json"],
    {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const report = JSON.parse(run.stdout) as { summary: { violations: readonly Found[] } };
  return report.summary.violations.map((found) => `${found.from}: ${found.rule.name}`).sort();
};

describe("import rules", () => {
  const violations = [...roomViolations, ...importViolations];
  let house = "";
  let found: string[] = [];
  beforeAll(() => {
    house = openHouse({ ...bystanders, ...Object.fromEntries(violations.map(({ path, text }) => [path, text])) });
    found = cruise(house);
  }, 60_000);
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it.each(violations)("$rule catches: $what", ({ rule, path }) => {
    expect(found.filter((line) => line.startsWith(`${path}: `))).toEqual([`${path}: ${rule}`]);
  });

  it("leave the bystanders alone, but for the other half of the circle", () => {
    const planted = new Set(violations.map(({ path }) => path));
    const others = found.filter((line) => !planted.has(line.slice(0, line.indexOf(": "))));
    expect(others.filter((line) => line !== "src/kit/plant-other-half.ts: no-circles")).toEqual([]);
  });

  it("have a planted violation each", () => {
    const names = execFileSync(
      process.execPath,
      [
        "-e",
        'import("./.dependency-cruiser.mjs").then((m) => console.log(JSON.stringify(m.default.forbidden.map((r) => r.name))))',
      ],
      { cwd: root, encoding: "utf8" },
    );
    const planted = new Set(violations.map(({ rule }) => rule));
    expect((JSON.parse(names) as string[]).filter((name) => !planted.has(name))).toEqual([]);
  });

  it("hold in this house", () => expect(cruise(root)).toEqual([]), 60_000);
});

const readme = "# A room\n\n**Takes** a. **Gives** b. **Never** c.\n\nRead in this order: `index.ts`.\n";

/** The smallest house that the other rules find nothing in. */
const soundHouse = (): Record<string, string> => ({
  ...Object.fromEntries(
    [...flow, ...edge]
      .filter(({ built }) => built)
      .flatMap(({ room }) => [
        [`src/${room}/index.ts`, "export const room = 1;\n"],
        [`src/${room}/README.md`, readme],
      ]),
  ),
  "src/kit/read.test.ts": 'import fixture from "../../test/fixtures/read/half-a-page.html";\nDate.now();\n',
  "test/fixtures/read/half-a-page.html": "<p>half",
  "test/fixtures/read/ORIGIN.md": "Written for this project.\n",
  "data/lists/list.json": "[]\n",
  "data/lists/ORIGIN.md": "Licence: as the project.\n",
  "docs/decisions/0001-one-house.md": "# One house\n",
});

const planned = [...flow, ...edge].find(({ built }) => !built)?.room ?? "none";
const unfinished = ["TO", "DO"].join("");

interface Slip {
  readonly what: string;
  /** Path → text; `undefined` takes a file away. */
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly fault: string;
}

const inRoom = (text: string, message: string): Slip => ({
  what: `a room says ${text}`,
  files: { "src/desk/brief/plant.ts": `export const planted = () => ${text};\n` },
  fault: `src/desk/brief/plant.ts:1: ${message}`,
});

const slips: readonly Slip[] = [
  inRoom("Date.now()", "Date.now: the time comes as an argument"),
  inRoom("new Date()", "new Date(): the time comes as an argument"),
  inRoom("Date()", "Date(): the time comes as an argument"),
  inRoom("performance.now()", "performance.now: the time comes as an argument"),
  inRoom("Math.random()", "Math.random: a room answers the same for the same input"),
  inRoom("crypto.randomUUID()", "crypto.randomUUID: a room answers the same for the same input"),
  inRoom("process.env.HOME", "process.env: a room does not ask its environment"),
  inRoom("globalThis.process", "globalThis.process: a room does not reach around its arguments"),
  inRoom('console.log("here")', "console.log: a room does not log"),
  inRoom('fetch("http://a.example/")', "fetch(): a room does not fetch"),
  inRoom("setTimeout(planted, 1)", "setTimeout(): a room has no timer"),
  inRoom('"a".localeCompare("b")', "localeCompare(): the machine's language must not decide; name a locale"),
  inRoom("(1000).toLocaleString()", "toLocaleString(): the machine's language must not decide; name a locale"),
  {
    what: "a second file mints a gate's type",
    files: { "src/doors/cli/mint.ts": "export const minted = (plain: unknown) => plain as CitedBriefing;\n" },
    fault:
      "src/doors/cli/mint.ts:1: as CitedBriefing: this gate's type is made in src/desk/brief/compose-briefing.ts alone",
  },
  {
    what: "an approval is minted outside review",
    files: { "src/desk/publish/mint.ts": "export const minted = (plain: unknown) => plain as ApprovedBriefing;\n" },
    fault:
      "src/desk/publish/mint.ts:1: as ApprovedBriefing: this gate's type is made in src/desk/review/approve-briefing.ts alone",
  },
  {
    what: "a release is minted outside share",
    files: { "src/desk/publish/mint.ts": "export const minted = (plain: unknown) => plain as Releasable;\n" },
    fault:
      "src/desk/publish/mint.ts:1: as Releasable: this gate's type is made in src/desk/share/check-release.ts alone",
  },
  {
    what: "work is left for later in a comment",
    files: { "evaluate/plant.ts": `// ${unfinished}: the rest\n` },
    fault: "evaluate/plant.ts:1: work left for later in the code",
  },
  {
    what: "a built room has no README",
    files: { "src/intel/read/README.md": undefined },
    fault: "src/intel/read: expected a README.md (Takes, Gives, Never, Read in this order) but found none",
  },
  {
    what: "a README grows past a page",
    files: { "src/intel/read/README.md": `${readme}${"more\n".repeat(40)}` },
    fault: "src/intel/read/README.md: expected at most 40 lines but found 45",
  },
  {
    what: "a README does not say what the room never does",
    files: { "src/intel/read/README.md": readme.replace("**Never** c.", "") },
    fault: 'src/intel/read/README.md: expected a part "Never" but found none',
  },
  {
    what: "a room is marked built without a folder",
    files: { "src/intel/read/README.md": undefined, "src/intel/read/index.ts": undefined },
    fault: "src/intel/read: architecture/rooms.mjs says it is built, but there is no such folder",
  },
  {
    what: "a planned room has a folder",
    files: { [`src/${planned}/index.ts`]: "export const room = 1;\n" },
    fault: `src/${planned}: stands, but architecture/rooms.mjs says it is only planned`,
  },
  {
    what: "a folder belongs to no room",
    files: { "src/attic/index.ts": "export const room = 1;\n" },
    fault: "src/attic/index.ts: belongs to no room of architecture/rooms.mjs",
  },
  {
    what: "a file is named for nothing",
    files: { "src/kit/utils.ts": "export const room = 1;\n" },
    fault: "src/kit/utils.ts: expected a name that says what it does",
  },
  {
    what: "a fixture that no test names",
    files: { "test/fixtures/read/forgotten.html": "<p>" },
    fault: "test/fixtures/read/forgotten.html: no test names it",
  },
  {
    what: "a fixture without a word on where it comes from",
    files: { "test/fixtures/read/ORIGIN.md": undefined },
    fault: "test/fixtures/read/half-a-page.html: expected an ORIGIN.md beside it or above but found none",
  },
  {
    what: "a table without a word on where it comes from",
    files: { "data/lists/ORIGIN.md": undefined },
    fault: "data/lists: expected an ORIGIN.md (source, version, licence) but found none",
  },
  {
    what: "a table without a licence",
    files: { "data/lists/ORIGIN.md": "From somewhere.\n" },
    fault: "data/lists/ORIGIN.md: expected a licence but found none",
  },
  {
    what: "a README names a file that has moved",
    files: { "src/intel/read/README.md": readme.replace("index.ts", "parse-page.ts") },
    fault: "src/intel/read/README.md: names parse-page.ts, which is not there",
  },
  {
    what: "a comment sends to a document that is not there",
    files: { "src/kit/plant.ts": "/** See docs/formats.md. */\nexport const room = 1;\n" },
    fault: "src/kit/plant.ts:1: sends to docs/formats.md, which is not there",
  },
  {
    what: "a decision note that is a treatise",
    files: { "docs/decisions/0001-one-house.md": "line\n".repeat(41) },
    fault: "docs/decisions/0001-one-house.md: expected at most 40 lines but found 41",
  },
];

describe("house rules", () => {
  const faultsOf = async (files: Readonly<Record<string, string | undefined>>): Promise<string[]> => {
    const all = Object.entries({ ...soundHouse(), ...files }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const house = openHouse(Object.fromEntries(all));
    try {
      return await houseFaults(house);
    } finally {
      rmSync(house, { recursive: true, force: true });
    }
  };

  it("find nothing in a sound house, where a test may ask the time", async () => {
    expect(await faultsOf({})).toEqual([]);
  });

  it.each(slips)("catch: $what", async ({ files, fault }) => {
    expect(await faultsOf(files)).toEqual([fault]);
  });

  it("do not mistake a comment or a string for the thing", async () => {
    const text = '/** Not Date.now(), not console.log. */\nexport const planted = "Math.random()";\n';
    expect(await faultsOf({ "src/desk/brief/plant.ts": text })).toEqual([]);
  });

  it("hold in this house", async () => expect(await houseFaults(root)).toEqual([]));
});

describe("the lock", () => {
  const sound = () => ({
    project: { dependencies: { a: "1.0.0" } },
    lock: {
      lockfileVersion: 3,
      packages: {
        "": { dependencies: { a: "1.0.0" } },
        "node_modules/a": { version: "1.0.0", integrity: "sha512-a", dependencies: { b: "^2.0.0" } },
        "node_modules/b": { version: "2.1.0", integrity: "sha512-b" },
      } as Record<string, object>,
    },
  });

  it("is sound when every edge resolves", () => {
    const { project, lock } = sound();
    expect(lockFaults(project, lock)).toEqual([]);
  });

  it.each([
    ["an edge leads nowhere", { "node_modules/b": undefined }, "node_modules/a: needs b, which the lock does not hold"],
    [
      "an entry has no version",
      { "node_modules/b": { integrity: "sha512-b" } },
      "node_modules/b: expected one exact version but found undefined",
    ],
    [
      "an entry has no hash",
      { "node_modules/b": { version: "2.1.0" } },
      "node_modules/b: expected an integrity hash but found none",
    ],
    [
      "an entry names the host it came from",
      { "node_modules/b": { version: "2.1.0", integrity: "sha512-b", resolved: "https://host.example/b.tgz" } },
      "node_modules/b: expected no `resolved` address but found https://host.example/b.tgz",
    ],
  ])("fails when %s", (_what, change, fault) => {
    const { project, lock } = sound();
    const packages = Object.fromEntries(Object.entries({ ...lock.packages, ...change }).filter(([, entry]) => entry));
    expect(lockFaults(project, { ...lock, packages })).toEqual([fault]);
  });

  it("fails when package.json asks for a range", () => {
    const { lock } = sound();
    expect(lockFaults({ dependencies: { a: "^1.0.0" } }, lock)).toEqual([
      "package.json: expected an exact version of a but found ^1.0.0",
      "package.json asks for a ^1.0.0 but the lock says 1.0.0",
    ]);
  });
});
