/**
 * The one door to the network. Nothing else in the house opens a connection to an address that a person, a feed or a
 * page has named.
 *
 * Each hop, the first like a redirect, passes the same row of gates: form of the address → map → public address →
 * host still answering → robots.txt → its turn → request. At most five redirects; one time limit for all hops
 * together (waiting for one's turn does not count); a cap on decoded bytes. A fault is a value; nothing is thrown.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { FetchDocument, FetchFault, FetchOptions } from "#terms/collecting.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { type AddressMap, emptyAddressMap } from "./address-map.ts";
import { type Answer, askOnce } from "./ask-once.ts";
import { type Clock, systemClock } from "./clock.ts";
import { explainStatus, holdAskedMs, isRedirect } from "./explain-status.ts";
import { parseWebAddress, type ResolveName } from "./guard-address.ts";
import { createHostLanes, type HostLanes } from "./host-lanes.ts";
import { makeDocument } from "./make-document.ts";
import { type Guard, openGuard } from "./open-guard.ts";
import { everythingAllowed, judgeRobots, type RobotsRules, robotsMaxBytes } from "./robots-rules.ts";

export interface EgressOptions {
  readonly clock?: Clock;
  readonly map?: AddressMap;
  /** `host:port` that may be asked though not public, such as `127.0.0.1:8080`. For tests and own mirrors. */
  readonly allowHosts?: readonly string[];
  readonly resolve?: ResolveName;
  readonly robots?: "obey" | "ignore";
  /** First word of the user agent, and the name looked for in robots.txt. */
  readonly product?: string;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly gapMs?: number;
  /** Addresses under which something may be posted; their hosts may be asked though not public. Default: none. */
  readonly allowPostsUnder?: readonly string[];
  readonly hostsAtOnce?: number;
  /** Milliseconds that never go back; tests hand in their own. */
  readonly elapsedMs?: () => number;
}

export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Decoded bytes of the answer. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Egress {
  readonly fetchDocument: FetchDocument;
  /** Sends a body to an address that was allowed for it, once, following no redirect. The answer has any status. */
  readonly post: (url: string, post: Post) => Promise<Result<Answer, FetchFault>>;
  /** Closes idle connections. Call it when the run is over. */
  readonly close: () => Promise<void>;
}

const maxRedirects = 5;
const robotsTimeoutMs = 8_000;
const accept =
  "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/pdf;q=0.9, */*;q=0.8";

interface KnownRules {
  readonly rules: Promise<Result<RobotsRules, FetchFault>>;
  readonly askedAtMs: number;
  /** Set when they are there. */
  keptForMs: number;
}

/** RFC 9309, 2.4: no longer than a day. What could not be had is asked for again sooner. */
const rulesKeptMs = 24 * 3_600_000;
const noRulesKeptMs = 10 * 60_000;
const mostOrigins = 10_000;

