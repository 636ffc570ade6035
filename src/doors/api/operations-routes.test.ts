/** The desk's own work over HTTP: who may read it, who may act, and what is not there for whom. */
import { afterEach, describe, expect, it } from "vitest";
import { openPrincipal, type Principal, permissionsFor, type Role } from "#terms/person.ts";
import type { OperationsDoor } from "./operations-routes.ts";
import { createServer, type Door, openDoor } from "./server.ts";
import { shelfOf } from "./shelf.ts";

const person = (...roles: Role[]): Principal => ({
  id: "p1",
  name: "Ada",
  may: permissionsFor(roles),
  ceiling: "TLP:AMBER",
  via: "token",
});

const taskId = "5f0c2a9be1d4c733";
const heard: string[] = [];
const operations: OperationsDoor = {
  coverage: async (query, { ceiling }) => {
    heard.push(`coverage ${query.from ?? "-"} ${query.to ?? "-"} ${ceiling}`);
    return { days: [{ day: "2031-05-20", lines: [{ step: "read", flow: "lost", reason: "timeout", count: 3 }] }] };
  },
  tasks: async (query, { ceiling }) => {
    heard.push(`tasks ${query.state} ${query.limit} ${ceiling}`);
    return { tasks: [] };
  },
  closeTask: async (id, { name }) => {
    heard.push(`close ${id} ${name}`);
    return id === taskId;
  },
  act: async (id, act, { name }) => {
    heard.push(`${act} ${id} ${name}`);
    return id === "quay";
  },
};

const doors: Door[] = [];
afterEach(async () => {
  heard.length = 0;
  for (const door of doors.splice(0)) await door.close();
});

const ask = async (
  who: Principal,
  method: "GET" | "POST",
  path: string,
  given: OperationsDoor | undefined = operations,
) => {
  const door = await createServer({
    shelf: shelfOf([]),
    identify: async () => who,
    ...(given === undefined ? {} : { operations: given }),
  });
  doors.push(door);
  const base = await openDoor(door, 0);
  const answer = await fetch(`${base}${path}`, { method, headers: { origin: base } });
  return { status: answer.status, text: await answer.text() };
};

describe("the desk's own work", () => {
  it.each<[string, Principal, "GET" | "POST", string, number]>([
    ["an analyst reads the ledger", person("analyst"), "GET", "/api/v1/coverage", 200],
    [
      "an administrator reads it",
      person("administrator"),
      "GET",
      "/api/v1/coverage?from=2031-05-01&to=2031-05-20",
      200,
    ],
    ["a reader does not", person("reader"), "GET", "/api/v1/coverage", 403],
    ["a day that is none", person("analyst"), "GET", "/api/v1/coverage?from=yesterday", 400],
    ["an analyst reads tasks", person("analyst"), "GET", "/api/v1/tasks?state=all&limit=5", 200],
    ["whoever reaches an open desk reads them", openPrincipal, "GET", "/api/v1/tasks", 200],
    ["whoever reaches an open desk closes none", openPrincipal, "POST", `/api/v1/tasks/${taskId}/close`, 401],
    ["an analyst closes a task", person("analyst"), "POST", `/api/v1/tasks/${taskId}/close`, 204],
    ["a task that is not there", person("analyst"), "POST", "/api/v1/tasks/0000000000000000/close", 404],
    ["an id that is none", person("analyst"), "POST", "/api/v1/tasks/7/close", 400],
    ["an analyst pauses no source", person("analyst"), "POST", "/api/v1/sources/quay/pause", 403],
    ["an administrator pauses one", person("administrator"), "POST", "/api/v1/sources/quay/pause", 204],
    ["lets it go on", person("administrator"), "POST", "/api/v1/sources/quay/resume", 204],
    ["has it asked", person("administrator"), "POST", "/api/v1/sources/quay/fetch", 204],
    ["does nothing else with it", person("administrator"), "POST", "/api/v1/sources/quay/delete", 400],
    ["a source that is not configured", person("administrator"), "POST", "/api/v1/sources/other/pause", 404],
  ])("%s", async (_, who, method, path, status) => {
    expect((await ask(who, method, path)).status).toBe(status);
  });

  it("is asked with the ceiling and the name of who asks", async () => {
    await ask(person("administrator"), "GET", "/api/v1/coverage?from=2031-05-01");
    await ask(person("administrator"), "POST", "/api/v1/sources/quay/fetch");
    expect(heard).toEqual(["coverage 2031-05-01 - TLP:AMBER", "fetch quay Ada"]);
  });

  it("is empty on a desk that keeps nothing", async () => {
    const door = await createServer({ shelf: shelfOf([]) });
    doors.push(door);
    const base = await openDoor(door, 0);
    expect(await (await fetch(`${base}/api/v1/tasks`)).json()).toEqual({ tasks: [] });
    expect(await (await fetch(`${base}/api/v1/coverage`)).json()).toEqual({ days: [] });
  });
});
