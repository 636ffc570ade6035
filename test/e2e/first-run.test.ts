/** From the example day to a published edition of one's own, in the browser alone; each state looked at by axe on the way. */
import { createServer as createSite, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { doorOf } from "../../src/doors/cli/door-of.ts";
import { exampleAsOf } from "../../src/doors/cli/example-day.ts";
import { type DeskWork, startDeskWork } from "../../src/pipeline/desk-work.ts";
import { makeSetUpLink } from "../../src/pipeline/people/links.ts";
import { settingsInForce } from "../../src/pipeline/settings/in-force.ts";
import { referenceOf } from "../../src/pipeline/steps/open-reference.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { configSchema } from "../../src/terms/config.ts";
import { openTestServer, type TestServer } from "../store/open-test-store.ts";
import { openTestPeople } from "../support/sign-in.ts";
import { findings } from "./axe-findings.ts";
import { type Desk, edition, openDesk, phone, shown, untilRead } from "./open-desk.ts";

const hourMs = 3_600_000;
const pages: Readonly<Record<string, readonly string[]>> = {
  "Attackers exploit a flaw in Quay Server, its maker says": [
    "Attackers are exploiting a flaw in Quay Server, its maker Harbourline said on its website.",
    "The flaw, CVE-2031-11111, lets anyone run code without logging in. Harbourline rates it 9.8 on CVSS 3.1.",
    "Harbourline has released version 4.2.1, which fixes it. All versions before 4.2.1 are affected.",
    "At least 40 organisations in Norway and Sweden were breached, the company's response team said.",
  ],
  "Phishing crew targets customers of three banks": [
    "A phishing crew has targeted customers of three banks in Finland, police said.",
    "The mails lead to a copy of a sign-in page and ask for one-time codes. Police have counted 220 victims so far.",
  ],
};

/** One feed and its pages, as a person would name it. */
const openSite = async (): Promise<{ readonly base: string; readonly close: () => void }> => {
  const titles = Object.keys(pages);
  const server: Server = createSite((request, reply) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const at = Number(/^\/page\/(\d)$/.exec(request.url ?? "")?.[1] ?? "9");
    const title = titles[at];
    if (title !== undefined)
      return reply
        .writeHead(200, { "content-type": "text/html" })
        .end(
          `<html lang="en"><title>${title}</title><article><h1>${title}</h1>${pages[title]?.map((text) => `<p>${text}</p>`).join("")}</article>`,
        );
    if (request.url !== "/feed.xml") return reply.writeHead(404).end();
    const items = titles.map(
      (each, place) =>
        `<item><title>${each}</title><link>${base}/page/${place}</link><pubDate>${new Date(Date.now() - (place + 2) * hourMs).toUTCString()}</pubDate></item>`,
    );
    return reply
      .writeHead(200, { "content-type": "application/rss+xml" })
      .end(`<rss version="2.0"><channel><title>Quayside Wire</title>${items.join("")}</channel></rss>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

let test: TestServer;
let store: Store;
let site: Awaited<ReturnType<typeof openSite>>;
let work: DeskWork;
let desk: Desk;
let link = "";

beforeAll(async () => {
  test = await openTestServer("npm");
  site = await openSite();
  const server = { connection: test.server.address };
  store = await openStore(server);
  const example = { ...edition, edition: { ...edition.edition, asOf: exampleAsOf, date: exampleAsOf.slice(0, 10) } };
  await store.saveEdition(
    { edition: example, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] },
    editionToJson(example),
  );
  const { people } = openTestPeople(store);
  const allowHosts = [new URL(site.base).host];
  const config = configSchema.parse({ collect: { allowHosts } });
  const nothing = { sources: [], editions: [] };
  work = await startDeskWork({
    store,
    server,
    inForce: settingsInForce(store, nothing),
    reference: referenceOf({}),
    allowHosts,
    onCollected: () => undefined,
    onEdition: () => undefined,
    onFailure: () => undefined,
  });
  const door = doorOf({ store, server, where: "", close: async () => undefined }, { config, sources: [] });
  desk = await openDesk([], undefined, { ...door, people, requestsPerMinute: 100_000 });
  link = `/set-up#${(await makeSetUpLink(people.setup))?.secret ?? ""}`;
}, 120_000);
afterAll(async () => {
  await desk.close();
  await work.stop();
  await store.close();
  site.close();
  await test.remove();
}, 120_000);

/** Nothing is found in light and dark, and nothing scrolls sideways at phone width. */
const expectClean = async (page: Page, where: string): Promise<void> => {
  expect(await findings(page), where).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await findings(page, ["color-contrast", "link-in-text-block"]), `${where}, dark`).toEqual([]);
  const before = page.viewportSize() ?? phone;
  await page.setViewportSize(phone);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"), where).toBeLessThanOrEqual(
    0,
  );
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
};

