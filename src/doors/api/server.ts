/**
 * The HTTP door: editions as JSON, the edition as a file, the web. Read only.
 *
 * Each request passes, in order: Host and page it comes from, gate (who asks, may they), rate limits, schema, answer. Answers are checked against the contract;
 * what it does not name is left out. The policy allows no inline script or style; the one HTML file with a style
 * inside is sent with the policy that names its hash.
 */
import { existsSync } from "node:fs";
import cookie from "@fastify/cookie";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { type Log, noLog } from "#outside/log.ts";
import { printPdf } from "#outside/print/print-pdf.ts";
import type { Review } from "#pipeline/steps/review-draft.ts";
import { findTrouble, type Store, type StoreTrouble } from "#store/index.ts";
import type { Paper } from "#terms/config.ts";
import { addGuards, limitEachPerson } from "./add-guards.ts";
import { answerOnce } from "./answer-once.ts";
import { addAuditRoutes } from "./audit-routes.ts";
import { addDeliveryRoutes, type DeliveryDoor } from "./delivery-routes.ts";
import { addEditionRoutes } from "./edition-routes.ts";
import { addFeedRoutes } from "./feed-routes.ts";
import { addFirstRunRoutes, type FirstRunDoor } from "./first-run-routes.ts";
import { addGate, type Identify, identifyNobody } from "./gate.ts";
import { addHealthRoutes } from "./health-routes.ts";
import { addHooksRoutes } from "./hooks-routes.ts";
import { addLeaveRoutes } from "./leave-routes.ts";
import { addLiveRoutes, type LiveDoor, nothingChanges } from "./live-routes.ts";
import { describeRequest, logRequests } from "./log-requests.ts";
import { addMailRoutes } from "./mail-routes.ts";
import { addMakingRoutes, type MakingDoor } from "./making-routes.ts";
import { addMeasures, type MeasuredDesk } from "./measure-requests.ts";
import { addOperationsRoutes, type OperationsDoor } from "./operations-routes.ts";
import { addPdfRoutes, type Print } from "./pdf-routes.ts";
import { identifyBy, type PeopleDoor } from "./people-door.ts";
import { addPeopleRoutes } from "./people-routes.ts";
import { answerProblem, isPerson } from "./problem.ts";
import { makeRef } from "./request-ref.ts";
import { addReviewRoutes, type PreviewReceivers } from "./review-routes.ts";
import { addScoreRoutes } from "./score-routes.ts";
import { addSearchRoutes, type Finder } from "./search-routes.ts";
import { addSettingsRoutes, type SettingsDoor } from "./settings-routes.ts";
import type { Shelf } from "./shelf.ts";
import { addSourceKeeping, type SourcesDoor } from "./source-keep-routes.ts";
import { addSourceRoutes, type ReadHealth } from "./source-routes.ts";
import { addTriageRoutes, type TriageDoor } from "./triage-routes.ts";
import { addWebRoutes } from "./web-routes.ts";
import { addWeightsRoutes } from "./weights-routes.ts";

