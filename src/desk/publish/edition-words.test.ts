import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { editionToHtml, editionToMail, editionToMarkdown, editionToText } from "./index.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);

it.each([
  ["a daily edition", "daily", "briefing · ", "briefing of ", "Edition of ", "Watchfloor, "],
  ["a flash", "flash", "flash · ", "flash of ", "Flash of ", "Watchfloor flash, "],
  [
    "a roll-up",
    "weekly",
    "roll-up · week to ",
    "roll-up of the week to ",
    "Roll-up of the week to ",
    "Watchfloor, week to ",
  ],
] as const)("%s is called so in every form", (_, kind, markdown, text, html, subject) => {
  const each = { ...edition, edition: { ...edition.edition, kind } };
  expect(editionToMarkdown(each)).toContain(`**Watchfloor ${markdown}Thursday 12 March 2026 · as of`);
  expect(editionToText(each)).toContain(`Watchfloor ${text}Thursday 12 March 2026, as of`);
  expect(editionToHtml(each)).toContain(`<p>${html}Thursday 12 March 2026, `);
  expect(editionToMail(each).subject).toContain(` ${subject}Thu 12 Mar`);
});

it.each(["daily", "flash", "weekly"] as const)("a %s edition names its audience in every form, as text", (kind) => {
  const audience = { name: "energy", title: "Energy <b> & *grid*", sectors: ["energy"] };
  const each = { ...edition, edition: { ...edition.edition, kind, audience } };
  expect(editionToMarkdown(each)).toContain(" for Energy \\<b\\> &amp; \\*grid\\*");
  expect(editionToText(each).replaceAll(/\s+/g, " ")).toContain(" for Energy <b> & *grid* of ");
  expect(editionToHtml(each)).toContain(" for Energy &lt;b&gt; &amp; *grid* of ");
  expect(editionToMail(each).subject).toMatch(
    /^\[TLP:AMBER\+STRICT\] Watchfloor(?: flash)? for Energy <b> & \*grid\*, /,
  );
});

it("the foot of each printed page says who approved the text, and when", () => {
  const approved = {
    ...edition,
    edition: { ...edition.edition, approval: { by: [{ name: 'Ada "B"', at: "2026-03-12T18:20:00Z" }] } },
  };
  expect(editionToHtml(approved)).toContain(
    'content:"Watchfloor. Approved by Ada \\22 B\\22 , 12 Mar 2026, 18:20 UTC. ',
  );
  expect(editionToHtml(edition)).not.toContain("Approved by");
});

it.each([
  [
    "a headline's ids do not break",
    "Flaw CVE-2026-25049 is used",
    'Flaw <span class="nb">CVE-2026-25049</span> is used',
  ],
  ["but one that runs both ways stays whole", "ثغرة CVE-2026-25049", "ثغرة CVE-2026-25049"],
])("%s", (_name, title, html) => {
  expect(editionToHtml({ ...edition, edition: { ...edition.edition, title } })).toContain(
    `<h1 dir="auto">${html}</h1>`,
  );
});
