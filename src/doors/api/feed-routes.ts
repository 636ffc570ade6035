/**
 * The newest editions as feeds. A reader that asks again with `If-None-Match` gets 304 while the record is as it was,
 * without an edition being opened: what was written last is kept for each address under which this desk answers.
 */
import { sha256Base64 } from "#kit/hash.ts";
import { editionsToAtom, editionsToJsonFeed, editionsToRss } from "#pipeline/steps/publish-edition.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { permissionsFor, type Viewer } from "#terms/person.ts";
import type { EditionEntry, EditionStanding } from "#terms/record.ts";
import { type feedForms, feedParams } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import type { Shelf } from "./shelf.ts";

const newest = 30;
const readerMay = permissionsFor(["reader"]);

const writers = {
  "editions.rss": ["application/rss+xml; charset=utf-8", editionsToRss],
  "editions.atom": ["application/atom+xml; charset=utf-8", editionsToAtom],
  "editions.json": ["application/feed+json; charset=utf-8", editionsToJsonFeed],
} as const satisfies Record<(typeof feedForms)[number], readonly [string, unknown]>;

interface Written {
  readonly ids: string;
  readonly text: string;
  readonly tag: string;
}

const openAll = async (shelf: Shelf, viewer: Viewer, listed: readonly EditionEntry[], home: string) => {
  const editions: {
    id: string;
    link: string;
    edition: ApprovedBriefing;
    later: EditionStanding | undefined;
  }[] = [];
  for (const { id, correctedBy, recalledAt } of listed) {
    const edition = await shelf.readApproved(id, viewer);
    if (edition === undefined) continue;
    const isAsItWas = correctedBy === undefined && recalledAt === undefined;
    const later = isAsItWas ? undefined : await shelf.later(id, viewer);
    editions.push({ id, link: `${home}editions/${id}/edition.html`, edition, later });
  }
  return editions;
};

/** Weak comparison, as RFC 9110 asks of `If-None-Match`. */
const isKnown = (asked: string, tag: string): boolean =>
  asked.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === tag);

export const addFeedRoutes = (door: Routes, shelf: Shelf): void => {
  // The door answers three names of this machine and no other, so there is no more to keep than nine texts a ceiling.
  const written = new Map<string, Written>();

  door.get(
    "/feeds/:feed",
    { config: { access: "edition.read" }, schema: { hide: true, params: feedParams } },
    async (request, reply) => {
      const { feed } = request.params;
      const home = `${request.protocol}://${request.host.toLowerCase()}/`;
      const [type, write] = writers[feed];
      const self = `${home}feeds/${feed}`;
      // A feed goes to readers: what nobody approved is in none, whoever asks for it.
      const asReader: Viewer = { ceiling: request.principal.ceiling, may: readerMay };
      const listed = (await shelf.list({ limit: newest }, asReader))?.editions ?? [];
      // Two who see different editions would write over each other; what is kept is taken by its ids alone.
      const place = `${request.principal.ceiling} ${self}`;
      let kept = written.get(place);
      // A correction or recall changes the item of what it speaks of.
      const known = listed
        .map(({ id, correctedBy, recalledAt }) => `${id} ${correctedBy ?? ""} ${recalledAt ?? ""}`)
        .join();
      if (kept?.ids !== known) {
        const text = write({ home, self, editions: await openAll(shelf, asReader, listed, home) });
        kept = { ids: known, text, tag: `"${sha256Base64(text)}"` };
        written.set(place, kept);
      }
      reply.header("etag", kept.tag).header("cache-control", "no-cache");
      if (isKnown(request.headers["if-none-match"] ?? "", kept.tag)) return reply.code(304).send();
      return reply.type(type).serializer(String).send(kept.text);
    },
  );
};
