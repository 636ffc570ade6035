/** Routes by which whoever manages sources looks at addresses, adds, changes, takes back and imports. */
import type { FastifyReply } from "fastify";
import type { NewFeed, SourceDesk, SourceRefusal, SourceVersion } from "#pipeline/settings/source-desk.ts";
import type { OpmlList } from "#pipeline/steps/exchange-sources.ts";
import type { Look } from "#pipeline/steps/look-at-source.ts";
import type { Principal } from "#terms/person.ts";
import { sourceSchema } from "#terms/source.ts";
import type { Routes } from "./edition-routes.ts";
import { presentVersion } from "./present-source.ts";
import { answerProblem } from "./problem.ts";
import { type OpmlPreview, sourceIdParams, sourceRoutes, sourceVersionQuery } from "./source-contract.ts";

/** What people set of the sources; without it nothing can be set. */
export interface SourcesDoor {
  readonly desk: SourceDesk;
  /** Path of the operator's list of sources. */
  readonly file?: string | undefined;
  readonly look: (address: string) => Promise<Look>;
  readonly readOpml: (bytes: Uint8Array) => OpmlList;
  /** Why an address may not be asked, in words with what to do. */
  readonly whyPrivate: (address: string, isLookedUp: boolean) => Promise<string | undefined>;
}

/** Looks take connections and a thread: at most so many at once. */
const looksAtOnce = 2;
const opmlLimit = 8 * 1024 * 1024;
const importLimit = 4 * 1024 * 1024;
const bodyLimit = 16 * 1024;

const didWords = ({ at, by, source }: SourceVersion): string =>
  `${by} ${source === undefined ? "took it back" : "changed it"} on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC. Nothing of yours was kept; it is still in the form.`;

const noSuch = "No such source is configured.";
const noDesk = "This desk keeps nothing: it was started without a store.";

type PreviewFeed = OpmlPreview["feeds"][number];

/** Where a feed of a list stands: new here, here already, or not to be asked. */
const previewOf = async (
  { address, title }: { readonly address: string; readonly title?: string },
  id: string | undefined,
  whyPrivate: SourcesDoor["whyPrivate"],
): Promise<PreviewFeed> => {
  const feed = { address: address.slice(0, 2_000), ...(title === undefined ? {} : { title }) };
  if (id !== undefined) return { ...feed, state: "here", because: id };
  const fault = sourceSchema.shape.address.safeParse(address).success
    ? await whyPrivate(address, false)
    : "Expected an address of at most 2,000 characters.";
  return fault === undefined ? { ...feed, state: "new" } : { ...feed, state: "refused", because: fault };
};

