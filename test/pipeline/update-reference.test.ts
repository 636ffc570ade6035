import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listReference, rollbackReference } from "../../src/pipeline/list-reference.ts";
import { openReference } from "../../src/pipeline/steps/open-reference.ts";
import { type UpdateOptions, updateReference } from "../../src/pipeline/update-reference.ts";
import { configSchema } from "../../src/terms/config.ts";

let folder = "";
let dir = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-update-"));
  dir = join(folder, "reference");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
};
const update = (inputs: readonly string[], options: Partial<UpdateOptions> = {}, data: object = {}) =>
  updateReference({
    inputs,
    maps: [],
    data: { ...configSchema.parse({ data }).data, dir },
    dryRun: false,
    acceptShrink: false,
    ...options,
  });

const kevOf = (count: number, version = "1") => ({
  catalogVersion: version,
  dateReleased: "2031-01-02T10:00:00Z",
  vulnerabilities: Array.from({ length: count }, (_, index) => ({
    ...{ cveID: `CVE-2031-${1000 + index}`, vendorProject: "Corvane", product: "Quay", dateAdded: "2031-01-01" },
  })),
});
const clusterOf = (...names: readonly string[]) => ({
  ...{ name: "Stealer", type: "stealer", uuid: "7cdff317", version: 12 },
  values: names.map((value) => ({ value, meta: { synonyms: [`${value} X1`] } })),
});
const sentence = "Analysts at the port saw VarnQuill9 X1 steal passwords.";
const namesIn = async (at: string): Promise<(string | undefined)[]> => {
  const { annotate } = await openReference(at);
  return annotate(sentence, {}).flatMap((one) =>
    one.kind === "name" && one.from !== "pattern" ? [one.canonical] : [],
  );
};

describe("an update", () => {
  it("puts names in force that the desk then reads, beside the shipped ones; a rollback takes them away again", async () => {
    expect(await namesIn(dir)).toEqual([]);
    const { updates, ambiguous } = await update([write("a.json", clusterOf("VarnQuill9"))], { acceptShrink: true });
    expect(updates.map(({ kind, outcome }) => [kind, outcome])).toEqual([["galaxy", "saved"]]);
    expect(ambiguous?.all).toBeGreaterThan(0);
    expect(await namesIn(dir)).toEqual(["VarnQuill9"]);
    expect(await rollbackReference(dir, "galaxy")).toBeNull();
    expect(await namesIn(dir)).toEqual([]);
  });

  it("is shown and not made by a dry run, which writes nothing", async () => {
    const { updates } = await update([write("kev.json", kevOf(2))], { dryRun: true });
    expect(updates).toMatchObject([{ kind: "kev", outcome: "would_be_saved" }]);
    expect(existsSync(dir)).toBe(false);
  });

  it("that loses more than the stated share is not saved until that is accepted", async () => {
    await update([write("kev.json", kevOf(20))]);
    const less = write("less.json", kevOf(15, "2"));
    expect((await update([less])).updates).toMatchObject([
      { outcome: "shrinks", detail: expect.stringContaining("25.0 %") },
    ]);
    expect((await update([less], {}, { maxShrink: 0.3 })).updates).toMatchObject([{ outcome: "saved" }]);
    expect((await update([write("none.json", kevOf(0, "3"))], { acceptShrink: true })).updates).toMatchObject([
      { outcome: "saved" },
    ]);
    expect((await listReference(dir, "2031-01-12T00:00:00Z")).find(({ kind }) => kind === "kev")).toMatchObject({
      ...{
        inForce: "yours",
        version: "3",
        date: "2031-01-02",
        ageDays: 10,
        before: [{ version: "2" }, { version: "1" }],
      },
    });
  });

  it("says when a list is older than the one in force", async () => {
    await update([write("kev.json", kevOf(2))]);
    const older = { ...kevOf(3, "0"), dateReleased: "2030-12-30T10:00:00Z" };
    const [said] = (await update([write("old.json", older)])).updates;
    expect(said?.remarks[0]).toContain("of 2030-12-30, older than the one in force, of 2031-01-02");
  });

  it("says that nothing has changed when nothing has", async () => {
    const path = write("kev.json", kevOf(2));
    await update([path]);
    expect((await update([path])).updates).toMatchObject([{ outcome: "same" }]);
  });

  it("gives an edition what the lists hold of its CVEs, from the day on that they hold it", async () => {
    await update([write("kev.json", kevOf(2))]);
    const { vulnerabilities } = await openReference(dir);
    const [told, early] = ["2031-01-03T00:00:00Z", "2030-12-31T00:00:00Z"].map((time) => [
      ...vulnerabilities(new Set(["CVE-2031-1000", "CVE-2031-9999"]), time).values(),
    ]);
    expect(told).toMatchObject([{ id: "CVE-2031-1000", exploited: { added: "2031-01-01", catalogue: "1" } }]);
    expect(early).toEqual([]);
  });

  it("lists an alias that gets a second owner", async () => {
    const { ambiguous } = await update(
      [
        write("a.json", {
          ...clusterOf("VarnQuill9", "OskLantern7"),
          values: [
            { value: "VarnQuill9", meta: { synonyms: ["Marl-Kite 5"] } },
            { value: "OskLantern7", meta: { synonyms: ["Marl-Kite 5"] } },
          ],
        }),
      ],
      { acceptShrink: true },
    );
    expect(ambiguous?.fresh).toEqual([
      { alias: "Marl-Kite 5", owners: ["OskLantern7 (misp:osklantern7)", "VarnQuill9 (misp:varnquill9)"] },
    ]);
  });

  it("of two at once runs one, and tells the other", async () => {
    const path = write("kev.json", kevOf(2));
    const ended = await Promise.allSettled([update([path]), update([path])]);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(JSON.stringify(ended.map((one) => one.status === "rejected" && String(one.reason)))).toContain(
      "only one at work",
    );
    expect(readdirSync(dir)).toEqual(["kev"]);
  });
});

