/** `watchfloor people` beside a desk that runs: what it prints, what it refuses, and with which exit code. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdDesk, openStore, type Store } from "../../src/store/index.ts";
import { openLoneServer, type TestServer } from "./open-test-store.ts";

const main = fileURLToPath(new URL("../../src/doors/cli/main.ts", import.meta.url));

let test: TestServer;
let store: Store;
let hold: Awaited<ReturnType<typeof holdDesk>>;

const people = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, WATCHFLOOR_STATE: test.state, DATABASE_URL: "" };
    const child = spawn(process.execPath, [main, "people", ...args], { env });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });

beforeAll(async () => {
  test = await openLoneServer("npm");
  const server = { connection: test.server.address, name: "watchfloor test" };
  // As a running desk does: the verb leaves the server to it.
  hold = await holdDesk(server);
  store = await openStore(server);
}, 120_000);
afterAll(async () => {
  if ("release" in hold) await hold.release();
  await store.close();
  await test.remove();
}, 120_000);

it("adds a person with a link that is on no standard output, lists them, and keeps the last administrator", async () => {
  const added = await people("add", "Ada", "--name", "Ada Lovelace", "--role", "administrator", "--port", "9000");
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^person-[0-9a-f]{16}\n$/)]);
  expect(added.err).toMatch(/^http:\/\/127\.0\.0\.1:9000\/join#[A-Za-z0-9_-]{43}$/m);
  const id = added.out.trim();
  expect(await people("list")).toMatchObject({
    code: 0,
    out: `ada\tAda Lovelace\tadministrator\tTLP:AMBER\tactive\t${id}\n`,
  });
  expect(await people("suspend", "ada")).toMatchObject({ code: 3, err: expect.stringContaining("last administrator") });
  expect(await people("remove", id)).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
  expect(await store.audit.verify()).not.toHaveProperty("fault");
}, 120_000);

it("refuses a login of two scripts, and a person who is on no record", async () => {
  expect((await people("add", "аda", "--name", "x")).code).toBe(2);
  expect((await people("reset", "nobody")).code).toBe(3);
}, 120_000);
