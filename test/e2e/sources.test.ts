/** The Sources screen of a desk that works: alarms, cited pages that changed, the ledger, and what may be done. */
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperationsDoor } from "../../src/doors/api/operations-routes.ts";
import { createServer, type Door, openDoor, type ServerOptions } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import type { SourceHealth } from "../../src/pipeline/steps/source-health.ts";
import { openPrincipal, type Principal, permissionsFor } from "../../src/terms/person.ts";
import { sourcesSchema } from "../../src/terms/source.ts";
import type { Task } from "../../src/terms/task.ts";
import { findings } from "./axe-findings.ts";
import { edition, shown } from "./open-desk.ts";
import { keepInMemory } from "./sources-in-memory.ts";

const [source] = sourcesSchema.parse({
  sources: [{ id: "quay", address: "https://quay.example/feed.xml", title: "Quay Post" }],
}).sources;
if (source === undefined) throw new Error("no source");

const changed: Task = {
  id: "5f0c2a9be1d4c733",
  kind: "page_changed",
  tlp: "TLP:CLEAR",
  openedAt: "2031-05-20T06:00:00Z",
  changedAt: "2031-05-20T06:00:00Z",
  url: "https://quay.example/cranes",
  outlet: "Quay Post",
  title: "Cranes stand still <b>in</b> four ports",
  citedAt: "2031-05-19T06:00:00Z",
  editions: [],
  passages: [
    {
      before: "Four operators were broken into, says Tarn CERT.",
      after: "Six operators were broken into, says Tarn CERT.",
    },
  ],
  more: 2,
  quotes: [
    {
      quote: "Four operators",
      stands: false,
      editionId: "e",
      sentenceId: "s1",
      sentence: "Four operators of quay cranes were broken into.",
    },
  ],
  because: "3 passages changed since it was cited; 1 of 1 cited stretch no longer stands there.",
};

const heard: string[] = [];
let open: Task[] = [];
let paused = false;
const operations: OperationsDoor = {
  coverage: async () => ({
    days: [
      {
        day: "2031-05-20",
        lines: [
          { step: "collect", flow: "in", reason: "entries", count: 40 },
          { step: "collect", flow: "lost", reason: "robots_disallowed", count: 7, example: "https://quay.example/a" },
        ],
      },
    ],
  }),
  tasks: async () => ({ tasks: open }),
  closeTask: async (id, { name }) => {
    heard.push(`close ${id} ${name}`);
    open = [];
    return true;
  },
  act: async (id, act) => {
    heard.push(`${act} ${id}`);
    paused = act === "pause";
    return true;
  },
};

const health = async (): Promise<SourceHealth[]> => [
  {
    source: { ...source, paused },
    alarms: [
      {
        type: "off_topic",
        because: "12 of its last 13 articles read as about something else, such as “Late goal” (sport).",
      },
    ],
    runs: [],
    articles: 13,
    lost: [],
  },
];

const root = new URL("../../", import.meta.url);
let browser: Browser;
const doors: Door[] = [];
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
});
afterAll(async () => {
  await browser.close();
  for (const door of doors) await door.close();
});

const keeper: Principal = {
  id: "p1",
  name: "Ada",
  may: permissionsFor(["analyst", "administrator"]),
  ceiling: "TLP:RED",
  via: "session",
};

const visit = async (
  who: Principal,
  more: Partial<ServerOptions> = {},
  scheme: "light" | "dark" = "light",
): Promise<Page> => {
  heard.length = 0;
  open = [changed];
  paused = false;
  const webFolder = fileURLToPath(new URL("dist/web", root));
  const door = await createServer({
    shelf: shelfOf([edition]),
    webFolder,
    operations,
    health,
    identify: async () => who,
    ...more,
  });
  doors.push(door);
  const base = await openDoor(door, 0);
  const page = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme })
  ).newPage();
  page.setDefaultTimeout(20_000);
  // Who asks is asked of the people's part of the desk, which this door has none of.
  await page.route("**/api/v1/me", (route) =>
    route.fulfill({ json: { id: who.id, name: who.name, may: [...who.may], ceiling: who.ceiling, roles: [] } }),
  );
  await page.goto(`${base}/sources`);
  await page.getByRole("heading", { name: /Collected by this desk/ }).waitFor();
  return page;
};

