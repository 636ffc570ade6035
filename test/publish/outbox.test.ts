/** The outbox against loopback relays and hooks: each reader once, whatever dies, answers late or refuses. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as listenWith, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createServer, openDoor } from "../../src/doors/api/server.ts";
import { shelfOfStore } from "../../src/doors/api/shelf.ts";
import { ok } from "../../src/kit/result.ts";
import { secretKeyOf } from "../../src/outside/secret-key.ts";
import { findApproved, putIntoOutbox, startDeliveryWork } from "../../src/pipeline/delivery-work.ts";
import {
  type DeliveryTools,
  openDeliveryInForce,
  readDeliveryInForce,
} from "../../src/pipeline/settings/delivery-in-force.ts";
import {
  readDeliverySetting,
  restoreDelivery,
  sendTestMail,
  setDelivery,
} from "../../src/pipeline/settings/delivery-setting.ts";
import { sendTestNotice, setHooks } from "../../src/pipeline/settings/hooks-setting.ts";
import { moveStore, readBackup, writeBackup } from "../../src/pipeline/steps/back-up.ts";
import { leaveAddress, leaveByToken } from "../../src/pipeline/steps/leave-list.ts";
import { keepWeek, rollUpWeek } from "../../src/pipeline/steps/roll-up-week.ts";
import { openStore } from "../../src/store/index.ts";
import type { OpenDelivery } from "../../src/terms/delivery.ts";
import { type Principal, permissionsFor } from "../../src/terms/person.ts";
import type { Decision } from "../../src/terms/review.ts";
import type { Tlp } from "../../src/terms/tlp.ts";
import { openTestServer, type TestServer } from "../store/open-test-store.ts";
import { testKey } from "../support/sign-in.ts";
import {
  administrator,
  configOf,
  type DeliveryDay,
  edition,
  mailTo,
  openDay,
  reviewer,
  until,
} from "./delivery-day.ts";
import { type Loopback, openRelay, openScripted } from "./loopback-relay.ts";

let server: TestServer;
let day: DeliveryDay;
const closers: (() => Promise<unknown>)[] = [];
const kept = <T extends { close: () => Promise<unknown> }>(opened: T): T => {
  closers.push(opened.close);
  return opened;
};

beforeAll(async () => {
  server = await openTestServer("npm");
}, 120_000);
afterAll(() => server.remove(), 120_000);
beforeEach(async () => {
  day = await openDay(server);
});
afterEach(async () => {
  await day.close();
  for (const close of closers.splice(0)) await close();
});

const settled = (...states: string[]) =>
  until(async () => {
    const found = Object.values(await day.states());
    return found.length > 0 && found.every((state) => states.includes(state));
  });

const readers = ["ada@example.org", "ben@example.org", "cem@example.org"];
const acting = () => ({ who: administrator, at: new Date().toISOString(), ceiling: "TLP:RED" as const });
const rowOf = async (address: string) => {
  const page = await day.store.outbox.list({ limit: 100, ceiling: "TLP:RED" });
  const row = page?.deliveries.find((each) => each.address === address || each.target === address);
  if (row === undefined) throw new Error(`no row for ${address}`);
  return row;
};

describe("mail", () => {
  it("leaves once for each reader, however often approval is told and however many work", async () => {
    const relay = kept(await openRelay());
    await Promise.all([day.start(mailTo(relay.port, readers)), day.start(mailTo(relay.port, readers))]);
    await settled("sent");
    await day.approve();
    await day.letTimePass();
    await until(async () => (await day.jobsOf("edition_approved")) === 0);
    expect(relay.received.map(({ to }) => to[0]).sort()).toEqual(readers);
    const [mail] = relay.received;
    expect(mail?.source).toContain("Subject: [TLP:AMBER+STRICT] Watchfloor, Thu 12 Mar 2026:");
    expect(/\nList-Unsubscribe:\s+(\S+)/.exec(mail?.source ?? "")?.[1]).toMatch(
      /^<https:\/\/desk\.example\/unsubscribe\/[\w-]{43}>$/,
    );
    const ids = relay.received.map(({ source }) => /Message-ID: (\S+)/.exec(source)?.[1]);
    expect(new Set(ids).size).toBe(3);
  });

  it("a refused reader fails alone; a greylisted one gets it later", async () => {
    let knocks = 0;
    const relay = kept(
      await openRelay({
        onRcptTo: ({ address }, _session, done) => {
          if (address.startsWith("ben")) return done(Object.assign(new Error("no such user"), { responseCode: 550 }));
          if (address.startsWith("cem") && ++knocks === 1)
            return done(Object.assign(new Error("greylisted"), { responseCode: 451 }));
          return done();
        },
      }),
    );
    await day.start(mailTo(relay.port, readers));
    await until(async () => {
      const states = await day.states();
      return (
        states["ada@example.org"] === "sent" &&
        states["ben@example.org"] === "failed" &&
        states["cem@example.org"] === "queued" &&
        knocks === 1
      );
    });
    expect((await rowOf("cem@example.org")).note).toContain("451");
    await day.letTimePass();
    await settled("sent", "failed");
    expect(relay.received.map(({ to }) => to[0]).sort()).toEqual(["ada@example.org", "cem@example.org"]);
  });

  it("in doubt waits for a person: it arrived, or it is sent again under the same Message-ID", async () => {
    let cut = true;
    const relay = kept(
      await openScripted({ atDot: (socket) => void (cut ? socket.destroy() : socket.write("250 taken\r\n")) }),
    );
    await day.start(mailTo(relay.port, readers.slice(0, 2)));
    await settled("unsure");
    await day.letTimePass();
    expect(relay.mails).toHaveLength(2);
    const [first, second] = [await rowOf("ada@example.org"), await rowOf("ben@example.org")];
    expect((await day.store.outbox.act(first.id, "arrived", acting()))?.done).toBe(true);
    cut = false;
    expect((await day.store.outbox.act(second.id, "retry", acting()))?.done).toBe(true);
    await settled("sent");
    expect(relay.mails).toHaveLength(3);
    const ids = relay.mails.map((mail) => /Message-ID: (\S+)/.exec(mail)?.[1]);
    expect(new Set(ids).size).toBe(2);
    const acts = await day.store.audit.list({ limit: 10, ceiling: "TLP:RED" });
    expect(acts?.entries.map(({ action }) => action).slice(0, 2)).toEqual(["delivery.retried", "delivery.arrived"]);
    expect(await day.store.outbox.steps(first.id, "TLP:RED")).toMatchObject([
      { state: "queued" },
      { state: "sending" },
      { state: "unsure" },
      { state: "sent", note: "arrived by Ada Quay" },
    ]);
  });

  it("above the ceiling of its list is not sent, and the row says so; a second list may have it", async () => {
    const relay = kept(await openRelay());
    const config = mailTo(relay.port, readers, {
      lists: [
        { name: "partners", ceiling: "TLP:GREEN", members: ["ada@example.org", "out@example.net"] },
        { name: "soc", ceiling: "TLP:AMBER+STRICT", members: ["ada@example.org"] },
      ],
    });
    await day.start(config);
    await settled("sent", "withheld");
    expect(await day.states()).toEqual({ "ada@example.org": "sent", "out@example.net": "withheld" });
    expect((await rowOf("out@example.net")).note).toBe(
      "TLP:AMBER+STRICT is above the ceiling of partners (TLP:GREEN): nothing was sent.",
    );
    expect(relay.received.map(({ to }) => to[0])).toEqual(["ada@example.org"]);
  });

  it("held by a person it stays until it is let go", async () => {
    const relay = kept(await openScripted({ answer: (line) => (line.startsWith("MAIL") ? "451 later" : undefined) }));
    await day.start(mailTo(relay.port, readers.slice(0, 1)));
    await until(async () => {
      const row = await day.store.outbox.list({ limit: 1, ceiling: "TLP:RED" });
      return row?.deliveries.some(({ state, attempt }) => state === "queued" && attempt > 0) === true;
    });
    const { id } = await rowOf("ada@example.org");
    expect((await day.store.outbox.act(id, "hold", acting()))?.done).toBe(true);
    await day.letTimePass();
    await until(async () => (await day.jobsOf("deliver")) === 0);
    expect((await day.states())["ada@example.org"]).toBe("held");
  });

  it("is not shown, counted or acted on above the ceiling of who asks", async () => {
    const relay = kept(await openRelay());
    await day.start(mailTo(relay.port, readers));
    await settled("sent");
    const page = await day.store.outbox.list({ limit: 10, ceiling: "TLP:GREEN" });
    expect(page?.deliveries).toEqual([]);
    expect(page?.counts.sent).toBe(0);
    const { id } = await rowOf("ada@example.org");
    expect(await day.store.outbox.act(id, "retry", { ...acting(), ceiling: "TLP:GREEN" })).toBeUndefined();
  });
});

describe("what was wrong", () => {
  const fix = async (
    day: DeliveryDay,
    editionId: string,
    change: (ids: readonly string[]) => Decision,
  ): Promise<string> => {
    const draft = (await day.review.correct(reviewer, editionId, "The agency took its figure back.")) ?? "";
    const open = await day.review.read(reviewer, draft);
    const ids =
      open?.sections.flatMap(({ sentences }) => sentences.filter(({ kind }) => kind === "gap").map(({ id }) => id)) ??
      [];
    const decided = await day.review.decide(reviewer, draft, { version: open?.version ?? 0, decision: change(ids) });
    if (!decided.ok) throw new Error(JSON.stringify(decided.error));
    const view = await day.review.read(reviewer, draft);
    const approved = await day.review.approve(reviewer, draft, {
      version: view?.version ?? 0,
      textHash: view?.textHash ?? "",
    });
    if (!approved.ok || approved.value.editionId === undefined) throw new Error(JSON.stringify(approved));
    return approved.value.editionId;
  };
  const leaveOut = (ids: readonly string[]): Decision => ({
    type: "reject",
    sentenceId: ids[0] ?? "",
    reason: "not_in_source",
  });

  it("is told to everyone who got it, by mail and hook, and marked wherever the edition is read", async () => {
    const hook = kept(await openHook(() => ({ status: 200 })));
    const relay = kept(await openRelay());
    const config = mailTo(relay.port, readers.slice(0, 2), {
      allowHosts: [`127.0.0.1:${relay.port}`, ...hook.config("webhook").allowHosts],
      hooks: hook.config("webhook").hooks,
    });
    await day.start(config);
    await settled("sent");
    const [first] = relay.received.filter(({ to }) => to[0] === "ada@example.org");
    const corrected = await fix(day, day.editionId, leaveOut);
    await until(async () => relay.received.length === 4 && hook.got.length === 2);
    await settled("sent");
    const [, second] = relay.received.filter(({ to }) => to[0] === "ada@example.org");
    const source = (second?.source ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "=");
    expect(source).toMatch(/Subject: \[TLP:AMBER\+STRICT\] Correction: Watchfloor/);
    expect(source).toContain(`In-Reply-To: ${/Message-ID: (\S+)/.exec(first?.source ?? "")?.[1]}`);
    expect(source).toContain("We wrote");
    expect(source).toContain("This sentence is left out.");
    expect(source).toContain("The agency took its figure back.");
    expect(JSON.parse(hook.got[1]?.body ?? "{}")).toMatchObject({
      event: "edition.corrected",
      summary: expect.arrayContaining(["Why: The agency took its figure back."]),
    });

    const door = await createServer({ shelf: shelfOfStore(day.store) });
    kept({ close: async () => door.close() });
    const base = await openDoor(door, 0);
    const read = async (path: string) => (await fetch(`${base}${path}`)).text();
    const old = JSON.parse(await read(`/api/v1/editions/${day.editionId}/reading`));
    expect(old.notice).toMatchObject({
      kind: "corrected",
      editionId: corrected,
      reason: "The agency took its figure back.",
    });
    expect(await read(`/editions/${day.editionId}/edition.html`)).toMatch(/Corrected [^<]*<[\s\S]*<del>/);
    expect(await read(`/editions/${day.editionId}/edition.txt`)).toContain("(left out ");
    expect(await read(`/editions/${day.editionId}/edition.md`)).toContain("~~");
    expect(await read("/feeds/editions.atom")).toContain("<title>Corrected: Extortion crew");
    expect(JSON.parse(await read(`/api/v1/editions/${corrected}/reading`)).notice).toBeUndefined();
    expect(JSON.parse(await read(`/api/v1/editions/${day.editionId}`)).sections).toEqual(
      edition.sections.map(() => expect.anything()),
    );
  });

  it("goes as the edition to who did not get the first, and never in two versions", async () => {
    let isUp = false;
    const relay = kept(
      await openRelay({
        onRcptTo: ({ address }, _session, done) =>
          isUp || address.startsWith("ada") ? done() : done(Object.assign(new Error("later"), { responseCode: 451 })),
      }),
    );
    await day.start(mailTo(relay.port, readers.slice(0, 2)));
    await until(async () => relay.received.length === 1 && Object.values(await day.states()).includes("queued"));
    isUp = true;
    await fix(day, day.editionId, leaveOut);
    await until(async () => relay.received.length === 3);
    await day.letTimePass();
    await until(async () => (await day.jobsOf("deliver")) === 0);
    const subjects = relay.received.map(
      ({ to, source }) => `${to[0]} ${source.includes("Correction: Watchfloor") ? "correction" : "edition"}`,
    );
    expect(subjects.sort()).toEqual([
      "ada@example.org correction",
      "ada@example.org edition",
      "ben@example.org edition",
    ]);
  });

  const planned = async (address: string) => {
    await putIntoOutbox({ store: day.store, config: mailTo(25, readers) }, day.editionId, "2026-03-12T19:00:00Z");
    return rowOf(address);
  };
  const byId = async (id: string) =>
    (await day.store.outbox.list({ limit: 100, ceiling: "TLP:RED" }))?.deliveries.find((row) => row.id === id);
  const begin = (id: string) => day.store.outbox.begin(id, "2026-03-12T19:05:00Z");
  const settle = async (id: string, type: "later" | "failed") => {
    const begun = await begin(id);
    return async () => begun && day.store.outbox.settle(begun, { type, note: "451 not now" }, "2026-03-12T19:06:00Z");
  };
  const said: Readonly<Record<string, { readonly say: () => Promise<unknown>; readonly note: string }>> = {
    recalled: {
      say: () =>
        day.store.outbox.recall(
          { editionId: day.editionId, reason: "Forged.", at: "2026-03-12T19:05:30Z", who: administrator },
          reviewer,
        ),
      note: "The edition was recalled before it was sent.",
    },
    corrected: { say: () => fix(day, day.editionId, leaveOut), note: "A correction came before it was sent." },
    "left by its reader": {
      say: () =>
        day.store.outbox.leave({
          list: "soc",
          address: "ada@example.org",
          at: "2026-03-12T19:05:30Z",
          who: administrator,
        }),
      note: "Its reader has left the list.",
    },
  };

  it.each(Object.keys(said))("%s while a row was being sent, it is not sent later", async (what) => {
    const { id } = await planned("ada@example.org");
    const settleLater = await settle(id, "later");
    await said[what]?.say();
    expect(await settleLater()).toBe(true);
    expect(await begin(id)).toBeUndefined();
    expect(await byId(id)).toMatchObject({ state: "withheld", note: said[what]?.note });
    expect((await day.store.outbox.steps(id, "TLP:RED")).at(-1)).toMatchObject({
      state: "withheld",
      note: said[what]?.note,
    });
  });

  it.each(Object.keys(said))("%s after a row failed, trying it again sends nothing", async (what) => {
    const { id } = await planned("ada@example.org");
    await (await settle(id, "failed"))();
    await said[what]?.say();
    expect((await day.store.outbox.act(id, "retry", acting()))?.done).toBe(true);
    expect(await begin(id)).toBeUndefined();
    expect(await byId(id)).toMatchObject({ state: "withheld", note: said[what]?.note });
  });

  it("who left the list is told all the same that what they got is recalled", async () => {
    const { id } = await planned("ada@example.org");
    const begun = await begin(id);
    await day.store.outbox.settle(
      { id, attempt: begun?.attempt ?? 0 },
      { type: "sent", note: "250" },
      "2026-03-12T19:06:00Z",
    );
    await said["left by its reader"]?.say();
    await said.recalled?.say();
    const page = await day.store.outbox.list({ limit: 100, ceiling: "TLP:RED" });
    const told = page?.deliveries.filter(({ matter }) => matter === "recall") ?? [];
    expect(told.map(({ address }) => address)).toEqual(["ada@example.org"]);
    expect(await begin(told[0]?.id ?? "")).toMatchObject({ matter: "recall", state: "sending" });
  });

  it("a recalled edition is taken back from everyone who got it, and says first that it is recalled", async () => {
    const relay = kept(await openRelay());
    await day.start(mailTo(relay.port, readers.slice(0, 2)));
    await settled("sent");
    const recalled = {
      editionId: day.editionId,
      reason: "Its main source was forged.",
      at: new Date().toISOString(),
      who: administrator,
    };
    expect(await day.store.outbox.recall(recalled, { may: new Set(), ceiling: "TLP:CLEAR" })).toBeUndefined();
    expect(await day.store.outbox.recall(recalled, reviewer)).toBe("recalled");
    expect(await day.store.outbox.recall(recalled, reviewer)).toBe("already");
    await until(async () => relay.received.length === 4);
    expect(relay.received[3]?.source).toMatch(/Subject: \[TLP:AMBER\+STRICT\] Recalled: Watchfloor/);
    const door = await createServer({ shelf: shelfOfStore(day.store) });
    kept({ close: async () => door.close() });
    const base = await openDoor(door, 0);
    const ask = async (path: string) => JSON.parse(await (await fetch(`${base}${path}`)).text());
    const reading = await ask("/api/v1/editions/latest/reading");
    expect(reading.notice).toMatchObject({ kind: "recalled", reason: "Its main source was forged." });
    const feed = await ask("/feeds/editions.json");
    expect(feed.items[0].title).toMatch(/^Recalled: /);
    expect(feed.items[0].content_html).not.toContain("container handling");
  });
});

describe("a backup that is put back", () => {
  const restored = async () => {
    const parts: Buffer[] = [];
    const to = new PassThrough().on("data", (part: Buffer) => parts.push(part));
    await writeBackup(day.options, to, undefined);
    const into = await server.makeEmpty();
    await readBackup(Readable.from([Buffer.concat(parts)]), into, undefined);
    return into;
  };

  it("holds what waited when it was written: it may have left since", async () => {
    const relay = kept(await openRelay());
    await putIntoOutbox(
      { store: day.store, config: mailTo(relay.port, readers) },
      day.editionId,
      "2026-03-12T19:00:00Z",
    );
    expect(Object.values(await day.states())).toEqual(["queued", "queued", "queued"]);
    const store = await openStore(await restored());
    const page = await store.outbox.list({ limit: 10, ceiling: "TLP:RED" });
    // The queue is not part of a backup: it is made when the first of them is let go, or the edition taken back.
    const [held] = page?.deliveries ?? [];
    expect(await store.outbox.act(held?.id ?? "", "retry", acting())).toMatchObject({
      done: true,
      delivery: { state: "queued" },
    });
    await store.close();
    expect(page?.deliveries.map(({ state, note }) => [state, note?.startsWith("Restored from a backup")])).toEqual(
      readers.map(() => ["held", true]),
    );
  });

  it("was written before an edition was put into the outbox: its mails are held there, not lost", async () => {
    const relay = kept(await openRelay());
    const into = await restored();
    const store = kept(await openStore(into));
    const work = () =>
      startDeliveryWork({
        store,
        server: into,
        config: async () => mailTo(relay.port, readers),
        onOutcome: () => undefined,
        onFailure: () => undefined,
      });
    const [one, two] = await Promise.all([work(), work()]);
    const rows = async () => (await store.outbox.list({ limit: 10, ceiling: "TLP:RED" }))?.deliveries ?? [];
    await until(async () => (await rows()).length === readers.length);
    expect((await rows()).map(({ state, note }) => [state, note?.startsWith("Restored from a backup")])).toEqual(
      readers.map(() => ["held", true]),
    );
    for (const { id } of await rows()) await store.outbox.act(id, "retry", acting());
    await until(async () => (await rows()).every(({ state }) => state === "sent"));
    await Promise.all([one.stop(), two.stop()]);
    // Once more from the start: nothing is made or sent again.
    const later = await work();
    await later.stop();
    expect(relay.received.map(({ to }) => to[0]).sort()).toEqual(readers);
  });

  it("of a store that was moved is sent, for the store that was left sends nothing", async () => {
    const relay = kept(await openRelay());
    const into = await server.makeEmpty();
    await moveStore(day.options, into);
    const store = kept(await openStore(into));
    const config = mailTo(relay.port, readers);
    const work = await startDeliveryWork({
      store,
      server: into,
      config: async () => config,
      onOutcome: () => undefined,
      onFailure: () => undefined,
    });
    await until(async () => relay.received.length === readers.length);
    await work.stop();
  });

  it("is old: nobody is mailed what was approved before this desk sent anything", async () => {
    const late = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const left: number[] = [];
    const config = mailTo(25, readers);
    await findApproved({ store: day.store, now: late, onLeft: (editions) => left.push(editions) });
    await findApproved({ store: day.store, now: late, onLeft: (editions) => left.push(editions) });
    expect(left).toEqual([1]);
    // The job that waited all the while changes nothing.
    expect(await putIntoOutbox({ store: day.store, config }, day.editionId, late)).toBe(0);
    expect(await day.states()).toEqual({});
  });

  it("may be taken back at once, before anything has been sent or approved there", async () => {
    await putIntoOutbox({ store: day.store, config: mailTo(25, readers) }, day.editionId, "2026-03-12T19:00:00Z");
    const { id } = await rowOf("ada@example.org");
    const begun = await day.store.outbox.begin(id, "2026-03-12T19:01:00Z");
    await day.store.outbox.settle(
      { id, attempt: begun?.attempt ?? 0 },
      { type: "sent", note: "250" },
      "2026-03-12T19:02:00Z",
    );
    const store = kept(await openStore(await restored()));
    const recalled = { editionId: day.editionId, reason: "Forged.", at: new Date().toISOString(), who: administrator };
    expect(await store.outbox.recall(recalled, reviewer)).toBe("recalled");
  });
});

describe("the history of scores", () => {
  it("holds what who asks may see, newest first, with what cost most points", async () => {
    const door = await createServer({
      shelf: shelfOfStore(day.store),
      identify: async (request) => ({
        ...reviewer,
        may: permissionsFor(["reader"]),
        ceiling: request.headers["x-low"] === undefined ? "TLP:RED" : "TLP:GREEN",
      }),
    });
    kept({ close: async () => door.close() });
    const base = await openDoor(door, 0);
    const read = async (headers: Record<string, string>) =>
      JSON.parse(await (await fetch(`${base}/api/v1/editions/scores`, { headers })).text());
    const { editions } = await read({});
    expect(editions).toMatchObject([
      { id: day.editionId, kind: "daily", of: 100, costMost: expect.stringContaining("lost") },
    ]);
    expect(await read({ "x-low": "1" })).toEqual({ editions: [] });
  });
});

describe("the week", () => {
  it("is rolled up from what was approved, gated anew, and waits for a person like any other", async () => {
    const week = await rollUpWeek(day.store, () => [], "2026-03-15T07:00:00Z");
    expect(week?.edition).toMatchObject({ kind: "weekly", title: edition.edition.title });
    expect(week?.gates.map(({ id }) => id)).toEqual(["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9"]);
    expect(
      week?.gates.filter(({ id, passed }) => !passed && ["G1", "G5", "G6", "G7", "G8", "G9"].includes(id)),
    ).toEqual([]);
    if (week === undefined) throw new Error("no roll-up");
    const id = await keepWeek(day.store, week);
    expect(
      await day.store.findEdition({ id }, { may: permissionsFor(["reader"]), ceiling: "TLP:RED" }),
    ).toBeUndefined();
    expect(await day.review.read(reviewer, id)).toBeDefined();
    expect(await rollUpWeek(day.store, () => [], "2026-05-15T07:00:00Z")).toBeUndefined();
  });
});

describe("by the door", () => {
  const openDelivery = async (config: OpenDelivery, ceiling: Tlp = "TLP:RED") => {
    const who: Principal = { ...administrator, may: permissionsFor(["administrator"]), ceiling, via: "session" };
    const door = await createServer({
      shelf: shelfOfStore(day.store),
      identify: async () => who,
      delivery: { outbox: day.store.outbox, config: async () => config, now: () => new Date().toISOString() },
    });
    const base = await openDoor(door, 0);
    kept({ close: async () => door.close() });
    const ask = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${base}${path}`, {
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        text,
        json: () => JSON.parse(text),
        policy: answer.headers.get("content-security-policy"),
      };
    };
    return ask;
  };

  it("is listed, stepped through, held back and let go, and an act that is not possible says why", async () => {
    const relay = kept(await openRelay());
    const config = mailTo(relay.port, readers);
    await day.start(config);
    await settled("sent");
    const ask = await openDelivery(config);
    const list = (await ask("/api/v1/deliveries?limit=2")).json();
    expect(list).toMatchObject({ counts: { sent: 3, unsure: 0 }, deliveries: [{ state: "sent" }, { state: "sent" }] });
    const rest = (await ask(`/api/v1/deliveries?after=${list.next}`)).json();
    expect(rest.deliveries).toHaveLength(1);
    const [{ id }] = list.deliveries;
    expect((await ask(`/api/v1/deliveries/${id}`)).json().steps.map(({ state }: { state: string }) => state)).toEqual([
      "queued",
      "sending",
      "sent",
    ]);
    expect(await ask(`/api/v1/deliveries/${id}/acts`, { act: "hold" })).toMatchObject({
      status: 409,
      text: expect.stringContaining("Only what waits may be held. It is sent by now."),
    });
    expect((await ask("/api/v1/delivery")).json()).toMatchObject({
      oneClick: true,
      targets: [{ name: "soc", readers: 3, ceiling: "TLP:AMBER+STRICT" }],
    });
  });

  it("is not there for who may see less", async () => {
    const relay = kept(await openRelay());
    const config = mailTo(relay.port, readers);
    await day.start(config);
    await settled("sent");
    const { id } = await rowOf("ada@example.org");
    const ask = await openDelivery(config, "TLP:GREEN");
    const list = await ask("/api/v1/deliveries");
    expect(list.json()).toMatchObject({ deliveries: [], counts: { sent: 0 } });
    expect(list.text).not.toContain("Extortion");
    expect((await ask(`/api/v1/deliveries/${id}`)).status).toBe(404);
    expect((await ask(`/api/v1/deliveries/${id}/acts`, { act: "retry" })).status).toBe(404);
    expect((await ask(`/api/v1/deliveries?after=${id}`)).status).toBe(400);
  });

  it("a reader leaves by one click of the mail program; opening the address leaves nothing", async () => {
    const config = mailTo(25, readers);
    const ask = await openDelivery(config);
    const address = leaveAddress(config, await day.store.outbox.key(), "soc", "cem@example.org") ?? "";
    const path = new URL(address).pathname;
    const page = await ask(path);
    expect(page.status).toBe(200);
    expect(page.policy).toContain("form-action 'self'");
    expect(await day.store.outbox.left()).toEqual([]);
    const click = await ask(path, "List-Unsubscribe=One-Click", {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(click.status).toBe(200);
    expect((await day.store.outbox.left()).map(({ address: left }) => left)).toEqual(["cem@example.org"]);
    const guessed = await ask(`/unsubscribe/${"A".repeat(43)}`, "x", {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(guessed.text).toBe(click.text);
    expect(await ask("/api/v1/delivery/lists/soc/rejoin", { address: "cem@example.org" })).toMatchObject({
      status: 204,
    });
    expect(await day.store.outbox.left()).toEqual([]);
  });
});

describe("mail as it is set on the desk", () => {
  const by = () => ({ at: new Date().toISOString(), who: administrator });
  const toolsOf = (port: number, more: Partial<DeliveryTools> = {}): DeliveryTools => ({
    store: day.store,
    file: configOf({ allowHosts: [`127.0.0.1:${port}`] }),
    key: async () => ok(testKey),
    ...more,
  });
  const mailOf = (port: number, more: object = {}) => ({
    mail: { host: "127.0.0.1", port, security: "none", from: "desk@example.org", timeoutMs: 2_000, ...more },
    lists: [{ name: "soc", ceiling: "TLP:AMBER+STRICT", members: ["ada@example.org"] }],
  });

  it("is taken by a worker that runs already, and nobody gets anything while nothing is set", async () => {
    const relay = kept(await openRelay());
    const tools = toolsOf(relay.port);
    expect((await sendTestMail(tools, by(), "me@example.org"))?.outcome).toBeUndefined();
    kept({ close: (await day.startWith(() => openDeliveryInForce(tools))).stop });
    await day.approve();
    await until(async () => (await day.jobsOf("edition_approved")) === 0);
    expect(await day.states()).toEqual({});
    expect((await setDelivery(tools, by(), { basedOn: 0, value: mailOf(relay.port) })).ok).toBe(true);
    expect((await sendTestMail(tools, by(), "me@example.org"))?.outcome.type).toBe("sent");
    await day.approveNext();
    await until(async () => relay.received.length === 2);
    expect(relay.received.map(({ to }) => to[0])).toEqual(["me@example.org", "ada@example.org"]);
    const entries = (await day.store.audit.list({ limit: 50, ceiling: "TLP:RED" }))?.entries ?? [];
    expect(JSON.stringify(entries)).not.toContain("@example.org");
  });

  it("is nobody's what was approved before anybody was named, also once the worker starts again", async () => {
    const relay = kept(await openRelay());
    const tools = toolsOf(relay.port);
    const first = await day.startWith(() => openDeliveryInForce(tools));
    await until(async () => (await day.jobsOf("edition_approved")) === 0);
    await first.stop();
    await setDelivery(tools, by(), { basedOn: 0, value: mailOf(relay.port) });
    kept({ close: (await day.startWith(() => openDeliveryInForce(tools))).stop });
    const next = await day.approveNext();
    await until(async () => (await day.jobsOf("edition_approved")) === 0 && relay.received.length > 0);
    const page = await day.store.outbox.list({ limit: 100, ceiling: "TLP:RED" });
    expect(page?.deliveries.map(({ editionId }) => editionId)).toEqual([next]);
  });

  it("that waited while no relay was set leaves as soon as one is set again, by the worker that runs", async () => {
    const relay = kept(await openRelay());
    const tools = toolsOf(relay.port);
    await setDelivery(tools, by(), { basedOn: 0, value: mailOf(relay.port) });
    const config = await openDeliveryInForce(tools);
    await putIntoOutbox({ store: day.store, config }, day.editionId, new Date().toISOString());
    await restoreDelivery(tools, by(), { basedOn: 1, to: 0 });
    kept({ close: (await day.startWith(() => openDeliveryInForce(tools))).stop });
    await until(async () => (await day.jobsOf("deliver")) === 0);
    expect(await day.states()).toEqual({ "ada@example.org": "queued" });
    expect((await restoreDelivery(tools, by(), { basedOn: 2, to: 1 })).ok).toBe(true);
    await until(async () => relay.received.length === 1);
  });

  it("a relay that is not public is asked by nobody unless the operator's file names it", async () => {
    const tools = toolsOf(1);
    await setDelivery(tools, by(), { basedOn: 0, value: mailOf(2) });
    expect((await sendTestMail(tools, by(), "me@example.org"))?.outcome).toMatchObject({
      type: expect.stringMatching(/later|failed/),
      note: expect.stringContaining("allowHosts"),
    });
  });

  it("keeps the password sealed, tells when it was given, and gives it to no other relay", async () => {
    const tools = toolsOf(587);
    const secret = "brass engine tells tides";
    const relay = { security: "tls", user: "desk" };
    const value = mailOf(587, relay);
    const refused = await setDelivery(tools, by(), { basedOn: 0, value });
    expect(refused).toMatchObject({ ok: false, error: { type: "faults", faults: [{ path: "password" }] } });
    await setDelivery(tools, by(), { basedOn: 0, value, password: secret });
    expect((await openDeliveryInForce(tools)).password).toBe(secret);
    const shown = await readDeliverySetting(tools);
    expect(shown).toMatchObject({ origin: "here", passwordSetAt: expect.any(String) });
    const kept = JSON.stringify([await day.store.settings.versions("delivery", ""), shown]);
    expect(kept).not.toContain(secret);
    expect(
      (await setDelivery(tools, by(), { basedOn: 1, value: mailOf(587, { ...relay, from: "new@example.org" }) })).ok,
    ).toBe(true);
    expect((await openDeliveryInForce(tools)).password).toBe(secret);
    const elsewhere = await setDelivery(tools, by(), {
      basedOn: 2,
      value: mailOf(587, { ...relay, host: "evil.example" }),
    });
    expect(elsewhere).toMatchObject({ error: { faults: [{ expected: expect.stringContaining("again") }] } });
    const other = toolsOf(587, { key: async () => ok(secretKeyOf(new Uint8Array(32).fill(1), "other")) });
    await expect(openDeliveryInForce(other)).rejects.toThrow("Type it again");
    // Whoever sends nothing needs no password: a list is left, and looked at, all the same.
    expect((await readDeliveryInForce(other)).lists.map(({ name }) => name)).toEqual(
      (await readDeliveryInForce(tools)).lists.map(({ name }) => name),
    );
  });

  it("is refused with its place", async () => {
    const wrong = [
      ["a password in the clear", { ...mailOf(25, { user: "desk" }) }, "mail.user"],
      ["a file of the machine", mailOf(25, { caFile: "/etc/passwd" }), "mail"],
      ["lists without a relay", { lists: mailOf(25).lists }, "mail"],
      ["the same name twice", { ...mailOf(25), lists: [...mailOf(25).lists, ...mailOf(25).lists] }, "lists"],
      [
        "a member who is none",
        { ...mailOf(25), lists: [{ name: "soc", ceiling: "TLP:RED", members: ["nobody"] }] },
        "lists.0.members.0",
      ],
    ] as const;
    for (const [what, value, path] of wrong)
      expect(await setDelivery(toolsOf(25), by(), { basedOn: 0, value, password: "x" }), what).toMatchObject({
        ok: false,
        error: { faults: [{ path }] },
      });
  });

  it("is not put back, as it once was, under a name that a hook has by now", async () => {
    const tools = toolsOf(25, { resolve: async () => [{ address: "93.184.216.34", family: 4 }] });
    await setDelivery(tools, by(), { basedOn: 0, value: mailOf(25) });
    await restoreDelivery(tools, by(), { basedOn: 1, to: 0 });
    const hook = { name: "soc", way: "slack", ceiling: "TLP:GREEN", address: "https://chat.example/in" };
    expect((await setHooks(tools, by(), { basedOn: 0, value: { hooks: [hook] } })).ok).toBe(true);
    expect(await restoreDelivery(tools, by(), { basedOn: 2, to: 1 })).toMatchObject({
      ok: false,
      error: { type: "faults", faults: [{ path: "lists.0.name", found: "soc" }] },
    });
  });

  it("stands back behind the operator's file", async () => {
    await setDelivery(toolsOf(25), by(), { basedOn: 0, value: mailOf(25) });
    const tools = toolsOf(25, { file: mailTo(26, readers), path: "/etc/delivery.yaml" });
    expect(await readDeliverySetting(tools)).toMatchObject({ origin: "file", value: { mail: { port: 26 } } });
    expect((await openDeliveryInForce(tools)).mail?.port).toBe(26);
    expect(await setDelivery(tools, by(), { basedOn: 1, value: mailOf(25) })).toMatchObject({
      error: { type: "locked", path: "/etc/delivery.yaml" },
    });
  });
});

describe("leaving a list", () => {
  it("works by the reader's own address alone, once, and is on record", async () => {
    const relay = kept(await openRelay());
    const config = mailTo(relay.port, readers);
    const key = await day.store.outbox.key();
    const address = leaveAddress(config, key, "soc", "ben@example.org") ?? "";
    const token = address.slice(address.lastIndexOf("/") + 1);
    for (const wrong of ["", "x", token.slice(1), `${token.slice(0, -2)}AA`, Buffer.alloc(32).toString("base64url")])
      expect(await leaveByToken(day.store, config, wrong, "2026-03-12T18:00:00Z"), wrong).toBeUndefined();
    expect(await leaveByToken(day.store, config, token, "2026-03-12T18:00:00Z")).toBe("soc");
    expect(await leaveByToken(day.store, config, token, "2026-03-12T18:00:01Z")).toBe("soc");
    expect(await day.store.outbox.left()).toEqual([
      { list: "soc", address: "ben@example.org", at: "2026-03-12T18:00:00Z" },
    ]);
    await day.start(config);
    await settled("sent", "withheld");
    expect(relay.received.map(({ to }) => to[0]).sort()).toEqual(["ada@example.org", "cem@example.org"]);
  });
});

const openHook = async (
  answer: (asked: number) => { status: number; headers?: Record<string, string> } | undefined,
) => {
  const got: { key: string; body: string }[] = [];
  const listening: Server = listenWith((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      got.push({ key: String(request.headers["idempotency-key"]), body });
      const reply = answer(got.length);
      if (reply === undefined) request.socket.destroy();
      else response.writeHead(reply.status, reply.headers).end();
    });
  });
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const config = (way: string): OpenDelivery =>
    configOf({
      allowHosts: [host],
      hooks: [
        {
          name: "soc-hook",
          way,
          address: `http://${host}/in`,
          ceiling: "TLP:RED",
          ...(way === "webhook" ? { secretFile: "key" } : {}),
        },
      ],
    });
  return {
    got,
    config,
    close: () =>
      new Promise<void>((done) => {
        listening.closeAllConnections();
        listening.close(() => done());
      }),
  };
};

describe("hooks", () => {
  it("a webhook that answers late or not at all is told again under the same key", async () => {
    const hook = kept(
      await openHook((asked) =>
        asked === 1 ? undefined : asked === 2 ? { status: 503, headers: { "retry-after": "1" } } : { status: 200 },
      ),
    );
    await day.start(hook.config("webhook"));
    await until(async () => hook.got.length === 1 && (await day.states())["soc-hook"] === "queued");
    await day.letTimePass();
    await settled("sent");
    expect(hook.got).toHaveLength(3);
    expect(new Set(hook.got.map(({ key }) => key)).size).toBe(1);
    expect(JSON.parse(hook.got[0]?.body ?? "")).toMatchObject({ tlp: "TLP:AMBER+STRICT", event: "edition.published" });
  });

  it("a hook that is gone (410) gets nothing more until a person revives it", async () => {
    const hook = kept(await openHook(() => ({ status: 410 })));
    await day.start(hook.config("webhook"));
    await settled("failed");
    expect([...(await day.store.outbox.gone()).keys()]).toEqual(["soc-hook"]);
    expect(
      await day.store.outbox.revive({ target: "soc-hook", at: new Date().toISOString(), who: administrator }),
    ).toBe(true);
    expect((await day.store.outbox.gone()).size).toBe(0);
  });

  it("a chat that took it and gave no answer is in doubt", async () => {
    const hook = kept(await openHook(() => undefined));
    await day.start(hook.config("slack"));
    await settled("unsure");
    await day.letTimePass();
    expect(hook.got).toHaveLength(1);
  });
});

describe("hooks as they are set on the desk", () => {
  const by = () => ({ at: new Date().toISOString(), who: administrator });
  const key = "a signing key of some length";

  it("get what is approved by a worker that runs already: a webhook signed, a chat without an answer in doubt", async () => {
    const hook = kept(await openHook(() => ({ status: 200 })));
    const chat = kept(await openHook((asked) => (asked === 1 ? { status: 200 } : undefined)));
    const { allowHosts } = hook.config("webhook");
    const place = `http://${allowHosts[0]}`;
    const file = configOf({ allowHosts: [...allowHosts, ...chat.config("slack").allowHosts] });
    let opened = testKey;
    const tools: DeliveryTools = { store: day.store, file, key: async () => ok(opened) };
    await day.startWith(() => openDeliveryInForce(tools)).then(({ stop }) => kept({ close: stop }));
    await until(async () => (await day.jobsOf("edition_approved")) === 0);
    const receives = { ceiling: "TLP:RED" as const };
    const hooks = [
      { name: "tickets", way: "webhook", address: `${place}/in?token=moss`, secret: key, ...receives },
      { name: "chat", way: "slack", address: `http://${file.allowHosts[1]}/services/fern`, ...receives },
      { name: "low", way: "teams", address: `${place}/low`, ceiling: "TLP:GREEN" },
      { name: "weekly", way: "teams", address: `${place}/weekly`, kinds: ["weekly"], ...receives },
    ];
    expect(await setHooks(tools, by(), { basedOn: 0, value: { hooks } })).toEqual(ok(undefined));
    expect(await sendTestNotice(tools, by(), "chat")).toEqual({ type: "sent", note: "It answered 200." });
    expect(JSON.parse(chat.got[0]?.body ?? "").text).toBe("[TLP:CLEAR] Test: notices of the desk arrive here");
    // Whose key is another waits, and says why; no other waits for it.
    opened = secretKeyOf(new Uint8Array(32).fill(1), "other");
    const next = await day.approveNext();
    await until(async () => /Type both again/.test((await rowOf("tickets").catch(() => ({ note: "" }))).note ?? ""));
    expect(hook.got).toEqual([]);
    opened = testKey;
    await day.letTimePass();
    await until(async () => {
      await day.letTimePass();
      const states = await day.states();
      return states.tickets === "sent" && states.chat === "unsure";
    });
    expect(await day.states()).toEqual({ tickets: "sent", chat: "unsure", low: "withheld" });
    expect(chat.got).toHaveLength(2);
    expect(hook.got.map(({ body }) => JSON.parse(body).edition.id)).toEqual([next]);
    const rows = await day.store.outbox.list({ limit: 100, ceiling: "TLP:RED" });
    const said = [rows, await day.store.audit.list({ limit: 50, ceiling: "TLP:RED" })];
    expect(JSON.stringify(said)).not.toMatch(/moss|fern|signing key of/);
  });
});

describe("a worker that is killed", () => {
  const script = fileURLToPath(new URL("outbox-worker.fixture.ts", import.meta.url));
  const spawnWorker = (config: OpenDelivery): ChildProcess => {
    const args = [script, JSON.stringify(day.options.connection), JSON.stringify(config)];
    return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  };
  const kill = async (child: ChildProcess | undefined): Promise<void> => {
    if (child === undefined) return;
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  };

  it("before the hand-over: the mail is sent by the next one, once", async () => {
    let victim: ChildProcess | undefined;
    const relay = kept(
      await openScripted({
        answer: (line) => {
          if (!line.startsWith("DATA") || victim === undefined) return undefined;
          void kill(victim);
          victim = undefined;
          return "";
        },
      }),
    );
    const config = mailTo(relay.port, readers.slice(0, 1));
    const child = spawnWorker(config);
    victim = child;
    await once(child, "close");
    expect(relay.mails).toEqual([]);
    expect((await day.states())["ada@example.org"]).toBe("sending");
    await day.untilAlone();
    await day.start(config);
    await settled("sent");
    expect(relay.mails).toHaveLength(1);
  });

  it("between the dot and our commit: the mail is in doubt, and nobody sends it again by himself", async () => {
    let victim: ChildProcess | undefined;
    const relay: Loopback & { mails: string[] } = kept(
      await openScripted({
        atDot: (socket) => {
          // Taken over; the worker dies before it reads the answer.
          void kill(victim).then(() => socket.write("250 taken\r\n"));
        },
      }),
    );
    const config = mailTo(relay.port, readers.slice(0, 1));
    victim = spawnWorker(config);
    await once(victim, "close");
    expect((await day.states())["ada@example.org"]).toBe("handing");
    await day.untilAlone();
    await day.start(config);
    await settled("unsure");
    await day.letTimePass();
    expect(relay.mails).toHaveLength(1);
    expect((await rowOf("ada@example.org")).note).toContain("Perhaps it arrived");
  });
});
