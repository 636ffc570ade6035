import fastify from "fastify";
import { expect, test } from "vitest";
import { type Permission, type Principal, permissionsFor, type Role } from "#terms/person.ts";
import { addGate, identifyNobody } from "./gate.ts";

const person = (...roles: Role[]): Principal => ({
  id: "p1",
  name: "Ada",
  may: permissionsFor(roles),
  ceiling: "TLP:AMBER",
  via: "session",
});

const doorFor = async (who: Principal | undefined, access: Permission | "open") => {
  const door = fastify();
  addGate(door, async () => who);
  door.get("/asked", { config: { access } }, async (request) => ({ id: request.principal.id }));
  await door.ready();
  return { door, declared: door.declaredRoutes };
};

test.each([
  ["a reader reads editions", person("reader"), "edition.read", 200],
  ["a reader manages nobody", person("reader"), "person.manage", 403],
  ["an administrator alone approves nothing", person("administrator"), "edition.approve", 403],
  ["nobody signed in", undefined, "edition.read", 401],
  ["nobody signed in, on the way to signing in", undefined, "open", 200],
] as const)("%s", async (_name, who, access, status) => {
  const { door } = await doorFor(who, access);
  const answer = await door.inject("/asked");
  expect(answer.statusCode).toBe(status);
  if (status >= 400) expect(answer.headers["content-type"]).toContain("application/problem+json");
});

test("a route that does not say who may call it is not built", () => {
  const door = fastify();
  addGate(door, identifyNobody);
  expect(() => door.get("/forgotten", async () => "anything")).toThrow("Expected /forgotten to say in config.access");
});

test("what is declared is listed, for the matrix", async () => {
  const { declared } = await doorFor(undefined, "audit.read");
  expect(declared.filter(({ method }) => method === "GET")).toMatchObject([
    { method: "GET", url: "/asked", access: "audit.read" },
  ]);
});
