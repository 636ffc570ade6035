/**
 * Suite `pdf`: values of `expected.json` (CVE and ATT&CK ids, MD5, SHA-1, SHA-256, IPv4) that stand in the text read.
 *
 * `recall`: found over expected, all files together, in the citable text (`article.text`). `recallFullText`: the same in
 * everything the file says. `byKind`: recall for each kind. `titles`: share of files with a title of four letters or more.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "#kit/hash.ts";
import { readPdf } from "../src/intel/read/pages/read-pdf.ts";
import type { Suite } from "./suite.ts";

interface Expected {
  readonly file: string;
  readonly consensus: Readonly<Record<string, readonly string[]>>;
}

interface Count {
  found: number;
  total: number;
}

const share = ({ found, total }: Count): number | null =>
  total === 0 ? null : Math.round((found / total) * 10_000) / 10_000;

/** Stands in the text as a value of its own: no digit or letter runs on. */
const stands = (text: string, value: string): boolean => {
  const lower = value.toLowerCase();
  for (let at = text.indexOf(lower); at >= 0; at = text.indexOf(lower, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.slice(at + lower.length, at + lower.length + 2);
    if (!/[a-z0-9]/.test(before) && !/^[a-z0-9]/.test(after) && !/^\.\d/.test(after)) return true;
  }
  return false;
};

const refang = (text: string): string => text.toLowerCase().replaceAll("[.]", ".").replaceAll("(.)", ".");

const folderOf = (dataDir: string): string | undefined => {
  const reporting = join(dataDir, "reporting");
  if (!existsSync(reporting)) return undefined;
  return readdirSync(reporting)
    .sort()
    .map((name) => join(reporting, name))
    .find((folder) => existsSync(join(folder, "expected.json")));
};

interface Tally {
  readonly full: Count;
  readonly kinds: Map<string, Count>;
  readonly worst: unknown[];
  titles: number;
  n: number;
}

const readFile = async (folder: string, file: string) => {
  const bytes = Uint8Array.from(readFileSync(join(folder, file)));
  const url = `file:///${file}`;
  const retrievedAt = "2100-01-01T00:00:00Z";
  return readPdf(
    { requestedUrl: url, url, bytes, sha256: sha256Hex(bytes), retrievedAt },
    { url, firstSeenAt: retrievedAt },
  );
};

const measure = async (folder: string, { file, consensus }: Expected, tally: Tally): Promise<void> => {
  const reading = await readFile(folder, file);
  tally.n += 1;
  if (!reading.ok) tally.worst.push({ file, fault: reading.error });
  const text = refang(reading.ok ? reading.value.article.text : "");
  const everything = refang(reading.ok ? reading.value.fullText : "");
  if (reading.ok && /\p{L}{4}/u.test(reading.value.article.title)) tally.titles += 1;
  for (const [kind, values] of Object.entries(consensus)) {
    const count = tally.kinds.get(kind) ?? { found: 0, total: 0 };
    tally.kinds.set(kind, count);
    const missed = values.filter((value) => !stands(text, value));
    count.total += values.length;
    count.found += values.length - missed.length;
    tally.full.total += values.length;
    tally.full.found += values.filter((value) => stands(everything, value)).length;
    if (missed.length > 0) tally.worst.push({ file, kind, missed: missed.slice(0, 10), of: values.length });
  }
};

export const suite: Suite = {
  name: "pdf",
  run: async ({ dataDir }) => {
    const folder = folderOf(dataDir);
    if (folder === undefined) return { suite: "pdf", n: 0, metrics: { recall: null }, worst: [] };
    const list = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected[];
    const tally: Tally = { full: { found: 0, total: 0 }, kinds: new Map(), worst: [], titles: 0, n: 0 };
    for (const expected of list) if (existsSync(join(folder, expected.file))) await measure(folder, expected, tally);
    const all: Count = { found: 0, total: 0 };
    for (const count of tally.kinds.values()) {
      all.found += count.found;
      all.total += count.total;
    }
    return {
      suite: "pdf",
      n: tally.n,
      metrics: {
        recall: share(all),
        recallFullText: share(tally.full),
        byKind: Object.fromEntries([...tally.kinds].map(([kind, count]) => [kind, share(count)])),
        titles: tally.n === 0 ? null : tally.titles / tally.n,
      },
      worst: tally.worst.slice(0, 20),
    };
  },
};
