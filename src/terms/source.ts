/** A source that the desk collects by itself, and what its runs say about its health. */
import { z } from "zod";
import { reliabilityWords } from "./admiralty.ts";
import type { Loss } from "./loss.ts";
import { tlpLabels } from "./tlp.ts";

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `6h`, `2d` → milliseconds. */
const durationMs = (least: string, most: string, leastMs: number, mostMs: number) =>
  z
    .string()
    .regex(/^\d{1,4}[mhd]$/, "expected a duration like 30m, 6h or 2d")
    .transform((text) => Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs])
    .refine((ms) => ms >= leastMs && ms <= mostMs, `expected a duration from ${least} to ${most}`);

const letters = Object.keys(reliabilityWords) as [keyof typeof reliabilityWords];

export const sourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected small letters, digits and hyphens"),
  address: z.url({ protocol: /^https?$/, error: "expected an http or https address" }).max(2_000),
  title: z.string().min(1).max(200).optional(),
  every: durationMs("5m", "7d", 300_000, 7 * unitMs.d)
    .prefault("1h")
    .describe("how often the feed is asked"),
  staleAfter: durationMs("1d", "365d", unitMs.d, 365 * unitMs.d)
    .prefault("14d")
    .describe("an alarm when nothing newer was published for so long"),
  reliability: z.enum(letters).optional().describe("Admiralty letter of its outlet, in place of the computed one"),
  tlp: z
    .enum(tlpLabels)
    .default("TLP:CLEAR")
    .describe("who may receive what it brings; a label in an article narrows it"),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, "expected a language like en or de")
    .optional()
    .describe("of its texts, where their own words leave it open"),
  paused: z.boolean().default(false),
});
/** Durations in milliseconds. */
export type Source = z.infer<typeof sourceSchema>;

/** What a person sets of a source; its id is settled once, and whether it is paused is a switch of its own. */
export const settableSourceSchema = sourceSchema.omit({ id: true, paused: true });
export type SettableSource = z.infer<typeof settableSourceSchema>;

/** A source in force. `file`: the operator's, locked here. `here`: set by a person of the desk, in this version. */
export interface SourceInForce extends Source {
  readonly origin: "file" | "here";
  readonly version?: number;
  /** When it was last set, RFC 3339. */
  readonly setAt?: string;
}

/** Milliseconds → `30m`, `6h`, `2d`, as a file would say it. */
export const durationText = (ms: number): string => {
  if (ms % unitMs.d === 0) return `${ms / unitMs.d}d`;
  return ms % unitMs.h === 0 ? `${ms / unitMs.h}h` : `${Math.round(ms / unitMs.m)}m`;
};

/** Of one desk. */
export const mostSources = 5_000;

const repeated = (values: readonly string[]): string | undefined =>
  values.find((value, at) => values.indexOf(value) !== at);

export const sourcesSchema = z
  .strictObject({ sources: z.array(sourceSchema).max(mostSources) })
  .check(({ value, issues }) => {
    for (const key of ["id", "address"] as const) {
      const twice = repeated(value.sources.map((source) => source[key]));
      if (twice !== undefined)
        issues.push({
          code: "custom",
          message: `expected each ${key} once but found ${twice} twice`,
          input: value,
          path: ["sources"],
        });
    }
  });

/** What one asking of a source gave. */
export interface SourceRun {
  /** RFC 3339, UTC, to the millisecond: with the source it names the run. */
  readonly startedAt: string;
  /** `ok`: the feed was read. `unchanged`: it is as it was. `failed`: it gave nothing usable. */
  readonly outcome: "ok" | "unchanged" | "failed";
  /** The address that answered, when it is not the one that was asked. */
  readonly movedTo?: string;
  /** HTTP validators of the feed that was read. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly entries: number;
  /** Articles put on record for the first time. */
  readonly fresh: number;
  /** Articles of this run that stand on the feed's own words because their page gave none. */
  readonly fromFeed: number;
  /** What was lost and why, `Loss.reason` as the closed word. */
  readonly losses: readonly Loss[];
}

/** A run without what it lost, which is counted. */
export interface BriefRun extends Omit<SourceRun, "losses"> {
  readonly lost: number;
}

/** What the newest runs of a source say of its health. */
export interface RunsSummary {
  /** Newest first. */
  readonly runs: readonly BriefRun[];
  /** What was lost in them, by reason, most frequent first. */
  readonly lost: readonly { readonly reason: string; readonly count: number; readonly example: string }[];
  /** Pages that held no text to read. */
  readonly shells: number;
  /** Of them, those of which the feed's own words were read instead. */
  readonly shellsFed?: number;
  /** One of them, and why. */
  readonly shell?: string;
  /** The last loss of the newest run. */
  readonly failure?: string;
  /** How the newest run that read the feed found it cut short. */
  readonly cut?: string;
}

/** What is on record of nothing yet. */
export const noRuns: RunsSummary = { runs: [], lost: [], shells: 0 };

export const alarmTypes = ["failing", "silent", "shell", "stale", "truncated", "off_topic", "moved"] as const;

export interface Alarm {
  readonly type: (typeof alarmTypes)[number];
  /** One sentence with its evidence: what was expected, what was found, since when. */
  readonly because: string;
}
