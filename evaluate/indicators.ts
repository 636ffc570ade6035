/**
 * Suite `indicators`: how well observables are found, over `extraction/ioc` of the data folder.
 *
 * Counted so (design/measures.md; "How the gold was made" in the MANIFEST of `extraction`):
 * - `esetF1`, `unit42F1`: micro-F1 over value sets a report and type, types ipv4, domain, url, md5, sha1, sha256, sha512. Predicted are the
 *   mentions whose verdict does not say reference, benign or publisher (nor, unmarked, shared infrastructure): the gold is what an author
 *   marked as an indicator.
 *   `ignore` entries and hosts of gold URLs count neither way, nor does a defanged value's trailing slash. URLs without a scheme are
 *   a type of their own in the gold (`schemeless_url`) and not scored. `unit42FangedF1` is the same on the text with marks undone.
 *   `esetFoundF1`, `unit42FoundF1`: the same without verdicts, every value found counted (references and all).
 * - `unit42DomainPrecision`: domains alone, on the defanged text.
 * - `peerPrecision` over `exhaustive` rows, `peerRecall` over all rows with `expect`, rows with `dispute` left out; hosts of URLs and
 *   e-mails and the base of a block are added to both sides. `complaintsPassed`: rows whose areas are observables; every expected
 *   value found, no rejected one.
 * - `versionFalseIp`: share of version lines that yield one of their `not_ipv4`. `offsetsTrue`: share of mentions that quote their text.
 * - `refang`: share of pairs. `mbPerS`: megabytes of report text a second of processor time, `findObservables` alone, best of five.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findObservables, judgeObservable, refangValue } from "../src/intel/extract/index.ts";
import type { Mention, ObservableMention, ObservableVerdict } from "../src/terms/mention.ts";
import type { Suite } from "./suite.ts";

type Values = Readonly<Record<string, readonly string[]>>;

interface Report {
  readonly id: string;
  readonly text: string;
  readonly text_fanged?: string;
  readonly gold: Values;
  readonly ignore: readonly string[];
}

interface PeerCase {
  readonly id: string;
  readonly text: string;
  readonly exhaustive: boolean;
  readonly expect?: Values;
  readonly dispute?: readonly string[];
}

interface ComplaintCase {
  readonly id: string;
  readonly area: string;
  readonly text: string;
  readonly expect: Values;
  readonly reject: Values;
}

const readRows = async <T>(folder: string, name: string): Promise<T[] | undefined> => {
  const path = join(folder, "extraction", "ioc", name);
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
};

const scoredTypes = ["ipv4", "domain", "url", "md5", "sha1", "sha256", "sha512"] as const;
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e5) / 1e5;

const normal = (value: string): string => value.replace(/\/+$/, "").toLowerCase();

const hostOf = (url: string): string => /^[a-z0-9+.-]+:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? "";

interface Tally {
  readonly right: number;
  readonly extra: number;
  readonly missed: number;
}

const f1 = ({ right, extra, missed }: Tally): number | null => share(2 * right, 2 * right + extra + missed);

const isShown = (mention: ObservableMention, is: ObservableVerdict["is"]): boolean => {
  if (is === "reference" || is === "benign" || is === "publisher") return false;
  return is !== "shared_infrastructure" || mention.defanged;
};

/** The values a reader would be shown as indicators, by type; not `judged`: all that were found. */
const predictedIndicators = (text: string, judged: boolean): Map<string, Set<string>> => {
  const byType = new Map<string, Set<string>>();
  const context = {};
  const mentions = findObservables(text, context);
  for (const mention of mentions) {
    if (mention.kind !== "observable") continue;
    if (judged && !isShown(mention, judgeObservable(mention, text, { mentions }).is)) continue;
    const type = mention.type === "url" && !/^[a-z0-9+]+:\/\//.test(mention.value) ? "schemeless_url" : mention.type;
    byType.set(type, (byType.get(type) ?? new Set()).add(normal(mention.value)));
  }
  return byType;
};

interface Fault {
  readonly id: string;
  readonly type: string;
  readonly extra?: string;
  readonly missed?: string;
}

