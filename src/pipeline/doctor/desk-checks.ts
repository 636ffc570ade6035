/**
 * The checks of a desk: store, documents, room, time, sources, secrets, profiles, mail, lists, hooks, outbox. The
 * configuration is looked at by whoever reads it.
 */
import { sha256Hex } from "#kit/hash.ts";
import { freeSpace } from "#outside/free-space.ts";
import type { SecretKeyState } from "#outside/secret-key.ts";
import type { Store } from "#store/index.ts";
import { deskViewer } from "#terms/person.ts";
import type { Source } from "#terms/source.ts";
import { lookAtAuthenticators } from "../people/seal-authenticators.ts";
import { judgeReadiness } from "../steps/judge-readiness.ts";
import { readHealth } from "../steps/source-health.ts";
import { type DeliveryPatient, deliveryChecks } from "./delivery-checks.ts";
import { type Check, type Found, finding, fine, unset } from "./examine.ts";
import { type ProfilePatient, profileChecks } from "./profile-checks.ts";

export interface Patient extends DeliveryPatient, ProfilePatient {
  readonly store: Store;
  /** Where the store is, without its password. */
  readonly where: string;
  readonly sources: readonly Source[];
  readonly stateDir: string;
  readonly secretKey: SecretKeyState;
  readonly diskFloorBytes: number;
  readonly now: () => Date;
}

const documentsLookedAt = 40;
const mebibyte = 1024 * 1024;
const dayMs = 86_400_000;

const checkStore = async ({ store, where }: Patient): Promise<Found[]> => {
  const [state, version] = await Promise.all([store.operations.state(), store.serverVersion()]);
  const failing = state.jobs.filter((job) => job.state === "failing");
  return [
    fine(`PostgreSQL ${version} answers at ${where}.`),
    state.migration === state.shippedMigration
      ? fine(`Its tables are at ${state.migration}, which is this version's.`)
      : finding(
          `Expected its tables at ${state.shippedMigration} but found ${state.migration}.`,
          "Start the version that belongs to these tables, or start this one once: it brings them on.",
        ),
    ...failing.map(({ task, count }) =>
      finding(
        `${count} of the jobs “${task}” failed and wait to be tried again.`,
        "The log of `work` or `serve` says why, under work.job_failed.",
      ),
    ),
  ];
};

/** A sample by chance: bytes must be those that they were named after. */
const checkDocuments = async ({ store }: Patient): Promise<Found[]> => {
  const sample = await store.operations.sampleDocuments(documentsLookedAt);
  const damaged = sample.filter(({ sha256, bytes }) => sha256Hex(bytes) !== sha256);
  if (sample.length === 0) return [unset("No document is on record yet.")];
  return damaged.length === 0
    ? [fine(`${sample.length} documents, taken by chance, are byte for byte what they were.`)]
    : [
        finding(
          `${damaged.length} of ${sample.length} documents are not what they were, such as ${damaged[0]?.sha256}.`,
          "The disk or the database is damaged: stop the desk, see to the disk, restore the last backup.",
        ),
      ];
};

const checkRoom = async (patient: Patient): Promise<Found[]> => {
  const space = await freeSpace(patient.stateDir);
  const [reason] = judgeReadiness({ ...patient, state: undefined, space, now: patient.now() }).filter(
    ({ check }) => check === "disk",
  );
  if (reason !== undefined)
    return [finding(reason.because, "Make room, lower operations.diskFloorMiB, or set a retention policy.")];
  return space === undefined
    ? [unset(`The system does not tell the room on the disk of ${patient.stateDir}.`)]
    : [fine(`${Math.floor(space.freeBytes / mebibyte)} MiB are free for ${patient.stateDir}.`)];
};

const checkTime = async (patient: Patient): Promise<Found[]> => {
  const state = await patient.store.operations.state();
  const now = patient.now();
  const reasons = judgeReadiness({ ...patient, state, space: undefined, now });
  const clock = reasons.find(({ check }) => check === "clock");
  const edition = reasons.find(({ check }) => check === "edition");
  const ahead = Date.parse(state.newestEditionAsOf ?? "") - now.getTime() > 3_600_000;
  return [
    clock === undefined
      ? fine("The clock of this machine and that of the store agree.")
      : finding(clock.because, "Let a time service (systemd-timesyncd, chrony) set both."),
    ...(ahead
      ? [
          finding(
            `The newest edition is as of ${state.newestEditionAsOf}, which lies ahead.`,
            "The clock was ahead when it was made, or is behind now: set it, and see whether that edition should be corrected.",
          ),
        ]
      : []),
    ...(edition === undefined
      ? []
      : [finding(edition.because, "See that a `work` or `serve` runs, and what its log says under work.job_failed.")]),
  ];
};

