/**
 * Suite `verdicts`: whether the verdict follows the author's own marking, over `extraction/ioc` of the data folder.
 *
 * - `benignFlagged`: share of `unmarked_domains` (names the author of a report left undefanged) whose verdict, wherever they are found,
 *   is reference, benign, victim, publisher or shared infrastructure. A name that is not found as an observable counts as flagged only
 *   if it stands in the text as part of something else (then nobody is shown it as an indicator).
 * - `maliciousLowered`: share of gold indicators (domain, url, ipv4 and digests of both report sets) whose every mention is lowered: reference,
 *   benign, victim or publisher, or, for a URL, shared infrastructure. Those not found are not counted.
 * - the same on the text with marks undone, where only headings, words and lists speak: `benignFlaggedFanged`, `maliciousLoweredFanged`.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findObservables, judgeObservables } from "../src/intel/extract/index.ts";
import type { ObservableVerdict } from "../src/terms/mention.ts";
import type { Suite } from "./suite.ts";

interface Report {
  readonly id: string;
  readonly text: string;
  readonly text_fanged?: string;
  readonly gold: Readonly<Record<string, readonly string[]>>;
  readonly unmarked_domains?: readonly string[];
}

const scored = ["ipv4", "domain", "url", "md5", "sha1", "sha256", "sha512"];
const normal = (value: string): string => value.replace(/\/+$/, "").toLowerCase();
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e5) / 1e5;

const readReports = async (dataDir: string, name: string): Promise<Report[]> => {
  const path = join(dataDir, "extraction", "ioc", name);
  if (!existsSync(path)) return [];
  const text = await readFile(path, "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Report);
};

const hostOfUrl = (url: string): string =>
  /^[a-z0-9+.-]+:\/\/(?:[^@/]*@)?([^/:?#]*)/i.exec(url)?.[1] ?? url.split(/[/:?]/)[0] ?? "";

/** Verdicts by `type value`; hosts of URLs and e-mails carry the verdict of what holds them, as `host value`. */
const verdictsOf = (text: string): Map<string, ObservableVerdict[]> => {
  const byKey = new Map<string, ObservableVerdict[]>();
  const add = (key: string, verdict: ObservableVerdict): void => {
    byKey.set(key, [...(byKey.get(key) ?? []), verdict]);
  };
  for (const mention of judgeObservables(text, findObservables(text, {}))) {
    if (mention.kind !== "observable" || mention.verdict === undefined) continue;
    add(`${mention.type} ${normal(mention.value)}`, mention.verdict);
    if (mention.type === "domain") add(`host ${normal(mention.value)}`, mention.verdict);
    if (mention.type === "url" && !mention.defanged) add(`host ${normal(hostOfUrl(mention.value))}`, mention.verdict);
  }
  return byKey;
};

const raised = (is: ObservableVerdict["is"]): boolean => is === "indicator" || is === "unknown";

interface Counts {
  benign: number;
  flagged: number;
  malicious: number;
  lowered: number;
}

const count = (reports: readonly Report[], field: "text" | "text_fanged", worst: unknown[]): Counts => {
  const counts: Counts = { benign: 0, flagged: 0, malicious: 0, lowered: 0 };
  for (const report of reports) {
    const text = report[field] ?? report.text;
    const verdicts = verdictsOf(text);
    for (const name of report.unmarked_domains ?? []) {
      counts.benign += 1;
      const found = verdicts.get(`host ${normal(name)}`) ?? [];
      const isRaised = found.some(({ is }) => raised(is));
      if (isRaised)
        worst.push({ id: report.id, field, notFlagged: name, reasons: found.flatMap(({ reasons }) => reasons) });
      else counts.flagged += 1;
    }
    for (const type of scored) {
      for (const value of report.gold[type] ?? []) {
        const found = verdicts.get(`${type} ${normal(value)}`);
        if (found === undefined) continue;
        counts.malicious += 1;
        const isLowered = found.every(({ is }) => !raised(is) && !(is === "shared_infrastructure" && type !== "url"));
        if (!isLowered) continue;
        counts.lowered += 1;
        worst.push({
          id: report.id,
          field,
          lowered: value.slice(0, 120),
          is: found[0]?.is,
          reasons: found.flatMap(({ reasons }) => reasons).slice(0, 2),
        });
      }
    }
  }
  return counts;
};

export const suite: Suite = {
  name: "verdicts",
  run: async ({ dataDir }) => {
    const unit42 = await readReports(dataDir, "reports-unit42.jsonl");
    const eset = await readReports(dataDir, "reports-eset.jsonl");
    const worst: unknown[] = [];
    const fangedWorst: unknown[] = [];
    const written = count([...unit42, ...eset], "text", worst);
    const fanged = count(unit42, "text_fanged", fangedWorst);
    return {
      suite: "verdicts",
      n: written.benign + written.malicious,
      metrics: {
        benignFlagged: share(written.flagged, written.benign),
        maliciousLowered: share(written.lowered, written.malicious),
        benignFlaggedFanged: share(fanged.flagged, fanged.benign),
        maliciousLoweredFanged: share(fanged.lowered, fanged.malicious),
      },
      worst: [...worst.slice(0, 14), ...fangedWorst.slice(0, 6)],
    };
  },
};
