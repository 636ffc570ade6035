/** Licences: what is unknown or not on the list fails, whoever depends on it; the lists are the same for the same lock. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { isAllowed } from "../scripts/licences/allowed.mjs";
import { readPackages } from "../scripts/licences/read-packages.mjs";
import { sbomJson, thirdPartyMarkdown } from "../scripts/licences/write-lists.mjs";
import { licenceFaults } from "../scripts/licences.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("an SPDX expression", () => {
  const cases: readonly (readonly [string | undefined, boolean, string])[] = [
    ["MIT", true, "is on the list"],
    ["MIT OR GPL-3.0-only", true, "leaves a choice that is on the list"],
    ["(MIT OR Apache-2.0)", true, "stands in brackets"],
    ["MIT AND GPL-3.0-only", false, "demands one that is not on the list"],
    ["GPL-3.0-only", false, "is not on the list"],
    ["Apache-2.0 WITH LLVM-exception", false, "holds an exception nobody has read"],
    ["SEE LICENSE IN LICENSE.md", false, "is no expression"],
    ["UNLICENSED", false, "forbids use"],
    [undefined, false, "is missing"],
    ["", false, "is empty"],
    ["constructor", false, "is a word every object knows"],
  ];
  it.each(cases)("%s: allowed %s, because it %s", (expression, verdict) => {
    expect(isAllowed(expression)).toBe(verdict);
  });
});

describe("a small project", () => {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-licences-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const integrity = `sha512-${Buffer.alloc(64, 7).toString("base64")}`;
  const project = {
    name: "small",
    version: "1.0.0",
    license: "Apache-2.0",
    dependencies: { served: "1.0.0" },
    devDependencies: { page: "2.0.0", tool: "3.0.0" },
  };
  put(
    "package-lock.json",
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": project,
        "node_modules/served": { version: "1.0.0", license: "MIT", integrity, dependencies: { inner: "1" } },
        "node_modules/served/node_modules/inner": { version: "1.5.0", license: "ISC", integrity },
        "node_modules/page": { version: "2.0.0", license: "OFL-1.1", integrity, dev: true },
        "node_modules/tool": { version: "3.0.0", integrity, dev: true },
      },
    }),
  );
  put("src/doors/web/main.tsx", 'import page from "page/part.js";\n');
  put("node_modules/served/LICENSE.md", "text");
  const packages = readPackages(folder);

  it("knows what runs on the server, what pages contain, and what only builds", () => {
    expect(packages.map(({ name, scope }) => `${name}: ${scope}`)).toEqual([
      "page: web",
      "served: server",
      "inner: server",
      "tool: workshop",
    ]);
  });

  it("fails for a package without a licence, though nothing ships it", () => {
    expect(licenceFaults(packages)).toEqual(["tool 3.0.0: licence unknown is not on the list"]);
  });

  it("tells people where the text is", () => {
    expect(thirdPartyMarkdown(packages, "")).toContain("| served | 1.0.0 | MIT | `LICENSE.md` |");
  });

  it("tells machines what depends on what, without a time or a host", () => {
    const sbom = JSON.parse(
      sbomJson(
        project,
        packages.filter(({ licence }) => licence !== undefined),
      ),
    );
    expect(sbom.components.map((item: { purl: string; scope: string }) => [item.purl, item.scope])).toEqual([
      ["pkg:npm/page@2.0.0", "required"],
      ["pkg:npm/served@1.0.0", "required"],
      ["pkg:npm/inner@1.5.0", "required"],
    ]);
    expect(sbom.dependencies).toContainEqual({
      ref: "node_modules/served",
      dependsOn: ["node_modules/served/node_modules/inner"],
    });
    expect(sbom.components[0].hashes[0].content).toBe("07".repeat(64));
    expect(sbom.metadata.timestamp ?? sbom.serialNumber).toBeUndefined();
  });
});

describe("this project", () => {
  it("depends on nothing whose licence is not on the list", () => {
    expect(licenceFaults(readPackages(root))).toEqual([]);
  });
});
