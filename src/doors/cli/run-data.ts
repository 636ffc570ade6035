/** `watchfloor data update | list | rollback`: the operator's own reference tables. */
import { resolve } from "node:path";
import { showInvisible } from "#kit/text/show-invisible.ts";
import { systemClock } from "#outside/clock.ts";
import { type ListedTable, listReference, rollbackReference } from "#pipeline/list-reference.ts";
import { type KindUpdate, type UpdateReport, updateReference } from "#pipeline/update-reference.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import type { OpenConfig } from "#terms/config.ts";
import type { ReferenceKind } from "#terms/reference.ts";
import { interrupted } from "./end-well.ts";
import { type ExitCode, exitCodes, unfinished } from "./exit-codes.ts";
import { openConfig } from "./open-config.ts";
import type { AddressMapping } from "./read-options.ts";
import { countOf, print, say } from "./say.ts";

export interface DataFlags {
  readonly dir?: string | undefined;
  readonly json: boolean;
}

const dataConfig = async (dir: string | undefined): Promise<OpenConfig["data"]> => {
  const { data } = await openConfig();
  return dir === undefined ? data : { ...data, dir: resolve(dir) };
};

const told = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (cause) {
    throw cause instanceof WrongUse ? unfinished(`data: ${cause.message}`) : cause;
  }
};

const printJson = (value: unknown): Promise<void> => print(`${JSON.stringify(value, null, 2)}\n`);

const outcomes: Readonly<Record<KindUpdate["outcome"], string>> = {
  saved: "saved and in force",
  same: "nothing has changed",
  would_be_saved: "would be saved (dry run)",
  shrinks: "not saved",
  not_saved: "not saved",
};

const dated = ({ version, date }: { version: string; date?: string | undefined }): string =>
  date === undefined ? version : `${version} of ${date}`;

const signs = { added: "+", removed: "-", changed: "~", withdrawn: "!" } as const;
const changeNames = ["added", "removed", "changed", "withdrawn"] as const;

const sectionLines = (update: KindUpdate): string[] =>
  update.changes.sections.flatMap((section) => {
    const counts = changeNames.filter((name) => section[name].count > 0);
    if (counts.length === 0) return [];
    const head = counts.map((name) => `${section[name].count} ${name}`).join(", ");
    const examples = counts.map((name) => {
      const { count, examples: few } = section[name];
      return `      ${signs[name]} ${few.join("; ")}${count > few.length ? "; …" : ""}`;
    });
    return [`    ${section.section}: ${section.before} → ${section.after} rows; ${head}`, ...examples];
  });

const updateLines = (update: KindUpdate): string[] => [
  `${update.kind}: ${update.before === undefined ? "none" : dated(update.before)} → ${dated(update.after)}: ${outcomes[update.outcome]}`,
  ...(update.detail === undefined ? [] : [`    ${update.detail}`]),
  ...sectionLines(update),
  ...update.remarks.map((remark) => `    remark: ${remark}`),
  ...(update.after.notice === undefined ? [] : [`    ${update.after.notice}`]),
];

const aliasesShown = 10;

const ambiguityLines = ({ ambiguous }: UpdateReport): string[] => {
  if (ambiguous === undefined) return [];
  const { all, fresh } = ambiguous;
  return [
    `aliases with several owners, never resolved in silence: ${all}, ${fresh.length} of them new`,
    ...fresh.slice(0, aliasesShown).map(({ alias, owners }) => `    ${alias}: ${owners.join(", ")}`),
    ...(fresh.length > aliasesShown ? [`    … and ${fresh.length - aliasesShown} more; --json lists all`] : []),
  ];
};

const refusedShown = 20;

const codeOf = ({ updates, refused, losses }: UpdateReport): ExitCode => {
  if (updates.length === 0) return exitCodes.unfinished;
  const isWhole = updates.every(({ outcome }) => outcome !== "shrinks" && outcome !== "not_saved");
  return isWhole && refused.length + losses.length === 0 ? exitCodes.fine : exitCodes.findings;
};

export const runDataUpdate = async (
  flags: DataFlags & {
    readonly inputs: readonly string[];
    readonly dryRun: boolean;
    readonly acceptShrink: boolean;
    readonly maps: readonly AddressMapping[];
  },
): Promise<ExitCode> => {
  const { inputs, dryRun, acceptShrink, maps } = flags;
  const data = await dataConfig(flags.dir);
  const report = await told(() => updateReference({ inputs, maps, data, dryRun, acceptShrink, signal: interrupted }));
  if (flags.json) await printJson(report);
  else {
    const lines = [...report.updates.flatMap(updateLines), ...ambiguityLines(report)];
    await print(showInvisible(lines.map((line) => `${line}\n`).join("")));
  }
  for (const { item, detail } of report.losses.slice(0, refusedShown)) say(`${item}: ${detail}`);
  for (const { item, reason } of report.refused.slice(0, refusedShown)) say(`${item}: ${reason}`);
  const unread = report.refused.length + report.losses.length;
  if (unread > 2 * refusedShown) say(`… ${unread} refused or not read in all; --json lists them`);
  if (report.updates.length === 0) say("data: Expected at least one official list but found none.");
  return codeOf(report);
};

const listLines = (table: ListedTable): string[] => {
  if (table.inForce === "none") return [`${table.kind}: none`];
  const facts = [
    table.inForce === "yours" ? "yours" : "shipped",
    `version ${table.version}`,
    ...(table.date === undefined ? [] : [`of ${table.date}`]),
    ...(table.ageDays === undefined ? [] : [`${countOf(table.ageDays, "day")} old`]),
    countOf(table.rows ?? 0, "row"),
  ];
  return [
    `${table.kind}: ${facts.join(", ")}`,
    `    ${table.publisher}; ${table.licence}`,
    ...(table.notice === undefined ? [] : [`    ${table.notice}`]),
    ...(table.from === undefined ? [] : [`    saved ${table.savedAt} from ${table.from.join(", ")}`]),
    ...table.before.map(({ version, savedAt }) => `    before: version ${version}, saved ${savedAt}`),
  ];
};

export const runDataList = async (flags: DataFlags): Promise<ExitCode> => {
  const { dir } = await dataConfig(flags.dir);
  const tables = await told(() => listReference(dir, systemClock.now()));
  if (flags.json) await printJson(tables);
  else
    await print(
      showInvisible(
        tables
          .flatMap(listLines)
          .map((line) => `${line}\n`)
          .join(""),
      ),
    );
  return exitCodes.fine;
};

const isShipped = (kind: ReferenceKind): boolean => kind === "attack" || kind === "galaxy" || kind === "warninglists";

export const runDataRollback = async (flags: DataFlags & { readonly kind: ReferenceKind }): Promise<ExitCode> => {
  const { kind, json } = flags;
  const { dir } = await dataConfig(flags.dir);
  const now = await told(() => rollbackReference(dir, kind));
  const otherwise = isShipped(kind) ? "shipped" : "none";
  if (json) await printJson({ kind, inForce: now === null ? otherwise : "yours", version: now?.version ?? null });
  else say(`${kind}: ${now === null ? otherwise : `version ${now.version}, saved ${now.savedAt}`}`);
  return exitCodes.fine;
};
