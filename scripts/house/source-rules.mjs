/**
 * What a source file may not say, found in its syntax tree, so that a word in a comment or a string is no fault.
 *
 * Rooms (`terms`, `kit` and the three wings) compute: no clock, no chance, no environment, no log, no timer, no network.
 * The gates' types are made in one file each. Tests may do what they test.
 */
import ts from "typescript";

const isTest = (path) => /\.test\.tsx?$/.test(path);
const isRoom = (path) => /^src\/(?:terms|kit|intel|defend|desk)\//.test(path) && !isTest(path);

/** Gate type → the one file that may mint it. */
export const mints = {
  CitedBriefing: "src/desk/brief/compose-briefing.ts",
  ApprovedBriefing: "src/desk/review/approve-briefing.ts",
  Releasable: "src/desk/share/check-release.ts",
};

const members = {
  "Date.now": "the time comes as an argument",
  "Math.random": "a room answers the same for the same input",
  "performance.now": "the time comes as an argument",
  "crypto.randomUUID": "a room answers the same for the same input",
  "crypto.getRandomValues": "a room answers the same for the same input",
};
const globals = {
  console: "a room does not log",
  process: "a room does not ask its environment",
  globalThis: "a room does not reach around its arguments",
};
const calls = {
  fetch: "a room does not fetch",
  setTimeout: "a room has no timer",
  setInterval: "a room has no timer",
  setImmediate: "a room has no timer",
  queueMicrotask: "a room has no timer",
  Date: "the time comes as an argument",
};
const localeBound = { localeCompare: 1, toLocaleString: 0, toLocaleDateString: 0, toLocaleTimeString: 0 };

const memberFault = (node) => {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const owner = node.expression.text;
  const name = `${owner}.${node.name.text}`;
  const why = members[name] ?? (Object.hasOwn(globals, owner) ? globals[owner] : undefined);
  return why === undefined ? undefined : `${name}: ${why}`;
};

const callFault = (node) => {
  if (!ts.isCallExpression(node)) return undefined;
  if (ts.isIdentifier(node.expression) && Object.hasOwn(calls, node.expression.text))
    return `${node.expression.text}(): ${calls[node.expression.text]}`;
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const name = node.expression.name.text;
  if (Object.hasOwn(localeBound, name) && node.arguments.length <= localeBound[name])
    return `${name}(): the machine's language must not decide; name a locale`;
  return undefined;
};

const clockFault = (node) =>
  ts.isNewExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === "Date" &&
  (node.arguments?.length ?? 0) === 0
    ? "new Date(): the time comes as an argument"
    : undefined;

const castName = (node) => {
  if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return undefined;
  return ts.isTypeReferenceNode(node.type) && ts.isIdentifier(node.type.typeName) ? node.type.typeName.text : undefined;
};

const mintFault = (path, node) => {
  const name = castName(node);
  if (name === undefined || !Object.hasOwn(mints, name) || isTest(path) || mints[name] === path) return undefined;
  return `as ${name}: this gate's type is made in ${mints[name]} alone`;
};

/** @returns `path:line: message` for each fault in one file, in reading order. */
export const sourceFaults = (path, text) => {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2024, true);
  const faults = [];
  const visit = (node) => {
    const found = [mintFault(path, node)];
    if (isRoom(path)) found.push(memberFault(node), callFault(node), clockFault(node));
    for (const message of found) {
      if (message === undefined) continue;
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      faults.push(`${path}:${line + 1}: ${message}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return faults;
};

const unfinished = new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME"].join("|")})\\b`);

/** Work left for later is an issue, not a comment. */
export const unfinishedFaults = (path, text) =>
  text
    .split("\n")
    .flatMap((line, index) => (unfinished.test(line) ? [`${path}:${index + 1}: work left for later in the code`] : []));
