/** Writes docs/access.md, the access matrix: every route as the door declares it × every role; with `--check` compares it. */
import { join } from "node:path";
import type { DeclaredRoute } from "../src/doors/api/gate.ts";
import { openPrincipal, type Permission, permissionsOf, roles } from "../src/terms/person.ts";
import { declareRoutes } from "./declare-routes.ts";
import { endCheck, keepGenerated, root } from "./keep-generated.mjs";

const declared = (await declareRoutes()).filter(({ method }) => method !== "HEAD");

const may = (access: DeclaredRoute["access"], held: readonly Permission[]): string =>
  access === "open" || held.includes(access) ? "yes" : "–";

const row = ({ method, url, access, ceiling, byFeedAddress }: DeclaredRoute): string => {
  const cells = [
    may(access, []),
    ...roles.map((role) => may(access, permissionsOf[role])),
    may(access, [...openPrincipal.may]),
  ];
  const needs = access === "open" ? "nothing" : access;
  return `| ${method} | \`${url}\` | ${needs}${ceiling === undefined ? "" : `, ${ceiling}`}${byFeedAddress ? ", by its address" : ""} | ${cells.join(" | ")} |`;
};

const isFile = ({ url }: DeclaredRoute): boolean => !url.startsWith("/api/");
const order = (a: DeclaredRoute, b: DeclaredRoute): number =>
  a.url < b.url ? -1 : a.url > b.url ? 1 : a.method < b.method ? -1 : 1;

const table = (routes: readonly DeclaredRoute[]): string =>
  [
    `| method | route | needs | nobody | ${roles.join(" | ")} | open desk |`,
    `|---|---|---|---|${roles.map(() => "---|").join("")}---|`,
    ...[...routes].sort(order).map(row),
  ].join("\n");

const text = `# Who may call what

Written by \`node scripts/document-access.ts\` from the routes themselves; \`npm run check\` compares, and a test tries every cell.

- **nobody**: no session and no token, on a desk with people. **open desk**: a desk on which no person was set up; whoever
  reaches this machine reads it.
- Roles add up. A token allows what its scopes name and its person's roles allow, never more.
- A permission opens the route; what it then shows ends at the caller's TLP ceiling: above it nothing exists. A label beside
  the permission is the ceiling that the route itself asks for, because it tells of everything on the desk.
- *by its address*: neither session nor token is looked at, but the secret in the address alone, which names a person; *yes* where
  that person holds the role. It opens that route and no other.
- \`nothing\` under *needs*: signing in, the web's own files, whether the process lives.

## API

${table(declared.filter((route) => !isFile(route)))}

## Files, feeds and pages

${table(declared.filter(isFile))}
`;

const check = process.argv.includes("--check");
endCheck(
  keepGenerated(
    { [join("docs", "access.md")]: text },
    { check, madeBy: "node scripts/document-access.ts", into: root },
  ),
  check ? "docs/access.md is as the routes are" : `docs/access.md: ${declared.length} routes`,
);
