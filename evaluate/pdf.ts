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

export const suite: Suite = {
  name: "pdf",
  run: async ({ dataDir }) => {
    const folder = folderOf(dataDir);
    if (folder === undefined) return { suite: "pdf", n: 0, metrics: { recall: null }, worst: [] };
    const list = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected[];
    const all: Count = { found: 0, total: 0 };
    const full: Count = { found: 0, total: 0 };
    const kinds = new Map<string, Count>();
    const worst: unknown[] = [];
    let titles = 0;
    let n = 0;
    for (const { file, consensus } of list) {
      if (!existsSync(join(folder, file))) continue;
      n += 1;
      const bytes = readFileSync(join(folder, file));
      const url = `file:///${file}`;
      const retrievedAt = "2100-01-01T00:00:00Z";
      const reading = await readPdf(
        { requestedUrl: url, url, bytes, sha256: sha256Hex(bytes), retrievedAt },
        { url, firstSeenAt: retrievedAt },
      );
      if (!reading.ok) worst.push({ file, fault: reading.error });
      const text = refang(reading.ok ? reading.value.article.text : "");
      const everything = refang(reading.ok ? reading.value.fullText : "");
      if (reading.ok && /\p{L}{4}/u.test(reading.value.article.title)) titles += 1;
      for (const [kind, values] of Object.entries(consensus)) {
        const count = kinds.get(kind) ?? { found: 0, total: 0 };
        kinds.set(kind, count);
        const missed = values.filter((value) => !stands(text, value));
        count.total += values.length;
        count.found += values.length - missed.length;
        full.total += values.length;
        full.found += values.filter((value) => stands(everything, value)).length;
        if (missed.length > 0) worst.push({ file, kind, missed: missed.slice(0, 10), of: values.length });
      }
    }
    for (const count of kinds.values()) {
      all.found += count.found;
      all.total += count.total;
    }
    return {
      suite: "pdf",
      n,
      metrics: {
        recall: share(all),
        recallFullText: share(full),
        byKind: Object.fromEntries([...kinds].map(([kind, count]) => [kind, share(count)])),
        titles: n === 0 ? null : titles / n,
      },
      worst: worst.slice(0, 20),
    };
  },
};