describe("hostile files", () => {
  it("a file of 200 MB, a gzip bomb, an entry that climbs out, a wrong file: each is told, and the good one is saved", async () => {
    const huge = write("huge.json", "");
    truncateSync(huge, 200 * 1024 * 1024);
    const bomb = write("bomb.gz", gzipSync(new Uint8Array(64 * 1024 * 1024)));
    const slip = write("slip.zip", zipSync({ "../../out.json": new TextEncoder().encode(JSON.stringify(kevOf(1))) }));
    const page = write("kev-page.json", "<html><h1>503 Service Unavailable</h1></html>");
    const good = write("good.json.gz", gzipSync(JSON.stringify(kevOf(3))));
    const { updates, refused, losses } = await update([huge, bomb, slip, page, good]);
    expect(updates).toMatchObject([{ kind: "kev", outcome: "saved" }]);
    expect(losses.map(({ reason }) => reason)).toEqual(["too_large", "too_large", "outside_archive"]);
    expect(refused).toMatchObject([{ item: page, reason: expect.stringContaining("web page") }]);
    expect(readdirSync(folder).sort()).toEqual([
      "bomb.gz",
      "good.json.gz",
      "huge.json",
      "kev-page.json",
      "reference",
      "slip.zip",
    ]);
  });

  it("the shipped tables are never touched", async () => {
    const shipped = new URL("../../data/galaxy/galaxy.json", import.meta.url);
    const before = readFileSync(shipped, "utf8");
    await update([write("a.json", clusterOf("VarnQuill9"))], { acceptShrink: true });
    expect(readFileSync(shipped, "utf8")).toBe(before);
  });
});

describe("addresses", () => {
  let server: Server;
  let base = "";
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/kev.json") response.end(JSON.stringify(kevOf(2)));
      else if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => asked.splice(0));

  it("asks for what was named and for nothing else, not even robots.txt", async () => {
    const { updates } = await update([`http://${base}/kev.json`], {}, { allowHosts: [base] });
    expect(updates).toMatchObject([{ kind: "kev", outcome: "saved" }]);
    expect(asked).toEqual(["/kev.json"]);
  });

  it.each([
    ["an inner address that was not allowed", "/kev.json", [], "blocked_address"],
    ["a redirect to an inner address", "/away", undefined, "blocked_address"],
    ["a page that is not there", "/nothing", undefined, "not_found"],
  ])("refuses %s", async (_, path, allowHosts, reason) => {
    const { updates, losses } = await update([`http://${base}${path}`], {}, { allowHosts: allowHosts ?? [base] });
    expect([updates, losses.map((loss) => loss.reason)]).toEqual([[], [reason]]);
  });

  it("reads a mapped address from a folder without asking anybody", async () => {
    write("kev.json", kevOf(2));
    const { updates } = await update(["https://lists.example/kev.json"], {
      maps: [{ prefix: "https://lists.example/", folder }],
    });
    expect([updates.map(({ outcome }) => outcome), asked]).toEqual([["saved"], []]);
  });
});
