/**
 * What was read and what was not: every record that cannot be read is counted by reason, and the first few are kept with
 * their place and the start of what stood there.
 */
import type { LogFormat } from "./log-format.ts";

export interface UnreadSample {
  readonly reason: string;
  /** Bytes from the start of the stream, once unpacked. */
  readonly offset: number;
  readonly detail: string;
}

export interface ObserveReport {
  readonly format: LogFormat;
  readonly bytes: number;
  readonly events: number;
  /** Records that are there and could not be read. */
  readonly unread: number;
  readonly unreadByReason: Readonly<Record<string, number>>;
  readonly samples: readonly UnreadSample[];
  /** Things worth knowing about records that were read all the same: checksums, parts cut away, records recovered. */
  readonly notices: Readonly<Record<string, number>>;
}

const mostSamples = 10;
const longestDetail = 200;

const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

export class ReportLedger {
  readonly #unread = new Map<string, number>();
  readonly #notices = new Map<string, number>();
  readonly #samples: UnreadSample[] = [];
  format: LogFormat = "text";
  bytes = 0;
  events = 0;

  unread(reason: string, offset: number, detail: string): void {
    this.#unread.set(reason, (this.#unread.get(reason) ?? 0) + 1);
    if (this.#samples.length < mostSamples)
      this.#samples.push({ reason, offset, detail: detail.slice(0, longestDetail) });
  }

  notice(reason: string): void {
    this.#notices.set(reason, (this.#notices.get(reason) ?? 0) + 1);
  }

  report(): ObserveReport {
    let unread = 0;
    for (const count of this.#unread.values()) unread += count;
    return {
      format: this.format,
      bytes: this.bytes,
      events: this.events,
      unread,
      unreadByReason: sorted(this.#unread),
      samples: [...this.#samples],
      notices: sorted(this.#notices),
    };
  }
}

/** The start of a record as printable text, for a sample. */
export const excerptOf = (bytes: Uint8Array, from = 0, until = bytes.length): string => {
  let text = "";
  for (let at = from; at < Math.min(until, from + 80); at += 1) {
    const byte = bytes[at] ?? 0;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
  }
  return text;
};
