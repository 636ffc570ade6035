/** The two lists of what is in the house from elsewhere: THIRD-PARTY.md for people, sbom.cdx.json for machines. */
import { Buffer } from "node:buffer";
import { allowed } from "./allowed.mjs";

const once = (packages, keyOf) => [...new Map(packages.map((item) => [keyOf(item), item])).values()];
const versioned = ({ name, version }) => `${name}@${version}`;

const byName = (a, b) => (versioned(a) < versioned(b) ? -1 : 1);

const rowOf = ({ name, version, licence, texts }) =>
  `| ${name} | ${version} | ${licence} | ${texts.length === 0 ? "in the package" : texts.map((text) => `\`${text}\``).join(", ")} |`;

const tableOf = (packages) =>
  [
    "| package | version | licence | text, in `node_modules/PACKAGE` |",
    "|---|---|---|---|",
    ...once(packages, versioned).sort(byName).map(rowOf),
  ].join("\n");

const countLicences = (packages) => {
  const counts = new Map();
  for (const { licence } of once(packages, versioned)) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([licence, count]) => `| ${licence} | ${count} |`);
};

export const thirdPartyMarkdown = (packages, dataCredits) => {
  const inScope = (...scopes) => packages.filter(({ scope }) => scopes.includes(scope));
  return `# What we ship that others wrote

Written by \`node scripts/licences.mjs\` from package-lock.json and the installed packages; \`npm run check\` compares.
Data credits come from the ORIGIN.md beside each table.

## The server runs on

${tableOf(inScope("server", "server, optional"))}

## The web's pages contain

${tableOf(inScope("web"))}

## Facts in our tables

${dataCredits}

## Only builds, tests and measures (not shipped)

| licence | packages |
|---|---|
${countLicences(inScope("workshop")).join("\n")}

## Licences a dependency may have

| licence | why |
|---|---|
${Object.entries(allowed)
  .map(([id, why]) => `| ${id} | ${why} |`)
  .join("\n")}
`;
};

const purlOf = ({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`;
const scopes = { server: "required", "server, optional": "optional", web: "required", workshop: "excluded" };

const hashOf = (integrity) => {
  const [kind, value] = (integrity ?? "").split("-");
  return kind === "sha512" ? [{ alg: "SHA-512", content: Buffer.from(value, "base64").toString("hex") }] : undefined;
};

const licenceOf = (licence) =>
  / (?:OR|AND) /.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];

const componentOf = (item) => ({
  type: "library",
  "bom-ref": item.path,
  name: item.name,
  version: item.version,
  scope: scopes[item.scope],
  ...(hashOf(item.integrity) === undefined ? {} : { hashes: hashOf(item.integrity) }),
  licenses: licenceOf(item.licence),
  purl: purlOf(item),
});

/** CycloneDX 1.6. No serial number, time or host: the same lock gives the same bytes. */
export const sbomJson = (project, packages) => {
  const direct = Object.keys({ ...project.dependencies, ...project.optionalDependencies, ...project.devDependencies });
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": project.name,
        name: project.name,
        version: project.version,
        licenses: [{ license: { id: project.license } }],
        purl: purlOf(project),
      },
    },
    components: packages.map(componentOf),
    dependencies: [
      { ref: project.name, dependsOn: direct.map((name) => `node_modules/${name}`).sort() },
      ...packages.map(({ path, needs }) => ({ ref: path, dependsOn: [...needs].sort() })),
    ],
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
};
