import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dropDraft, emptyProfile, keepDraft, readDraft, settleDraft } from "./profile-draft.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const saved = { ...emptyProfile, name: "Harbour Trust" };
const later = { ...saved, name: "Harbour Trust of the North" };

it("keeps nothing of a profile that was saved", () => {
  keepDraft({ version: 3, profile: saved });
  settleDraft({ version: 4, profile: saved });
  expect(readDraft()).toBeUndefined();
});

it("keeps what was typed while it was saved, based on what was saved", () => {
  keepDraft({ version: 3, profile: later });
  settleDraft({ version: 4, profile: saved });
  expect(readDraft()).toEqual({ version: 4, profile: later });
});

it("keeps nothing where nothing was typed", () => {
  dropDraft();
  settleDraft({ version: 4, profile: saved });
  expect(readDraft()).toBeUndefined();
});
