/** What the OpenAPI document says of each route besides its shapes: who may call it, how it refuses, which key it takes. */
import { z } from "zod";
import { problemSchema } from "./contract.ts";
import type { DeclaredRoute } from "./gate.ts";

type Document = Readonly<Record<string, unknown>>;
type Operation = Record<string, unknown>;

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const refusals = {
  "401": problem("Nobody is signed in, or the token is not valid"),
  "403": problem("Who asks may not do this"),
  "429": problem("Too often; `Retry-After` says when again"),
  default: problem("Any other refusal, as a problem document (RFC 9457)"),
};

const writeRefusals = {
  "409": problem("Another write came first, or the same one is being worked on"),
  "422": problem("The Idempotency-Key was used for another request"),
};

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", minLength: 1, maxLength: 255 },
  description: "A write with a key is done once; sent again within a day it is given the same answer",
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const describe = (operation: Operation, { access, ceiling, method }: DeclaredRoute): Operation => {
  const isWrite = method !== "GET" && method !== "HEAD";
  const { "401": unknown, "403": _, ...always } = refusals;
  const known = access === "open" ? always : { ...refusals, "401": unknown };
  return {
    ...operation,
    security: access === "open" ? [] : [{ session: [] }, { token: [] }],
    ...(access === "open" ? {} : { "x-permission": access }),
    ...(ceiling === undefined ? {} : { "x-ceiling": ceiling }),
    ...(isWrite && access !== "open"
      ? { parameters: [...(Array.isArray(operation.parameters) ? operation.parameters : []), idempotencyKey] }
      : {}),
    responses: {
      ...known,
      ...(isWrite ? writeRefusals : {}),
      ...(isRecord(operation.responses) ? operation.responses : {}),
    },
  };
};

const pathOf = (url: string): string => url.replace(/:(\w+)/g, "{$1}");

export const describeGuards = (document: Document, declared: readonly DeclaredRoute[]): Document => {
  const byName = new Map(declared.map((route) => [`${route.method.toLowerCase()} ${pathOf(route.url)}`, route]));
  const paths = isRecord(document.paths) ? document.paths : {};
  const described = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(isRecord(operations) ? operations : {}).map(([method, operation]) => {
        const route = byName.get(`${method} ${path}`);
        return [method, route === undefined || !isRecord(operation) ? operation : describe(operation, route)];
      }),
    ),
  ]);
  const components = isRecord(document.components) ? document.components : {};
  return {
    ...document,
    components: {
      ...components,
      schemas: { ...(isRecord(components.schemas) ? components.schemas : {}), Problem: z.toJSONSchema(problemSchema) },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "wf_session", description: "As signing in sets it" },
        token: { type: "http", scheme: "bearer", description: "An API token; it allows what its scopes name" },
      },
    },
    paths: Object.fromEntries(described),
  };
};
