/**
 * Bench `scroll`: what a frame costs while a list of 5,000 stories, or of 500 sources, is scrolled.
 *
 * Processor time of the page's main thread, not the clock: on a busy machine frames come late whatever they cost. Chromium's
 * own trace tells of each task how long the thread worked on it; tasks are summed from one frame to the next while the list is
 * moved by `step` pixels a frame. At 60 frames a second a frame may take 16.7 ms. Each round opens the page afresh. The answers
 * first: the last row must be reached, and only the rows in sight be on the page. The web must be built, Chromium be there.
 * Data folder: not read.
 */
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { createServer, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { openTriageDesk } from "../../src/pipeline/triage-desk.ts";
import type { Store } from "../../src/store/index.ts";
import { editionSchema } from "../../src/terms/edition.ts";
import { sourceSchema } from "../../src/terms/source.ts";
import type { TriageBoard, TriageStory } from "../../src/terms/triage.ts";
import type { Bench } from "../bench.ts";
import { median, percentile } from "../measure-time.ts";

const root = new URL("../../", import.meta.url);
const webFolder = fileURLToPath(new URL("dist/web", root));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const stories = 5_000;
const sources = 500;
const frameMs = 1_000 / 60;

const storyAt = (at: number): TriageStory => ({
  id: `story-${at}`,
  title:
    at % 3 === 0
      ? `Operators of quay cranes in ${at % 40} ports report break-ins, and say what the intruders took with them when they left`
      : `Flaw ${at} in a gateway is exploited`,
  tlp: "TLP:CLEAR",
  weight: stories - at,
  reasons: [
    { factor: "exploitation", points: stories - at, because: "exploited: “it is used in attacks” (Quay Post)" },
  ],
  confidence: "moderate",
  articles: ["a", "b"].map((letter) => ({
    id: `article-${at}${letter}`,
    key: "0".repeat(64),
    url: `https://quay.example/${at}${letter}`,
    outlet: letter === "a" ? "Quay Post" : "Pier News",
    title: `Words of ${at}`,
    language: "en",
    publishedAt: "2031-05-14T05:00:00Z",
    firstSeenAt: "2031-05-14T05:10:00Z",
    reliability: "B",
    credibility: 2,
  })),
  origins: [{ name: "Quay Post", articleIds: [`article-${at}a`] }],
  contradictions:
    at % 4 === 0 ? [{ about: "countries", values: [{ value: "4", articleIds: [`article-${at}a`] }] }] : [],
  ...(at % 2 === 0 ? { severity: { word: "Critical" as const, score: 9.8, version: "3.1" } } : {}),
  vulnerabilities: at % 2 === 0 ? [`CVE-2031-${10_000 + at}`] : [],
  fit: at % 5 === 0 ? [{ path: "assets[0]", value: "Quay Manager", because: "You run Quay Manager: 2 servers" }] : [],
  exploited: at % 3 === 0,
  told: { state: "new", on: [] },
  together: [],
});

const board: TriageBoard = {
  day: "2031-05-14",
  asOf: "2031-05-14T08:00:00Z",
  stories: Array.from({ length: stories }, (_, at) => storyAt(at)),
  regrouped: [],
  hasProfile: true,
  ledger: { read: 2 * stories, feeds: 5, folded: 0, losses: [] },
};

/** A board without decisions, and nobody who had a shift: what the list needs of a store. */
const triageStore = {
  triage: {
    findBoard: async () => "0".repeat(64),
    readBoard: async () => board,
    decisions: async () => [],
    acts: async () => [],
  },
} as unknown as Store;

const health = async () =>
  Array.from({ length: sources }, (_, at) => ({
    source: sourceSchema.parse({ id: `s${at}`, address: `https://s${at}.example/feed`, title: `Source ${at}` }),
    alarms:
      at % 9 === 0 ? [{ type: "stale" as const, because: "Nothing published since 2031-04-01, 43 days ago." }] : [],
    runs: [],
    articles: at,
    lost: [],
  }));

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly frame: string;
  readonly row: string;
  readonly rows: number;
}

const screens: readonly Screen[] = [
  { name: "triage", path: "/desk/triage?view=all", frame: ".triage-list", row: ".triage-row", rows: stories },
  { name: "sources", path: "/sources", frame: ".source-frame", row: ".source-frame > .source", rows: sources },
];

/** Pixels a frame: turning a wheel without stopping, a fast throw, and pulling the bar. */
const steps = [120, 500, 2_000] as const;
const frames = 240;
/** Fonts and what the screen asks besides; a stream of changes stays open, so the network is never idle. */
const settleMs = 1_500;

const untilMs = 30_000;
const until = async (page: Page, expression: string): Promise<void> => {
  for (let waited = 0; waited < untilMs; waited += 50) {
    if (await page.evaluate<boolean>(expression)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`Waited ${untilMs} ms for: ${expression}`);
};

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly message?: string } };
}

const traced = async (session: CDPSession, work: () => Promise<void>): Promise<readonly TraceEvent[]> => {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const done = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "blink.user_timing"] },
    transferMode: "ReportEvents",
  } as never);
  await work();
  await session.send("Tracing.end");
  await done;
  return events;
};

/** Marks each frame in the trace, and moves the list in it. */
const scrollBy = (selector: string, step: number): string => `
  new Promise((resolve) => {
    const frame = document.querySelector(${JSON.stringify(selector)});
    let left = ${frames};
    const next = () => {
      performance.mark("scroll-frame");
      if (left === 0) return resolve(undefined);
      left -= 1;
      frame.scrollTop = frame.scrollTop + ${step} > frame.scrollHeight - frame.clientHeight ? 0 : frame.scrollTop + ${step};
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  })`;

