import { type AddressInfo, createServer, type Socket } from "node:net";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { findTrouble } from "./find-trouble.ts";

const withCode = (code: string, message = "words"): Error => Object.assign(new Error(message), { code });

const failureOf = async (config: pg.PoolConfig): Promise<unknown> => {
  const pool = new pg.Pool({ ...config, connectionTimeoutMillis: 200 });
  try {
    return await pool.query("select 1").then(
      () => undefined,
      (cause: unknown) => cause,
    );
  } finally {
    await pool.end();
  }
};

describe("what ails the store", () => {
  it.each([
    ["a server that ends its connections", withCode("57P01"), "away"],
    ["a server that starts", withCode("57P03"), "away"],
    ["no connection free", withCode("53300"), "crowded"],
    ["a connection that broke in a statement", new Error("Connection terminated unexpectedly"), "away"],
    ["a disk that is full", withCode("53100"), "full"],
    ["the cause of another error", new Error("saving failed", { cause: withCode("08006") }), "away"],
    ["the first of several tries", new AggregateError([withCode("57P03")]), "away"],
    ["a rule that was broken", withCode("23505"), undefined],
    ["another place that refuses", withCode("ECONNREFUSED"), undefined],
    ["a fault of ours", new TypeError("x is not a function"), undefined],
    ["what is no error", "57P03", undefined],
  ] as const)("%s", (_, cause, found) => {
    expect(findTrouble(cause)).toBe(found);
  });

  it("is away when nothing listens, or nothing answers", async () => {
    const callers: Socket[] = [];
    const silent = createServer((caller) => void callers.push(caller.on("error", () => undefined)));
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const { port } = silent.address() as AddressInfo;
    expect(findTrouble(await failureOf({ host: "127.0.0.1", port, user: "desk" }))).toBe("away");
    for (const caller of callers) caller.destroy();
    await new Promise<void>((done) => silent.close(() => done()));
    expect(findTrouble(await failureOf({ host: "127.0.0.1", port, user: "desk" }))).toBe("away");
    expect(findTrouble(await failureOf({ host: "/nowhere/socket", user: "desk" }))).toBe("away");
  });
});
