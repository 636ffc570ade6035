/** Each step as a line of the log: what it was given, what it gave on, what it dropped and why. */
import type { Log } from "#outside/log.ts";
import type { Loss } from "#terms/loss.ts";
import type { EditionRecord } from "#terms/record.ts";
import type { Source, SourceRun } from "#terms/source.ts";
import { order } from "../order.ts";

const countBy = <T>(items: readonly T[], wordOf: (item: T) => string): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(wordOf(item), (counts.get(wordOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const droppedAt = (losses: readonly Loss[], step: Loss["step"]): Record<string, number> =>
  countBy(
    losses.filter((loss) => loss.step === step),
    (loss) => loss.reason,
  );

export const logRun = (log: Log, source: Source, run: SourceRun, ms: number): void => {
  const { outcome, entries, fresh, losses } = run;
  const about = { source: source.id, outcome };
  const write = outcome === "failed" ? log.warn : log.info;
  write("collect.feed_fetched", { ...about, in: 1, out: entries, dropped: droppedAt(losses, "collect"), ms });
  if (outcome === "ok") log.info("read.pages_read", { ...about, out: fresh, dropped: droppedAt(losses, "read") });
};

/** @param id absent: nothing was kept, because there was nothing to tell */
export const logEdition = (
  log: Log,
  record: EditionRecord,
  losses: readonly Loss[],
  about: { readonly id?: string | undefined; readonly ms: number },
): void => {
  const { articles, claims, stories, assessments, edition } = record;
  const aside = stories.flatMap(({ excluded }) => excluded ?? []);
  const told = stories.length - aside.length;
  const claimed = [...claims.values()].reduce((sum, list) => sum + list.length, 0);
  const sentences = edition.sections.reduce((sum, section) => sum + section.sentences.length, 0);
  const counts: Readonly<Partial<Record<(typeof order)[number]["step"], readonly [number, number]>>> = {
    read: [edition.record?.read ?? articles.length, articles.length],
    extract: [articles.length, claimed],
    corroborate: [articles.length, told],
    assess: [told, assessments.length],
    brief: [told, sentences],
  };
  for (const { step } of order) {
    const count = counts[step];
    if (count === undefined) continue;
    const [given, out] = count;
    const dropped = {
      ...(step === "publish" || step === "follow" ? {} : droppedAt(losses, step)),
      ...(step === "corroborate" ? countBy(aside, ({ reason }) => `story_${reason}`) : {}),
      ...(step === "brief" ? edition.record?.unphrased : {}),
    };
    log.info(`${step}.done`, { step, in: given, out, dropped });
  }
  const failed = edition.gates.filter((gate) => !gate.passed).map((gate) => gate.id);
  log.info("brief.edition_made", {
    ...(about.id === undefined ? { outcome: "nothing_to_tell" } : { outcome: "kept", edition: about.id }),
    ms: about.ms,
    dropped: Object.fromEntries(failed.map((gate) => [`gate_${gate}`, 1])),
  });
};
