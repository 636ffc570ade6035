/** Routes of who asks and of signing in and out: with a password and a code, or by a link that is used once. */
import type { FastifyReply } from "fastify";
import { lookAtLink, takeLink } from "#pipeline/people/links.ts";
import { type SignInAnswer, signIn, signInWithCode, signOut } from "#pipeline/people/sign-in.ts";
import type { SignInAnswerBody } from "#terms/account.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { callerOf, dropSession, giveCookies, type PeopleDoor, readCookie } from "./people-door.ts";
import { answerProblem } from "./problem.ts";

/** Small enough for whoever is not known, large enough for a long password. */
export const smallBody = 8 * 1024;

const refusals = {
  login: "Login or password is not right.",
  code: "The code is not right, or was used before.",
  passkey: "This passkey opens nothing here.",
  // Said to nobody but who knows the password.
  unreadable:
    "This desk has lost the key that it kept your authenticator under. Use a recovery code or a passkey, or ask an administrator for a reset.",
} as const;

export const answerSignIn = (
  people: PeopleDoor,
  reply: FastifyReply,
  answer: SignInAnswer,
  asked: "login" | "code" | "passkey",
): SignInAnswerBody | Promise<FastifyReply> => {
  if (answer.type === "in") {
    giveCookies(people, reply, answer);
    return { next: "in" };
  }
  if (answer.type === "code") return { next: "code", challenge: answer.challenge };
  if (answer.type === "refused") return answerProblem(reply, 401, refusals[answer.because ?? asked]);
  reply.header("retry-after", String(answer.seconds));
  return answerProblem(reply, 429, `Too many tries were wrong. Try again in ${answer.seconds} s.`);
};

const open = { access: "open" } as const;

const addLinkRoutes = (door: Routes, people: PeopleDoor): void => {
  const { look, use } = accountRoutes;
  door.post(
    look.path,
    {
      config: open,
      bodyLimit: smallBody,
      schema: { summary: look.summary, body: look.body, response: { 200: look.answers } },
    },
    async (request, reply) => {
      const view = await lookAtLink(people.setup, request.body.secret);
      if (view === undefined) return answerProblem(reply, 404, "This link was used, has run out, or never was one.");
      const { kind, expiresAt, person } = view;
      return { kind, expiresAt, ...(person === undefined ? {} : { name: person.name, login: person.login }) };
    },
  );
  door.post(
    use.path,
    {
      config: open,
      bodyLimit: smallBody,
      schema: { summary: use.summary, body: use.body, response: { 200: use.answers } },
    },
    async (request, reply) => {
      const taken = await takeLink(people.setup, { ...request.body, caller: callerOf(people, request) });
      if (!taken.ok) return answerProblem(reply, 400, taken.error);
      if (taken.value === "code") return { next: "sign-in" as const };
      giveCookies(people, reply, taken.value);
      return { next: "in" as const };
    },
  );
};

export const addSessionRoutes = (door: Routes, people: PeopleDoor): void => {
  const { start, code, end } = accountRoutes;
  door.post(
    start.path,
    {
      config: open,
      bodyLimit: smallBody,
      schema: { summary: start.summary, body: start.body, response: { 200: start.answers } },
    },
    async (request, reply) => {
      const answer = await signIn(people.setup, { ...request.body, caller: callerOf(people, request) });
      return answerSignIn(people, reply, answer, "login");
    },
  );
  door.post(
    code.path,
    {
      config: open,
      bodyLimit: smallBody,
      schema: { summary: code.summary, body: code.body, response: { 200: code.answers } },
    },
    async (request, reply) => {
      const answer = await signInWithCode(people.setup, { ...request.body, caller: callerOf(people, request) });
      return answerSignIn(people, reply, answer, "code");
    },
  );
  door.delete(end.path, { config: open, schema: { summary: end.summary } }, async (request, reply) => {
    await signOut(people.setup, readCookie(people, request, "session"));
    dropSession(people, reply);
    return reply.code(204).send();
  });
  addLinkRoutes(door, people);
};