/** Entries that count neither way: those the gold names, and the hosts of its URLs. */
const ignoredValues = (report: Report): Set<string> =>
  new Set([
    ...report.ignore.map(normal),
    ...(report.gold.url ?? []).map((url) => normal(hostOf(url))),
    ...(report.gold.schemeless_url ?? []).map((url) => normal(url.split(/[/:?]/)[0] ?? "")),
  ]);

const scoreType = (
  id: string,
  type: string,
  gold: ReadonlySet<string>,
  found: ReadonlySet<string>,
): [Tally, Fault[]] => {
  const extras = [...found].filter((value) => !gold.has(value));
  const misses = [...gold].filter((value) => !found.has(value));
  return [
    { right: gold.size - misses.length, extra: extras.length, missed: misses.length },
    [...extras.map((extra) => ({ id, type, extra })), ...misses.map((missed) => ({ id, type, missed }))],
  ];
};

const sum = (left: Tally, right: Tally): Tally => ({
  right: left.right + right.right,
  extra: left.extra + right.extra,
  missed: left.missed + right.missed,
});
const nothing: Tally = { right: 0, extra: 0, missed: 0 };

const scoreReports = (reports: readonly Report[], field: "text" | "text_fanged", judged = true) => {
  const tallies = new Map<string, Tally>(scoredTypes.map((type) => [type, nothing]));
  const faults: Fault[] = [];
  for (const report of reports) {
    const predicted = predictedIndicators(report[field] ?? report.text, judged);
    const ignored = ignoredValues(report);
    const counted = (values: Iterable<string>): Set<string> =>
      new Set([...values].filter((value) => !ignored.has(value)));
    for (const type of scoredTypes) {
      const gold = counted((report.gold[type] ?? []).map(normal));
      const [tally, found] = scoreType(report.id, type, gold, counted(predicted.get(type) ?? []));
      tallies.set(type, sum(tallies.get(type) ?? nothing, tally));
      faults.push(...found);
    }
  }
  return { tallies, all: [...tallies.values()].reduce(sum, nothing), faults };
};

/** What the peers call a type → what we call it; types we do not have stand as they are and are missed. */
const peerType = (type: string): string => {
  const coins = [
    "btc",
    "eth",
    "litecoin",
    "dogecoin",
    "dashcoin",
    "zcash",
    "xmr",
    "ripple",
    "tron",
    "bch",
    "cardano",
    "solana",
    "tezos",
    "stellar",
    "monero",
  ];
  const names: Readonly<Record<string, string>> = {
    ipv4cidr: "cidr",
    ipv6cidr: "cidr",
    registry: "registry_key",
    filepath: "file_path",
    filename: "file_name",
    useragent: "user_agent",
    onionaddress: "domain",
    onion: "domain",
  };
  return coins.includes(type) ? "wallet" : (names[type] ?? type);
};

const canonical = (type: string, value: string): string => {
  if (type === "asn") return `AS${value.replace(/\D/g, "")}`;
  if (type === "mac") return value.replace(/[^0-9a-f]/gi, "").toLowerCase();
  if (type === "ipv6")
    return value
      .toLowerCase()
      .split(":")
      .map((group) => group.replace(/^0+(?=.)/, ""))
      .join(":")
      .replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
  return type === "wallet" || type === "file_path" ? value : normal(value);
};

const keyed = (mentions: readonly Mention[]): { type: string; value: string }[] =>
  mentions.flatMap((mention) => {
    if (mention.kind === "observable")
      return [{ type: mention.type === "onion" ? "domain" : mention.type, value: mention.value }];
    if (mention.kind === "vulnerability") return [{ type: "cve", value: mention.id }];
    return mention.kind === "identifier" && mention.scheme === "attack" ? [{ type: "attack", value: mention.id }] : [];
  });