export const addSourceKeeping = (door: Routes, sources: SourcesDoor | undefined): void => {
  const refuse = (reply: FastifyReply, refusal: SourceRefusal): Promise<FastifyReply> => {
    switch (refusal.type) {
      case "unknown":
        return answerProblem(reply, 404, noSuch);
      case "locked":
        return answerProblem(
          reply,
          422,
          `It stands in ${sources?.file ?? "the operator's list of sources"}, and is changed there.`,
        );
      case "refused":
        return answerProblem(reply, 422, refusal.because);
      case "overtaken":
        return answerProblem(reply, 409, didWords(refusal.now), { now: presentVersion(refusal.now) });
    }
  };
  const { look, add, preview, import: bring, change, takeBack } = sourceRoutes;
  const manages = { access: "source.manage" } as const;

  let looking = 0;
  door.post(
    look.path,
    { config: manages, bodyLimit, schema: { summary: look.summary, body: look.body, response: { 200: look.answers } } },
    async ({ principal, body }, reply) => {
      if (sources === undefined) return answerProblem(reply, 404, noDesk);
      if (looking >= looksAtOnce) {
        reply.header("retry-after", "5");
        return answerProblem(reply, 429, `The desk looks at ${looksAtOnce} addresses at once. Try again in 5 s.`);
      }
      looking += 1;
      try {
        const { feeds, ...found } = await sources.look(body.address);
        const here = await sources.desk.here(
          feeds.flatMap(({ address, movedTo }) => [address, ...(movedTo === undefined ? [] : [movedTo])]),
          principal,
        );
        return {
          ...found,
          feeds: feeds.map((feed) => {
            const id = here.get(feed.address) ?? here.get(feed.movedTo ?? "");
            return {
              ...feed,
              newest: [...feed.newest],
              faults: [...feed.faults],
              ...(id === undefined ? {} : { here: id }),
            };
          }),
        };
      } finally {
        looking -= 1;
      }
    },
  );

  door.post(
    add.path,
    { config: manages, bodyLimit, schema: { summary: add.summary, body: add.body, response: { 200: add.answers } } },
    async ({ principal, body }, reply) => {
      if (sources === undefined) return answerProblem(reply, 404, noDesk);
      const fault = await sources.whyPrivate(body.address, true);
      if (fault !== undefined) return answerProblem(reply, 422, fault);
      const added = await sources.desk.add(body, principal);
      return added.ok ? { id: added.value } : refuse(reply, added.error);
    },
  );

  door.post(
    preview.path,
    {
      config: manages,
      bodyLimit: opmlLimit,
      schema: { summary: preview.summary, body: preview.body, response: { 200: preview.answers } },
    },
    async ({ principal, body }, reply) => {
      if (sources === undefined) return answerProblem(reply, 404, noDesk);
      const found = sources.readOpml(Buffer.from(body.opml, "base64"));
      if (found.sources.length === 0 && found.refused.length === 0)
        return answerProblem(reply, 422, "Expected a list of feeds (OPML) but found no feed in it.");
      const here = await sources.desk.here(
        found.sources.map(({ address }) => address),
        principal,
      );
      const feeds: PreviewFeed[] = [];
      for (const feed of found.sources) feeds.push(await previewOf(feed, here.get(feed.address), sources.whyPrivate));
      const because = "Expected an http or https address.";
      for (const address of found.refused) feeds.push({ address, state: "refused", because });
      return { feeds, cut: found.cut };
    },
  );

  door.post(
    bring.path,
    {
      config: manages,
      bodyLimit: importLimit,
      schema: { summary: bring.summary, body: bring.body, response: { 200: bring.answers } },
    },
    async ({ principal, body }, reply) => {
      if (sources === undefined) return answerProblem(reply, 404, noDesk);
      const { feeds, ...forAll } = body;
      for (const { address } of feeds) {
        const fault = await sources.whyPrivate(address, false);
        if (fault !== undefined) return answerProblem(reply, 422, `${address}: ${fault}`);
      }
      const list: NewFeed[] = feeds.map(({ address, title }) => ({ address, title }));
      const added = await sources.desk.addAll(list, forAll, principal);
      if (!added.ok) return refuse(reply, added.error);
      return { added: added.value.length, here: feeds.length - added.value.length };
    },
  );

  door.put(
    change.path,
    { config: manages, bodyLimit, schema: { summary: change.summary, params: sourceIdParams, body: change.body } },
    async ({ principal, params, body }, reply) => {
      if (sources === undefined) return answerProblem(reply, 404, noDesk);
      const { version, ...wanted } = body;
      const fault = await sources.whyPrivate(wanted.address, true);
      if (fault !== undefined) return answerProblem(reply, 422, fault);
      const changed = await sources.desk.change(params.id, version, wanted, principal);
      return changed.ok ? reply.code(204).send() : refuse(reply, changed.error);
    },
  );

  door.delete(
    takeBack.path,
    {
      config: manages,
      schema: { summary: takeBack.summary, params: sourceIdParams, querystring: sourceVersionQuery },
    },
    async (
      { principal, params, query }: { principal: Principal; params: { id: string }; query: { version: number } },
      reply,
    ) => {
      if (sources === undefined) return answerProblem(reply, 404, noDesk);
      const taken = await sources.desk.takeBack(params.id, query.version, principal);
      return taken.ok ? reply.code(204).send() : refuse(reply, taken.error);
    },
  );
};
