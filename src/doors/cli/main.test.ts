import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readToolVersion } from "./tool-version.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const fixture = fileURLToPath(new URL("../../../test/fixtures/doors/edition.json", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-cli-"));
  writeFileSync(
    join(folder, "report.html"),
    `<!doctype html><html lang="en"><head><title>Quay Manager flaw exploited</title>
<meta property="article:published_time" content="2026-03-11T08:00:00Z"></head><body><article><h1>Quay Manager flaw exploited</h1>
<p>CVE-2026-31877 in Corvane Quay Manager is being exploited, Tarn CERT said on Wednesday. All releases before 7.4.2 are affected.</p>
<p>The attackers used the address 203.0.113[.]7 and the tool FarHelm. Corvane published version 7.4.2 on Tuesday 10 March.</p>
<p>It began with a phishing email, mapped to T1105 and T1059.001 by the agency.</p>
<p>Terminal operators should install 7.4.2 or take the gate service off the internet by Friday 13 March, the agency advises.</p>
</article></body></html>`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Arguments, and what the environment says besides. */
const start = (...given: (string | Readonly<Record<string, string>>)[]) => {
  const args = given.filter((each) => typeof each === "string");
  const more = given.filter((each) => typeof each === "object");
  const env = Object.assign({ ...process.env, TZ: "UTC" }, ...more);
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.once("data", (part) => resolve(String(part).trim()));
  });
  return { child, ended, firstLine };
};
const run = (...args: string[]): Promise<Ended> => start(...args).ended;

describe("wrong use", () => {
  it.each([
    ["no verb", [], 2, "Usage: watchfloor"],
    ["an unknown verb", ["shout"], 2, "unknown command 'shout'"],
    ["no input", ["brief"], 2, "missing required argument 'input'"],
    [
      "an ending that is no form",
      ["brief", "x", "-o", "y.docx"],
      2,
      "y.docx: Expected an ending of md, html, pdf, txt, json",
    ],
    [
      "a map without a folder",
      ["brief", "x", "--map", "http://a/"],
      2,
      "Expected http://host/=FOLDER but found http://a/",
    ],
    ["a time that is none", ["brief", "x", "--as-of", "2026-02-31T00:00:00Z"], 2, "Expected a time like"],
    ["a port that is none", ["serve", "--port", "99999"], 2, "Expected a port from 0 to 65535 but found 99999"],
    ["a check of nothing", ["check"], 2, "Expected a draft or --pairs but found neither"],
    ["a check against nothing", ["check", "draft.md"], 2, "Expected --against SOURCES but found none"],
    ["pairs that are not there", ["check", "--pairs", "none.jsonl"], 3, "none.jsonl: Expected a readable file"],
    ["a format that is none", ["extract", "x", "--format", "xls"], 2, "Allowed choices are csv, json"],
    [
      "nothing to read",
      ["brief", "missing-folder"],
      3,
      "Expected at least one readable article in missing-folder but found none.",
    ],
    ["an edition that is none", ["serve", "--edition", "report.html"], 3, "report.html: Expected JSON"],
  ] as const)("%s", async (_, args, code, words) => {
    const ended = await run(...args);
    expect(ended.err).toContain(words);
    expect(ended.code).toBe(code);
    expect(ended.out).toBe("");
  });
});

it("--version prints the version of this clone", async () => {
  const { code, out } = await run("--version");
  expect([code, out]).toEqual([0, `${readToolVersion()}\n`]);
});

it.each(["brief", "check", "extract", "serve"])("%s --help shows an example and ends well", async (verb) => {
  const { code, out } = await run(verb, "--help");
  expect(code).toBe(0);
  expect(out).toContain(`\n  watchfloor ${verb}`);
});

