import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openLog } from "#outside/log.ts";
import { openDeskLog } from "./desk-log.ts";
import { tellDelivery } from "./start-delivery.ts";

const lines: string[] = [];
const isTerminal = process.stderr.isTTY;

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.stderr.isTTY = isTerminal;
  lines.length = 0;
});

it("tells a failed delivery once, on a terminal in words", () => {
  vi.stubEnv("WATCHFLOOR_LOG", "");
  process.stderr.isTTY = true;
  tellDelivery(openDeskLog()).onFailure("deliver", new Error("the relay hung up"));
  expect(lines).toEqual(["deliver: the relay hung up\n"]);
});

it("tells it once in the log, where nobody reads along", () => {
  tellDelivery({ log: openLog({ level: "info" }), isJson: true }).onFailure("deliver", new Error("the relay hung up"));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "delivery.failed", task: "deliver" });
});