describe("the Sources screen", () => {
  it("tells of cited pages that changed: words before and after, and for what they were cited", async () => {
    const page = await visit(openPrincipal);
    await page.getByRole("heading", { name: "Cited pages that changed: 1" }).waitFor();
    const text = await shown(page.getByRole("main"));
    expect(text).toContain("Cranes stand still <b>in</b> four ports");
    expect(text).toContain(
      "No longer there: “Four operators”, cited for: Four operators of quay cranes were broken into.",
    );
    await page.getByText("What changed").click();
    expect(await shown(page.locator("ins"))).toBe("Six operators were broken into, says Tarn CERT.");
    expect(await page.getByRole("button", { name: /Done|Pause|Ask now/ }).count()).toBe(0);
  });

  it("lets whoever may do it close a task, pause a source and have it asked", async () => {
    const page = await visit(keeper);
    await page.getByRole("button", { name: /^Done/ }).click();
    await page.getByRole("heading", { name: /Cited pages that changed/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Ask now.*Quay Post/ }).click();
    await page.getByRole("button", { name: /^Pause.*Quay Post/ }).click();
    await page.getByRole("button", { name: /^Let go on.*Quay Post/ }).waitFor();
    expect(heard).toEqual([`close ${changed.id} Ada`, "fetch quay", "pause quay"]);
  });

  it("shows the ledger of coverage, and the alarm of a source that left its subject", async () => {
    const page = await visit(openPrincipal);
    await page.getByText(/7 dropped/).click();
    expect(await shown(page.getByRole("table").filter({ hasText: "robots disallowed" }))).toMatch(
      /dropped: robots disallowed\s+7/,
    );
    expect(await shown(page.getByRole("main"))).toContain("About something else. 12 of its last 13 articles");
  });

  it("says why the desk cannot do its work, and what to do", async () => {
    const because = "Expected at least 512 MiB free for the state folder but found 3 MiB.";
    const page = await visit(openPrincipal, {
      measured: {
        readiness: async () => ({ reasons: [{ check: "disk", because }] }),
        operations: {} as never,
        alarms: async () => [],
      },
    });
    await page.getByRole("heading", { name: "The desk cannot do its work" }).waitFor();
    expect(await shown(page.getByRole("status"))).toContain(because);
  });

  it.each(["light", "dark"] as const)("is found without fault by axe, %s", async (scheme) => {
    const page = await visit(keeper, {}, scheme);
    await page.getByText("What changed").click();
    await page.getByText(/7 dropped/).click();
    expect(await findings(page)).toEqual([]);
  });
});

const feed = {
  address: "https://dock.example/feed.xml",
  title: "Dock <b>Daily</b>",
  entries: 12,
  undated: 0,
  unlinked: 0,
  newestAt: "2031-05-19T06:00:00Z",
  language: "en",
  texts: "teasers" as const,
  newest: [{ title: "Cranes stand still", at: "2031-05-19T06:00:00Z" }],
  page: { address: "https://dock.example/1", because: "The host's robots.txt asks not to read this address." },
  faults: [],
};
const look = { address: "https://dock.example/", kind: "page" as const, feeds: [feed] };

const opmlOf = (count: number): Buffer =>
  Buffer.from(
    `<opml><body>${Array.from({ length: count }, (_, at) => `<outline text="Feed ${at}" xmlUrl="https://h${at % 90}.example/${at}"/>`).join("")}<outline xmlUrl="ftp://x.example/"/></body></opml>`,
  );

