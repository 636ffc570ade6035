import type { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenFor } from "./listen-live.ts";

class FakeSource extends EventTarget {
  static CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 1;
  constructor() {
    super();
    FakeSource.all.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  tell(data: string): void {
    this.dispatchEvent(Object.assign(new Event("change"), { data }));
  }
  refuse(): void {
    this.readyState = 2;
    this.dispatchEvent(new Event("error"));
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
let asked: string[] = [];
const queries = {
  invalidateQueries: async ({ queryKey }: { queryKey: string[] }) => void asked.push(queryKey[0] ?? ""),
} as unknown as QueryClient;
let stop = (): void => undefined;

beforeEach(() => {
  asked = [];
  FakeSource.all = [];
  page.visibilityState = "visible";
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  vi.stubGlobal("EventSource", FakeSource);
  stop = listenFor(queries);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ["a change of a topic asks its queries again", '{"topic":"story","id":"s1"}', ["triage"]],
  ["what is read stays as it is", '{"topic":"edition"}', ["editions", "drafts", "delivery"]],
  ["a topic of a later version asks nothing", '{"topic":"weather"}', []],
  ["a name that every object has asks nothing", '{"topic":"constructor"}', []],
  ["what is no JSON asks nothing", "<html>", []],
])("%s", (_what, data, keys) => {
  FakeSource.all[0]?.tell(data);
  expect(asked).toEqual(keys);
});

it("asks every minute where it was refused, and tries the stream again", () => {
  FakeSource.all[0]?.refuse();
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(asked).toContain("editions");
  expect(FakeSource.all).toHaveLength(2);
  FakeSource.all[1]?.dispatchEvent(new Event("open"));
  asked = [];
  vi.advanceTimersByTime(180_000);
  expect(asked).toEqual([]);
});

it("listens to nothing while nobody looks, and asks for everything when somebody does", () => {
  page.visibilityState = "hidden";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(FakeSource.all[0]?.readyState).toBe(2);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(asked).toContain("triage");
  expect(FakeSource.all).toHaveLength(2);
});
