/**
 * What the lists of authorities hold of the CVEs an edition tells of: one line a CVE, each fact with its list and its day.
 * The lines rest on the operator's reference tables, not on an article; without such tables there are none.
 */
import type { VulnerabilityRecord } from "#terms/vulnerability-record.ts";
import { longDay } from "../tell/print-date.ts";
import { type DraftSection, type DraftSentence, link } from "./draft.ts";

const group = "On record";
const mostLines = 8;

const day = (iso: string): string => longDay(iso, true, false);

const partsOf = ({ exploited, epss, cvss, rejected }: VulnerabilityRecord): string[] => [
  ...(rejected === undefined ? [] : [`its CVE record was rejected (updated ${day(rejected.updated)})`]),
  ...(exploited === undefined
    ? []
    : [
        `known to be exploited, in CISA’s catalogue since ${day(exploited.added)}` +
          `${exploited.due === undefined ? "" : `, due ${day(exploited.due)}`}` +
          `${exploited.ransomware ? ", with use in ransomware campaigns" : ""} (catalogue ${exploited.catalogue})`,
      ]),
  ...(epss === undefined ? [] : [`EPSS ${epss.score}, percentile ${epss.percentile} (FIRST, ${day(epss.date)})`]),
  ...(cvss === undefined
    ? []
    : [`CVSS ${cvss.version} ${cvss.score.toFixed(1)} (CVE record, updated ${day(cvss.updated)})`]),
];

const isTold = (sentence: DraftSentence): boolean => sentence.kind === "fact";

/** @param sections what is told, in the order of reading */
export const writeOnRecord = (
  sections: readonly DraftSection[],
  records: ReadonlyMap<string, VulnerabilityRecord> | undefined,
): readonly DraftSentence[] => {
  if (records === undefined || records.size === 0) return [];
  const told = sections.flatMap(({ sentences }) => sentences).filter(isTold);
  const ids = new Set(told.flatMap(({ text }) => text.match(/CVE-\d{4}-\d{4,19}/g) ?? []));
  return [...ids]
    .flatMap((id) => records.get(id) ?? [])
    .slice(0, mostLines)
    .map((record) => link(`${record.id}: ${partsOf(record).join("; ")}.`, { group }));
};
