/**
 * Suite `logs`: log formats other than EVTX against goldens and pairs.
 *
 * Data: archives `detection/*linux-audit-syslog*`, `*zeek*`, `*derived-ecs*`, `*ocsf-examples*`. How each metric is counted:
 * - `audit`: of the values in go-libaudit's goldens (`X.log` beside `X.log.golden`, one record a line; `X.yaml` beside
 *   `X.json.golden`, records joined to one event), the share that we hold under the same name: type, sequence, time, data and
 *   the process. Where we keep a number and its name, either counts. `X.log_structured.csv` of audit logs: type and stamp.
 * - `zeek`: of the lines of a TSV log and a JSON log of one name, the share of pairs equal in every field.
 * - `ecs`: of line-aligned pairs of a flat and an ECS log, the share in which every name that the ECS record's `event_data`
 *   has, and event id, channel, provider and host, reads the same on both sides, and both are the same log source.
 * - `ocsf`: of raw records and their OCSF form (`X.raw`, `X.ocsf`), the share of common Sigma names that read the same on both
 *   sides; a side that cannot be read counts as one name that does not.
 * - `syslog`: of the syslog lines (`*.raw`, and `message` of `*syslog*.ndjson`), the share whose time, host, tag and text are
 *   those that a plain pattern finds.
 */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Check, judgeAudit } from "./logs/judge-audit.ts";
import { judgeEcs } from "./logs/judge-ecs.ts";
import { judgeOcsf } from "./logs/judge-ocsf.ts";
import { judgeSyslog } from "./logs/judge-syslog.ts";
import { judgeZeek } from "./logs/judge-zeek.ts";
import { readTar, type TarFile } from "./read-tar.ts";
import type { Suite } from "./suite.ts";

const filesOf = async (dataDir: string, part: string): Promise<TarFile[]> => {
  const folder = join(dataDir, "detection");
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.includes(part) && /\.(?:tar(?:\.\w+)?|tgz)$/.test(name));
  return (await Promise.all(names.sort().map((name) => readTar(join(folder, name))))).flat();
};

const share = (checks: readonly Check[]): number | null =>
  checks.length === 0 ? null : checks.filter(({ passed }) => passed).length / checks.length;

export const suite: Suite = {
  name: "logs",
  run: async ({ dataDir }) => {
    const linux = await filesOf(dataDir, "linux-audit-syslog");
    const ocsfFiles = await filesOf(dataDir, "ocsf-examples");
    const lanes = await filesOf(dataDir, "perf-lanes");
    const audit = judgeAudit(linux);
    const zeek = judgeZeek(await filesOf(dataDir, "zeek"));
    const ecs = judgeEcs(await filesOf(dataDir, "derived-ecs"));
    const ocsf = judgeOcsf(ocsfFiles);
    const syslog = judgeSyslog([...linux, ...ocsfFiles, ...lanes]);
    const all = [audit, zeek, ecs, ocsf, syslog];
    return {
      suite: "logs",
      n: all.reduce((sum, checks) => sum + checks.length, 0),
      metrics: { audit: share(audit), zeek: share(zeek), ecs: share(ecs), ocsf: share(ocsf), syslog: share(syslog) },
      worst: all.flatMap((checks) => checks.filter(({ passed }) => !passed).slice(0, 6)).slice(0, 20),
    };
  },
};