export interface ServerOptions {
  /** Editions on record; asked anew on every request. */
  readonly shelf: Shelf;
  /** Health of the sources that the desk collects; default: it collects none. */
  readonly health?: ReadHealth;
  /** What people set of the sources; default: the desk keeps nothing. */
  readonly sources?: SourcesDoor;
  /** Searches what is on record; default: nothing is. */
  readonly finder?: Finder;
  /** Prints an edition's HTML file as PDF; default: the host's chromium. */
  readonly print?: Print;
  /** Paper of a PDF where who asks names none; default A4. */
  readonly paper?: Paper;
  /** Folder of the built web; without it the API answers alone. */
  readonly webFolder?: string;
  /** From one address, and by one person. */
  readonly requestsPerMinute?: number;
  /** The audit chain; default: the desk keeps none. */
  readonly audit?: Store["audit"];
  /** Tells what changes as it changes; default: nothing ever changes. */
  readonly live?: LiveDoor;
  /** Keeps answers to writes that name a key; default: a key counts for nothing. */
  readonly answers?: Store["answers"];
  /** Where people find the desk besides this machine: `https://desk.example`. */
  readonly address?: string | undefined;
  /** Addresses or networks of proxies whose word on who asks, and for which host, is taken; default: none. */
  readonly trustedProxies?: readonly string[];
  /** What is told of the desk's own work; default: of this process alone. */
  readonly measured?: MeasuredDesk;
  /** The ledger, tasks, and what people do with sources; default: the desk keeps nothing. */
  readonly operations?: OperationsDoor;
  /** Default: nothing is logged. */
  readonly log?: Log;
  /** Who asks; default: nobody is known and everyone on this machine reads. */
  readonly identify?: Identify;
  /** People of the desk; default: it knows none. Says who asks, unless `identify` does. */
  readonly people?: PeopleDoor;
  /** Drafts and their approval, opened when first asked for; default: there are none. */
  readonly review?: () => Promise<Review>;
  /** Who would get a text; default: nobody is set up. */
  readonly receivers?: PreviewReceivers;
  /** Stories to decide on; default: none. */
  readonly triage?: TriageDoor;
  /** What people set on the desk; default: nothing can be. */
  readonly settings?: SettingsDoor;
  /** Editions that people ask for; default: none are made. */
  readonly making?: MakingDoor;
  /** How far the desk is set up; default: nobody is told. */
  readonly firstRun?: FirstRunDoor;
  /** What leaves the desk; default: nothing is told of it. */
  readonly delivery?: DeliveryDoor;
}

export type Door = FastifyInstance;

const portOf = (door: Door): number | undefined => {
  const address = door.server.address();
  return typeof address === "object" && address !== null ? address.port : undefined;
};

