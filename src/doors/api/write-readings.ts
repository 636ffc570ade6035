/**
 * Readings of editions as they are sent: arranged, checked against the contract, written and packed once for each edition and
 * what the record says of it, and held by the edition's id, which is the hash of its text. What was said of an edition
 * later is another edition's matter too: such a reading is written anew each time.
 */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { sha256Base64 } from "#kit/hash.ts";
import { arrangeEdition } from "#pipeline/steps/publish-edition.ts";
import type { Edition } from "#terms/edition.ts";
import { readingSchema } from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";
import { keepNewest } from "./keep-newest.ts";
import type { Standing } from "./shelf.ts";

export interface WrittenReading {
  /** One tag for both forms. */
  readonly tag: string;
  readonly json: Buffer;
  /** The same, packed when first asked for. */
  readonly packed: () => Promise<Buffer>;
}

interface Subject {
  readonly id: string;
  readonly edition: Edition;
  readonly standing: Standing | undefined;
  readonly later: EditionStanding | undefined;
}

/** A quarter of a megabyte each. */
const mostHeld = 16;
const pack = promisify(gzip);

const write = ({ edition, standing, later }: Subject): WrittenReading => {
  const reading = { ...arrangeEdition(edition, later), ...(standing === undefined ? {} : { standing }) };
  const json = Buffer.from(JSON.stringify(readingSchema.encode(reading)), "utf8");
  let packed: Promise<Buffer> | undefined;
  return {
    tag: `W/"${sha256Base64(json)}"`,
    json,
    packed: () => {
      packed ??= pack(json);
      return packed;
    },
  };
};

export const openReadings = (): ((subject: Subject) => WrittenReading) => {
  const held = new Map<string, WrittenReading>();
  return (subject) => {
    const { id, standing, later } = subject;
    if (later !== undefined) return write(subject);
    const key = `${id} ${JSON.stringify(standing ?? null)}`;
    return keepNewest(held, key, held.get(key) ?? write(subject), mostHeld);
  };
};
