/**
 * Damaged feeds, pages and texts, as many as SOAK_SECONDS allow: nothing throws, no offset lies, nothing takes long.
 *
 * Every failure names the seed and the round, which make the same bytes again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { annotate, extractClaims } from "#intel/extract/index.ts";
import { parseFeed, readPage } from "#intel/read/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { createDice, mutateBytes } from "./mutate-bytes.ts";

const seed = 20260205;
const seconds = Number(process.env.SOAK_SECONDS ?? "10");
const site = fileURLToPath(new URL("../../examples/day-2026-02-05/site", import.meta.url));
const samples = (ending: RegExp): Uint8Array[] =>
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(site, name))));

const figures: string[] = [];
afterAll(() => process.stdout.write(`${figures.map((line) => `soak: ${line}\n`).join("")}`));

/** Runs `once` on damaged samples until the time is up. Ten seconds for a page of some 20 kB would be a hang. */
const soak = (name: string, from: readonly Uint8Array[], once: (bytes: Uint8Array) => void): void => {
  const dice = createDice(seed);
  const end = performance.now() + seconds * 1000;
  let rounds = 0;
  let slowest = 0;
  while (performance.now() < end) {
    const pick = (): Uint8Array => from[Math.floor(dice() * from.length)] ?? new Uint8Array();
    const bytes = mutateBytes(pick(), dice, pick());
    const start = performance.now();
    try {
      once(bytes);
    } catch (cause) {
      throw new Error(`seed ${seed}, round ${rounds}, ${bytes.length} bytes`, { cause });
    }
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    rounds += 1;
  }
  figures.push(`${name}: ${rounds} damaged inputs, slowest ${Math.round(slowest)} ms`);
  expect(rounds).toBeGreaterThan(0);
  expect(slowest).toBeLessThan(10_000);
};

const rawOf = (bytes: Uint8Array): RawDocument => ({
  requestedUrl: "https://outlet.example/a",
  url: "https://outlet.example/a",
  bytes,
  sha256: sha256Hex(bytes),
  contentType: "text/html",
  retrievedAt: "2026-02-05T18:00:00Z",
});
const hints = { url: "https://outlet.example/a", firstSeenAt: "2026-02-05T18:00:00Z" };

const checkSpans = (text: string): void => {
  for (const mention of annotate(text, { language: "en", publishedAt: "2026-02-05T18:00:00Z" }))
    expect(text.slice(mention.start, mention.end)).toBe(mention.surface);
};

describe("damaged input", () => {
  it("feeds end in a result", () => {
    soak("parseFeed", samples(/feeds\/.*\.(?:xml|json)$/), (bytes) => {
      const read = parseFeed(bytes, { url: "https://outlet.example/feed" });
      if (!read.ok) expect(read.error.message).not.toBe("");
    });
  });

  it("pages end in an article whose blocks, mentions and claims stand in its text, or in a fault", () => {
    soak("readPage, annotate, extractClaims", samples(/\.html$/), (bytes) => {
      const read = readPage(rawOf(bytes), hints);
      if (!read.ok) return;
      const { article } = read.value;
      for (const block of article.blocks) expect(block.end).toBeLessThanOrEqual(article.text.length);
      const mentions = annotate(article.text, { language: article.language, publishedAt: "2026-02-05T18:00:00Z" });
      for (const mention of mentions) expect(article.text.slice(mention.start, mention.end)).toBe(mention.surface);
      for (const { evidence } of extractClaims(article, mentions))
        expect(article.text.slice(evidence.start, evidence.end)).toBe(evidence.quote);
    });
  });

  it("raw markup read as text gives only mentions that stand in it", () => {
    const decode = new TextDecoder("latin1");
    soak("annotate", samples(/\.(?:html|xml|json)$/), (bytes) => checkSpans(decode.decode(bytes).slice(0, 20_000)));
  });
});
