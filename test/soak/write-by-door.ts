/**
 * A client of the desk's API while its process is killed: each write names a key and is sent again under it, with the same
 * body, until there is an answer. What was acknowledged is remembered, to be looked for in the end.
 */
import { setTimeout as sleep } from "node:timers/promises";

export interface Door {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Tally {
  /** Unique words of what was acknowledged. */
  readonly acknowledged: Set<string>;
  /** Unique words of what was refused, which must not be on record. */
  readonly refused: Set<string>;
  /** Unique words of everything that was ever sent. */
  readonly sent: Set<string>;
  readonly reasons: Map<string, number>;
  retries: number;
  replayed: number;
}

export const newTally = (): Tally => ({
  acknowledged: new Set(),
  refused: new Set(),
  sent: new Set(),
  reasons: new Map(),
  retries: 0,
  replayed: 0,
});

const waitMs = 150;

/** Nothing while nobody answers. */
export const readByDoor = async <T>({ base, headers }: Door, path: string): Promise<T | undefined> => {
  try {
    const answer = await fetch(new URL(path, base), { headers, signal: AbortSignal.timeout(20_000) });
    return answer.ok ? ((await answer.json()) as T) : undefined;
  } catch {
    return undefined;
  }
};

interface Heard {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly replayed: boolean;
}

const sendOnce = async (
  { base, headers }: Door,
  path: string,
  key: string,
  body: unknown,
): Promise<Heard | undefined> => {
  try {
    const answer = await fetch(new URL(path, base), {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: JSON.parse(text) as Record<string, unknown>,
      replayed: answer.headers.has("idempotency-replayed"),
    };
  } catch {
    return undefined; // Refused, or cut off on the way: it may have been done.
  }
};

const isDone = (detail: unknown): boolean => String(detail).startsWith("This was done,");
const isPassing = ({ status, body }: Heard): boolean =>
  status >= 500 || status === 429 || (status === 409 && String(body.detail).startsWith("The same request"));

/**
 * @param words stand in the body, and nowhere else
 * @returns the answer; nothing when it was refused, or its answer was lost with the process that gave it
 */
export const writeByDoor = async (
  door: Door,
  tally: Tally,
  { path, body, words }: { readonly path: string; readonly body: unknown; readonly words: string },
  isOver: () => boolean,
): Promise<Record<string, unknown> | undefined> => {
  tally.sent.add(words);
  for (let tries = 0; tries < 400 || !isOver(); tries += 1) {
    if (tries > 0) {
      tally.retries += 1;
      await sleep(waitMs);
    }
    const heard = await sendOnce(door, path, `soak-${words.replaceAll(" ", "-")}`, body);
    if (heard === undefined || isPassing(heard)) continue;
    if (heard.replayed) tally.replayed += 1;
    const wasDone = heard.status === 409 && isDone(heard.body.detail);
    if (heard.status < 300 || wasDone) {
      tally.acknowledged.add(words);
      return wasDone ? undefined : heard.body;
    }
    tally.refused.add(words);
    const reason = `${heard.status} ${String(heard.body.detail).slice(0, 90)}`;
    tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
    return undefined;
  }
  return undefined;
};
