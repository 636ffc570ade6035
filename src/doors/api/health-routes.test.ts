/** What whoever watches the desk is told: alive, ready or why not, and measures without a word of any text. */
import { afterEach, describe, expect, it } from "vitest";
import { openLog } from "#outside/log.ts";
import type { Readiness } from "#pipeline/watch-desk.ts";
import type { CoverageLine } from "#terms/coverage.ts";
import { identifyNobody } from "./gate.ts";
import type { MeasuredDesk } from "./measure-requests.ts";
import type { Finder } from "./search-routes.ts";
import { createServer, type Door, openDoor } from "./server.ts";
import { shelfOf } from "./shelf.ts";

const state = {
  now: "2031-05-20T08:00:00.000Z",
  migration: "0009-coverage",
  shippedMigration: "0009-coverage",
  editions: 3,
  newestEditionAsOf: "2031-05-20T06:00:00Z",
  jobs: [{ task: "collect", state: "due" as const, count: 7 }],
};

const lines: CoverageLine[] = [
  { step: "collect", flow: "runs", reason: "ok", count: 12 },
  { step: "collect", flow: "lost", reason: "timeout", count: 3, example: "https://quay.example/secret-report" },
];

const deskThat = (readiness: Readiness): MeasuredDesk => ({
  readiness: async () => readiness,
  operations: {
    state: async () => state,
    pool: () => ({ total: 2, idle: 1, waiting: 0 }),
    countCoverage: async () => undefined,
    readCoverage: async () => [],
    sumCoverage: async () => lines,
    countOpenTasks: async () => ({ page_changed: 4 }),
  } as unknown as MeasuredDesk["operations"],
  outbox: {
    tally: async () => ({
      counts: { queued: 2, sending: 0, handing: 0, sent: 40, unsure: 3, failed: 1, held: 0, withheld: 5 },
      waitingSince: "2031-05-20T06:00:00Z",
    }),
  },
  alarms: async () => ["stale", "stale", "moved"],
});

const doors: Door[] = [];
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close();
});

const ask = async (measured: MeasuredDesk | undefined, ...paths: string[]) => {
  const door = await createServer({
    shelf: shelfOf([]),
    identify: identifyNobody,
    requestsPerMinute: 2,
    ...(measured === undefined ? {} : { measured }),
  });
  doors.push(door);
  const base = await openDoor(door, 0);
  const answers: Response[] = [];
  for (const path of paths) answers.push(await fetch(`${base}${path}`));
  return answers;
};

const ready: Readiness = { reasons: [], state, space: { freeBytes: 5e9, totalBytes: 9e9 } };
const unready: Readiness = {
  reasons: [
    { check: "store", because: "Expected the store to answer but it did not." },
    { check: "disk", because: "Expected at least 512 MiB free for the state folder but found 3 MiB." },
  ],
};

describe("a store that is away, on a desk that looks up who asks", () => {
  const askWhile = async (code: string, ...paths: string[]): Promise<Response[]> => {
    const door = await createServer({
      shelf: shelfOf([]),
      identify: async () => {
        throw Object.assign(new Error("words of the driver"), { code });
      },
      measured: deskThat(unready),
    });
    doors.push(door);
    const base = await openDoor(door, 0);
    return Promise.all(paths.map((path) => fetch(`${base}${path}`)));
  };

  it("leaves the process alive, and is the reason why it is not ready", async () => {
    const [alive, readiness] = await askWhile("57P01", "/healthz", "/readyz");
    expect(alive?.status).toBe(200);
    expect(readiness?.status).toBe(503);
    expect(await readiness?.json()).toMatchObject({ reasons: [{ check: "store" }, { check: "disk" }] });
  });

  it.each([
    ["57P03", 503, "5", "does not answer just now"],
    ["53100", 507, null, "The disk of the desk's store is full"],
    ["23505", 500, null, "Its log says why, under Ref"],
  ])("is told to whoever asks for anything else: %s is %s", async (code, status, again, words) => {
    const [answer] = await askWhile(code, "/api/v1/editions");
    expect(answer?.status).toBe(status);
    expect(answer?.headers.get("retry-after")).toBe(again);
    expect((await answer?.text()) ?? "").toContain(words);
  });
});

