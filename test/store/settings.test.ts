/** What people set on the desk: versions, two at once, files that win; what a backup brings back is tested with the store. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ok } from "../../src/kit/result.ts";
import { restoreEditions, setEditions } from "../../src/pipeline/settings/editions-setting.ts";
import { settingsInForce } from "../../src/pipeline/settings/in-force.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { AuditEntry } from "../../src/terms/audit.ts";
import { sourceSchema } from "../../src/terms/source.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";

const by = { at: "2031-05-14T10:00:00Z", who: { id: "p1", name: "Ada" } };
const entry: AuditEntry = { ...by, action: "setting.changed", object: { type: "setting", id: "source" } };
const sourceBody = (id: string, path = id) => ({ id, address: `https://quay.example/${path}`, every: "6h" });

let test: TestServer;
let store: Store;
beforeAll(async () => {
  test = await openTestServer("npm");
}, 120_000);
afterAll(() => test.remove(), 120_000);
beforeEach(async () => {
  store = await openStore(await test.makeStore());
  return () => store.close();
});

const set = (key: string, basedOn: number, body?: ReturnType<typeof sourceBody>) =>
  store.settings.save("source", by, () =>
    ok({ changes: [{ key, basedOn, ...(body === undefined ? {} : { body }) }], entries: [entry] }),
  );
const inForce = (files: Partial<Parameters<typeof settingsInForce>[1]> = {}) =>
  settingsInForce(store, { sources: [], editions: [], ...files });

describe("settings", () => {
  it("are in force as they were last set, and their versions are kept", async () => {
    await set("a", 0, sourceBody("a"));
    await set("a", 1, sourceBody("a", "moved"));
    expect(await inForce().sources()).toMatchObject([
      { id: "a", address: "https://quay.example/moved", every: 21_600_000, origin: "here", version: 2 },
    ]);
    expect((await store.settings.versions("source", "a")).map(({ version, by: who }) => [version, who.name])).toEqual([
      [2, "Ada"],
      [1, "Ada"],
    ]);
  });

  it("are gone once they are taken back, and can be set again", async () => {
    await set("a", 0, sourceBody("a"));
    await set("a", 1);
    expect(await inForce().sources()).toEqual([]);
    expect(await inForce().source("a")).toBeUndefined();
    expect((await set("a", 2, sourceBody("a"))).ok).toBe(true);
    expect(await inForce().sources()).toMatchObject([{ id: "a", version: 3 }]);
  });

  it("are not overwritten by who saw an older version", async () => {
    await set("a", 0, sourceBody("a"));
    const [one, two] = await Promise.all([set("a", 1, sourceBody("a", "one")), set("a", 1, sourceBody("a", "two"))]);
    const [first, second] = one.ok ? [one, two] : [two, one];
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, error: { type: "set_meanwhile", now: [{ key: "a", version: 2 }] } });
  });

  it("of which one is refused change nothing, and tell nothing in the audit chain", async () => {
    await set("a", 0, sourceBody("a"));
    const before = (await store.audit.verify()).entries;
    const both = await store.settings.save("source", by, () =>
      ok({
        changes: [
          { key: "b", basedOn: 0, body: sourceBody("b") },
          { key: "a", basedOn: 0, body: sourceBody("a") },
        ],
        entries: [entry],
      }),
    );
    expect(both.ok).toBe(false);
    expect((await inForce().sources()).map(({ id }) => id)).toEqual(["a"]);
    expect((await store.audit.verify()).entries).toBe(before);
  });

  it("stand back behind the operator's files", async () => {
    await set("a", 0, sourceBody("a", "elsewhere"));
    await set("b", 0, sourceBody("b"));
    await set("c", 0, sourceBody("c", "of-the-file"));
    const sources = [
      sourceSchema.parse(sourceBody("a")),
      sourceSchema.parse({ id: "d", address: "https://quay.example/of-the-file" }),
    ];
    expect((await inForce({ sources }).sources()).map(({ id, origin }) => [id, origin])).toEqual([
      ["a", "file"],
      ["d", "file"],
      ["b", "here"],
    ]);
    const { source } = inForce({ sources });
    const found = await Promise.all(["a", "b", "c", "d", "e"].map(source));
    expect(found.map((one) => one?.origin)).toEqual(["file", "here", undefined, "file", undefined]);
    expect(found.filter((one) => one !== undefined)).toEqual(
      (await inForce({ sources }).sources()).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    );
    await store.settings.save("editions", by, () =>
      ok({
        changes: [{ key: "", basedOn: 0, body: [{ at: "0 7 * * *", timeZone: "Europe/Oslo" }] }],
        entries: [entry],
      }),
    );
    expect(await inForce().editions()).toMatchObject({ origin: "here", value: [{ timeZone: "Europe/Oslo" }] });
    const editions = [{ at: "0 6 * * *", timeZone: "UTC" }];
    expect(await inForce({ editions }).editions()).toMatchObject({
      origin: "file",
      value: editions,
      newest: { version: 1 },
    });
  });

  it("that cannot be read are told, not skipped", async () => {
    await store.settings.save("organisation", by, () =>
      ok({ changes: [{ key: "", basedOn: 0, body: { sectors: 5 } }], entries: [entry] }),
    );
    await expect(inForce().organisation()).rejects.toThrow(/^Setting organisation, version 1: /);
  });

  it("of a file that is not there name the file, whoever names it", async () => {
    await expect(inForce({ organisation: "/nowhere/profile.yaml" }).organisation()).rejects.toThrow(
      /^\/nowhere\/profile\.yaml: expected a readable file but found none$/,
    );
  });

  it("of an older version of the desk are not put back as if nothing had been planned", async () => {
    await store.settings.save("editions", by, () =>
      ok({ changes: [{ key: "", basedOn: 0, body: [{ hour: 6 }] }], entries: [entry] }),
    );
    const tools = { store, inForce: inForce() };
    const value = [{ at: "0 6 * * *", timeZone: "UTC" }];
    expect((await setEditions(tools, by, { basedOn: 1, value })).ok).toBe(true);
    expect(await restoreEditions(tools, by, { basedOn: 2, to: 1 })).toEqual({
      ok: false,
      error: { type: "no_version" },
    });
    expect(await tools.inForce.editions()).toMatchObject({ value, newest: { version: 2 } });
  });
});