/** Adds hosts of URLs and e-mails, and the base of a block; one key a value. */
const withDerived = (pairs: readonly { type: string; value: string }[]): Set<string> => {
  const keys = new Set<string>();
  const add = (type: string, value: string): void => {
    if (value !== "") keys.add(`${type} ${canonical(type, value)}`);
  };
  const addHost = (host: string): void => {
    if (/^\d+(?:\.\d+){3}$/.test(host)) add("ipv4", host);
    else if (host.includes(".")) add("domain", host);
  };
  for (const { type, value } of pairs) {
    add(type, value);
    if (type === "url") addHost(hostOf(value) || (value.split(/[/:?]/)[0] ?? ""));
    if (type === "email") addHost(value.split("@")[1] ?? "");
    if (type === "cidr") addHost(value.split("/")[0] ?? "");
  }
  return keys;
};

const wanted = (values: Values): { type: string; value: string }[] =>
  Object.entries(values).flatMap(([type, list]) => list.map((value) => ({ type: peerType(type), value })));

/** Types of ours a peer has no name for: found or not, they are no error. */
const unscored = /^(?:file_name|guid|phone|telegram|cpe|purl|yara_rule|sigma_rule) /;

const scorePeers = (cases: readonly PeerCase[]) => {
  let right = 0;
  let expected = 0;
  let predicted = 0;
  let predictedRight = 0;
  const faults: unknown[] = [];
  for (const row of cases) {
    if (row.expect === undefined || row.dispute !== undefined) continue;
    const gold = withDerived(wanted(row.expect));
    const found = withDerived(keyed(findObservables(row.text, {})));
    const missed = [...gold].filter((key) => !found.has(key));
    expected += gold.size;
    right += gold.size - missed.length;
    const extra = [...found].filter((key) => !gold.has(key) && !unscored.test(key));
    if (row.exhaustive) {
      predicted += gold.size - missed.length + extra.length;
      predictedRight += gold.size - missed.length;
    }
    if (missed.length > 0 || (row.exhaustive && extra.length > 0))
      faults.push({ id: row.id, missed, extra: row.exhaustive ? extra : [] });
  }
  return { precision: share(predictedRight, predicted), recall: share(right, expected), faults };
};

/** Areas of the complaint file that are about what is found here. */
const ownAreas = new Set(
  "ipv4 ipv6 refang url perf domain filename email benign hash jarm cve registry filepath asn attack".split(" "),
);

const scoreComplaints = (cases: readonly ComplaintCase[]) => {
  const own = cases.filter((row) => ownAreas.has(row.area));
  const faults: unknown[] = [];
  for (const row of own) {
    const found = new Set(
      keyed(findObservables(row.text, {})).map(({ type, value }) => `${type} ${canonical(type, value)}`),
    );
    const keysOf = (values: Values): string[] =>
      wanted(values).map(({ type, value }) => `${type} ${canonical(type, value)}`);
    const missed = keysOf(row.expect).filter((key) => !found.has(key));
    const wrong = keysOf(row.reject).filter((key) => found.has(key));
    if (missed.length > 0 || wrong.length > 0) faults.push({ id: row.id, text: row.text.slice(0, 120), missed, wrong });
  }
  return { passed: share(own.length - faults.length, own.length), count: own.length, faults };
};

const countOffsets = (texts: readonly string[]): { all: number; right: number } => {
  let all = 0;
  let right = 0;
  for (const text of texts) {
    for (const mention of findObservables(text, {})) {
      all += 1;
      if (text.slice(mention.start, mention.end) === mention.surface && mention.surface !== "") right += 1;
    }
  }
  return { all, right };
};

const measureSpeed = (texts: readonly string[]): number | null => {
  const joined = texts.join("\n\n");
  if (joined === "") return null;
  const bytes = Buffer.byteLength(joined);
  let best = 0;
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    for (const text of texts) findObservables(text, {});
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, bytes / (user + system));
  }
  return Math.round(best * 100) / 100;
};

const falseAddresses = (rows: readonly { text: string; not_ipv4: readonly string[] }[]) => {
  const faults: unknown[] = [];
  for (const row of rows) {
    const found = findObservables(row.text, {})
      .filter((mention): mention is ObservableMention => mention.kind === "observable" && mention.type === "ipv4")
      .map((mention) => mention.value);
    if (row.not_ipv4.some((value) => found.includes(value))) faults.push({ versionAsAddress: row.text.slice(0, 160) });
  }
  return faults;
};

