/** From the set-up link of a new desk to a token, as a person would: one journey, each state looked at by axe on the way. */
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSetUpLink } from "../../src/pipeline/people/links.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { openTestServer, type TestServer } from "../store/open-test-store.ts";
import { openTestPeople } from "../support/sign-in.ts";
import { findings } from "./axe-findings.ts";
import { type Desk, edition, openDesk, phone, shown, untilRead } from "./open-desk.ts";

const password = "brass engine tells tides";

let test: TestServer;
let store: Store;
let desk: Desk;
let link = "";

beforeAll(async () => {
  test = await openTestServer("npm");
  store = await openStore({ connection: test.server.address });
  const { people } = openTestPeople(store);
  desk = await openDesk([edition], undefined, { people });
  link = `/set-up#${(await makeSetUpLink(people.setup))?.secret ?? ""}`;
}, 120_000);
afterAll(async () => {
  await desk.close();
  await store.close();
  await test.remove();
}, 120_000);

/** Nothing is found in light and dark, and nothing scrolls sideways at phone width. */
const expectClean = async (page: Page): Promise<void> => {
  expect(await findings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await findings(page, ["color-contrast", "link-in-text-block"]), "dark").toEqual([]);
  const { width, height } = page.viewportSize() ?? phone;
  await page.setViewportSize(phone);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
};

const fillIn = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
};

it("set-up link, first person, sign out, sign in, authenticator, token, invitation, passkey", async () => {
  const { page, foreign, dialogs } = await desk.open(link);

  // The link: its secret leaves the address, a short password is refused in words and what was typed stays.
  await page.getByRole("heading", { name: "Set up this desk: you" }).waitFor();
  expect(page.url()).toBe(`${desk.base}/set-up`);
  await expectClean(page);
  await fillIn(page, { Name: "Ada Lovelace", Login: "ada", Password: "password1234" });
  await page.getByRole("button", { name: "Set up this desk" }).click();
  expect(await shown(page.getByRole("alert"))).toContain("Expected a password");
  await fillIn(page, { Password: password });
  await page.getByRole("button", { name: "Set up this desk" }).click();
  // The first person is led through the first run, which has a journey of its own (first-run.test.ts).
  await page.waitForURL("**/first-run");
  await page.goto(desk.base);
  await untilRead({ page, foreign, dialogs, complaints: [] });

  // Out, and back to where it was open; a wrong password keeps the login.
  await page.goto(`${desk.base}/settings/you`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${desk.base}/?role=ciso#s2`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await expectClean(page);
  await fillIn(page, { Login: "ADA", Password: "not the right one" });
  await page.keyboard.press("Enter");
  expect(await shown(page.getByRole("alert"))).toBe("Login or password is not right.");
  expect(await page.getByLabel("Login", { exact: true }).inputValue()).toBe("ADA");
  await fillIn(page, { Password: password });
  await page.keyboard.press("Enter");
  await untilRead({ page, foreign, dialogs, complaints: [] });
  expect(new URL(page.url()).hash).toBe("#s2");

  // An authenticator, its recovery codes shown once.
  await page.goto(`${desk.base}/settings`);
  await page.getByRole("button", { name: "Set up an authenticator" }).click();
  const secret = (await shown(page.locator("svg.qr + .mono"))).replaceAll(" ", "");
  const totp = new TOTP({ secret });
  await fillIn(page, { Code: totp.generate() });
  await page.getByRole("button", { name: "Ask for codes from now on" }).click();
  const codes = (await shown(page.locator(".shown-once pre"))).split("\n");
  expect(codes).toHaveLength(10);
  await expectClean(page);
  await page.getByRole("button", { name: "I have kept it" }).click();

  // A token: made, shown once, used by a program, ended.
  await page.getByText("Make a token").click();
  await page.getByLabel("Name", { exact: true }).fill("nightly export");
  await page.getByRole("button", { name: "Make this token" }).click();
  const token = await shown(page.locator(".shown-once pre"));
  const asProgram = async () =>
    (await fetch(`${desk.base}/api/v1/editions`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await asProgram()).toBe(200);
  await page.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "nightly export" });
  await row.getByRole("button", { name: "End it" }).click();
  await row.waitFor({ state: "detached" });
  expect(await asProgram()).toBe(401);

  // Out, and in with a recovery code.
  await page.getByRole("button", { name: "Sign out" }).click();
  await fillIn(page, { Login: "ada", Password: password });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Code of your authenticator" }).waitFor();
  await expectClean(page);
  await page.getByLabel("Code, or one of your recovery codes").fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await untilRead({ page, foreign, dialogs, complaints: [] });

  // A second person, with the longest name that may be, by an invitation.
  await page.goto(`${desk.base}/settings/people`);
  await page.getByText("Add a person").click();
  await fillIn(page, { Name: "W".repeat(100), Login: "bob" });
  await page.getByRole("checkbox", { name: "Analyst" }).check();
  await page.getByRole("button", { name: "Add, and make an invitation" }).click();
  const invitation = await shown(page.locator(".shown-once pre"));
  await expectClean(page);
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("heading", { name: "Remove W" }).waitFor();
  await expectClean(page);
  await page.keyboard.press("Escape");
  expect(foreign).toEqual([]);
  expect(dialogs).toEqual([]);

  // The invitation, in a browser of its own; a passkey there, at localhost, and in with it.
  const { page: other } = await desk.open("/sign-in");
  const devices = await other.context().newCDPSession(other);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const local = desk.base.replace("127.0.0.1", "localhost");
  await other.goto(invitation.replace("127.0.0.1", "localhost"));
  await other.getByRole("heading", { name: "Choose your password" }).waitFor();
  await fillIn(other, { Password: "quiet looms count the river" });
  await other.getByRole("button", { name: "Set this password" }).click();
  await other.getByRole("navigation", { name: "Screens" }).waitFor();
  await other.goto(`${local}/settings`);
  expect(await other.getByRole("link", { name: "People" }).count()).toBe(0);
  await fillIn(other, { "Name of the device": "Laptop" });
  await other.getByRole("button", { name: "Make a passkey" }).click();
  await other.getByText("never used").waitFor();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.getByRole("button", { name: "Sign in with a passkey" }).click();
  await other.getByRole("navigation", { name: "Screens" }).waitFor();
  await other.goto(invitation.replace("127.0.0.1", "localhost"));
  await other.getByRole("heading", { name: "This link opens nothing" }).waitFor();
  await expectClean(other);
}, 180_000);