interface Door {
  readonly clock: Clock;
  readonly map: AddressMap;
  readonly guard: Guard;
  readonly lanes: HostLanes;
  readonly obeysRobots: boolean;
  readonly robotsByOrigin: Map<string, KnownRules>;
  readonly elapsedMs: () => number;
  readonly product: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Opens the door: host turns, failures and robots.txt answers are remembered, for hours where a desk works on. */
export const openEgress = (options: EgressOptions = {}): Egress => {
  const elapsedMs = options.elapsedMs ?? (() => performance.now());
  const door: Door = {
    clock: options.clock ?? systemClock,
    map: options.map ?? emptyAddressMap,
    guard: openGuard(options.allowHosts ?? [], options.resolve),
    lanes: createHostLanes({
      hostsAtOnce: options.hostsAtOnce ?? 8,
      gapMs: options.gapMs ?? 200,
      failuresUntilClosed: 3,
      elapsedMs,
    }),
    obeysRobots: options.robots !== "ignore",
    robotsByOrigin: new Map(),
    elapsedMs,
    product: options.product ?? "Watchfloor",
    timeoutMs: options.timeoutMs ?? 20_000,
    maxBytes: options.maxBytes ?? 32 * 1024 * 1024,
  };
  return {
    fetchDocument: (url, fetchOptions) => fetchThrough(door, url, fetchOptions ?? {}),
    post: (url, post) => postThrough(door, options.allowPostsUnder ?? [], url, post),
    close: door.guard.close,
  };
};

/** The same origin, and the path below: `https://host/v1` allows `https://host/v1/chat` and not `https://host/v10`. */
const isUnder = (url: URL, base: string): boolean => {
  if (!URL.canParse(base)) return false;
  const { origin, pathname } = new URL(base);
  return url.origin === origin && `${url.pathname}/`.startsWith(pathname.endsWith("/") ? pathname : `${pathname}/`);
};

const postThrough = async (
  door: Door,
  bases: readonly string[],
  address: string,
  post: Post,
): Promise<Result<Answer, FetchFault>> => {
  const url = parseWebAddress(address);
  if (!url.ok) return url;
  if (!bases.some((base) => isUnder(url.value, base)))
    return err({ type: "blocked_address", message: "Expected an address that was allowed for sending but it is not." });
  return askOnce({
    ...post,
    url: url.value,
    headers: { "user-agent": `${door.product}/0.1`, ...post.headers },
    dispatcher: door.guard.named,
  });
};

const fetchThrough = async (
  door: Door,
  requestedUrl: string,
  options: FetchOptions,
): Promise<Result<RawDocument, FetchFault>> => {
  const seen = new Set<string>();
  let address = requestedUrl;
  let leftMs = door.timeoutMs;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const url = parseWebAddress(address);
    if (!url.ok) return url;
    url.value.hash = "";
    if (seen.has(url.value.href))
      return err({ type: "too_many_redirects", message: "Expected a document but the redirects go in a circle." });
    seen.add(url.value.href);

    const mapped = await door.map.read(url.value, door.maxBytes);
    if (mapped !== undefined)
      return mapped.ok
        ? ok(documentOf(door, requestedUrl, url.value, mapped.value.bytes, { contentType: mapped.value.contentType }))
        : mapped;

    const asked = await askPolitely(door, url.value, leftMs, options);
    if (!asked.ok) return asked;
    const { answer, spentMs } = asked.value;
    leftMs -= spentMs;
    if (!isRedirect(answer)) return conclude(door, requestedUrl, url.value, answer, options);
    const target = redirectTarget(answer, url.value);
    if (!target.ok) return target;
    address = target.value;
    if (leftMs <= 0) return err({ type: "timeout", message: "The time limit was spent on redirects." });
  }
  return err({
    type: "too_many_redirects",
    message: `Expected at most ${maxRedirects} redirects but there were more.`,
  });
};

const documentOf = (
  door: Door,
  requestedUrl: string,
  url: URL,
  bytes: Uint8Array,
  about: { contentType?: string | undefined; etag?: string | undefined; lastModified?: string | undefined },
): RawDocument => makeDocument(bytes, { requestedUrl, url: url.href, retrievedAt: door.clock.now(), ...about });

const conclude = (
  door: Door,
  requestedUrl: string,
  url: URL,
  answer: Answer,
  options: FetchOptions,
): Result<RawDocument, FetchFault> => {
  const isConditional = options.etag !== undefined || options.lastModified !== undefined;
  const fault = explainStatus(answer, isConditional);
  if (fault !== undefined) return err(fault);
  return ok(
    documentOf(door, requestedUrl, url, answer.bytes, {
      contentType: answer.headers.get("content-type") ?? undefined,
      etag: answer.headers.get("etag") ?? undefined,
      lastModified: answer.headers.get("last-modified") ?? undefined,
    }),
  );
};

/** Header values are bytes; addresses in them are UTF-8 in practice. */
const redirectTarget = (answer: Answer, from: URL): Result<string, FetchFault> => {
  const location = Buffer.from(answer.headers.get("location") ?? "", "latin1").toString("utf8");
  if (!URL.canParse(location, from.href))
    return err({ type: "bad_address", message: "Expected an address to be redirected to but it cannot be parsed." });
  return ok(new URL(location, from).href);
};

