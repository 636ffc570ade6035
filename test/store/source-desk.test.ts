/** Sources as people set them: each with its job and its entry of the audit chain, and nothing above a label is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { settingsInForce } from "../../src/pipeline/settings/in-force.ts";
import { openSourceDesk, type SourceDesk, type Who } from "../../src/pipeline/settings/source-desk.ts";
import { readHealth } from "../../src/pipeline/steps/source-health.ts";
import { openJobs, openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { type SettableSource, type Source, settableSourceSchema, sourceSchema } from "../../src/terms/source.ts";
import type { Tlp } from "../../src/terms/tlp.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";

let test: TestServer;
let options: StoreOptions;
let store: Store;
let desk: SourceDesk;
beforeAll(async () => {
  test = await openTestServer("npm");
}, 120_000);
afterAll(() => test.remove(), 120_000);

const ofFile: Source[] = [
  sourceSchema.parse({ id: "of-file", address: "https://file.example/feed" }),
  sourceSchema.parse({ id: "hidden-file", address: "https://hidden.example/feed", tlp: "TLP:RED" }),
];
let minute = 0;
beforeEach(async () => {
  options = await test.makeStore();
  store = await openStore(options);
  minute = 0;
  const now = (): string => {
    minute += 1;
    return `2031-05-14T10:${String(minute).padStart(2, "0")}:00Z`;
  };
  desk = openSourceDesk({ settings: store.settings, files: { sources: ofFile }, now });
  return () => store.close();
});

const who = (name: string, ceiling: Tlp = "TLP:RED"): Who => ({
  id: name.toLowerCase(),
  name,
  via: "session",
  ceiling,
});
const ada = who("Ada");
const low = who("Low", "TLP:GREEN");
const wanted = (more: Partial<Record<keyof SettableSource, string>> = {}): SettableSource =>
  settableSourceSchema.parse({ address: "https://quay.example/feed", ...more });

const jobs = async (): Promise<string[]> => {
  const queue = await openJobs(options);
  const times = await queue.times();
  await queue.close();
  return times.map(({ key, at }) => `${key} ${at.toISOString().slice(11, 19)}`);
};
const acts = async (): Promise<string[]> => {
  const page = await store.audit.list({ limit: 50, ceiling: "TLP:RED" } as Parameters<Store["audit"]["list"]>[0]);
  return (page?.entries ?? []).map(({ action, object }) => `${action} ${object.id} ${object.tlp}`).reverse();
};
const standing = async (): Promise<string[]> =>
  (await settingsInForce(store, { sources: ofFile, editions: [] }).sources())
    .filter(({ origin }) => origin === "here")
    .map(({ id, every }) => `${id} ${every / 60_000}`);

describe("sources of the desk", () => {
  it("are refused when no list of sources could hold them: one that cannot be read again would stop the desk", async () => {
    const long = `https://quay.example/${"ü".repeat(1_900)}`;
    const kept = [
      await desk.add({ ...wanted(), id: "No Id" }, ada),
      await desk.add(wanted({ address: "https://quay.example/feed" }), ada),
      await desk.change("quay-example", 1, { ...wanted(), title: "" }, ada),
      await desk.addAll([{ address: `https://quay.example/${"x".repeat(3_000)}` }], wanted(), ada),
      await desk.addAll([{ address: long }, { address: "https://b.example/feed" }], wanted(), ada),
    ].map(({ ok }) => ok);
    expect(kept).toEqual([false, true, false, false, true]);
    expect(await standing()).toHaveLength(3);
  });

  it("are added, changed, taken back and put back, each with its job and its entry", async () => {
    expect(await desk.add(wanted(), ada)).toEqual({ ok: true, value: "quay-example" });
    expect(await jobs()).toEqual(["collect:quay-example 10:01:00"]);
    expect((await desk.change("quay-example", 1, wanted({ every: "6h" }), ada)).ok).toBe(true);
    expect(await standing()).toEqual(["quay-example 360"]);
    expect((await desk.takeBack("quay-example", 2, ada)).ok).toBe(true);
    expect([await standing(), await jobs()]).toEqual([[], []]);
    expect(await desk.takenBack("TLP:CLEAR")).toMatchObject([{ id: "quay-example", version: 3, by: "Ada" }]);
    expect((await desk.change("quay-example", 3, wanted({ every: "6h" }), ada)).ok).toBe(true);
    expect([await standing(), await jobs()]).toEqual([["quay-example 360"], ["collect:quay-example 10:04:00"]]);
    expect(await desk.takenBack("TLP:RED")).toEqual([]);
    expect(
      (await desk.versions("quay-example", "TLP:CLEAR")).map(({ version, source }) => [version, source?.every]),
    ).toEqual([
      [4, 21_600_000],
      [3, undefined],
      [2, 21_600_000],
      [1, 3_600_000],
    ]);
    expect(await acts()).toEqual([
      "source.added quay-example TLP:CLEAR",
      "source.changed quay-example TLP:CLEAR",
      "source.removed quay-example TLP:CLEAR",
      "source.put-back quay-example TLP:CLEAR",
    ]);
  });

  it("are not overwritten by who saw an older version: they are told the other's words", async () => {
    await desk.add(wanted(), ada);
    const both = await Promise.all([
      desk.change("quay-example", 1, wanted({ every: "6h" }), ada),
      desk.change("quay-example", 1, wanted({ every: "12h" }), who("Bo")),
    ]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const winner = both[0].ok ? "Ada" : "Bo";
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      error: { type: "overtaken", now: { version: 2, by: winner, source: { id: "quay-example" } } },
    });
  });

  it("are refused for what stands in the way, and nothing is kept", async () => {
    const cases: readonly (readonly [
      string,
      Promise<{ readonly ok: boolean; readonly error?: { readonly type: string } }>,
    ])[] = [
      ["refused: collected already", desk.add(wanted({ address: "https://FILE.example/feed#x" }), ada)],
      ["refused: the id of another", desk.add({ ...wanted(), id: "of-file" }, ada)],
      ["refused: a label above their own", desk.add(wanted({ tlp: "TLP:AMBER" }), low)],
      ["refused: an id, of who does not see everything", desk.add({ ...wanted(), id: "mine" }, low)],
      ["locked: a source of the file", desk.change("of-file", 1, wanted(), ada)],
      ["unknown: what never was", desk.change("nobody", 1, wanted(), ada)],
      ["unknown: a source of the file above their label", desk.takeBack("hidden-file", 1, low)],
    ];
    for (const [words, act] of cases) {
      const { ok, error } = await act;
      expect([ok, `${error?.type}: ${words.split(": ")[1]}`]).toEqual([false, words]);
    }
    expect([await standing(), await acts()]).toEqual([[], []]);
  });

  it("above a label are no sources: neither told, nor changed, nor in the way of another", async () => {
    await desk.add(wanted({ tlp: "TLP:RED" }), ada);
    for (const refused of [
      await desk.change("quay-example", 1, wanted(), low),
      await desk.change("quay-example", 7, wanted(), low),
      await desk.takeBack("quay-example", 1, low),
    ])
      expect(refused).toEqual({ ok: false, error: { type: "unknown" } });
    expect(await desk.versions("quay-example", "TLP:GREEN")).toEqual([]);
    expect([...(await desk.here(["https://quay.example/feed"], low))]).toEqual([]);
    const own = await desk.add(wanted(), low);
    expect(own.ok && own.value).toMatch(/^quay-example-[0-9a-f]{16}$/);
    // The file's narrower one of the same address does not make theirs vanish.
    const beside = await desk.add(wanted({ address: "https://hidden.example/feed" }), low);
    expect((await standing()).filter((line) => beside.ok && line.startsWith(beside.value))).toHaveLength(1);
    await desk.takeBack("quay-example", 1, ada);
    expect(await desk.takenBack("TLP:GREEN")).toEqual([]);
    expect(await desk.change("quay-example", 2, wanted(), low)).toEqual({ ok: false, error: { type: "unknown" } });
  });

  it("relabelled wider keep what they said above a label to themselves", async () => {
    await desk.add(wanted({ tlp: "TLP:RED", title: "Secret" }), ada);
    await desk.change("quay-example", 1, wanted({ title: "Open" }), ada);
    expect((await desk.versions("quay-example", "TLP:CLEAR")).map(({ source }) => source?.title)).toEqual(["Open"]);
    expect((await acts()).at(-1)).toBe("source.changed quay-example TLP:RED");
  });

  it("are imported by the thousand in one transaction, what is here already left out", async () => {
    await desk.add(wanted(), ada);
    const feeds = Array.from({ length: 1_200 }, (_, at) => ({ address: `https://h${at % 40}.example/${at}` }));
    const forAll = settableSourceSchema.omit({ address: true, title: true }).parse({ every: "6h", tlp: "TLP:GREEN" });
    const twice = [{ address: "https://quay.example/feed" }, ...feeds, ...feeds.slice(0, 3)];
    const added = await desk.addAll(twice, forAll, ada);
    expect(added.ok && added.value.length).toBe(1_200);
    expect(new Set(added.ok ? added.value : []).size).toBe(1_200);
    expect(await jobs()).toHaveLength(1_201);
    expect((await acts()).at(-1)).toBe("source.imported import TLP:GREEN");
    expect(await desk.addAll(feeds, forAll, ada)).toEqual({ ok: true, value: [] });
    const inForce = await settingsInForce(store, { sources: ofFile, editions: [] }).sources();
    const health = await readHealth(store, inForce, "2031-05-14T12:00:00Z", { ...deskViewer, ceiling: "TLP:CLEAR" });
    expect(health.map(({ source }) => source.id).sort()).toEqual(["of-file", "quay-example"]);
  });
});
