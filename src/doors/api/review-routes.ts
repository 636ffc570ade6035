/**
 * Routes of the review. Each says in one line who may call it; what a decision does is the pipeline's.
 *
 * 409 when others decided first: the problem carries the version that stands now and what they decided, in their words.
 */
import type { FastifyReply } from "fastify";
import type { ReceiverPreview } from "#pipeline/steps/preview-receivers.ts";
import { snapshotArticle } from "#pipeline/steps/publish-edition.ts";
import type { Review, ReviewFault } from "#pipeline/steps/review-draft.ts";
import type { Edition } from "#terms/edition.ts";
import type { Tlp } from "#terms/tlp.ts";
import type { Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";
import {
  approveBody,
  compareQuery,
  correctionBody,
  correctionParams,
  decideBody,
  draftArticleParams,
  draftListQuery,
  draftParams,
  judgeBody,
  type Receivers,
  reviewRoutes,
  suggestQuery,
  visitBody,
} from "./review-contract.ts";

const bodyLimit = 64 * 1024;

const statusOf: Readonly<Record<ReviewFault["type"], number>> = {
  Gone: 404,
  Approved: 409,
  Overtaken: 409,
  Refused: 422,
};

const answerFault = (reply: FastifyReply, fault: ReviewFault): Promise<FastifyReply> => {
  const since = fault.type === "Overtaken" ? { version: fault.version, since: fault.since } : {};
  return answerProblem(reply, statusOf[fault.type], fault.message, since);
};

/** Tells who would get a text. */
export type PreviewReceivers = (edition: Edition, ceiling: Tlp) => Promise<ReceiverPreview>;

const toAnswer = ({ isSetUp, targets }: ReceiverPreview): Receivers => ({
  isSetUp,
  targets: targets.map((target) => ({
    ...target,
    addresses: [...target.addresses],
    withheld: target.withheld.map(({ addresses, ...rest }) => ({ ...rest, addresses: [...addresses] })),
  })),
});

export const addReviewRoutes = (
  door: Routes,
  openReview: (() => Promise<Review>) | undefined,
  preview: PreviewReceivers = async () => ({ isSetUp: false, targets: [] }),
): void => {
  let opened: Promise<Review> | undefined;
  const reviewOf = (): Promise<Review> | undefined => {
    opened ??= openReview?.();
    // What could not be opened is tried again by who asks next.
    opened?.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  const none = (reply: FastifyReply): Promise<FastifyReply> =>
    answerProblem(reply, 404, "This desk keeps no drafts: it was started without a store.");
  const missing: ReviewFault = { type: "Gone", message: "No such draft is on record." };

  const { drafts, draft, article, judge, suggest, decide, override, versions, compare, approve, visit, correct } =
    reviewRoutes;
  const { receivers } = reviewRoutes;
  const read = { access: "draft.read" } as const;
  const write = { access: "draft.write" } as const;

  door.get(
    drafts.path,
    {
      config: read,
      schema: { summary: drafts.summary, querystring: draftListQuery, response: { 200: drafts.answers } },
    },
    async (request) => {
      const review = await reviewOf();
      if (review === undefined) return { drafts: [] };
      const { limit, after } = request.query;
      const page = await review.list(request.principal, { limit, ...(after === undefined ? {} : { after }) });
      return { drafts: [...page.drafts], ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  door.get(
    receivers.path,
    {
      config: { access: "edition.approve" },
      schema: { summary: receivers.summary, params: draftParams, response: { 200: receivers.answers } },
    },
    async (request, reply) => {
      const { principal, params } = request;
      const edition = await (await reviewOf())?.edition(principal, params.id);
      return edition === undefined ? answerFault(reply, missing) : toAnswer(await preview(edition, principal.ceiling));
    },
  );

  door.get(
    draft.path,
    { config: read, schema: { summary: draft.summary, params: draftParams, response: { 200: draft.answers } } },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      return (await review.read(request.principal, request.params.id)) ?? answerFault(reply, missing);
    },
  );

  door.get(
    article.path,
    {
      config: read,
      schema: { summary: article.summary, params: draftArticleParams, response: { 200: article.answers } },
    },
    async (request, reply) => {
      const edition = await (await reviewOf())?.edition(request.principal, request.params.id);
      const found = edition === undefined ? undefined : snapshotArticle(edition, request.params.article);
      return found ?? answerProblem(reply, 404, "This draft holds no such article.");
    },
  );

  door.post(
    judge.path,
    {
      bodyLimit,
      config: write,
      schema: { summary: judge.summary, params: draftParams, body: judgeBody, response: { 200: judge.answers } },
    },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      const found = await review.judge(request.principal, request.params.id, request.body.decision);
      return found.ok ? found.value : answerFault(reply, found.error);
    },
  );

  door.get(
    suggest.path,
    {
      config: read,
      schema: {
        summary: suggest.summary,
        params: draftParams,
        querystring: suggestQuery,
        response: { 200: suggest.answers },
      },
    },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      const found = await review.suggest(request.principal, request.params.id, request.query.sentence);
      return found.ok ? found.value : answerFault(reply, found.error);
    },
  );

  door.post(
    decide.path,
    {
      bodyLimit,
      config: write,
      schema: { summary: decide.summary, params: draftParams, body: decideBody, response: { 200: decide.answers } },
    },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      // An override is a right of its own.
      if (request.body.decision.type === "override")
        return answerProblem(reply, 403, `A gate is overridden at ${override.path}.`);
      const found = await review.decide(request.principal, request.params.id, request.body);
      return found.ok ? found.value : answerFault(reply, found.error);
    },
  );

  door.post(
    override.path,
    {
      bodyLimit,
      config: { access: "gate.override" },
      schema: { summary: override.summary, params: draftParams, body: decideBody, response: { 200: override.answers } },
    },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      if (request.body.decision.type !== "override")
        return answerProblem(reply, 422, "Expected an override but found another decision.");
      const found = await review.decide(request.principal, request.params.id, request.body);
      return found.ok ? found.value : answerFault(reply, found.error);
    },
  );

  door.get(
    versions.path,
    { config: read, schema: { summary: versions.summary, params: draftParams, response: { 200: versions.answers } } },
    async (request, reply) => {
      const found = await (await reviewOf())?.versions(request.principal, request.params.id);
      return found === undefined ? answerFault(reply, missing) : { versions: [...found] };
    },
  );

  door.get(
    compare.path,
    {
      config: read,
      schema: {
        summary: compare.summary,
        params: draftParams,
        querystring: compareQuery,
        response: { 200: compare.answers },
      },
    },
    async (request, reply) => {
      const { from, to } = request.query;
      const found = await (await reviewOf())?.compare(request.principal, request.params.id, from, to);
      return found ?? answerFault(reply, missing);
    },
  );

  door.post(
    approve.path,
    {
      config: { access: "edition.approve" },
      schema: { summary: approve.summary, params: draftParams, body: approveBody, response: { 200: approve.answers } },
    },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      const found = await review.approve(request.principal, request.params.id, request.body);
      return found.ok ? found.value : answerFault(reply, found.error);
    },
  );

  door.post(
    visit.path,
    {
      config: read,
      schema: { summary: visit.summary, params: draftParams, body: visitBody, response: { 200: visit.answers } },
    },
    async (request, reply) => {
      const { visit: page, sentenceId, left } = request.body;
      const found = await (await reviewOf())?.visit(request.principal, request.params.id, {
        visit: page,
        left,
        ...(sentenceId === undefined ? {} : { sentenceId }),
      });
      return found ?? answerFault(reply, missing);
    },
  );

  door.post(
    correct.path,
    {
      bodyLimit,
      config: { access: "edition.correct" },
      schema: {
        summary: correct.summary,
        params: correctionParams,
        body: correctionBody,
        response: { 201: correct.answers },
      },
    },
    async (request, reply) => {
      const review = await reviewOf();
      if (review === undefined) return none(reply);
      const id = await review.correct(request.principal, request.params.date, request.body.reason);
      if (id === undefined) return answerProblem(reply, 404, "No approved edition with that id is on record.");
      return reply.code(201).send({ id, href: `/api/v1/drafts/${id}` });
    },
  );
};