/** Builds the door without opening it; `openDoor` listens. */
export const createServer = async (options: ServerOptions): Promise<Door> => {
  const log = options.log ?? noLog;
  const door = fastify({
    logger: false,
    genReqId: makeRef,
    requestIdHeader: false,
    routerOptions: { maxParamLength: 200 },
    // Each route that takes more says so.
    bodyLimit: 1024,
    trustProxy: [...(options.trustedProxies ?? [])].length === 0 ? false : [...(options.trustedProxies ?? [])],
  });
  door.setValidatorCompiler(validatorCompiler);
  door.setSerializerCompiler(serializerCompiler);
  door.setErrorHandler(async (error, request, reply) => {
    const trouble = findTrouble(error);
    const status = trouble === undefined ? errorStatus(error) : troubles[trouble].status;
    if (status >= 500) log.error("http.request_failed", { ...describeRequest(request), status }, error);
    if (trouble === "away" || trouble === "crowded") reply.header("retry-after", String(storeAgainSeconds));
    await answerProblem(reply, status, detailOf(error, status, request.id, trouble));
  });
  logRequests(door, log);
  await door.register(cookie);
  const { requestsPerMinute = 600, address } = options;
  await addGuards(door, { own: () => ({ port: portOf(door), address }), requestsPerMinute });
  const { people } = options;
  const identify = options.identify ?? (people === undefined ? identifyNobody : identifyBy(people));
  addGate(door, identify);
  limitEachPerson(door, requestsPerMinute);
  if (options.answers !== undefined) answerOnce(door, options.answers);
  const measures = addMeasures(door, options.measured);
  await door.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "Watchfloor", version: "1", description: "The desk's editions." } },
    transform: jsonSchemaTransform,
  });
  await door.register(async (routes) => addScoreRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.shelf));
  await door.register(async (routes) => addEditionRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.shelf));
  await door.register(async (routes) =>
    addPdfRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.shelf, options.print ?? printPdf, options.paper),
  );
  await door.register(async (routes) => addFeedRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.shelf));
  await door.register(async (routes) =>
    addSourceRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.health ?? (async () => []), options.sources),
  );
  await door.register(async (routes) => addSourceKeeping(routes.withTypeProvider<ZodTypeProvider>(), options.sources));
  await door.register(async (routes) =>
    addOperationsRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.operations),
  );
  await door.register(async (routes) => addPeopleRoutes(routes, people));
  const { audit, live } = options;
  await door.register(async (routes) =>
    addLiveRoutes(routes.withTypeProvider<ZodTypeProvider>(), live ?? nothingChanges, identify),
  );
  if (audit !== undefined)
    await door.register(async (routes) => addAuditRoutes(routes.withTypeProvider<ZodTypeProvider>(), audit));
  await door.register(async (routes) =>
    addReviewRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.review, options.receivers),
  );
  const { delivery } = options;
  if (delivery !== undefined) {
    await door.register(async (routes) => addDeliveryRoutes(routes.withTypeProvider<ZodTypeProvider>(), delivery));
    const { tools, now } = delivery;
    if (tools !== undefined)
      await door.register(async (routes) => {
        addMailRoutes(routes.withTypeProvider<ZodTypeProvider>(), tools, now);
        addHooksRoutes(routes.withTypeProvider<ZodTypeProvider>(), tools, now);
      });
    await door.register(async (routes) => addLeaveRoutes(routes.withTypeProvider<ZodTypeProvider>(), delivery));
  }
  const { settings, making, firstRun } = options;
  await door.register(async (routes) => addFirstRunRoutes(routes.withTypeProvider<ZodTypeProvider>(), firstRun));
  if (making !== undefined)
    await door.register(async (routes) =>
      addMakingRoutes(routes.withTypeProvider<ZodTypeProvider>(), making, options.triage?.desk),
    );
  if (settings !== undefined)
    await door.register(async (routes) => {
      addSettingsRoutes(routes.withTypeProvider<ZodTypeProvider>(), settings);
      addWeightsRoutes(routes.withTypeProvider<ZodTypeProvider>(), settings);
    });
  await door.register(async (routes) => addSearchRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.finder));
  await door.register(async (routes) =>
    addHealthRoutes(routes.withTypeProvider<ZodTypeProvider>(), measures, options.measured?.readiness),
  );
  await door.register(async (routes) => addTriageRoutes(routes.withTypeProvider<ZodTypeProvider>(), options.triage));
  const hasWeb = options.webFolder !== undefined && existsSync(options.webFolder);
  if (hasWeb) {
    await door.register(fastifyStatic, { root: options.webFolder, serve: false });
    addWebRoutes(door);
  }
  door.setNotFoundHandler(async (request, reply) => {
    // A person who mistyped an address gets the desk's own page, which says so; a program gets its answer.
    if (hasWeb && isPerson(request)) return reply.code(404).header("cache-control", "no-cache").sendFile("index.html");
    return answerProblem(reply, 404, `Nothing stands at ${request.url.slice(0, 200)}.`);
  });
  return door;
};

const storeAgainSeconds = 5;

/** What is no fault of the desk's, and passes: whoever asks is told what to do. */
const troubles: Readonly<Record<StoreTrouble, { readonly status: number; readonly detail: string }>> = {
  away: {
    status: 503,
    detail: "The desk's store does not answer just now. The desk goes on trying by itself: try again in a moment.",
  },
  crowded: {
    status: 503,
    detail: "The desk's store has more to do than it can just now. Nothing was changed: try again in a moment.",
  },
  full: {
    status: 507,
    detail: "The disk of the desk's store is full, and nothing was changed. Whoever runs the desk has to make room.",
  },
};

const errorStatus = (error: unknown): number => {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 ? status : 500;
};

const detailOf = (error: unknown, status: number, ref: string, trouble: StoreTrouble | undefined): string => {
  if (trouble !== undefined) return troubles[trouble].detail;
  return status >= 500 ? `The desk could not answer. Its log says why, under Ref ${ref}.` : messageOf(error);
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : "The request is not as expected.";

/** Port 0 takes a free one. @returns the address to type on this machine. */
export const openDoor = async (door: Door, port: number, host = "127.0.0.1"): Promise<string> => {
  await door.listen({ host, port });
  return `http://127.0.0.1:${portOf(door) ?? port}`;
};
