/** An edition that a person asked for: what it costs while it waits, and what stays behind when it cannot be made. */
import { expect, it } from "vitest";
import type { Store } from "#store/index.ts";
import type { Making } from "#terms/making.ts";
import { sourcesSchema } from "#terms/source.ts";
import { type MakeNowTools, makeNowTask } from "./make-now.ts";
import type { ConfiguredModel } from "./open-model.ts";

const { sources } = sourcesSchema.parse({
  sources: ["a", "b", "c"].map((id) => ({ id, address: `https://${id}.example/feed`, paused: id === "c" })),
});

/** Source b answers at the second look; the record cannot be read. */
const brokenDesk = () => {
  const looks: (readonly string[])[] = [];
  const told: string[] = [];
  const models: string[] = [];
  const making: Making = {
    id: "m1",
    askedAt: "2031-05-14T10:00:00Z",
    state: "waiting",
    changedAt: "2031-05-14T10:00:00Z",
  };
  const store = {
    makings: {
      read: async () => making,
      step: async (_id: string, { state, step, done, because }: Parameters<Store["makings"]["step"]>[1]) => {
        told.push([state, step, done, because].filter((each) => each !== undefined).join(" "));
        return true;
      },
    },
    askedSources: async (ids: readonly string[]) => {
      looks.push(ids);
      return new Set(looks.length > 1 ? ids : ids.slice(0, 1));
    },
  } as unknown as Store;
  const openModel = async (): Promise<ConfiguredModel> => {
    models.push("opened");
    return { close: async () => void models.push("closed") } as unknown as ConfiguredModel;
  };
  const tools: MakeNowTools = {
    store,
    clock: { now: () => new Date("2031-05-14T10:00:01Z") } as MakeNowTools["clock"],
    ofRecord: async () => {
      throw new Error("the profile cannot be read");
    },
    sources: async () => sources,
    openModel,
    onFlash: () => undefined,
    onMade: async () => undefined,
    onFailure: () => undefined,
  };
  return { tools, looks, told, models };
};

it("waits for sources that were never asked by one question a look, paused ones left out", async () => {
  const { tools, looks, told } = brokenDesk();
  await makeNowTask(tools)({ making: "m1" }, new AbortController().signal);
  expect(looks).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
  expect(told).toEqual(["running collect 1", "running collect 2", "running read", "failed error"]);
});

it("leaves no model open when the record cannot be read", async () => {
  const { tools, models } = brokenDesk();
  await makeNowTask(tools)({ making: "m1" }, new AbortController().signal);
  expect(models.filter((what) => what === "opened")).toHaveLength(models.filter((what) => what === "closed").length);
});
