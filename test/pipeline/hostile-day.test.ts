/**
 * A day of twelve good articles among inputs made to hurt: the good ones are briefed as if they had come alone, each loss
 * names its file with what was expected and found, and memory stays bounded.
 *
 * A folder without permission is no obstacle to root, so as root the run becomes the user `nobody` before it reads.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { editionSchema } from "#terms/edition.ts";
import { accentedPage, goodPages } from "./good-articles.ts";
import { layHostileInputs } from "./hostile-inputs.ts";

const runSchema = z.object({
  edition: editionSchema,
  losses: z.array(z.object({ step: z.string(), item: z.string(), reason: z.string(), detail: z.string() })),
  peakMib: z.number(),
});
type Run = z.infer<typeof runSchema>;

const nobody = process.getuid?.() === 0 ? "65534" : "";
const program = fileURLToPath(new URL("./brief-folder.ts", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "watchfloor-hostile-"));
/** The good day and the hostile one take turns at this address, so that their articles' addresses are the same. */
const day = join(scratch, "day");

const layGoodPages = (charset: (path: string) => string): void => {
  rmSync(day, { recursive: true, force: true });
  for (const [path, html] of goodPages(charset)) {
    mkdirSync(dirname(join(day, path)), { recursive: true });
    writeFileSync(join(day, path), html);
  }
};

const briefDay = (asOf = "2025-03-12T18:00:00Z"): Run => {
  const run = spawnSync(process.execPath, [program, asOf, nobody, day], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(run.stderr).toBe("");
  return runSchema.parse(JSON.parse(run.stdout));
};

/** What a reader is told, without the footer, which counts what was lost. */
const told = ({ edition }: Run): unknown => ({
  title: edition.edition.title,
  stories: edition.stories,
  contradictions: edition.contradictions,
  sections: edition.sections.filter((section) => section.id !== "footer"),
});

describe("a hostile day", () => {
  let good: Run;
  let hostile: Run;
  beforeAll(() => {
    chmodSync(scratch, 0o755);
    layGoodPages(() => "utf-8");
    good = briefDay();
    layGoodPages((path) => (path === accentedPage ? "iso-8859-2" : "utf-8"));
    layHostileInputs(day);
    hostile = briefDay();
    chmodSync(join(day, "secret"), 0o700);
  }, 600_000);
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  it("has a good part worth briefing", () => {
    expect(good.losses).toEqual([]);
    expect(good.edition.sources).toHaveLength(12);
    expect(good.edition.stories.filter((story) => !story.excluded).length).toBeGreaterThanOrEqual(6);
    expect(good.edition.gates.every((gate) => gate.passed)).toBe(true);
  });

  it("prints no word twice running, and judges nobody by the words of a headline", () => {
    const said = good.edition.sections.flatMap((section) => section.sentences);
    expect(said.map(({ text }) => text).filter((text) => /\b([a-z]+) \1\b/i.test(text))).toEqual([]);
    const judged = said.filter(({ kind }) => kind === "assessment").map(({ text }) => text);
    expect(judged).not.toEqual([]);
    expect(judged.filter((text) => text.includes("exposes passengers’"))).toEqual([]);
  });

  it("is told as if the good articles had come alone", () => {
    expect(told(hostile)).toEqual(told(good));
    expect(hostile.edition.gates.every((gate) => gate.passed)).toBe(true);
  });

  it("has nothing to tell to an edition of the days before, and says why", () => {
    layGoodPages(() => "utf-8");
    const earlier = briefDay("2025-03-01T18:00:00Z");
    expect(earlier.edition.sources).toEqual([]);
    expect(earlier.losses.map((loss) => loss.reason)).toEqual(Array(12).fill("later_than_edition"));
  });

  it("reads a page by its letters, whatever charset it declares", () => {
    const page = hostile.edition.articles.find((article) => article.title.startsWith("Café chain Belle Époque"));
    expect(page?.text).toContain("Besançon, Orléans and Nîmes");
  });

  it.each([
    ["a feed without entries", "empty.xml", "empty_feed", "lists no entries"],
    ["a page 200,000 elements deep", "deep.html", "nothing_usable", "expected an article, but only 6 characters"],
    ["a gzip bomb", "zeros.html.gz!/zeros.html", "too_large", "larger than the 33554432 bytes it may have"],
    ["an entity bomb", "entities.xml", "no_address", "link to its page but 1 of 1 do not"],
    ["a truncated PDF", "cut.pdf", "pdf_invalid", "expected a PDF, but it cannot be read"],
    ["a feed of 50,000 entries", "endless.xml", "too_many_entries", "at most 2000 pages in a run; 23001 entries"],
    ["a symbolic link in a tar", "leading-out.tar!/users.txt", "link_entry", "links in archives are not followed"],
    ["a hard link in a tar", "leading-out.tar!/up.html", "link_entry", "links in archives are not followed"],
    ["a name that climbs out of a tar", "leading-out.tar!/../climbed.html", "outside_archive", "out of the archive"],
    [
      "a name that climbs out of a zip",
      "climbing.zip!/../../climbed-too.html",
      "outside_archive",
      "out of the archive",
    ],
    ["a folder without permission", "secret", "no_permission", "permission was denied"],
    ["an empty file", "nothing.html", "empty", "Expected a document"],
    ["noise", "noise.html", "unsupported_type", "Expected text but found"],
  ])("reports %s by its name", (_, name, reason, words) => {
    const found = hostile.losses.filter((loss) => loss.item === `${day}/${name}`);
    expect(found.map((loss) => loss.reason)).toEqual([reason]);
    expect(found[0]?.detail).toContain(words);
  });

  it("reports nothing else but the dead links of the long feed", () => {
    const others = hostile.losses.filter((loss) => !loss.item.startsWith(day));
    expect(new Set(others.map((loss) => `${loss.item.replace(/\/(?:\d+|same)$/, "")} ${loss.reason}`))).toEqual(
      new Set(["http://127.0.0.1:9 nothing_usable"]),
    );
    expect(others).toHaveLength(2_000);
    expect(hostile.edition.record?.losses).toEqual(hostile.losses);
  });

  it("opens nothing that lies outside", () => {
    const texts = JSON.stringify(hostile.edition);
    expect(texts).not.toContain("climbed out of its archive");
    expect(texts).not.toContain("root:x:");
  });

  it("needs little more memory than a good day", () => expect(hostile.peakMib - good.peakMib).toBeLessThan(768));
});
