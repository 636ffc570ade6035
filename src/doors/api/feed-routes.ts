/**
 * The newest editions as feeds. A reader that asks again with `If-None-Match` gets 304 while the record is as it was,
 * without an edition being opened: what was written last is kept for each address under which this desk answers.
 *
 * `role` leads each item with what is asked of that role; `kind` keeps to daily, flash or weekly editions,
 * `audience` to one audience in place of the main edition. A list of all
 * these feeds is there as OPML.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { sha256Base64 } from "#kit/hash.ts";
import { sourcesToOpml } from "#pipeline/steps/exchange-sources.ts";
import {
  type EditionFeed,
  editionsToAtom,
  editionsToJsonFeed,
  editionsToRss,
  feedTitle,
} from "#pipeline/steps/publish-edition.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { type Audience, mainAudience } from "#terms/audience.ts";
import { editionKinds } from "#terms/delivery.ts";
import { roleIds } from "#terms/organisation.ts";
import { permissionsFor, type Viewer } from "#terms/person.ts";
import type { EditionEntry, EditionStanding } from "#terms/record.ts";
import type { Tlp } from "#terms/tlp.ts";
import { type feedForms, feedParams, feedQuery, privateFeedParams } from "./contract.ts";
import { audiencesOf, type Routes } from "./edition-routes.ts";
import { keepNewest } from "./keep-newest.ts";
import { sendKnown } from "./send-known.ts";
import type { Shelf } from "./shelf.ts";

const newest = 30;
/** Texts held, of some hundred that can be asked for: three forms by role, kind and ceiling. */
const mostKept = 64;
const readerMay = permissionsFor(["reader"]);

const writers = {
  "editions.rss": ["application/rss+xml; charset=utf-8", editionsToRss],
  "editions.atom": ["application/atom+xml; charset=utf-8", editionsToAtom],
  "editions.json": ["application/feed+json; charset=utf-8", editionsToJsonFeed],
} as const satisfies Record<(typeof feedForms)[number], readonly [string, unknown]>;

/** `audience` by its name. */
type FeedQuery = Pick<EditionFeed, "role" | "kind" | "audience">;

type Asked = Pick<FastifyRequest, "protocol" | "host" | "principal" | "headers"> & {
  readonly params: z.infer<typeof feedParams>;
  readonly query: z.infer<typeof feedQuery>;
};

interface Written {
  readonly ids: string;
  readonly text: string;
  readonly tag: string;
}

const openAll = async (
  shelf: Shelf,
  viewer: Viewer,
  listed: readonly EditionEntry[],
  { home, query: { role } }: { home: string; query: FeedQuery },
) => {
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
    const link = `${home}editions/${id}/edition.html${queryOf(role === undefined ? {} : { role })}`;
    editions.push({ id, link, edition, later });
  }
  return editions;
};

const queryOf = ({ role, kind, audience }: FeedQuery): string => {
  const asked = new URLSearchParams({
    ...(role === undefined ? {} : { role }),
    ...(kind === undefined ? {} : { kind }),
    ...(audience === undefined ? {} : { audience }),
  });
  return asked.size === 0 ? "" : `?${asked}`;
};

/** Every edition, each kind by itself, and all of them as each role reads them; those of each other audience. */
const listFeeds = (folder: string, audiences: readonly Pick<Audience, "name" | "title">[]): string => {
  const offered: readonly FeedQuery[] = [
    {},
    ...editionKinds.map((kind) => ({ kind })),
    ...roleIds.map((role) => ({ role })),
    ...audiences.map(({ name }) => ({ audience: name })),
  ];
  const titles = new Map(audiences.map(({ name, title }) => [name, title]));
  const outlines = offered.map((query) => {
    const address = `${folder}editions.rss${queryOf(query)}`;
    const audience = query.audience === undefined ? undefined : titles.get(query.audience);
    return { id: address, title: feedTitle({ ...query, ...(audience === undefined ? {} : { audience }) }), address };
  });
  return sourcesToOpml(outlines, "Watchfloor editions");
};

export const addFeedRoutes = (door: Routes, shelf: Shelf): void => {
  const written = new Map<string, Written>();

  /** The newest editions that were asked for, as whoever asks may read them. */
  const writeFeed = async (
    form: keyof typeof writers,
    { home, query, ceiling, isPrivate }: { home: string; query: FeedQuery; ceiling: Tlp; isPrivate: boolean },
  ): Promise<Written> => {
    const self = `${home}feeds/${form}${queryOf(query)}`;
    // A feed goes to readers: what nobody approved is in none, whoever asks for it.
    const asReader: Viewer = { ceiling, may: readerMay };
    const { kind, audience = mainAudience } = query;
    const listed = (await shelf.list({ limit: newest, kind, audience }, asReader))?.editions ?? [];
    // Two who see different editions would write over each other; what is kept is taken by its ids alone.
    const place = `${ceiling} ${isPrivate} ${self}`;
    // A correction or recall changes the item of what it speaks of.
    const ids = listed
      .map(({ id, correctedBy, recalledAt }) => `${id} ${correctedBy ?? ""} ${recalledAt ?? ""}`)
      .join();
    const before = written.get(place);
    if (before?.ids === ids) return keepNewest(written, place, before, mostKept);
    const [, write] = writers[form];
    const editions = await openAll(shelf, asReader, listed, { home, query });
    const { title } = editions[0]?.edition.edition.audience ?? { title: query.audience };
    const { audience: _name, ...asked } = query;
    const text = write({
      home,
      self,
      isPrivate,
      ...asked,
      ...(title === undefined ? {} : { audience: title }),
      editions,
    });
    return keepNewest(written, place, { ids, text, tag: `"${sha256Base64(text)}"` }, mostKept);
  };

  const answer = async (request: Asked, reply: FastifyReply, key?: string): Promise<FastifyReply> => {
    const { feed } = request.params;
    const home = `${request.protocol}://${request.host.toLowerCase()}/`;
    const isPrivate = key !== undefined;
    reply.header("cache-control", isPrivate ? "private, no-cache" : "no-cache");
    const { ceiling } = request.principal;
    if (feed === "editions.opml") {
      const audiences = await audiencesOf(shelf, { ceiling, may: readerMay });
      const others = audiences.filter(({ name }) => name !== mainAudience);
      const folder = isPrivate ? `${home}feeds/private/${key}/` : `${home}feeds/`;
      return reply.type("text/x-opml; charset=utf-8").serializer(String).send(listFeeds(folder, others));
    }
    const { role, kind, audience } = request.query;
    const query = {
      ...(role === undefined ? {} : { role }),
      ...(kind === undefined ? {} : { kind }),
      ...(audience === undefined || audience === mainAudience ? {} : { audience }),
    };
    const kept = await writeFeed(feed, { home, query, ceiling, isPrivate });
    if (sendKnown(request, reply, kept.tag)) return reply;
    return reply.type(writers[feed][0]).serializer(String).send(kept.text);
  };

  door.get(
    "/feeds/:feed",
    { config: { access: "edition.read" }, schema: { hide: true, params: feedParams, querystring: feedQuery } },
    (request, reply) => answer(request, reply),
  );
  // Its secret stands in the path: the log names a request by its route, and nothing that is sent tells where it was asked.
  door.get(
    "/feeds/private/:key/:feed",
    {
      config: { access: "edition.read", byFeedAddress: true },
      schema: { hide: true, params: privateFeedParams, querystring: feedQuery },
    },
    (request, reply) => answer(request, reply, request.params.key),
  );
};
