/**
 * Licences: writes THIRD-PARTY.md, sbom.cdx.json and NOTICE; with `--check` compares them instead.
 *
 * A dependency (shipped or not) whose licence is unknown, or not on the list of `licences/allowed.mjs`, is a fault in both
 * modes. Installed packages must say what the lock says of them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { endCheck, keepGenerated, root } from "./keep-generated.mjs";
import { isAllowed } from "./licences/allowed.mjs";
import { readPackages } from "./licences/read-packages.mjs";
import { sbomJson, thirdPartyMarkdown } from "./licences/write-lists.mjs";

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** @returns one line for each package whose licence is unknown or not allowed. */
export const licenceFaults = (packages) =>
  packages
    .filter(({ licence }) => !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version}: licence ${licence ?? "unknown"} is not on the list`);

/** The lock repeats what a package said when it was locked; the package itself has the last word. */
const installedFaults = (packages) =>
  packages
    .filter(({ path }) => existsSync(join(root, path, "package.json")))
    .flatMap(({ path, name, version, licence }) => {
      const { license } = readJson(`${path}/package.json`);
      const said = typeof license === "object" && license !== null ? license.type : license;
      return said === licence
        ? []
        : [`${name} ${version}: the lock says ${licence}, the package says ${said ?? "nothing"}`];
    });

const linesOf = (path) => readFileSync(join(root, path), "utf8").split("\n");
const noticesOf = (line) => line.match(/© [^|]*\.(?= *(?:$|\|))/g) ?? [];

/** Items of an ORIGIN.md whose file has a licence of its own, apart from the project's. */
const ownLicence = (path) =>
  readFileSync(join(root, path), "utf8")
    .split(/\n(?=- |\n)/)
    .filter((item) => item.startsWith("- ") && item.includes("**CC"))
    .map(
      (item) =>
        `${item.slice(2).replaceAll("**", "").replace(/\n +/g, "\n")}\n(${path.slice(0, path.lastIndexOf("/"))})`,
    );

/** Every folder of tables that ships: those under data/, and those a room keeps beside its code. */
const originFiles = () =>
  ["data", "src"]
    .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((path) => `${top}/${path}`))
    .filter((path) => path.endsWith("/ORIGIN.md"))
    .sort();

const titleOf = (lines) => (lines.find((line) => line.startsWith("# ")) ?? "").slice(2);

/** One line a folder of tables: what it is, and where its ORIGIN.md tells source, version and licence. */
const dataCredits = () =>
  [
    "| tables | what they hold | source, version, licence |",
    "|---|---|---|",
    ...originFiles().map(
      (path) => `| \`${path.slice(0, path.lastIndexOf("/"))}\` | ${titleOf(linesOf(path))} | [ORIGIN.md](${path}) |`,
    ),
  ].join("\n");

const noticeText = () => {
  const notices = originFiles().flatMap((path) =>
    linesOf(path)
      .flatMap(noticesOf)
      .map((text) => [text, path]),
  );
  const placesByNotice = Map.groupBy(notices, ([text]) => text);
  const quoted = [...placesByNotice].map(
    ([text, places]) => `${text}\n(${places.map(([, path]) => path.slice(0, path.lastIndexOf("/"))).join(", ")})`,
  );
  return `Watchfloor
Copyright 2026 the Watchfloor authors

Licensed under the Apache License, Version 2.0: see LICENSE.

This product carries facts (ids, names, aliases, relations) from the sources below. No descriptions, rule texts or
other sentences of theirs are carried. Each folder's ORIGIN.md tells source, version and licence.

${quoted.join("\n\n")}

MISP galaxy and MISP warning lists: names and lists, CC0 1.0.
(${originFiles()
    .filter((path) => linesOf(path).some((line) => line.includes("MISP")))
    .map((path) => path.slice(0, path.lastIndexOf("/")))
    .join(", ")})

${originFiles()
  .flatMap(ownLicence)
  .map((text) => `${text}\n\n`)
  .join("")}Names of products and companies are trade marks of their owners and are used to tell them apart.

Software of others that this product uses is listed in THIRD-PARTY.md and sbom.cdx.json.
`;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const packages = readPackages(root);
  const files = {
    "THIRD-PARTY.md": thirdPartyMarkdown(packages, dataCredits()),
    "sbom.cdx.json": sbomJson(readJson("package.json"), packages),
    NOTICE: noticeText(),
  };
  const faults = [
    ...licenceFaults(packages),
    ...installedFaults(packages),
    ...keepGenerated(files, { check: process.argv.includes("--check"), madeBy: "node scripts/licences.mjs" }),
  ];
  endCheck(faults, `${packages.length} packages, every licence on the list`);
}
