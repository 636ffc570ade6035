/** The edition after another: it names stories that go on, and passes the same gates as the first. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { makeEdition } from "../../src/pipeline/index.ts";
import { goodPages } from "./good-articles.ts";

it("names the stories that bring nothing new, and no gate takes their titles for quotations", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wf-next-"));
  for (const [path, html] of goodPages(() => "utf-8")) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), html);
  }
  try {
    const { edition: first } = await makeEdition({ inputs: [folder], asOf: "2025-03-12T18:00:00Z" });
    const { date, asOf, title } = first.edition;
    const earlier = [{ id: "0".repeat(64), date, asOf, title, tlp: "TLP:CLEAR" as const, stories: first.stories }];
    const next = await makeEdition({ inputs: [folder], asOf: "2025-03-13T18:00:00Z", earlier: async () => earlier });
    const note = next.edition.sections
      .flatMap(({ sentences }) => sentences)
      .find(({ text }) => text.startsWith("Since the edition of"));
    expect(note?.text).toMatch(/bring nothing new \(“/);
    expect(next.edition.gates.filter(({ passed }) => !passed)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
