/**
 * Bench `extract`: the whole entity pass (`annotate`) in megabytes a second of processor time, one thread.
 *
 * Data: texts of `extraction/ner/*-docs.jsonl` (prose), of `extraction/ioc/long-reports.jsonl` (reports), of
 * `extraction/ioc/reports-*.jsonl` (lists of indicators) and the articles of a day of `reporting` (news). First the answers: every
 * mention quotes its text, every id and hash that a plain expression finds is covered. Then rounds of the pass, its indicators
 * alone, the plain twin and, with `--peer MODULE` (a module that exports `extractIOC(text)`), the peer take turns; the first
 * are not counted, for a desk runs for days and its code is compiled once; medians of the others count. Last a
 * megabyte of each hostile text, against a quarter of it: growth of 4 is linear.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { matchingFiles, readJsonLines } from "../../evaluate/read-json-lines.ts";
import { annotate, findObservables } from "../../src/intel/extract/index.ts";
import type { Bench } from "../bench.ts";
import { cpuMs, median } from "../measure-time.ts";
import { hostileText, hostileUnits } from "./hostile-texts.ts";
import { plainPass, strongPlaces } from "./plain-pass.ts";
import { type HostileRow, type LaneRow, writePage } from "./write-page.ts";

interface Lane {
  readonly name: string;
  readonly texts: readonly string[];
  readonly megabytes: number;
}

type Peer = (text: string) => unknown;

const context = { publishedAt: "2026-02-05T10:00:00Z", language: "en" };
const hostileLimitMs = 2000;

/** Rounds until the code is compiled; they count for nobody. */
const warmUp = 10;

const laneOf = (name: string, texts: readonly string[]): Lane => ({
  name,
  texts,
  megabytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6,
});

const readLane = async (dataDir: string, name: string, pattern: string): Promise<Lane> =>
  laneOf(
    name,
    (await readJsonLines<{ readonly text: string }>(dataDir, pattern)).map(({ text }) => text),
  );

interface DayKey {
  readonly articles: readonly { readonly lang?: string; readonly body_text?: string }[];
}

const leastNews = 300_000;

/** The English articles of the first day, over and over until they are worth measuring. */
const readNews = async (dataDir: string): Promise<Lane> => {
  const [file] = await matchingFiles(dataDir, "reporting/day-*/key.json");
  const { articles } = JSON.parse(file === undefined ? '{"articles":[]}' : await readFile(file, "utf8")) as DayKey;
  const once = articles.flatMap(({ lang, body_text: text }) => (text && lang === "en" ? [text] : []));
  const length = once.reduce((sum, text) => sum + text.length, 0);
  return laneOf("news", length === 0 ? [] : Array.from({ length: Math.ceil(leastNews / length) }, () => once).flat());
};

const readPeer = async (path: string | undefined): Promise<Peer | undefined> => {
  if (path === undefined) return undefined;
  const { extractIOC } = (await import(pathToFileURL(resolve(path)).href)) as { extractIOC?: Peer };
  if (extractIOC === undefined) throw new Error(`${path} exports no extractIOC`);
  return extractIOC;
};

const checkText = (text: string): string[] => {
  const mentions = annotate(text, context);
  const wrong = mentions
    .filter(({ start, end, surface }) => text.slice(start, end) !== surface)
    .map(({ start, surface }) => `at ${start}: expected the text's words but found ${JSON.stringify(surface)}`);
  const missed = strongPlaces(text).filter(
    (place) => !mentions.some(({ start, end }) => start <= place.start && end >= place.end),
  );
  return [...wrong, ...missed.map(({ start, value }) => `at ${start}: expected ${value} but found nothing there`)];
};

const measureLane = (lane: Lane, rounds: number, peer: Peer | undefined): { row: LaneRow; wrong: string[] } => {
  const wrong = lane.texts.flatMap((text) => checkText(text).map((fault) => `${lane.name}: ${fault}`));
  const runs: Record<string, Peer> = {
    pass: (text) => annotate(text, context),
    indicators: (text) => findObservables(text),
    plain: plainPass,
    ...(peer === undefined ? {} : { peer }),
  };
  const times = new Map(Object.keys(runs).map((name) => [name, [] as number[]]));
  for (let round = -warmUp; round < rounds; round += 1)
    for (const [name, run] of Object.entries(runs)) {
      const ms = cpuMs(() => {
        for (const text of lane.texts) run(text);
      });
      if (round >= 0) times.get(name)?.push(ms);
    }
  const rate = (name: string): number => lane.megabytes / (median(times.get(name) ?? []) / 1000);
  return {
    wrong,
    row: {
      lane: lane.name,
      texts: lane.texts.length,
      megabytes: lane.megabytes,
      mbPerS: rate("pass"),
      indicatorsMbPerS: rate("indicators"),
      plainMbPerS: rate("plain"),
      shareOfPlain: rate("pass") / rate("plain"),
      ...(peer === undefined ? {} : { peerMbPerS: rate("peer"), fasterThanPeer: rate("pass") / rate("peer") }),
    },
  };
};

const measureHostile = (name: string, unit: string): { row: HostileRow; wrong: string[] } => {
  const text = hostileText(unit, 1_000_000);
  const quarter = hostileText(unit, 250_000);
  const run = (of: string): number => cpuMs(() => void annotate(of, context));
  const quarterMs = Math.min(run(quarter), run(quarter));
  const ms = Math.min(run(text), run(text));
  const wrong = ms > hostileLimitMs ? [`${name}: expected under ${hostileLimitMs} ms but found ${Math.round(ms)}`] : [];
  return { wrong, row: { hostile: name, cpuMs: ms, growthOf4: ms / Math.max(1, quarterMs) } };
};

export const bench: Bench = {
  run: async ({ dataDir, rounds, peer: path }) => {
    const peer = await readPeer(path);
    const lanes = [
      await readLane(dataDir, "prose", "extraction/ner/*-docs.jsonl"),
      await readLane(dataDir, "reports", "extraction/ioc/long-reports.jsonl"),
      await readLane(dataDir, "indicator lists", "extraction/ioc/reports-*.jsonl"),
      await readNews(dataDir),
    ].filter(({ texts }) => texts.length > 0);
    const measured = lanes.map((lane) => measureLane(lane, rounds, peer));
    const hostile = Object.entries(hostileUnits).map(([name, unit]) => measureHostile(name, unit));
    return {
      bench: "extract",
      page: writePage({
        rounds,
        warmUp,
        limitMs: hostileLimitMs,
        lanes: measured.map(({ row }) => row),
        hostile: hostile.map(({ row }) => row),
      }),
      rows: [...measured, ...hostile].map(({ row }) => ({ ...row })),
      wrong: [...measured, ...hostile].flatMap(({ wrong }) => wrong),
    };
  },
};