it("example day, set-up link, organisation, source, times, an edition made, reviewed, approved, read", async () => {
  // The example day says so, and leads to who the first person will be.
  const { page, foreign, complaints } = await desk.open("/");
  await page.getByRole("link", { name: "Use your own sources" }).click();
  await page.getByRole("heading", { name: "Set up this desk" }).waitFor();

  await page.goto(`${desk.base}${link}`);
  for (const [label, value] of Object.entries({
    Name: "Ada Lovelace",
    Login: "ada",
    Password: "brass engine tells tides",
  }))
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press("Enter");

  // Whom the editions are for; what that changes is told before it is saved. A reload keeps what was typed.
  await page.getByText("Step 2 of 4").waitFor();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Harbour Trust");
  await page.getByRole("combobox", { name: "Countries" }).fill("Atlantis");
  await page.keyboard.press("Enter");
  await page.getByText("Expected a country by its English name").waitFor();
  await page.getByRole("combobox", { name: "Countries" }).fill("norway");
  await page.keyboard.press("Enter");
  await page.getByText("From a file, or pasted").click();
  await page.getByLabel("Paste here").fill("name,version,assets\nQuay Server,4.1,quay-1;quay-2\n,1,\n");
  await page.getByRole("button", { name: "Take what I pasted" }).click();
  await page.getByText("Line 3: name: expected at least 1 character").waitFor();
  await page.getByText(/\d+ of \d+ stor(y|ies) fits? you/).waitFor();
  await expectClean(page, "organisation");
  await page.reload();
  expect(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe("Harbour Trust");
  await page.getByRole("textbox", { name: "Name", exact: true }).press("Control+Enter");

  // One source; what came in is told.
  await page.getByText("Step 3 of 4").waitFor();
  await page.getByLabel("Address of a feed, or of a site").fill(`${site.base}/feed.xml`);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByRole("button", { name: "Add this source" }).click();
  await page.getByRole("heading", { name: /^1 source/ }).waitFor();
  await page.getByRole("button", { name: "Go on" }).click();

  // When editions are made, and the first one at once.
  await page.getByText("Step 4 of 4").waitFor();
  await page.getByText("Next:").waitFor();
  await expectClean(page, "times");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await page.getByRole("heading", { name: "Make your first edition" }).waitFor();
  await page.getByRole("button", { name: "Make an edition now" }).click();
  await page.getByRole("link", { name: "Review this draft" }).waitFor({ timeout: 60_000 });
  await expectClean(page, "made");
  await page.getByRole("link", { name: "Review this draft" }).click();

  // Approved by name, it is what readers find; the line of the example day is gone.
  await page.getByRole("button", { name: "Approve this text" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve this text" }).click();
  await page.getByRole("link", { name: "Read the edition" }).click();
  await untilRead({ page, foreign, complaints, dialogs: [] });
  expect(await shown(page.locator("h1.headline"))).toContain("Quay Server");
  expect(await shown(page.locator(".top-state"))).toContain("approved by Ada Lovelace");
  expect(await page.getByText("This is the example day").count()).toBe(0);
  expect([foreign, complaints]).toEqual([[], []]);
  expect(await store.audit.verify()).not.toHaveProperty("fault");
}, 120_000);

/** A page of Settings, for who was set up. */
const openSettings = async (subject: string): Promise<Page> => {
  const { page } = await desk.open("/sign-in");
  await page.getByLabel("Login").fill("ada");
  await page.getByLabel("Password").fill("brass engine tells tides");
  await page.keyboard.press("Enter");
  await page.locator("h1.headline").waitFor();
  await page.goto(`${desk.base}/settings/${subject}`);
  return page;
};

it("a time zone half typed leaves the form of the times as it is", async () => {
  const page = await openSettings("editions");
  await page.getByText("Next:").waitFor();
  const zone = page.getByLabel("Time zone");
  await zone.fill("");
  await zone.pressSequentially("Europe/Osl", { delay: 20 });
  expect(await zone.inputValue()).toBe("Europe/Osl");
  await zone.pressSequentially("o");
  await page
    .getByText(/\d\d:\d\d \(\d\d:\d\d UTC\)/)
    .first()
    .waitFor();
}, 60_000);

it("a save is sent once, and what is typed while it is under way stays", async () => {
  const page = await openSettings("editions");
  let letGo = (): void => undefined;
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  let sent = 0;
  await page.route("**/api/v1/settings/editions", async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    sent += 1;
    await held;
    return route.continue();
  });
  const time = page.getByLabel("Time", { exact: true });
  await time.fill("08:10");
  await time.press("Control+Enter");
  await page.getByRole("button", { name: "Save these times", disabled: true }).waitFor();
  await time.press("Control+Enter");
  await time.fill("09:20");
  letGo();
  await page.getByRole("button", { name: "Save these times", disabled: false }).waitFor();
  expect([sent, await time.inputValue()]).toEqual([1, "09:20"]);
  // It is based on what was saved: nobody else saved anything.
  await time.press("Control+Enter");
  await page.getByText("Saved, and planned.").waitFor();
  expect([sent, await time.inputValue()]).toEqual([2, "09:20"]);
}, 60_000);

it("theirs, once taken, stays", async () => {
  const page = await openSettings("editions");
  const time = page.getByLabel("Time", { exact: true });
  await time.fill("10:30");
  const view = await (await page.request.get(`${desk.base}/api/v1/settings/editions`)).json();
  const now = { ...view, version: view.version + 1, by: "Bo", plans: [{ ...view.plans[0], at: "45 11 * * *" }] };
  await page.route("**/api/v1/settings/editions", (route) =>
    route.fulfill({
      status: 409,
      contentType: "application/problem+json",
      json: { title: "Conflict", status: 409, now },
    }),
  );
  await time.press("Control+Enter");
  await page.getByText("Bo saved other times meanwhile").waitFor();
  await page.getByRole("button", { name: "Take theirs" }).click();
  await page.getByRole("alert").waitFor({ state: "detached" });
  expect(await time.inputValue()).toBe("11:45");
}, 60_000);

it("what is typed while a list is read stays", async () => {
  const page = await openSettings("organisation");
  let letGo = (): void => undefined;
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  await page.route("**/api/v1/settings/organisation/read", async (route) => {
    await held;
    return route.continue();
  });
  await page.getByText("From a file, or pasted").click();
  await page.getByLabel("Paste here").fill("name,version\nTide Gate,7\n");
  await page.getByRole("button", { name: "Take what I pasted" }).click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await name.fill("Harbour Trust of the North");
  letGo();
  await page.getByRole("list", { name: "Products" }).getByText("Tide Gate 7").waitFor();
  expect(await name.inputValue()).toBe("Harbour Trust of the North");
}, 60_000);

it("says by itself that no process has taken the edition up", async () => {
  const page = await openSettings("editions");
  const askedAt = new Date(Date.now() - 5_000).toISOString();
  const making = { id: "m1", askedAt, changedAt: askedAt, state: "waiting", isFlash: false };
  // The same answer each time: nothing but the wait is new.
  await page.route("**/api/v1/editions/making", (route) => route.fulfill({ json: { making } }));
  await page.reload();
  await page.getByText("waits for its turn").waitFor();
  await page.getByText("No process has taken it up yet").waitFor();
}, 60_000);

it("what counts on the desk begins with what stands, each time it is opened", async () => {
  const page = await openSettings("editions");
  let stands = 2;
  await page.route("**/api/v1/settings/weights", (route) =>
    route.fulfill({ json: { version: stands, origin: "here", weights: { recency: stands } } }),
  );
  await page.goto(`${desk.base}/desk/triage`);
  const change = page.getByRole("button", { name: "What counts on this desk" });
  const dialog = page.getByRole("dialog", { name: "What counts on this desk" });
  for (const weight of [2, 3]) {
    stands = weight;
    await change.click();
    await dialog.getByLabel("How new").waitFor();
    expect(await dialog.getByLabel("How new").inputValue()).toBe(String(weight));
    await dialog.getByRole("button", { name: "Close" }).click();
  }
}, 60_000);

it("a webhook is set: a host of one's own is refused, its secrets are never shown again, and it is put back", async () => {
  const page = await openSettings("delivery");
  const part = page.getByRole("region", { name: "Webhooks and chats" });
  await part.getByText("None: no notice leaves the desk.").waitFor();
  await part.getByRole("button", { name: "Add a webhook or chat" }).click();
  const address = part.getByLabel("Address", { exact: true });
  await address.fill("https://10.0.0.8/in");
  await part.getByRole("button", { name: "Make one" }).click();
  const key = await part.getByLabel("Signing key").inputValue();
  expect(key.length).toBeGreaterThan(15);
  await part.getByRole("button", { name: "Save webhooks and chats" }).click();
  expect(await shown(part.getByRole("alert"))).toContain("hook-1, address");
  await address.fill("https://hooks.partner.example/in/s3cret-path");
  await part.getByRole("button", { name: "Save webhooks and chats" }).click();
  await part.getByText("https://hooks.partner.example/…").waitFor();
  await expectClean(page, "webhooks");
  await page.reload();
  await part.getByText("https://hooks.partner.example/…").waitFor();
  const answer = await (await page.request.get(`${desk.base}/api/v1/settings/hooks`)).text();
  for (const secret of [key, "s3cret-path"]) expect([answer.includes(secret), secret]).toEqual([false, secret]);
  await part.getByRole("button", { name: "Take it out: hook-1" }).click();
  await part.getByRole("button", { name: "Save webhooks and chats" }).click();
  await part.getByText("https://hooks.partner.example/…").waitFor({ state: "detached" });
  await part.getByText("Earlier versions of webhooks and chats").click();
  await part
    .getByRole("button", { name: /Put .*back/ })
    .first()
    .click();
  await part.getByText("https://hooks.partner.example/…").waitFor();
}, 60_000);

it("a private feed address reads what was approved without signing in, until it is ended", async () => {
  const page = await openSettings("you");
  const part = page.getByRole("region", { name: "Private feed address" });
  await part.getByText("None yet.").waitFor();
  await part.getByRole("button", { name: "Make my feed address" }).click();
  const address = await shown(part.locator(".shown-once pre"));
  const feed = await fetch(address);
  expect([feed.status, await feed.text()]).toEqual([200, expect.stringContaining("Quay Server")]);
  await expectClean(page, "feed address");
  await part.getByRole("button", { name: "I have kept it" }).click();
  await part.getByRole("button", { name: "End it" }).click();
  await part.getByText("None yet.").waitFor();
  expect((await fetch(address)).status).toBe(404);
}, 60_000);
