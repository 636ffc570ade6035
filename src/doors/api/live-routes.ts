/**
 * What changes, as it changes: server-sent events (HTML Living Standard) of topics and ids, each to whoever may know.
 *
 * An event that was done by somebody carries an id; a browser that comes back with it (`Last-Event-ID`) is told what was
 * done since, or that it must look at everything again. Whoever reads too slowly, or holds too many streams, is let go;
 * a stream ends by itself after a while, so that who asks is looked at again, and at once when something changes about
 * people.
 */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Change } from "#terms/change.ts";
import type { Principal } from "#terms/person.ts";
import { type LiveEvent, liveRoute } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import type { Identify } from "./gate.ts";
import { eventsFor, type Heard } from "./live-events.ts";
import { answerProblem } from "./problem.ts";

export interface LiveDoor {
  /** Hears every change from now on. @returns how to stop */
  readonly listen: (onChange: (change: Change) => void) => Promise<{ readonly stop: () => Promise<void> }>;
  /** Acts after one; nothing when it is not known, or too many came since. */
  readonly since: (hash: string, limit: number) => Promise<readonly Change[] | undefined>;
  /** Of a source that is no longer collected: none. */
  readonly labelOfSource: (id: string) => Promise<string | undefined>;
  readonly limits?: Partial<typeof usualLimits>;
}

const usualLimits = {
  /** Streams of one person, or of one address where nobody is known. */
  ofOne: 8,
  ofAll: 400,
  beatMs: 20_000,
  longestMs: 30 * 60_000,
  /** Bytes that may wait for a reader. */
  waiting: 64 * 1024,
  replayed: 200,
};

/** A desk that shows one edition and keeps nothing. */
export const nothingChanges: LiveDoor = {
  listen: async () => ({ stop: async () => undefined }),
  since: async () => undefined,
  labelOfSource: async () => undefined,
};

interface Stream {
  readonly request: FastifyRequest;
  readonly key: string;
  readonly send: (text: string) => void;
  readonly end: () => void;
  /** What came while it is looked up what was missed: told after that, and nothing twice. */
  held: Heard[] | undefined;
}

const write = (event: LiveEvent, id: string | undefined): string =>
  `${id === undefined ? "" : `id: ${id}\n`}event: change\ndata: ${JSON.stringify(event)}\n\n`;

const everything = write({ topic: "all" }, undefined);

const isHash = (text: unknown): text is string => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);

const keyOf = ({ via, id }: Principal, ip: string): string => (via === "open" ? `address ${ip}` : `person ${id}`);

const changesPeople = (change: Change): boolean =>
  change.kind === "gap" || (change.kind === "act" && ["person", "session", "token"].includes(change.object.type));

export const addLiveRoutes = (door: Routes, live: LiveDoor, identify: Identify): void => {
  const limits = { ...usualLimits, ...live.limits };
  const streams = new Set<Stream>();

  /** One whose label cannot be read is told to nobody. */
  const labelled = async (change: Change): Promise<Heard> => {
    if (change.kind !== "source" || streams.size === 0) return change;
    const tlp = await live.labelOfSource(change.id).catch(() => undefined);
    return tlp === undefined ? change : { ...change, tlp };
  };
  const tell = (stream: Stream, change: Heard): void => {
    const id = change.kind === "act" ? change.hash : undefined;
    for (const event of eventsFor(change, stream.request.principal)) stream.send(write(event, id));
  };
  const catchUp = (stream: Stream, missed: readonly Change[] | undefined): void => {
    const held = stream.held ?? [];
    stream.held = undefined;
    if (missed === undefined || held.length > limits.replayed) {
      stream.send(everything);
      return;
    }
    const told = new Set(missed.map((change) => (change.kind === "act" ? change.hash : undefined)));
    const since = held.filter((change) => change.kind !== "act" || !told.has(change.hash));
    for (const change of [...missed, ...since]) tell(stream, change);
  };
  /** Whoever may no longer listen is let go before they hear of it. */
  const lookAgain = async (stream: Stream): Promise<void> => {
    const principal = await identify(stream.request).catch(() => undefined);
    const isSame = principal !== undefined && keyOf(principal, stream.request.ip) === stream.key;
    if (!isSame || !principal.may.has("edition.read")) return stream.end();
    stream.request.principal = principal;
  };
  // One after the other: what was committed first is told first.
  let last: Promise<void> = Promise.resolve();
  const onChange = (change: Change): void => {
    last = last.then(async () => {
      if (changesPeople(change)) await Promise.all([...streams].map(lookAgain));
      const heard = await labelled(change);
      for (const stream of streams) {
        if (stream.held === undefined) tell(stream, heard);
        else stream.held.push(heard);
      }
    });
  };

  let listening: ReturnType<LiveDoor["listen"]> | undefined;
  const beat = setInterval(() => {
    for (const { send } of streams) send(": beat\n\n");
  }, limits.beatMs);
  beat.unref();
  door.addHook("preClose", async () => {
    clearInterval(beat);
    for (const { end } of streams) end();
    await (await listening?.catch(() => undefined))?.stop();
  });

  const open = (request: FastifyRequest): { readonly stream: Stream; readonly body: Readable } => {
    const body = new Readable({ read: () => undefined, highWaterMark: limits.waiting });
    const stream: Stream = {
      request,
      key: keyOf(request.principal, request.ip),
      // A reader that does not keep up comes back and is told what it missed.
      send: (text) => {
        if (!body.destroyed && !body.push(text) && body.readableLength > limits.waiting) body.destroy();
      },
      end: () => {
        streams.delete(stream);
        if (!body.destroyed) body.push(null);
      },
      held: [],
    };
    const ends = setTimeout(stream.end, limits.longestMs);
    ends.unref();
    body.once("close", () => {
      clearTimeout(ends);
      streams.delete(stream);
    });
    return { stream, body };
  };

  const refuse = (reply: FastifyReply, status: number, detail: string): Promise<FastifyReply> => {
    reply.header("retry-after", "30");
    return answerProblem(reply, status, detail);
  };

  door.get(
    liveRoute.path,
    { config: { access: "edition.read" }, schema: { summary: liveRoute.summary } },
    async (request, reply) => {
      const key = keyOf(request.principal, request.ip);
      if (streams.size >= limits.ofAll)
        return refuse(reply, 503, "Expected fewer streams of changes. Ask again later.");
      if ([...streams].filter((one) => one.key === key).length >= limits.ofOne)
        return refuse(reply, 429, `Expected at most ${limits.ofOne} streams of changes at once.`);
      listening ??= live.listen(onChange).catch((cause: unknown) => {
        listening = undefined;
        throw cause;
      });
      const { stream, body } = open(request);
      streams.add(stream);
      try {
        await listening;
        stream.send("retry: 3000\n\n");
        const from = request.headers["last-event-id"];
        const isNamed = isHash(from) || from === undefined;
        catchUp(stream, isHash(from) ? await live.since(from, limits.replayed) : isNamed ? [] : undefined);
      } catch (cause) {
        body.destroy();
        throw cause;
      }
      reply.header("x-accel-buffering", "no");
      return reply.type("text/event-stream; charset=utf-8").send(body);
    },
  );
};