const typeTable = (tallies: ReadonlyMap<string, Tally>): Record<string, number | null> =>
  Object.fromEntries(
    [...tallies]
      .filter(([, tally]) => tally.right + tally.missed + tally.extra > 0)
      .map(([type, tally]) => [type, f1(tally)]),
  );

const measureReports = async (dataDir: string) => {
  const eset = await readRows<Report>(dataDir, "reports-eset.jsonl");
  const unit42 = await readRows<Report>(dataDir, "reports-unit42.jsonl");
  const long = await readRows<{ text: string }>(dataDir, "long-reports.jsonl");
  const esetScore = eset && scoreReports(eset, "text");
  const unit42Score = unit42 && scoreReports(unit42, "text");
  const domains = unit42Score?.tallies.get("domain");
  return {
    texts: [...(eset ?? []), ...(unit42 ?? []), ...(long ?? [])].map((row) => row.text),
    metrics: {
      esetF1: esetScore ? f1(esetScore.all) : null,
      unit42F1: unit42Score ? f1(unit42Score.all) : null,
      unit42FangedF1: unit42 ? f1(scoreReports(unit42, "text_fanged").all) : null,
      unit42DomainPrecision: domains ? share(domains.right, domains.right + domains.extra) : null,
      esetFoundF1: eset ? f1(scoreReports(eset, "text", false).all) : null,
      unit42FoundF1: unit42 ? f1(scoreReports(unit42, "text", false).all) : null,
      esetByType: esetScore ? typeTable(esetScore.tallies) : null,
      unit42ByType: unit42Score ? typeTable(unit42Score.tallies) : null,
    },
    faults: [...(esetScore?.faults ?? []).slice(0, 3), ...(unit42Score?.faults ?? []).slice(0, 3)],
  };
};

const measureCases = async (dataDir: string) => {
  const peers = await readRows<PeerCase>(dataDir, "peer-cases.jsonl");
  const complaints = await readRows<ComplaintCase>(dataDir, "complaint-cases.jsonl");
  const versions = await readRows<{ text: string; not_ipv4: string[] }>(dataDir, "negatives-versions.jsonl");
  const pairs = (await readRows<{ defanged: string; fanged: string }>(dataDir, "refang-pairs.jsonl")) ?? [];
  const peerScore = scorePeers(peers ?? []);
  const complaintScore = scoreComplaints(complaints ?? []);
  const versionFaults = falseAddresses(versions ?? []);
  const refangFaults = pairs.filter((pair) => refangValue(pair.defanged) !== pair.fanged);
  return {
    texts: [...(peers ?? []), ...(complaints ?? [])].map((row) => row.text),
    n: (peers?.length ?? 0) + complaintScore.count + (versions?.length ?? 0) + pairs.length,
    metrics: {
      peerPrecision: peerScore.precision,
      peerRecall: peerScore.recall,
      complaintsPassed: complaintScore.passed,
      versionFalseIp: share(versionFaults.length, versions?.length ?? 0),
      refang: share(pairs.length - refangFaults.length, pairs.length),
    },
    faults: [
      ...complaintScore.faults.slice(0, 6),
      ...peerScore.faults.slice(0, 4),
      ...versionFaults.slice(0, 2),
      ...refangFaults.slice(0, 2),
    ],
  };
};

export const suite: Suite = {
  name: "indicators",
  run: async ({ dataDir }) => {
    const reports = await measureReports(dataDir);
    const cases = await measureCases(dataDir);
    const offsets = countOffsets([...reports.texts, ...cases.texts]);
    return {
      suite: "indicators",
      n: reports.texts.length + cases.n,
      metrics: {
        ...reports.metrics,
        ...cases.metrics,
        offsetsTrue: share(offsets.right, offsets.all),
        mbPerS: measureSpeed(reports.texts),
      },
      worst: [...cases.faults, ...reports.faults],
    };
  },
};
