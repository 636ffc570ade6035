/** A source as the door shows it. */
import type { SourceVersion } from "#pipeline/settings/source-desk.ts";
import type { SourceHealth } from "#pipeline/steps/source-health.ts";
import { durationText, type Source, type SourceInForce } from "#terms/source.ts";
import type { SourceRow } from "./source-contract.ts";

export type ShownHealth = SourceHealth<Source & Partial<SourceInForce>>;

export const setOf = ({ address, title, every, staleAfter, reliability, tlp, language }: Source) => ({
  address,
  every: durationText(every),
  staleAfter: durationText(staleAfter),
  tlp,
  ...(title === undefined ? {} : { title }),
  ...(reliability === undefined ? {} : { reliability }),
  ...(language === undefined ? {} : { language }),
});

export const presentSource = ({
  source,
  alarms,
  runs,
  articles,
  newestPublishedAt,
  nextAt,
  lost,
}: ShownHealth): SourceRow => {
  const [newest] = runs;
  const { title } = source;
  return {
    ...setOf(source),
    id: source.id,
    title: title ?? source.id,
    ...(title === undefined ? {} : { titleSet: title }),
    origin: source.origin ?? "file",
    ...(source.version === undefined ? {} : { version: source.version }),
    paused: source.paused,
    everyMinutes: source.every / 60_000,
    alarms: [...alarms],
    articles,
    ...(newestPublishedAt === undefined ? {} : { newestPublishedAt }),
    ...(newest === undefined ? {} : { askedAt: newest.startedAt, outcome: newest.outcome }),
    ...(nextAt === undefined ? {} : { nextAt }),
    lost: lost.reduce((sum, { count }) => sum + count, 0),
  };
};

export const presentVersion = ({ version, at, by, source }: SourceVersion) => ({
  version,
  at,
  by,
  ...(source === undefined ? {} : { source: setOf(source) }),
});