const askPolitely = async (
  door: Door,
  url: URL,
  leftMs: number,
  options: FetchOptions,
): Promise<Result<{ answer: Answer; spentMs: number }, FetchFault>> => {
  const checked = door.guard.check(url);
  if (!checked.ok) return checked;
  const rules = await rulesFor(door, url);
  if (!rules.ok) return rules;
  if (!rules.value.mayFetch(url))
    return err({ type: "robots_disallowed", message: "The host's robots.txt asks not to read this address." });
  return door.lanes.run(url.host, rules.value.gapMs, async () => {
    const startedMs = performance.now();
    const answer = await askWhileOpen(door, url, {
      timeoutMs: leftMs,
      maxBytes: door.maxBytes,
      headers: conditionsOf(options),
      signal: options.signal,
    });
    return answer.ok ? ok({ answer: answer.value, spentMs: performance.now() - startedMs }) : answer;
  });
};

const conditionsOf = (options: FetchOptions): Readonly<Record<string, string>> => ({
  ...(options.etag === undefined ? {} : { "if-none-match": options.etag }),
  ...(options.lastModified === undefined ? {} : { "if-modified-since": options.lastModified }),
});

interface Terms {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Asks unless the host has failed too often; remembers whether it answered. Called in the host's turn. */
const askWhileOpen = async (door: Door, url: URL, terms: Terms): Promise<Result<Answer, FetchFault>> => {
  if (terms.signal?.aborted === true) return err({ type: "cancelled", message: "The run was stopped." });
  if (door.lanes.isClosed(url.host))
    return err({ type: "host_unavailable", message: `${url.host} failed three times in a row and was left alone.` });
  const heldMs = door.lanes.heldMs(url.host);
  if (heldMs > 0)
    return err({
      type: "rate_limited",
      message: `${url.host} asked to be asked less often and is left alone for ${Math.ceil(heldMs / 1_000)} s more.`,
    });
  const answer = await askOnce({
    url,
    headers: { "user-agent": `${door.product}/0.1`, accept, ...terms.headers },
    dispatcher: door.guard.dispatcherOf(url),
    timeoutMs: terms.timeoutMs,
    maxBytes: terms.maxBytes,
    signal: terms.signal,
  });
  const failed = !answer.ok && (answer.error.type === "timeout" || answer.error.type === "connection_failed");
  door.lanes.report(url.host, !failed);
  if (answer.ok) door.lanes.hold(url.host, holdAskedMs(answer.value));
  return answer;
};

const rulesFor = (door: Door, url: URL): Promise<Result<RobotsRules, FetchFault>> => {
  if (!door.obeysRobots) return Promise.resolve(ok(everythingAllowed));
  const known = door.robotsByOrigin.get(url.origin);
  if (known !== undefined && door.elapsedMs() - known.askedAtMs < known.keptForMs) return known.rules;
  const rules = fetchRobots(door, url.origin);
  const fresh: KnownRules = { rules, askedAtMs: door.elapsedMs(), keptForMs: rulesKeptMs };
  void rules.then(({ ok: isThere }) => {
    if (!isThere) fresh.keptForMs = noRulesKeptMs;
  });
  door.robotsByOrigin.delete(url.origin);
  door.robotsByOrigin.set(url.origin, fresh);
  const [oldest] = door.robotsByOrigin.keys();
  if (door.robotsByOrigin.size > mostOrigins && oldest !== undefined) door.robotsByOrigin.delete(oldest);
  return rules;
};

/** robots.txt of an origin, following up to five redirects through the same gates (RFC 9309, 2.3.1.2). */
const fetchRobots = async (door: Door, origin: string): Promise<Result<RobotsRules, FetchFault>> => {
  let url = new URL("/robots.txt", origin);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const asked = url;
    const answer = await door.lanes.run(asked.host, 0, () =>
      askWhileOpen(door, asked, {
        timeoutMs: Math.min(robotsTimeoutMs, door.timeoutMs),
        maxBytes: robotsMaxBytes,
        headers: {},
      }),
    );
    if (!answer.ok || !isRedirect(answer.value)) return judgeRobots(answer, origin, door.product);
    const target = redirectTarget(answer.value, asked);
    const next = target.ok ? parseWebAddress(target.value) : target;
    const checked = next.ok ? door.guard.check(next.value) : next;
    if (!checked.ok)
      return err({ type: "robots_unreachable", message: `robots.txt leads elsewhere: ${checked.error.message}` });
    url = checked.value;
  }
  return ok(everythingAllowed); // RFC 9309: more than five redirects count as "there is none"
};