describe("sources that people set", () => {
  it("are looked at, added, changed beside somebody else, taken back and put back", async () => {
    const kept = keepInMemory([source], look);
    const page = await visit(keeper, { sources: kept.door, health: kept.health });
    await page.getByRole("button", { name: "Add a source" }).click();
    await page.keyboard.type("dock.example");
    await page.keyboard.press("Enter");
    const found = page.getByRole("group", { name: "Found 1 feed" });
    await found.waitFor();
    expect(await shown(found)).toMatch(
      /Dock <b>Daily<\/b>[\s\S]*12 entries, newest 19 May 2031.*only begin[\s\S]*robots/,
    );
    await page.getByLabel("Who may receive what it brings").selectOption("TLP:GREEN");
    await page.getByRole("button", { name: "Add this source" }).click();
    await page
      .getByRole("status")
      .getByText(/^Added: Dock/)
      .waitFor();
    const row = page.getByRole("listitem").filter({ hasText: "https://dock.example/feed.xml" });
    expect(await shown(row)).toContain("TLP:GREEN");
    await page.getByRole("button", { name: "Add a source" }).click();

    await row.getByRole("button", { name: /^Change/ }).click();
    const dialog = page.getByRole("dialog");
    kept.setBy("Grace", "dock-example", { every: "6h" });
    await dialog.getByLabel("Title").fill("The Dock");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText(/Grace changed it/).waitFor();
    expect(await shown(dialog)).toContain("asked every 1 hour → 6 hours");
    expect(await dialog.getByLabel("Title").inputValue()).toBe("The Dock");
    await dialog.getByRole("button", { name: "Save mine over theirs" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("listitem").filter({ hasText: "The Dock" }).waitFor();

    await page
      .getByRole("listitem")
      .filter({ hasText: "The Dock" })
      .getByRole("button", { name: /^Change/ })
      .click();
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await page.getByText(/^Taken back: 1/).waitFor();
    await page.keyboard.press("?");
    expect(await shown(dialog)).toMatch(/P\s+pause it[\s\S]*Z\s+put back the source/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("z");
    await page.getByRole("listitem").filter({ hasText: "The Dock" }).waitFor();
    await page
      .getByRole("listitem")
      .filter({ hasText: "Quay Post" })
      .getByRole("button", { name: /^Details/ })
      .click();
    expect(await shown(dialog)).toContain("Locked: it stands in /etc/watchfloor/sources.yaml");
  });

  it("come by the thousand from a list, and are found among them", async () => {
    const kept = keepInMemory([source], look);
    const page = await visit(keeper, { sources: kept.door, health: kept.health });
    await page.getByRole("button", { name: "Import OPML" }).click();
    const file = page.getByLabel(/^List of feeds/);
    await file.setInputFiles({ name: "a.opml", mimeType: "text/xml", buffer: Buffer.alloc(6 * 1024 * 1024) });
    await page.getByText("Expected a list of at most 5.0 MB but a.opml has 6.0 MB.").waitFor();
    await file.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47]) });
    await page.getByText("found no feed in it").waitFor();
    await file.setInputFiles({ name: "feeds.opml", mimeType: "text/x-opml", buffer: opmlOf(1_000) });
    await page.getByText("1,001 feeds: 1,000 new, 0 here already, 1 refused.").waitFor();
    expect(await page.getByRole("checkbox").count()).toBeLessThan(40);
    await page.getByRole("checkbox").first().uncheck();
    await page.getByRole("button", { name: "Import 999 feeds" }).click();
    await page.getByText(/^999 sources added/).waitFor();
    await page.getByRole("heading", { name: /1,000 sources/ }).waitFor();
    const rows = page.getByRole("list", { name: "Sources" }).getByRole("listitem");
    expect(await rows.count()).toBeLessThan(40);
    expect(await rows.nth(1).getAttribute("aria-setsize")).toBe("1000");
    await page.getByRole("button", { name: /^With an alarm/ }).click();
    await page.getByText(/^\d+ of 1,000 sources shown/).waitFor();
    expect(await shown(rows.nth(1))).toContain("Nothing new.");
    await page.getByRole("button", { name: /^All/ }).click();
    await page.getByRole("searchbox", { name: /^Find by name/ }).fill("h7.example/97");
    await page.getByText(/^1 of 1,000 sources shown/).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it("are one next step away on a desk that has none", async () => {
    const kept = keepInMemory([], look);
    const page = await visit(keeper, { sources: kept.door, health: kept.health });
    await page.getByText("This desk collects nothing yet.").waitFor();
    expect(await page.getByLabel("Address of a feed, or of a site").count()).toBe(1);
    const reader = await visit(openPrincipal, { sources: kept.door, health: kept.health });
    await reader.getByText(/set up the first person/).waitFor();
    expect(await reader.getByRole("button", { name: /Add|Import/ }).count()).toBe(0);
  });
});