describe("health", () => {
  it("is alive whatever the store does, and is not counted by the rate limit", async () => {
    const answers = await ask(deskThat(unready), "/healthz", "/healthz", "/healthz", "/healthz");
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers[0]?.json()).toEqual({ status: "alive" });
    expect(answers[0]?.headers.get("cache-control")).toBe("no-store");
  });

  it("is ready when nothing stands against it", async () => {
    const [answer] = await ask(deskThat(ready), "/readyz");
    expect(answer?.status).toBe(200);
  });

  it("says why it is not, as a problem document with the name of the request", async () => {
    const [answer] = await ask(deskThat(unready), "/readyz");
    expect(answer?.status).toBe(503);
    expect(answer?.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    const problem = (await answer?.json()) as { ref: string; detail: string };
    expect(problem).toMatchObject({ status: 503, reasons: unready.reasons });
    expect(problem.ref).toMatch(/^[0-9A-Z]{4}$/);
    expect(problem.detail).toContain("found 3 MiB");
  });

  it("shows one edition without a store, and is ready by that", async () => {
    const answers = await ask(undefined, "/readyz", "/metrics");
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("measures", () => {
  const measure = async (measured: MeasuredDesk, ...before: string[]): Promise<string> => {
    const answers = await ask(measured, ...before, "/metrics");
    return (await answers.at(-1)?.text()) ?? "";
  };

  it("count requests by route as it is declared, never by address", async () => {
    const text = await measure(deskThat(ready), "/api/v1/editions/2031-05-20", "/no/such/place-7731");
    expect(text).toContain(
      'watchfloor_http_requests_total{method="GET",route="/api/v1/editions/:date",status="404"} 1',
    );
    expect(text).toContain('route="none",status="404"} 1');
    expect(text).not.toContain("7731");
  });

  it("tell what the whole desk did, from its store", async () => {
    const text = await measure(deskThat(ready));
    expect(text).toContain('watchfloor_step_runs_total{step="collect",outcome="ok"} 12');
    expect(text).toContain('watchfloor_losses_total{step="collect",reason="timeout"} 3');
    expect(text).toContain('watchfloor_jobs{task="collect",state="due"} 7');
    expect(text).toContain("watchfloor_editions 3");
    expect(text).toContain('watchfloor_tasks_open{kind="page_changed"} 4');
    expect(text).toContain("watchfloor_newest_edition_age_seconds 7200");
    expect(text).toContain('watchfloor_deliveries{state="unsure"} 3');
    expect(text).toContain("watchfloor_oldest_delivery_seconds 7200");
    expect(text).toContain('watchfloor_source_alarms{type="stale"} 2');
    expect(text).toContain('watchfloor_db_connections{state="idle"} 1');
    expect(text).toContain('watchfloor_ready{check="disk"} 1');
    expect(text).not.toContain("secret-report");
  });

  it("count up from what is on record, however often they are read", async () => {
    const answers = await ask(deskThat(ready), "/metrics", "/metrics");
    expect(await answers.at(-1)?.text()).toContain('outcome="ok"} 12');
  });

  it("go on telling of the process while the store is away", async () => {
    const measured = deskThat(unready);
    const away = async (): Promise<never> => {
      throw new Error("no server");
    };
    const text = await measure({
      ...measured,
      alarms: away,
      operations: { ...measured.operations, sumCoverage: away },
    });
    expect(text).toContain('watchfloor_ready{check="store"} 0');
    expect(text).toContain("watchfloor_process_resident_memory_bytes");
  });

  it("are for those who may read them", async () => {
    const door = await createServer({ shelf: shelfOf([]), identify: async () => undefined });
    doors.push(door);
    const base = await openDoor(door, 0);
    expect((await fetch(`${base}/metrics`)).status).toBe(401);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  });
});

describe("an error that a person quotes", () => {
  it("is found in the log under its name, without what the person asked or what the store said of it", async () => {
    const lines: string[] = [];
    const log = openLog({ level: "info", to: { write: (line: string) => void lines.push(line) }, environment: {} });
    const text = "the terminal's booking system was held for nine days before anybody noticed";
    const finder: Finder = {
      search: async () => {
        throw new Error(`syntax error in tsquery: "${text}"`);
      },
      readRecorded: async () => undefined,
    };
    const door = await createServer({ shelf: shelfOf([]), finder, log });
    doors.push(door);
    const base = await openDoor(door, 0);
    const problem = (await (await fetch(`${base}/api/v1/search?q=${encodeURIComponent(text)}`)).json()) as {
      ref: string;
      detail: string;
    };
    expect(problem.detail).toBe(`The desk could not answer. Its log says why, under Ref ${problem.ref}.`);
    const failed = lines.map((line) => JSON.parse(line)).find(({ ref }) => ref === problem.ref);
    expect(failed).toMatchObject({ event: "http.request_failed", route: "/api/v1/search", status: 500 });
    expect(failed.error.because).toContain("syntax error in tsquery");
    expect(lines.join("")).not.toMatch(/booking|nine%20days/);
    const refused = (await (await fetch(`${base}/api/v1/editions/1999-01-01`)).json()) as { ref: string };
    expect(lines.map((line) => JSON.parse(line).ref)).toContain(refused.ref);
  });
});
