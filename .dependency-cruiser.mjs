/** Import rules, made from `architecture/rooms.mjs`: one a room, and nine that hold everywhere. */
import { edge, flow, ground, mayAlso } from "./architecture/rooms.mjs";

const rooms = [...ground, ...flow.map((entry) => entry.room), ...edge.map((entry) => entry.room)];
const pathOf = (room) => `^src/${room}/`;
const testFile = "\\.test\\.tsx?$";

const roomRules = rooms.map((room) => {
  const allowed = [room, ...ground.filter((name) => !ground.includes(room) || name === room), ...(mayAlso[room] ?? [])];
  return {
    name: `room-${room.replace("/", "-")}`,
    comment: `${room} may import ${allowed.join(", ")} and nothing else of the house.`,
    severity: "error",
    from: { path: pathOf(room) },
    to: { path: "^src/", pathNot: allowed.map(pathOf) },
  };
});

const wings = ["^src/terms/", "^src/kit/", "^src/intel/", "^src/defend/", "^src/desk/"];
const impure =
  "^(node:)?(fs|fs/promises|net|tls|dgram|dns|dns/promises|http|https|http2|child_process|worker_threads|cluster|timers|timers/promises|process|os|v8|vm|inspector|perf_hooks|readline|repl)$";

export default {
  forbidden: [
    ...roomRules,
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolvable",
      comment: "An import that does not resolve slips past every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "rooms-by-their-index",
      comment: "Another room is entered by its index.ts.",
      severity: "error",
      from: { path: "^src/(pipeline|doors|defend/hunt)/" },
      to: {
        path: "^src/(intel|defend|desk)/[^/]+/",
        pathNot: ["^src/(intel|defend|desk)/[^/]+/index\\.ts$", "^src/defend/hunt/"],
      },
    },
    {
      name: "rooms-are-pure",
      comment: "Rooms compute; they do not fetch, store, log or ask the time.",
      severity: "error",
      from: { path: wings, pathNot: testFile },
      to: { path: [impure, "(^|/)node_modules/(undici|pino|pg|kysely|fastify|@fastify)(/|$)"] },
    },
    {
      name: "one-contact-with-a-model",
      comment: "Nothing but outside/ask-model.ts speaks to a language model.",
      severity: "error",
      from: { path: "^(src|scripts|evaluate)/", pathNot: ["^src/outside/ask-model\\.ts$", testFile] },
      to: { path: "(^|/)node_modules/(ai|@ai-sdk)(/|$)" },
    },
    {
      name: "web-knows-the-contract",
      comment: "The web knows terms, kit and doors/api/contract.ts.",
      severity: "error",
      from: { path: "^src/doors/web/" },
      to: { path: "^src/", pathNot: ["^src/doors/web/", "^src/terms/", "^src/kit/", "^src/doors/api/contract\\.ts$"] },
    },
    { name: "nothing-imports-a-test", severity: "error", from: {}, to: { path: testFile } },
    {
      name: "source-knows-no-workshop",
      comment: "What is shipped leans on nothing that only builds or measures it.",
      severity: "error",
      from: { path: "^src/", pathNot: testFile },
      to: { path: "^(test|evaluate|bench|scripts|architecture)/" },
    },
    {
      name: "source-knows-no-dev-dependency",
      comment: "The server runs on `dependencies`; the web is built beforehand and may use what builds it.",
      severity: "error",
      from: { path: "^src/", pathNot: [testFile, "^src/doors/web/"] },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