/** Milliseconds of the main thread from one marked frame to the next. */
const costsOf = (events: readonly TraceEvent[]): readonly number[] => {
  const marks = events.filter(({ name }) => name === "scroll-frame").toSorted((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (first === undefined) return [];
  const tasks = events
    .filter(
      ({ name, pid, tid, tdur }) =>
        name === "ThreadControllerImpl::RunTask" && pid === first.pid && tid === first.tid && tdur !== undefined,
    )
    .toSorted((a, b) => a.ts - b.ts);
  const costs = new Array<number>(Math.max(0, marks.length - 1)).fill(0);
  let at = 0;
  for (const { ts, tdur = 0 } of tasks) {
    while (at + 1 < marks.length && ts >= (marks[at + 1]?.ts ?? 0)) at += 1;
    if (ts >= first.ts && at < costs.length) costs[at] = (costs[at] ?? 0) + tdur / 1_000;
  }
  return costs;
};

interface Round {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  readonly within: number;
}

const measure = async (
  browser: Browser,
  base: string,
  screen: Screen,
  step: number,
  wrong: string[],
): Promise<Round> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(untilMs);
    await page.goto(`${base}${screen.path}`);
    const frame = JSON.stringify(screen.frame);
    await until(page, `document.querySelectorAll(${JSON.stringify(screen.row)}).length > 3`);
    await page.waitForTimeout(settleMs);
    const session = await context.newCDPSession(page);
    const costs = costsOf(await traced(session, async () => void (await page.evaluate(scrollBy(screen.frame, step)))));
    if (costs.length !== frames) wrong.push(`${screen.name}: Expected ${frames} frames but found ${costs.length}.`);
    const last = `document.querySelector(${JSON.stringify(`${screen.row}[aria-posinset="${screen.rows}"]`)}) !== null`;
    for (let tries = 0; tries < 40 && !(await page.evaluate<boolean>(last)); tries += 1) {
      await page.evaluate(`{ const it = document.querySelector(${frame}); it.scrollTop = it.scrollHeight; }`);
      await page.waitForTimeout(50);
    }
    if (!(await page.evaluate<boolean>(last))) wrong.push(`${screen.name}: Expected to reach row ${screen.rows}.`);
    const shown = await page.locator(screen.row).count();
    if (shown > 60) wrong.push(`${screen.name}: Expected only rows in sight on the page but found ${shown}.`);
    return {
      median: median(costs),
      p95: percentile(costs, 0.95),
      worst: Math.max(...costs),
      within: costs.filter((cost) => cost <= frameMs).length / Math.max(1, costs.length),
    };
  } finally {
    await context.close();
  }
};

type Row = Readonly<Record<string, string | number>>;

const pageOf = (rows: readonly Row[], rounds: number): string => {
  const cell = (value: string | number | undefined): string =>
    typeof value === "number" ? String(Math.round(value * 10) / 10) : (value ?? "");
  const lines = rows.map(
    (row) =>
      `| ${cell(row.screen)} | ${Number(row.rows).toLocaleString("en-GB")} | ${cell(row["pixels a frame"])} | ${cell(row["median ms"])} | ${cell(row["p95 ms"])} | ${cell(row["worst ms"])} | ${cell(row["frames within 16.7 ms, %"])} |`,
  );
  return `# Benchmarks of the web: scrolling

Written by \`npm run bench -- scroll --data DIR --write docs/benchmarks-web.md\`. Do not edit.

Processor time of the page's main thread a frame while a list is scrolled, ${frames} frames, medians of ${rounds} rounds, each on a
page opened afresh at 1440 × 900. A screen that draws 60 frames a second leaves 16.7 ms. Processor: ${cpus()[0]?.model ?? "unknown"}.

| screen | rows | pixels a frame | median ms | p95 ms | worst ms | frames within 16.7 ms, % |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}

120 pixels a frame is a wheel that is turned without stopping (7,200 pixels a second), 500 a fast throw; 2,000 is the bar being pulled:
each frame shows rows that were not there before, and where one costs more than 16.7 ms the next is drawn later. Only the rows in sight
are on the page, and each keeps its place and number for who listens. Processor time counts, not the clock: on a busy machine frames come late whatever they cost.
`;
};

export const bench: Bench = {
  run: async ({ rounds }) => {
    for (const needed of [webFolder, executablePath])
      if (!existsSync(needed)) return { bench: "scroll", rows: [], wrong: [`Expected ${needed} but found none.`] };
    const edition = editionSchema.parse(
      JSON.parse(readFileSync(new URL("test/fixtures/doors/edition.json", root), "utf8")),
    );
    const door = await createServer({
      shelf: shelfOf([edition]),
      webFolder,
      requestsPerMinute: 100_000,
      triage: { desk: openTriageDesk(triageStore) },
      health,
    });
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const wrong: string[] = [];
    const rows: Row[] = [];
    try {
      const base = await openDoor(door, 0);
      for (const screen of screens)
        for (const step of steps) {
          const read: Round[] = [];
          for (let round = 0; round < rounds; round += 1) read.push(await measure(browser, base, screen, step, wrong));
          rows.push({
            screen: screen.name,
            rows: screen.rows,
            "pixels a frame": step,
            "median ms": median(read.map((round) => round.median)),
            "p95 ms": median(read.map((round) => round.p95)),
            "worst ms": median(read.map((round) => round.worst)),
            "frames within 16.7 ms, %": 100 * median(read.map((round) => round.within)),
          });
        }
    } finally {
      await browser.close();
      await door.close();
    }
    return { bench: "scroll", rows, wrong, page: pageOf(rows, rounds) };
  },
};
