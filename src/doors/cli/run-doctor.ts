/** `watchfloor doctor`: what is wrong with this desk, and what to do about it. */
import { causeText } from "#kit/cause-text.ts";
import { err, ok } from "#kit/result.ts";
import { readConfig } from "#outside/read-config.ts";
import { readDelivery } from "#outside/read-delivery.ts";
import { readSources } from "#outside/read-sources.ts";
import { lookAtSecretKey } from "#outside/secret-key.ts";
import { stateFolder } from "#outside/state-folder.ts";
import { deskChecks } from "#pipeline/doctor/desk-checks.ts";
import {
  type Check,
  examine,
  type Finding,
  type Found,
  finding,
  fine,
  unfinished,
  unset,
} from "#pipeline/doctor/examine.ts";
import { type Desk, openDesk } from "#pipeline/open-desk.ts";
import { NewerStore } from "#store/index.ts";
import { type Config, configSchema } from "#terms/config.ts";
import type { OpenDelivery } from "#terms/delivery.ts";
import type { Source } from "#terms/source.ts";
import { deliveryOn, inForceOn } from "./desk-config.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { namedConfig } from "./open-config.ts";
import { countOf, drawProgress, endProgress, print, say } from "./say.ts";

interface Configured {
  readonly config: Config;
  readonly sources: readonly Source[];
  /** Of the file; absent without one, and while it cannot be read. */
  readonly delivery?: OpenDelivery;
  readonly isDeliveryBroken: boolean;
  readonly found: readonly Found[];
}

const put = "Put right what it names; docs/CONFIG.md explains every key.";

/** Faults of the files are findings like any other: what can be looked at without them is looked at. */
const readConfigured = async (): Promise<Configured> => {
  const read = await readConfig(namedConfig());
  const config = read.ok ? read.value : configSchema.parse({});
  const found: Found[] = read.ok
    ? [
        fine(
          namedConfig() === undefined
            ? "No configuration is named; the defaults hold."
            : "The configuration can be read.",
        ),
      ]
    : read.error.map((fault) => finding(fault, put));
  const sources = config.sources === undefined ? undefined : await readSources(config.sources);
  if (sources?.ok === false) found.push(...sources.error.map((fault) => finding(fault, put)));
  const delivery = config.delivery === undefined ? undefined : await readDelivery(config.delivery, config.door.address);
  if (delivery?.ok === false) found.push(...delivery.error.map((fault) => finding(fault, put)));
  return {
    config,
    sources: sources?.ok === true ? sources.value : [],
    isDeliveryBroken: delivery?.ok === false,
    ...(delivery?.ok === true ? { delivery: delivery.value } : {}),
    found,
  };
};

const todoOf = (cause: unknown): string => {
  if (cause instanceof NewerStore)
    return "Run the version that wrote it; or restore, into an empty store, the backup that was made before the upgrade.";
  return "See that the server runs and the address in DATABASE_URL is right, or the log of the embedded one.";
};

const noStore = (cause: unknown): Check[] => [
  {
    name: "store",
    run: async () => [
      unfinished(causeText(cause), todoOf(cause instanceof Error ? cause.cause : undefined)),
      unset("Documents, time and sources cannot be looked at without the store."),
    ],
  },
];

const signs: Readonly<Record<Found["outcome"], string>> = {
  fine: "fine  ",
  unset: "-     ",
  finding: "WRONG ",
  unfinished: "UNSAID",
};

const tell = async (findings: readonly Finding[]): Promise<void> => {
  for (const { check, outcome, because, todo } of findings) {
    await print(`${signs[outcome]} ${check}: ${because}\n`);
    if (todo !== undefined) await print(`       Do: ${todo}\n`);
  }
};

const codeOf = (findings: readonly Finding[]): ExitCode => {
  if (findings.some(({ outcome }) => outcome === "unfinished")) return exitCodes.unfinished;
  return findings.some(({ outcome }) => outcome === "finding") ? exitCodes.findings : exitCodes.fine;
};

const onCheck = (name: string, done: number): void => drawProgress({ step: `looking at ${name}`, done });

const openOrSay = (): Promise<{ readonly desk: Desk } | { readonly cause: unknown }> =>
  openDesk({ name: "doctor", as: "use" }).then(
    (desk) => ({ desk }),
    (cause: unknown) => ({ cause }),
  );

/** What is in force: the files, and beside them what people set. What cannot be read is a finding, and the files stand alone. */
const patientOf = async (desk: Desk, { found: _found, isDeliveryBroken, ...configured }: Configured) => {
  const { config } = configured;
  const inForce = inForceOn(desk, configured);
  const faults: Found[] = [];
  const orFile = async <T>(read: Promise<T>, ofFile: T): Promise<T> =>
    read.catch((cause: unknown) => {
      faults.push(finding(causeText(cause), "Set it anew in Settings, or start the version that set it."));
      return ofFile;
    });
  const secretKey = await lookAtSecretKey();
  const key = async () =>
    secretKey.key === undefined
      ? err(secretKey.fault ?? `Expected the key of the desk's secrets in ${secretKey.path} but found none.`)
      : ok(secretKey.key);
  const patient = {
    ...desk,
    inForce,
    sources: await orFile<readonly Source[]>(inForce.sources(), configured.sources),
    editions: await orFile(
      inForce.editions().then(({ value }) => value),
      config.editions,
    ),
    ...(isDeliveryBroken ? {} : { delivery: { ...deliveryOn(desk, configured), key } }),
    stateDir: stateFolder(),
    secretKey,
    diskFloorBytes: config.operations.diskFloorMiB * 1024 * 1024,
    now: () => new Date(),
  };
  return { patient, faults };
};

const examineDesk = async (desk: Desk, configured: Configured): Promise<readonly Finding[]> => {
  const { patient, faults } = await patientOf(desk, configured);
  const found = [...configured.found, ...faults];
  return examine([{ name: "configuration", run: async () => found }, ...deskChecks(patient)], onCheck);
};

export const runDoctor = async ({ json }: { readonly json: boolean }): Promise<ExitCode> => {
  const configured = await readConfigured();
  const opened = await openOrSay();
  const findings =
    "cause" in opened
      ? await examine([{ name: "configuration", run: async () => configured.found }, ...noStore(opened.cause)], onCheck)
      : await examineDesk(opened.desk, configured).finally(opened.desk.close);
  endProgress();
  if (json) await print(`${JSON.stringify({ findings }, null, 2)}\n`);
  else await tell(findings);
  const wrong = findings.filter(({ outcome }) => outcome === "finding" || outcome === "unfinished").length;
  say(wrong === 0 ? "Nothing is wrong with this desk." : `${countOf(wrong, "thing")} to see to`);
  return codeOf(findings);
};
