/**
 * Posts one notice to a hook, past the address guard, following no redirect.
 *
 * A webhook carries `Idempotency-Key`, the same at each try, and a signature over time and body, so that its receiver takes
 * a repeated notice once and refuses a replayed one:
 * `Watchfloor-Signature: t=UNIX-SECONDS,v1=hex(HMAC-SHA256(key, t + "." + body))`.
 * Without an answer a webhook is asked again under its key; Slack and Teams know no such key, so there the outcome is
 * `unsure`. What cannot have reached the other side (no address, no connection) may always be tried again.
 */
import { createHmac } from "node:crypto";
import type { FetchFaultType } from "#terms/collecting.ts";
import type { OpenHook, Outcome } from "#terms/delivery.ts";
import { askOnce } from "../ask-once.ts";
import { hostAndPort, parseWebAddress, type ResolveName } from "../guard-address.ts";
import { openGuard } from "../open-guard.ts";
import { openIt } from "./why-closed.ts";

export interface HookDoor {
  readonly allowHosts: readonly string[];
  /** Time of sending, RFC 3339. */
  readonly now: () => string;
  readonly resolve?: ResolveName;
  readonly timeoutMs?: number;
}

export interface Notice {
  readonly deliveryId: string;
  readonly body: string;
}

/** Certainly before anything was read by the other side. */
const neverThere: ReadonlySet<FetchFaultType> = new Set(["name_not_resolved", "blocked_address", "bad_address"]);

const longestAnswer = 64 * 1024;
const longestWaitMs = 24 * 3_600_000;

export const signBody = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;

/** RFC 9110: seconds, or a date. */
export const readRetryAfter = (value: string | null, now: string): number | undefined => {
  if (value === null) return undefined;
  const trimmed = value.trim();
  if (!/^(?:\d{1,9}|[A-Z][a-z]{2}.{10,40})$/.test(trimmed)) return undefined;
  const ms = /^\d+$/.test(trimmed) ? Number(trimmed) * 1_000 : Date.parse(trimmed) - Date.parse(now);
  return Number.isNaN(ms) ? undefined : Math.min(longestWaitMs, Math.max(0, ms));
};

const ofStatus = (status: number, retryAfter: string | null, now: string): Outcome & { readonly gone?: boolean } => {
  const note = `It answered ${status}.`;
  if (status >= 200 && status < 300) return { type: "sent", note };
  if (status === 410)
    return { type: "failed", note: "It answered 410: it is gone, and gets nothing more.", gone: true };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const afterMs = readRetryAfter(retryAfter, now);
    return { type: "later", note, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  return { type: "failed", note: status < 400 ? `It answered ${status}: a redirect, which is not followed.` : note };
};

/** `gone`: the hook said that it is to get nothing more. */
export type HookOutcome = Outcome & { readonly gone?: boolean };

export const postHook = async (
  hook: OpenHook,
  { deliveryId, body }: Notice,
  door: HookDoor,
  signal?: AbortSignal,
): Promise<HookOutcome> => {
  const url = parseWebAddress(hook.url);
  if (!url.ok) return { type: "failed", note: url.error.message };
  const guard = openGuard(door.allowHosts, door.resolve);
  if (!guard.isNamed(url.value) && url.value.protocol !== "https:")
    return { type: "failed", note: "Expected https: only hosts under allowHosts are told anything in the clear." };
  const checked = guard.check(url.value);
  const whatToDo = ` ${openIt(hostAndPort(url.value))}.`;
  if (!checked.ok) return { type: "failed", note: checked.error.message + whatToDo };
  const now = door.now();
  const seconds = Math.floor(Date.parse(now) / 1_000);
  try {
    const answer = await askOnce({
      url: url.value,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Watchfloor/0.1",
        ...(hook.secret === undefined
          ? {}
          : { "idempotency-key": deliveryId, "watchfloor-signature": signBody(hook.secret, seconds, body) }),
      },
      body,
      dispatcher: guard.dispatcherOf(url.value),
      timeoutMs: door.timeoutMs ?? 30_000,
      maxBytes: longestAnswer,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.ok) return ofStatus(answer.value.status, answer.value.headers.get("retry-after"), now);
    if (answer.error.type === "too_large") return { type: "sent", note: "It answered 2xx, with more than is read." };
    const { message, type } = answer.error;
    const isSafe =
      hook.way === "webhook" ||
      neverThere.has(type) ||
      /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|CERT|SELF_SIGNED/.test(message);
    const note = type === "blocked_address" ? message + whatToDo : message;
    return { type: isSafe ? "later" : "unsure", note };
  } finally {
    await guard.close();
  }
};
