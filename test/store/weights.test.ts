/** What counts on a desk: set with its job and its entry, put back, won by the file, and its effect told before. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { ok } from "../../src/kit/result.ts";
import { settingsInForce } from "../../src/pipeline/settings/in-force.ts";
import {
  readWeightsSetting,
  restoreWeights,
  sayWeights,
  setWeights,
  tellWeightsEffect,
} from "../../src/pipeline/settings/weights-setting.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";
import { boardOf, storyOf } from "./triage-board.ts";

let test: TestServer;
let store: Store;
beforeAll(async () => {
  test = await openTestServer("npm");
  store = await openStore(await test.makeStore());
}, 120_000);
afterAll(async () => {
  await store.close();
  await test.remove();
}, 120_000);

const by = { at: "2031-05-14T10:00:00Z", who: { id: "ada", name: "Ada" } };
const toolsOf = (weights?: Record<string, number>) => ({
  store,
  inForce: settingsInForce(store, { sources: [], editions: [], weights, config: "/etc/desk.yaml" }),
});

it("is set, put back and taken back, each with its entry; the file wins", async () => {
  const tools = toolsOf();
  expect(await readWeightsSetting(tools.inForce)).toEqual({ weights: {}, origin: "default" });
  expect((await setWeights(tools, by, { basedOn: 0, weights: { severity: 2, recency: 1 } })).ok).toBe(true);
  expect((await setWeights(tools, by, { basedOn: 1, weights: { severity: 2, recency: 0.5 } })).ok).toBe(true);
  expect(await setWeights(tools, by, { basedOn: 1, weights: {} })).toMatchObject({ error: { type: "set_meanwhile" } });
  expect((await restoreWeights(tools, by, { basedOn: 2, to: 1 })).ok).toBe(true);
  expect(await readWeightsSetting(tools.inForce)).toMatchObject({ weights: { severity: 2 }, origin: "here" });
  expect((await restoreWeights(tools, by, { basedOn: 3, to: 0 })).ok).toBe(true);
  expect(await readWeightsSetting(tools.inForce)).toMatchObject({ weights: {}, origin: "default" });
  expect((await store.settings.versions("weights", "")).map(({ body }) => sayWeights(body))).toEqual([
    "taken back: everything counts as usual",
    "severity × 2",
    "severity × 2, recency × 0.5",
    "severity × 2",
  ]);
  const locked = toolsOf({ breadth: 3 });
  expect(await readWeightsSetting(locked.inForce)).toMatchObject({ weights: { breadth: 3 }, origin: "file" });
  expect(await setWeights(locked, by, { basedOn: 4, weights: {} })).toEqual({
    ok: false,
    error: { type: "locked", path: "/etc/desk.yaml" },
  });
});

it("takes the place of a version that cannot be read", async () => {
  const other = await openStore(await test.makeStore());
  const tools = { store: other, inForce: settingsInForce(other, { sources: [], editions: [] }) };
  const entry = { ...by, action: "setting.changed", object: { type: "setting", id: "weights" } } as const;
  await other.settings.save("weights", by, () =>
    ok({ changes: [{ key: "", basedOn: 0, body: { severity: "much" } }], entries: [entry] }),
  );
  await expect(readWeightsSetting(tools.inForce)).rejects.toThrow("Setting weights, version 1");
  expect((await setWeights(tools, by, { basedOn: 1, weights: { severity: 2 } })).ok).toBe(true);
  expect(await readWeightsSetting(tools.inForce)).toMatchObject({ weights: { severity: 2 } });
  await other.close();
});

it("tells what it changes on the present list, of what one may see", async () => {
  expect(await tellWeightsEffect(store, {}, "TLP:RED")).toBeUndefined();
  const told = (title: string, factor: string, points: number, base?: number) => ({
    ...storyOf(title, points, [title]),
    reasons: [{ factor, points, because: "so", ...(base === undefined ? {} : { base }) }],
  });
  const board = boardOf("2031-05-14", [
    { ...told("hidden", "severity", 60), tlp: "TLP:RED" as const },
    told("doubled", "severity", 36, 18),
    told("broad", "breadth", 24),
    told("fresh", "recency", 16),
    { ...told("left out", "severity", 90), rule: { reason: "sport", why: "names no system" } },
  ]);
  await store.triage.saveBoard([], () => board);
  const effect = await tellWeightsEffect(store, { severity: 0.5, recency: 2 }, "TLP:GREEN");
  expect(effect).toMatchObject({ stories: 3, moved: 2, farthest: [] });
  expect(
    effect?.top.map(({ title, weight, before, place, placeBefore }) => [title, before, weight, placeBefore, place]),
  ).toEqual([
    ["fresh", 16, 32, 3, 1],
    ["broad", 24, 24, 2, 2],
    ["doubled", 36, 9, 1, 3],
  ]);
});
