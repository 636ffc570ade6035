/** `watchfloor serve`: makes an edition, or opens one, and shows it in the browser on this machine. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "#outside/log.ts";
import type { Desk } from "#pipeline/index.ts";
import { keepMade } from "#pipeline/steps/keep-board.ts";
import { readKept } from "#pipeline/steps/keep-edition.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { deskViewer } from "#terms/person.ts";
import type { PeopleDoor } from "../api/people-door.ts";
import { createServer, type Door, openDoor } from "../api/server.ts";
import { shelfOf } from "../api/shelf.ts";
import type { BriefInput } from "./call-pipeline.ts";
import { type DeskConfig, deliveryOn, inForceOn, openDeskConfig } from "./desk-config.ts";
import { type DeskLog, openDeskLog } from "./desk-log.ts";
import { doorOf } from "./door-of.ts";
import { finishWhenInterrupted } from "./end-well.ts";
import { openExampleDay } from "./example-day.ts";
import { unfinished } from "./exit-codes.ts";
import { outliveStore } from "./outlive-store.ts";
import { countOf, print, say } from "./say.ts";
import { sayEdition } from "./say-edition.ts";
import { tellServer } from "./say-store.ts";
import { openPeopleDoor, saySetUpLink } from "./serve-people.ts";

const webFolder = fileURLToPath(new URL("../../../dist/web", import.meta.url));

export interface ServeOptions extends BriefInput {
  /** An edition already made, as JSON. */
  readonly edition?: string | undefined;
  readonly port: number;
  /** False: what is made is shown and not kept. */
  readonly store: boolean;
  /** False: sources are left to `watchfloor work`. */
  readonly work: boolean;
}

/** An edition given as a file is shown as it is; everything else belongs on record. */
const openRecord = async ({ edition, store, port }: ServeOptions, deskLog: DeskLog): Promise<Desk | undefined> => {
  if (!store || edition !== undefined) return undefined;
  const { holdOpen } = await import("./with-desk.ts");
  return holdOpen({ name: `serve on port ${port}`, onServer: tellServer(deskLog) });
};

const openEdition = async (path: string): Promise<Edition> => {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw unfinished(`${path}: Expected a readable file but found: ${cause instanceof Error ? cause.message : cause}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unfinished(`${path}: Expected JSON but found something else.`);
  }
  const parsed = editionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw unfinished(`${path}: Expected an edition but found at ${first?.path.join(".")}: ${first?.message}`);
};

const editionFor = async (options: ServeOptions, desk: Desk | undefined): Promise<Edition> => {
  if (options.edition !== undefined) return openEdition(options.edition);
  if (options.inputs.length === 0) return openExampleDay(desk);
  say(`Making the edition from ${options.inputs.length === 1 ? "1 input" : `${options.inputs.length} inputs`}`);
  const { callPipeline, requireArticles, sayLosses } = await import("./call-pipeline.ts");
  const made = await callPipeline(options, desk);
  requireArticles(made, options.inputs);
  sayLosses(made.losses);
  if (desk !== undefined) await keepMade(desk.store, made);
  return made.edition;
};

const listen = async (door: Door, port: number, host: string): Promise<string> => {
  try {
    return await openDoor(door, port, host);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "EADDRINUSE") {
      throw unfinished(
        `Port ${port} is taken by another program. Stop it, or choose another: --port ${port + 1} (npm start -- --port ${port + 1}).`,
      );
    }
    if (code === "EACCES") throw unfinished(`Port ${port} may not be opened by this user. Choose one above 1023.`);
    throw cause;
  }
};

interface Opened {
  readonly edition: Edition | undefined;
  readonly door: Door;
  readonly address: string;
}

/** A desk with sources of its own shows what is on record; any other shows what it was given, or the example day. */
const firstEdition = async (
  options: ServeOptions,
  desk: Desk | undefined,
  configured: DeskConfig,
): Promise<Edition | undefined> => {
  if (desk === undefined || options.inputs.length > 0 || (await inForceOn(desk, configured).sources()).length === 0)
    return editionFor(options, desk);
  const latest = await desk.store.findEdition("latest", deskViewer);
  return latest === undefined ? undefined : readKept(desk.store, latest, deskViewer);
};

const openServer = async (
  options: ServeOptions,
  desk: Desk | undefined,
  configured: DeskConfig,
  log: Log,
  people: PeopleDoor | undefined,
): Promise<Opened> => {
  const edition = await firstEdition(options, desk, configured);
  const door = await createServer(
    desk === undefined
      ? { shelf: shelfOf(edition === undefined ? [] : [edition]), webFolder, log }
      : { ...doorOf(desk, configured), webFolder, log, ...(people === undefined ? {} : { people }) },
  );
  return {
    edition,
    door,
    address: await listen(door, options.port, desk === undefined ? "127.0.0.1" : configured.config.door.listen),
  };
};

/** Resolves when the door is open; it closes on Ctrl-C, and work and store with it. */
export const runServe = async (options: ServeOptions): Promise<Door> => {
  const configured = await openDeskConfig();
  const deskLog = openDeskLog();
  const desk = await openRecord(options, deskLog);
  finishWhenInterrupted(async () => desk?.close());
  const people = await openPeopleDoor(desk, configured.config).catch(async (cause: unknown) => {
    await desk?.close();
    throw cause;
  });
  const { edition, door, address } = await openServer(options, desk, configured, deskLog.log, people).catch(
    async (cause: unknown) => {
      await desk?.close();
      throw cause;
    },
  );
  const isWorking = desk !== undefined && options.work;
  const sending =
    desk !== undefined && options.work
      ? await (await import("./start-delivery.ts")).startDelivery(desk, deliveryOn(desk, configured), deskLog)
      : undefined;
  const work = isWorking ? await (await import("./start-work.ts")).startWork(desk, configured, deskLog) : undefined;
  const letEnd = outliveStore(deskLog.log);
  finishWhenInterrupted(async () => {
    door.server.closeAllConnections();
    await door.close();
    await Promise.all([work?.stop(), sending?.stop()]);
    await desk?.close();
    letEnd();
  });
  say(edition === undefined ? "No edition is on record yet." : sayEdition(edition));
  const sources = desk === undefined ? [] : await inForceOn(desk, configured).sources();
  if (work !== undefined && sources.length > 0) say(`Collecting from ${countOf(sources.length, "source")}`);
  if (desk !== undefined) say(`Kept in ${desk.where}`);
  await print(`${address}\n`);
  await saySetUpLink(people, address);
  say("Open that address in a browser. Ctrl-C stops the desk.");
  return door;
};