describe("brief", () => {
  it("says before the work which package prints a PDF, where there is no chromium", async () => {
    const ended = await start("brief", "report.html", "-o", "b.txt", "-o", "b.pdf", { CHROMIUM: "/nowhere/chromium" })
      .ended;
    expect(ended.code).toBe(3);
    expect(ended.err).toContain("PDF: Expected chromium at /nowhere/chromium, which CHROMIUM names, but found none.");
    expect(ended.err).toContain("apt install chromium");
    expect(existsSync(join(folder, "b.txt"))).toBe(false);
  });

  it("writes each form once, the same bytes each time, and draws no progress into a pipe", async () => {
    const args = [
      "brief",
      "report.html",
      "--as-of",
      "2026-03-12T18:00:00Z",
      "-o",
      "a.json",
      "-o",
      "a.md",
      "-o",
      "a.html",
      "-o",
      "a.txt",
    ];
    const first = await run(...args);
    expect([0, 1]).toContain(first.code);
    expect(first.out).toBe("");
    expect(first.err).not.toContain("\r");
    expect(first.err).not.toContain("\u001b");
    const before = readFileSync(join(folder, "a.json"), "utf8");
    await run(...args);
    expect(readFileSync(join(folder, "a.json"), "utf8")).toBe(before);
    expect(JSON.parse(before).articles.length).toBe(1);
    expect(readFileSync(join(folder, "a.md"), "utf8")).toContain("## Summary");
    expect(readFileSync(join(folder, "a.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("says which output could not be written", async () => {
    writeFileSync(join(folder, "taken"), "");
    const { code, err } = await run("brief", "report.html", "--as-of", "2026-03-12T18:00:00Z", "-o", "taken/a.md");
    expect(code).toBe(3);
    expect(err).toContain("taken/a.md: Expected to write it but could not");
  });
});

describe("extract", () => {
  it("lists mentions whose offsets hold", async () => {
    const { code, out } = await run("extract", "report.html", "--json");
    expect(code).toBe(0);
    const [article] = JSON.parse(out).articles;
    expect(article.mentions.length).toBeGreaterThan(3);
    for (const { start, end, surface } of article.mentions) expect(article.text.slice(start, end)).toBe(surface);
    expect(article.mentions.map((mention: { id?: string }) => mention.id)).toContain("CVE-2026-31877");
  });

  it("gives the techniques with the words they rest on, stated apart from suggested", async () => {
    const { out } = await run("extract", "report.html", "--json");
    const [{ text, techniques }] = JSON.parse(out).articles;
    expect(techniques.map((one: { basis: string; id: string }) => `${one.basis} ${one.id}`)).toEqual([
      "stated T1059.001",
      "stated T1105",
      "suggested T1566",
    ]);
    for (const { start, end, surface } of techniques) expect(text.slice(start, end)).toBe(surface);
  });

  it("gives the names that only the model reads apart from those that are known", async () => {
    writeFileSync(join(folder, "names.txt"), "The group APT28 has attacked banks. The attackers worked from Jeddah.\n");
    const { out } = await run("extract", "names.txt", "--json");
    const [{ text, mentions, namesByModel }] = JSON.parse(out).articles;
    const names = mentions.filter((one: { kind: string }) => one.kind === "name");
    expect(names).toContainEqual(expect.objectContaining({ surface: "APT28", basis: "table" }));
    expect(namesByModel).toContainEqual(expect.objectContaining({ surface: "Jeddah", type: "place", basis: "model" }));
    for (const { start, end, surface, confidence } of namesByModel) {
      expect(text.slice(start, end)).toBe(surface);
      expect(confidence > 0 && confidence <= 1).toBe(true);
    }
    const csv = await run("extract", "names.txt");
    expect(csv.out).toMatch(/,name,intrusion_set,APT28,APT28,\d+,\d+,[^\r]*,table,text\r/);
    expect(csv.out).toMatch(
      /,name,place,Jeddah,Jeddah,\d+,\d+,"?read by the model, in no table; confidence [01]\.\d\d"?,model,text\r/,
    );
  });

  it("lists what stands in the title, each row with the part it is in", async () => {
    writeFileSync(
      join(folder, "titled.md"),
      "# CVE-2031-12345 in the quay server\n\nIt was used against srv1[.]glasscat[.]com.\n",
    );
    const { out } = await run("extract", "titled.md");
    expect(out).toContain(",vulnerability,cve,CVE-2031-12345,CVE-2031-12345,0,14,,,title\r\n");
    expect(out).toMatch(/,observable,domain,srv1\.glasscat\.com,[^\r]*,text\r\n/);
  });

  it("writes CSV with one head", async () => {
    const { out } = await run("extract", "report.html");
    expect(out).toMatch(
      /,technique,stated,T1105,T1105,\d+,\d+,Ingress Tool Transfer; stated by its id; confidence 0.99,id,text\r/,
    );
    expect(out).toMatch(/,technique,suggested,T1566,phishing,\d+,\d+,"?Phishing; suggested by a phrase, not stated; /);
    expect(out.split("\r\n")[0]).toBe("source,kind,type,value,surface,start,end,detail,basis,in");
    expect(out).toContain(",observable,ipv4,203.0.113.7,203.0.113[.]7,");
  });
});

describe("check", () => {
  it("passes what the source says and fails what it does not, sentence by sentence", async () => {
    writeFileSync(join(folder, "good.md"), "All releases before 7.4.2 are affected [1].\n");
    writeFileSync(join(folder, "bad.md"), "All releases before 8.1.0 are affected [1].\n");
    const good = await run("check", "good.md", "--against", "report.html");
    expect(good.out).toContain("1: supported");
    expect(good.code).toBe(0);
    const bad = await run("check", "bad.md", "--against", "report.html", "--format", "sarif");
    expect(bad.code).toBe(1);
    const [run1] = JSON.parse(bad.out).runs;
    expect(run1.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("bad.md");
    expect(run1.results[0].message.text).toContain("8.1.0");
  });

  it.each([
    ["a link", "All releases before 7.4.2 are affected ([Quay](report.html)).\n"],
    ["a link that begins with the folder", "All releases before 7.4.2 are affected ([Quay](./report.html)).\n"],
    ["a footnote", "All releases before 7.4.2 are affected.[^1]\n\n[^1]: report.html\n"],
    ["a link of HTML", '<p>All releases before 7.4.2 are affected <a href="report.html">[1]</a>.</p>\n'],
  ])("takes a path beside the draft for the source it names: %s", async (_, draft) => {
    writeFileSync(join(folder, "linked.md"), draft);
    const { out, code } = await run("check", "linked.md", "--against", "report.html");
    expect(out).toContain("1: supported: All releases");
    expect(code).toBe(0);
  });

  it("reads pairs behind a byte order mark", async () => {
    writeFileSync(
      join(folder, "marked.jsonl"),
      '\uFEFF{"id": 1, "source": "It hit 37 ports.", "claim": "It hit 37 ports."}\n',
    );
    const { out, code } = await run("check", "--pairs", "marked.jsonl");
    expect(JSON.parse(out)).toMatchObject({ id: 1, verdict: "supported" });
    expect(code).toBe(0);
  });

  it("judges pairs line by line, and names the line that is none", async () => {
    const pair = { id: "a", source: "It hit 37 ports in May.", claim: "It hit 38 ports in May." };
    writeFileSync(join(folder, "pairs.jsonl"), `${JSON.stringify(pair)}\n\n`);
    const { code, out } = await run("check", "--pairs", "pairs.jsonl");
    expect(JSON.parse(out)).toMatchObject({ id: "a", verdict: "contradicted", slot: "number" });
    expect(code).toBe(0);
    writeFileSync(join(folder, "broken.jsonl"), `${JSON.stringify(pair)}\n{"id": 1}\n`);
    const broken = await run("check", "--pairs", "broken.jsonl");
    expect(broken.code).toBe(3);
    expect(broken.err).toContain("broken.jsonl:2: expected a string in `source`");
  });
});

describe("serve", () => {
  it.each([
    ["without a terminal", {}, "info"],
    ["at a level that is named", { WATCHFLOOR_LOG: "error" }, "error"],
  ])("logs JSON lines on standard error %s", async (_, more, level) => {
    const { child, ended, firstLine } = start("serve", "--edition", fixture, "--port", "0", more);
    const base = await firstLine;
    const { ref } = (await (await fetch(`${base}/api/v1/editions/1999-01-01`)).json()) as { ref: string };
    child.kill("SIGINT");
    const lines = (await ended).err.split("\n").filter((line) => line !== "");
    const events = lines.map((line) => JSON.parse(line));
    if (level === "error") expect(events).toEqual([]);
    else {
      expect(events.map(({ event }) => event)).toContain("desk.said");
      expect(events.find((line) => line.ref === ref)).toMatchObject({ event: "http.answered", status: 404 });
    }
  });

  it("refuses a level that is none", async () => {
    const { code, err } = await start("serve", "--edition", fixture, { WATCHFLOOR_LOG: "loud" }).ended;
    expect(code).toBe(2);
    expect(err).toContain("WATCHFLOOR_LOG: Expected one of debug, info, warn, error, silent but found loud");
  });

  it("prints its address, answers there, and ends with 130 on Ctrl-C", async () => {
    const { child, ended, firstLine } = start("serve", "--edition", fixture, "--port", "0");
    const address = await firstLine;
    const answer = await fetch(`${address}/api/v1/editions`);
    expect(((await answer.json()) as { editions: { date: string }[] }).editions[0]?.date).toBe("2026-03-12");
    child.kill("SIGINT");
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(err).toContain("Edition of Thu 12 Mar 2026");
  });

  it("says in one line that the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const { code, err } = await run("serve", "--edition", fixture, "--port", port);
    other.close();
    expect(code).toBe(3);
    expect(err.trim().split("\n").length).toBe(1);
    expect(err).toContain(`Port ${port} is taken by another program.`);
    expect(JSON.parse(err)).toMatchObject({ level: "error", event: "desk.failed" });
  });
});

it("ends by itself when it is done, with its code: not by a call that may hang", async () => {
  const hook = "data:text/javascript,process.exit=(code)=>process.stderr.write('exit was called '+code)";
  const told = { NODE_OPTIONS: `--import "${hook}"` };
  const [found, wrong] = await Promise.all([
    start("extract", "report.html", told).ended,
    start("extract", "nowhere.html", told).ended,
  ]);
  expect([found.code, found.err]).toEqual([0, ""]);
  expect(wrong.code).toBe(3);
  expect(wrong.err).not.toContain("was called");
});

it("ends at once when it is asked again, while it still ends what it began", async () => {
  const script = `import { endWell, finishWhenInterrupted } from ${JSON.stringify(join(dirname(main), "end-well.ts"))};
    finishWhenInterrupted(() => new Promise(() => setInterval(() => undefined, 1_000)));
    await endWell("test", async () => void console.log("up"));
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGINT");
  await sleep(1_100);
  expect(child.exitCode ?? child.signalCode).toBe(null);
  child.kill("SIGINT");
  expect(await ended).toBe("SIGINT");
});

it("that works for months outlives its store, and nothing else", async () => {
  const script = `import { outliveStore } from ${JSON.stringify(join(dirname(main), "outlive-store.ts"))};
    const log = { warn: (event) => console.log(event) };
    outliveStore(log);
    void Promise.reject(Object.assign(new Error("the server went"), { code: "57P01" }));
    process.stdin.once("data", () => void Promise.reject(new Error("a fault of ours"))).unref();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (part) => {
    err += part;
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const told = await new Promise((resolve) => child.stdout.once("data", resolve));
  expect(String(told)).toContain("store.work_lost");
  await sleep(200);
  expect(child.exitCode).toBe(null);
  child.stdin.write("go on\n");
  expect(await ended).not.toBe(0);
  expect(err).toContain("a fault of ours");
});

it("leaves nothing behind in the folder it was run from", () => {
  expect(existsSync(join(folder, ".watchfloor"))).toBe(false);
});
