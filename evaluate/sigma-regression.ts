/**
 * Suite `sigma-regression`: SigmaHQ's regression cases, each rule on the events recorded for it.
 *
 * Data: every `detection/*sigma-regression*` archive (`<rule>/info.yml` beside an EVTX file and its JSON) and the rules of
 * `detection/*sigma-rules*`, or the folder given with `--rules`. Events are read from the EVTX, where it gives none from
 * the JSON; a case that lists no test is read from the file beside its `info.yml`. All rules are loaded into one engine.
 * Metrics: `passed`, cases on whose events the rule under test fires at least as often as `info.yml` says (once when it
 * does not say); `total`; `falseOnOthers`, pairs of a rule under test and another case's events on which it fires too
 * (recordings of related behaviour are rightly among them); `loadFaults`, errors and unsupported rules.
 */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { compileEngine, type Engine, loadRules, type RuleFile } from "../src/defend/detect/index.ts";
import { observeAll } from "../src/defend/observe/index.ts";
import type { Event } from "../src/terms/event.ts";
import { matchingFiles } from "./read-json-lines.ts";
import { readTar, type TarFile } from "./read-tar.ts";
import type { Suite } from "./suite.ts";

interface Info {
  readonly rule_metadata: readonly { readonly id: string; readonly title: string }[];
  readonly regression_tests_info: readonly { readonly path: string; readonly match_count?: number | undefined }[];
}

interface RegressionCase {
  readonly ruleId: string;
  readonly path: string;
  readonly least: number;
  readonly events: readonly Event[];
}

const textOf = (file: TarFile): string => Buffer.from(file.bytes).toString("utf8");

const archives = async (dataDir: string, pattern: string): Promise<TarFile[]> =>
  (await Promise.all((await matchingFiles(dataDir, pattern)).map(readTar))).flat();

const isRule = (path: string): boolean => /\.ya?ml$/.test(path) && /(?:^|\/)rules[^/]*\//.test(path);

const readRules = async (dataDir: string, rulesDir: string | undefined): Promise<RuleFile[]> => {
  if (rulesDir === undefined) {
    const files = await archives(dataDir, "detection/*sigma-rules*");
    return files.filter(({ path }) => isRule(path)).map((file) => ({ path: file.path, text: textOf(file) }));
  }
  const files: RuleFile[] = [];
  for await (const path of glob("**/*.{yml,yaml}", { cwd: rulesDir }))
    files.push({ path, text: await readFile(join(rulesDir, path), "utf8") });
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
};

const eventsOf = (file: TarFile | undefined): readonly Event[] =>
  file === undefined ? [] : observeAll(file.bytes, { file: file.path }).events;

const readCases = (files: readonly TarFile[]): RegressionCase[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const cases: RegressionCase[] = [];
  for (const file of files.filter(({ path }) => path.endsWith("/info.yml"))) {
    const info = parse(textOf(file)) as Info | null;
    const [rule] = info?.rule_metadata ?? [];
    const root = file.path.slice(0, file.path.lastIndexOf("/"));
    const beside = files.filter(({ path }) => path.startsWith(`${root}/`) && path !== file.path);
    const unlisted = beside.slice(0, 1).map(({ path }) => ({ path, match_count: undefined }));
    for (const test of info?.regression_tests_info ?? unlisted) {
      const name = test.path.slice(test.path.lastIndexOf("/") + 1);
      const fromEvtx = eventsOf(byPath.get(`${root}/${name}`));
      const json = byPath.get(`${root}/${name.replace(/\.[^.]+$/, ".json")}`);
      const events = fromEvtx.length > 0 ? fromEvtx : eventsOf(json);
      if (rule !== undefined) cases.push({ ruleId: rule.id, path: root, least: test.match_count ?? 1, events });
    }
  }
  return cases;
};

/** How often each rule fires on the events of a case. */
const firesOn = (engine: Engine, events: readonly Event[]): Map<string, number> => {
  const fires = new Map<string, number>();
  for (const event of events)
    for (const { rule } of engine.match(event)) fires.set(rule.id, (fires.get(rule.id) ?? 0) + 1);
  return fires;
};

export const suite: Suite = {
  name: "sigma-regression",
  run: async ({ dataDir, rulesDir }) => {
    const cases = readCases(await archives(dataDir, "detection/*sigma-regression*"));
    const loaded = loadRules(await readRules(dataDir, rulesDir));
    const engine = compileEngine(loaded.rules);
    const fires = cases.map(({ events }) => firesOn(engine, events));
    const failed = cases.filter(({ ruleId, least }, index) => (fires[index]?.get(ruleId) ?? 0) < least);
    const tested = new Set(cases.map(({ ruleId }) => ruleId));
    let falseOnOthers = 0;
    for (const [index, found] of fires.entries())
      for (const ruleId of found.keys()) if (tested.has(ruleId) && ruleId !== cases[index]?.ruleId) falseOnOthers += 1;
    const none = cases.length === 0 || loaded.rules.length === 0;
    return {
      suite: "sigma-regression",
      n: cases.length,
      metrics: {
        passed: none ? null : cases.length - failed.length,
        total: none ? null : cases.length,
        falseOnOthers: none ? null : falseOnOthers,
        loadFaults: loaded.faults.filter(({ severity }) => severity === "error").length + loaded.unsupported.length,
      },
      worst: failed.slice(0, 20).map(({ ruleId, path, least, events }) => ({
        ruleId,
        path,
        loaded: loaded.rules.some(({ id }) => id === ruleId),
        events: events.length,
        expected: least,
      })),
    };
  },
};
