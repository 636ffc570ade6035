/** Every route of a running desk, as its door declares them, without a store: handlers are built and not called. */
import { fileURLToPath } from "node:url";
import type { DeclaredRoute } from "../src/doors/api/gate.ts";
import { createServer } from "../src/doors/api/server.ts";
import { doorOf } from "../src/doors/cli/door-of.ts";
import { configSchema } from "../src/terms/config.ts";

/** Stands for whatever a route will use when it is called. */
const anything = (): never => {
  const self: unknown = new Proxy(() => undefined, {
    get: (_target, name) => (name === "then" || name === Symbol.toPrimitive ? undefined : self),
    apply: () => self,
  });
  return self as never;
};

export const declareRoutes = async (): Promise<readonly DeclaredRoute[]> => {
  const config = { ...configSchema.parse({}), data: { dir: "" }, stateDir: "" };
  const webFolder = fileURLToPath(new URL("../src/doors/web/public", import.meta.url));
  const options = doorOf(anything(), { config: config as never, sources: [] });
  const door = await createServer({ ...options, people: anything(), webFolder });
  await door.ready();
  const declared = [...door.declaredRoutes];
  await door.close();
  return declared;
};
