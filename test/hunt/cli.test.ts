/** `watchfloor hunt` and `watchfloor rules` as people and scripts call them: forms, exit codes, order, interruption, hostile input. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../src/doors/cli/main.ts", import.meta.url));
let folder = "";

const process1 = (number: number, image: string, more: object = {}) =>
  JSON.stringify({
    "@timestamp": `2026-03-01T10:00:${String(number).padStart(2, "0")}Z`,
    Channel: "Microsoft-Windows-Sysmon/Operational",
    EventID: 1,
    Computer: "quay-7",
    Image: `C:\\Windows\\System32\\${image}`,
    User: "kim",
    marker: `event-${number}`,
    ...more,
  });

const goodRule = `title: Whoami started
id: 3f2b0a4e-6a5d-4f4e-9d0e-1c2b3a4d5e6f
name: whoami_started
logsource: { category: process_creation, product: windows }
detection:
  selection: { Image|endswith: '\\whoami.exe' }
  condition: selection
level: medium
tags: [attack.discovery, attack.t1033]
`;

const correlation = `title: Whoami again and again
id: 8e1d7c60-52b3-4a57-8a0f-90be5b7c1a22
correlation:
  type: event_count
  rules: [whoami_started]
  group-by: [User]
  timespan: 1m
  condition: { gte: 3 }
level: high
`;

const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-hunt-"));
  for (const name of ["rules", "broken", "counted", "logs"]) mkdirSync(join(folder, name));
  write("rules/whoami.yml", goodRule);
  write(
    "broken/bad.yml",
    "title: Bad\nlogsource: { product: windows }\ndetection:\n  s: { Image|endswth: x }\n  condition: s\n",
  );
  write("broken/torn.yml", "title: Torn\ndetection: {\n");
  write("broken/good.yml", goodRule);
  write("counted/both.yml", `${goodRule}---\n${correlation}`);
  write("logs/one.ndjson", `${process1(1, "whoami.exe")}\n${process1(2, "cmd.exe")}\n${process1(3, "WHOAMI.EXE")}\n`);
  write("logs/two.ndjson.gz", gzipSync(`${process1(5, "whoami.exe")}\n`));
  write("logs/three.ndjson.zst", zstdCompressSync(`${process1(6, "whoami.exe")}\n`));
  write("quiet.ndjson", `${process1(1, "cmd.exe")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (args: readonly string[], input?: string) => {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...process.env, TZ: "UTC" } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  if (input !== undefined) child.stdin.end(input);
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  return { child, ended };
};

const run = (...args: string[]): Promise<Ended> => start(args, "").ended;

interface Line {
  readonly kind: string;
  readonly ruleId: string;
  readonly title: string;
  readonly file: string;
  readonly record: number;
  readonly event: { readonly marker: string };
  readonly events: readonly { readonly event: { readonly marker: string } }[];
  readonly group: Readonly<Record<string, string>>;
}

const linesOf = ({ out }: Ended): Line[] =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

describe("hunt as NDJSON", () => {
  it("prints one line for each rule and event, with the event whole", async () => {
    const ended = await run("hunt", "--rules", "rules", "--format", "ndjson", "logs");
    expect(ended.code).toBe(1);
    const lines = linesOf(ended);
    expect(lines.map(({ event }) => event.marker)).toEqual(["event-1", "event-3", "event-6", "event-5"]);
    expect(lines.map(({ file, record }) => `${file}:${record}`)).toEqual([
      "logs/one.ndjson:1",
      "logs/one.ndjson:3",
      "logs/three.ndjson.zst:1",
      "logs/two.ndjson.gz:1",
    ]);
    expect(lines.every(({ title, ruleId }) => title === "Whoami started" && ruleId.startsWith("3f2b0a4e"))).toBe(true);
  });

  it("ends with 0 and prints nothing where nothing is found", async () => {
    const { code, out } = await run("hunt", "--rules", "rules", "--format", "ndjson", "quiet.ndjson");
    expect([code, out]).toEqual([0, ""]);
  });

  it("reads standard input", async () => {
    const { ended } = start(["hunt", "--rules", "rules", "--format", "ndjson", "-"], `${process1(9, "whoami.exe")}\n`);
    expect(linesOf(await ended).map(({ event }) => event.marker)).toEqual(["event-9"]);
  });

  it("goes on past broken rules and names their faults on standard error", async () => {
    const ended = await run("hunt", "--rules", "broken", "--format", "ndjson", "logs/one.ndjson");
    expect(linesOf(ended)).toHaveLength(2);
    expect(ended.err).toContain("broken/bad.yml:4:");
    expect(ended.err).toContain("broken/torn.yml:");
  });

  it("prints one line for an alert of a correlation, and none for the rule it counts", async () => {
    const times = [10, 11, 9, 40].map((second) => process1(second, "whoami.exe"));
    const ended = await start(["hunt", "--rules", "counted", "--format", "ndjson", "-"], `${times.join("\n")}\n`).ended;
    const lines = linesOf(ended);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ kind: "correlation", title: "Whoami again and again", group: { User: "kim" } });
    expect(lines[0]?.events.map(({ event }) => event.marker)).toEqual(["event-9", "event-10", "event-11"]);
  });

  it("lays several logs side by side in time for correlations", async () => {
    const ended = await run(
      "hunt",
      "--rules",
      "counted",
      "--format",
      "ndjson",
      "logs/two.ndjson.gz",
      "logs/one.ndjson",
    );
    expect(linesOf(ended).map(({ events }) => events.map(({ event }) => event.marker))).toEqual([
      ["event-1", "event-3", "event-5"],
    ]);
  });

  it("keeps to --from, --to, --level and --tag", async () => {
    const count = async (...flags: string[]) =>
      linesOf(await run("hunt", "--rules", "rules", "--format", "ndjson", ...flags, "logs")).length;
    expect(await count("--from", "2026-03-01T10:00:03Z")).toBe(3);
    expect(await count("--to", "2026-03-01T10:00:03Z")).toBe(1);
    expect(await count("--level", "high")).toBe(0);
    expect(await count("--tag", "attack.t1033")).toBe(4);
    expect(await count("--tag", "attack.t1059")).toBe(0);
  });

  it("expands placeholders of a file; one that is not defined never matches and is told", async () => {
    const rule = goodRule.replace("Image|endswith: '\\whoami.exe'", "User|expand: '%people%'");
    write("expand.yml", rule);
    write("people.yaml", "people: [kim]\n");
    const flags = ["hunt", "--rules", "expand.yml", "--format", "ndjson", "logs/one.ndjson"];
    const without = await run(...flags);
    expect(without.code).toBe(0);
    expect(without.err).toContain("%people%");
    expect(linesOf(await run(...flags, "--placeholders", "people.yaml"))).toHaveLength(3);
  });
});

describe("the order of results", () => {
  it("is the same whatever --jobs", async () => {
    const long = "x".repeat(1500);
    const timeOf = (index: number) => new Date(Date.UTC(2026, 2, 1) + index * 1000).toISOString();
    write("loud.yml", goodRule.replace("3f2b0a4e", "9f2b0a4e").replace("name: whoami_started\n", ""));
    const lines = Array.from({ length: 30_000 }, (_, index) =>
      index % 977 === 5
        ? "no json"
        : process1(0, index % 20 === 0 ? "whoami.exe" : "cmd.exe", { long, index, "@timestamp": timeOf(index) }),
    );
    write("long.ndjson", `${lines.join("\n")}\n`);
    const outputs = await Promise.all(
      ["1", "2"].map((jobs) =>
        run(
          "hunt",
          "--rules",
          "counted",
          "--rules",
          "loud.yml",
          "--format",
          "ndjson",
          "--jobs",
          jobs,
          "long.ndjson",
          "logs",
        ),
      ),
    );
    const kinds = linesOf(outputs[0] as Ended).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "match").length).toBeGreaterThan(1400);
    expect(kinds.filter((kind) => kind === "correlation").length).toBeGreaterThan(100);
    expect(outputs[1]?.out === outputs[0]?.out).toBe(true);
  }, 120_000);
});

describe("other forms", () => {
  it("groups alerts in a table and counts them", async () => {
    const { out } = await run("hunt", "--rules", "rules", "logs");
    expect(out).toMatch(/^Level\s+Count/);
    expect(out).toMatch(/medium\s+4\s+2026-03-01T10:00:01Z\s+Whoami started\s+quay-7/);
  });

  it("writes CSV that begins no formula", async () => {
    write("formula.ndjson", `${process1(1, "whoami.exe", { Computer: "=cmd|' /c calc'!A0" })}\n`);
    const { out } = await run("hunt", "--rules", "rules", "--format", "csv", "formula.ndjson");
    expect(out.split("\r\n")[0]).toBe("time,level,kind,title,rule_id,tags,host,file,record,matched,event");
    expect(out).toContain(",'=cmd|' /c calc'!A0,");
  });

  it("writes SARIF 2.1.0 with a rule for each that is used", async () => {
    await run("hunt", "--rules", "rules", "-o", "out.sarif", "logs");
    const sarif = JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8"));
    expect(sarif.version).toBe("2.1.0");
    expect(sarif.runs[0].results).toHaveLength(4);
    expect(sarif.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "3f2b0a4e-6a5d-4f4e-9d0e-1c2b3a4d5e6f",
    ]);
  });

  it("writes SARIF without results as a whole file", async () => {
    const { out, code } = await run("hunt", "--rules", "rules", "--format", "sarif", "quiet.ndjson");
    expect(code).toBe(0);
    expect(JSON.parse(out).runs[0].results).toEqual([]);
  });

  it("writes HTML in which nothing foreign is markup", async () => {
    write("markup.ndjson", `${process1(1, "whoami.exe", { User: "</script><img src=x onerror=alert(1)>" })}\n`);
    await run("hunt", "--rules", "rules", "-o", "out.html", "markup.ndjson");
    const page = readFileSync(join(folder, "out.html"), "utf8");
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain("<img");
    expect(page.match(/<\/script>/g)).toHaveLength(3);
    expect(page).not.toMatch(/<\w[^>]{0,500}\s(?:src|href)=/);
  });
});

describe("indicators", () => {
  it("alarms on what is in its time and on no warning list", async () => {
    write("list.csv", "indicator,valid_until\n203.0.113[.]7,2026-03-01T10:00:02Z\n8.8.8.8,\nevil.example,\n");
    const net = (second: number, more: object) => process1(second, "a.exe", more);
    write(
      "net.ndjson",
      [
        net(1, { DestinationIp: "203.0.113.7" }),
        net(3, { DestinationIp: "203.0.113.7" }),
        net(4, { DestinationIp: "8.8.8.8" }),
        net(5, { q: "cdn.evil.example notevil.example.org" }),
      ].join("\n"),
    );
    const ended = await run("hunt", "--indicators", "list.csv", "--format", "ndjson", "net.ndjson");
    expect(linesOf(ended).map(({ event, title }) => `${event.marker} ${title}`)).toEqual([
      "event-1 Indicator ipv4 203.0.113.7",
      "event-5 Indicator domain evil.example",
    ]);
    expect(ended.err).toContain("8.8.8.8");
    expect(ended.err).toContain("seen 1 time, not alarmed on");
  });
});

describe("exit codes and wrong use", () => {
  it.each([
    ["no rules and no indicators", ["hunt", "logs"], 2, "Expected --rules DIR or --indicators FILE"],
    ["no logs", ["hunt", "--rules", "rules"], 2, "missing required argument"],
    ["a level that is none", ["hunt", "--rules", "rules", "--level", "loud", "logs"], 2, "Allowed choices"],
    ["a time that is none", ["hunt", "--rules", "rules", "--from", "yesterday", "logs"], 2, "--from: Expected a day"],
    ["threads that are none", ["hunt", "--rules", "rules", "--jobs", "0", "logs"], 2, "--jobs: Expected"],
    ["a log that is not there", ["hunt", "--rules", "rules", "no-such-log"], 3, "no-such-log"],
    [
      "nothing found, but a log not read",
      ["hunt", "--rules", "rules", "quiet.ndjson", "no-such-log"],
      3,
      "no-such-log",
    ],
    ["a hunt with rules that are not there", ["hunt", "--rules", "no-such-rules", "logs"], 3, "at least one rule"],
    ["rules that are not there", ["rules", "check", "no-such-rules"], 3, "no-such-rules"],
    ["a conversion to nowhere", ["rules", "convert", "rules"], 2, "--to"],
  ] as const)("%s", async (_, args, code, words) => {
    const ended = await run(...args);
    expect(ended.err).toContain(words);
    expect(ended.code).toBe(code);
    expect(ended.out).toBe("");
  });

  it("explains a rule on an event, node by node", async () => {
    const { out, code } = await run("hunt", "--rules", "rules", "--explain", "whoami_started", "2", "logs/one.ndjson");
    expect(code).toBe(0);
    expect(out).toContain("the rule does not fire");
    expect(out).toContain('no  Image endswith \\whoami.exe  (event: "C:\\\\Windows\\\\System32\\\\cmd.exe")');
  });
});

describe("an interrupt", () => {
  it("prints what was found and ends while input is still open", async () => {
    const { child, ended } = start(["hunt", "--rules", "rules", "--format", "ndjson", "-"]);
    child.stdin.on("error", () => undefined);
    child.stdin.write(`${process1(1, "whoami.exe")}\n`);
    await new Promise((resolve) => {
      child.stderr.once("data", resolve);
    });
    child.kill("SIGINT");
    const { code, out } = await ended;
    expect(code).toBe(130);
    expect(linesOf({ code, out, err: "" }).map(({ event }) => event.marker)).toEqual(["event-1"]);
  });
});

describe("hostile logs", () => {
  it("gives what is whole around them, without a crash", async () => {
    const deep = `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const lines = [
      process1(1, "whoami.exe"),
      deep,
      `{"__proto__":{"Image":"x\\\\whoami.exe"},"EventID":1}`,
      `{"torn": "`,
      `"${"y".repeat(3_000_000)}"`,
      "\u0000\u0001\u0002",
      process1(7, "whoami.exe"),
    ];
    write("hostile.ndjson", `${lines.join("\n")}\n`);
    const ended = await run("hunt", "--rules", "rules", "--format", "ndjson", "hostile.ndjson");
    expect(ended.code).toBe(1);
    expect(linesOf(ended).map(({ event }) => event.marker)).toEqual(["event-1", "event-7"]);
    expect(ended.err).toContain("could not be read");
  });
});

describe("rules", () => {
  it("check names every fault with its place and ends with 1", async () => {
    const { out, code } = await run("rules", "check", "broken");
    expect(code).toBe(1);
    expect(out).toMatch(/^broken\/bad\.yml:4:\d+: error: /m);
    expect(out).toMatch(/^broken\/torn\.yml:\d+:\d+: error: /m);
    expect(out).toMatch(/^broken\/good\.yml:1:1: warning: .*\(NoStatus\)$/m);
  });

  it("list and stats tell what there is", async () => {
    const listed = await run("rules", "list", "rules");
    expect(listed.out).toContain("Whoami started  (rules/whoami.yml:1)");
    const stats = await run("rules", "stats", "rules", "--navigator", "layer.json");
    expect(stats.out).toMatch(/T1033\s+System Owner\/User Discovery/);
    const layer = JSON.parse(readFileSync(join(folder, "layer.json"), "utf8"));
    expect(layer.versions.layer).toBe("4.5");
    expect(layer.techniques).toMatchObject([{ techniqueID: "T1033", score: 1 }]);
  });

  it("convert writes SQL and lists what has none", async () => {
    const { out, err, code } = await run("rules", "convert", "--to", "duckdb", "counted");
    expect(out).toContain(`SELECT * FROM "events" WHERE COALESCE(right(lower(CAST("Image" AS TEXT))`);
    expect(err).toContain('"Whoami again and again" is not converted: a correlation');
    expect(code).toBe(1);
  });
});