const toDoOf: Readonly<Record<string, string>> = {
  failing: "See whether its address still holds; take it out, or pause it: `watchfloor sources pause`.",
  silent: "See its feed in a browser: it may have moved, or list by another address.",
  shell: "Its pages need a browser: look for a feed with full texts.",
  stale: "See whether the outlet still publishes; raise staleAfter when it publishes seldom.",
  truncated: "Look for a feed with full texts, or accept the feed's own words.",
  off_topic: "Name a feed of its security section.",
  moved: "Change its address to the one that answers.",
};

const checkSources = async ({ store, sources, now }: Patient): Promise<Found[]> => {
  if (sources.length === 0) return [unset("No source is configured.")];
  const health = await readHealth(store, sources, now().toISOString(), deskViewer);
  const active = health.filter(({ source }) => !source.paused);
  if (active.length === 0) return [unset("Every source is paused.")];
  const never = active.filter(({ runs }) => runs.length === 0);
  const late = active.filter(
    ({ source, runs: [newest] }) =>
      newest !== undefined && now().getTime() - Date.parse(newest.startedAt) > Math.max(2 * source.every, 2 * dayMs),
  );
  const because = (count: number, what: string): string => `${count} of ${sources.length} sources ${what}`;
  const alarms = health.flatMap(({ source, alarms: list }) =>
    list.map(({ type, because: why }) => finding(`${source.id}: ${type}: ${why}`, toDoOf[type] ?? "See the source.")),
  );
  return [
    ...(never.length === 0
      ? []
      : [
          finding(
            because(never.length, `were never asked, such as ${never[0]?.source.id}.`),
            "Start `watchfloor work`.",
          ),
        ]),
    ...(late.length === 0
      ? []
      : [
          finding(
            because(late.length, `were not asked for two days and more, such as ${late[0]?.source.id}.`),
            "See that a `work` or `serve` runs with this configuration.",
          ),
        ]),
    ...alarms,
    ...(never.length + late.length + alarms.length === 0
      ? [fine(because(active.length, "are asked and bring what they should."))]
      : []),
  ];
};

const putBack = "Put back the key that the desk had";

/** Whether what the store holds sealed can be opened here. */
const checkSecrets = async ({ store, secretKey }: Patient): Promise<Found[]> => {
  const { key, fault, path, isOpenToOthers } = secretKey;
  const { all, plain, lost } = await lookAtAuthenticators(store.people, key);
  const some = (logins: readonly string[]): string => `${logins.length} of ${all} authenticators (${logins[0]} …)`;
  const found = [
    ...(fault === undefined ? [] : [finding(fault, `${putBack}; it is in no backup.`)]),
    ...(isOpenToOthers ? [finding(`Other users of this machine can read ${path}.`, `chmod 600 ${path}`)] : []),
    ...(lost.length === 0
      ? []
      : [
          finding(
            `${some(lost)} cannot be opened with the key in ${path}.`,
            `${putBack}, or let them in anew: watchfloor people reset LOGIN --without-factors.`,
          ),
        ]),
    ...(plain.length === 0
      ? []
      : [finding(`${some(plain)} are not sealed yet.`, "Start `watchfloor serve` once: it seals them.")]),
  ];
  if (found.length > 0) return found;
  return all === 0
    ? [unset("Nobody has an authenticator.")]
    : [fine(`${all} authenticators are sealed and can be opened. Keep a copy of ${path}: it is in no backup.`)];
};

export const deskChecks = (patient: Patient): readonly Check[] => [
  { name: "store", run: () => checkStore(patient) },
  { name: "documents", run: () => checkDocuments(patient) },
  { name: "disk", run: () => checkRoom(patient) },
  { name: "time", run: () => checkTime(patient) },
  { name: "sources", run: () => checkSources(patient) },
  { name: "secrets", run: () => checkSecrets(patient) },
  ...profileChecks(patient),
  ...deliveryChecks(patient),
];
