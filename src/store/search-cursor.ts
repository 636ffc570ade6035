/** Where a page of a search ended, as text for whoever asks for the next. It belongs to one question. */
import { z } from "zod";
import { sha256Hex } from "#kit/hash.ts";
import type { SearchRequest } from "#terms/search.ts";

/** How far hits are counted. */
export const countedTo = 1000;

const time = z.string().regex(/^[0-9+:. -]{19,40}$/);
const key = z.string().regex(/^[0-9a-f]{64}$/);
const place = z.object({ at: time, key });
const cursorSchema = z.object({
  /** Of the question it belongs to. */
  of: z.string(),
  /** The last hit; absent when the next window begins. */
  last: place
    .extend({
      rank: z
        .string()
        .regex(/^[0-9.e+-]{1,30}$/)
        .optional(),
    })
    .optional(),
  /** Counted once, with the first page. */
  count: z
    .int()
    .min(0)
    .max(countedTo + 1),
  /** What was there to be searched, counted once too. */
  record: z.object({ indexed: z.int().min(0), onRecord: z.int().min(0) }),
  /** The window that is ranked: from before `ceiling` down to `floor`. */
  ceiling: place.optional(),
  floor: place.optional(),
});
export type Cursor = z.infer<typeof cursorSchema>;
export type Place = z.infer<typeof place>;

export const questionOf = ({ limit: _, after: __, ...question }: SearchRequest): string =>
  sha256Hex(JSON.stringify(Object.entries(question).sort())).slice(0, 16);

export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor), "utf8").toString("base64url");

export const readCursor = (text: string, request: SearchRequest): Cursor | undefined => {
  try {
    const cursor = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return cursor.of === questionOf(request) ? cursor : undefined;
  } catch {
    return undefined;
  }
};
