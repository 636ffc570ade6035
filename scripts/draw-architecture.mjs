/**
 * Draws ARCHITECTURE.md from `architecture/rooms.mjs`, the order of the flow and the READMEs of the rooms; with `--check`
 * compares it. One page: what stands where, which way things go, who may import whom, what the gates are.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { edge, flow, ground, mayAlso } from "../architecture/rooms.mjs";
import { order } from "../src/pipeline/order.ts";
import { mints } from "./house/source-rules.mjs";
import { endCheck, keepGenerated, root } from "./keep-generated.mjs";

const wings = [
  ["intel", "what the world says"],
  ["defend", "what our systems say"],
  ["desk", "what we answer for"],
];
const edgeSays = {
  store: "the only SQL",
  outside: "the only contact with the world: fetch, disk, clock, archives, worker threads",
  pipeline: "loads, calls the rooms in order, hands on",
  doors: "api, cli and web: thin ways in",
};
const groundSays = {
  terms: "names and shapes everyone shares, in the standards' own words (types and zod)",
  kit: "small pure tools without a domain",
};

const readme = (room) => join("src", room, "README.md");
const linked = (room) => (existsSync(join(root, readme(room))) ? `[${room}](${readme(room)})` : room);
const state = (built) => (built ? "" : " (planned)");

const planRows = [
  ...ground.map((room) => `| ${linked(room)} | ${groundSays[room]} | |`),
  ...wings.flatMap(([wing, says]) => [
    `| **${wing}** | **${says}** | |`,
    ...flow
      .filter(({ room }) => room.startsWith(`${wing}/`))
      .map(({ room, takes, gives, built }) => `| ${linked(room)}${state(built)} | ${takes} | ${gives} |`),
  ]),
  "| **edge** | | |",
  ...edge.map(({ room, built }) => `| ${linked(room)}${state(built)} | ${edgeSays[room]} | |`),
];

const mayRows = Object.entries(mayAlso).map(([room, others]) => {
  const rooms = flow.map((entry) => entry.room);
  const isAll = rooms.every((name) => others.includes(name));
  const said = isAll ? ["every room by its `index.ts`", ...others.filter((name) => !rooms.includes(name))] : others;
  return `| ${room} | ${said.join(", ")} |`;
});

const mermaid = [
  "flowchart LR",
  "  world([files, feeds, pages, archives])",
  ...order.map(({ step, room, gives }) => `  ${step}["${step}<br/>${room}<br/><i>${gives}</i>"]`),
  `  world --> ${order.map(({ step }) => step).join(" --> ")}`,
  "  organisation([organisation profile]) --> assess",
  '  check["desk/check<br/><i>verdict a sentence</i>"] -. judges each sentence .-> brief',
  "  publish --> doors([Markdown, HTML, JSON, web])",
];

/** The sentence a file says of itself, for the list of what to read first. */
const promiseOf = (path) => {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(root, path), "utf8"))?.[1] ?? "";
  const text = comment
    .replace(/^\s*\* ?/gm, "")
    .trim()
    .split("\n\n")[0]
    .replace(/\s+/g, " ");
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, ".") ?? text;
};
const readFirst = [
  "src/pipeline/order.ts",
  "src/pipeline/make-edition.ts",
  "src/terms/article.ts",
  "src/terms/claim.ts",
  "src/terms/story.ts",
  "src/terms/edition.ts",
  "src/intel/read/pages/read-page.ts",
  "src/intel/extract/annotate.ts",
  "src/intel/corroborate/build-stories.ts",
  "src/desk/brief/compose-briefing.ts",
  "src/desk/check/judge-sentence.ts",
  "src/outside/fetch-document.ts",
];

const gateRows = Object.entries(mints).map(
  ([type, path]) => `| \`${type}\` | \`${path}\`${existsSync(join(root, path)) ? "" : " (planned)"} |`,
);

const page = `# Architecture

Drawn by \`node scripts/draw-architecture.mjs\` from [architecture/rooms.mjs](architecture/rooms.mjs); \`npm run check\` compares.

**Two streams come in, reports and events. One wing works on each; one desk answers for what goes out.**

## Floor plan

| room of \`src/\` | takes | gives |
|---|---|---|
${planRows.join("\n")}

Beside \`src/\`: \`data/\` tables of facts, each with its ORIGIN.md · \`rules/\` detection rules we ship · \`examples/\` the example
day and organisation · \`evaluate/\` measured quality, one suite a capability · \`test/\` cases, fixtures, golden files, browser
tests · \`scripts/\` set-up and checks · \`docs/decisions/\` why things are as they are.

## One way only

\`\`\`mermaid
${mermaid.join("\n")}
\`\`\`

Rooms compute; they do not fetch, store, log or ask the time. What they need arrives as an argument, so every room is
tested without a network. Work that needs a thread and a time limit (hostile HTML, PDF) is a pure function that
\`outside\` runs in a worker.

## Who may import whom

Every room may import the ground (${ground.map((room) => `\`${room}\``).join(", ")}) and libraries. Beyond that:

| room | may also import |
|---|---|
${mayRows.join("\n")}

Everywhere: no circles · no import that does not resolve · another room by its \`index.ts\` only · the web knows \`terms\`,
\`kit\` and \`doors/api/contract.ts\` · nothing imports a test · \`src\` imports no script, suite or development tool.
[test/house.test.ts](test/house.test.ts) plants a violation of each rule and expects it to be caught.

## Gates are types

What goes out carries a type that one file alone can make; a path around the gate does not compile.

| type | made in |
|---|---|
${gateRows.join("\n")}

## Read in this order

${readFirst.map((path, index) => `${index + 1}. [${path}](${path}): ${promiseOf(path)}`).join("\n")}
`;

endCheck(
  keepGenerated(
    { "ARCHITECTURE.md": page },
    { check: process.argv.includes("--check"), madeBy: "node scripts/draw-architecture.mjs" },
  ),
  "ARCHITECTURE.md is as drawn",
);
