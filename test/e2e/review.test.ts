/** The desk as two reviewers use it: mend, approve, read; meet over one sentence; by key, by thumb, in the dark. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { phone, shown } from "./open-desk.ts";
import { openReviewDesk, type ReviewDesk, right, wrong } from "./open-review.ts";

let desk: ReviewDesk;
let ada: Page;
let ben: Page;
beforeAll(async () => {
  desk = await openReviewDesk();
  ada = await desk.as({ name: "Ada Byron", roles: ["reviewer"] });
  ben = await desk.as({ name: "Ben Ode", roles: ["reviewer"] });
}, 120_000);
afterAll(async () => desk.close(), 60_000);

const open = async (page: Page, hash = ""): Promise<void> => {
  await page.goto(`${desk.base}/desk/review/${desk.draft}${hash}`);
  await page.waitForSelector(`${hash}[data-chosen]`);
};
const version = async (): Promise<number> => (await desk.store.review.read(desk.draft, "TLP:RED"))?.version ?? -1;

it("a draft nobody approved is marked as one where it is read, and a reader does not find it", async () => {
  await ada.goto(desk.base);
  await ada.waitForSelector("h1.headline");
  expect(await shown(ada.locator(".standing-note"))).toContain("Not approved.");
  const rea = await desk.as({ name: "Rea", roles: ["reader"] });
  await rea.goto(desk.base);
  await rea.waitForSelector(".empty");
  expect(await shown(rea.locator(".empty"))).toContain("once a named person has approved its text");
  expect(await rea.locator(".rail a", { hasText: "Review" }).count()).toBe(0);
  await rea.context().close();
});

it("opens at the first sentence that fails, says why, and shows the words of its source", async () => {
  await ada.goto(`${desk.base}/desk/review`);
  await ada.locator("ol.editions a").first().click();
  await ada.waitForSelector("[data-chosen][data-failing]");
  expect(await shown(ada.locator("[data-chosen] .draft-text").first())).toContain(wrong);
  expect(await shown(ada.locator("[data-chosen] .sentence-fault").first())).toContain("G3.");
  expect(await shown(ada.locator(".snapshot-text mark").first())).toContain("scanned gate systems at 61 ports");
  expect(await ada.getByRole("button", { name: "Approve this text" }).getAttribute("aria-disabled")).toBe("true");
});

it("what is typed is judged as it is typed, and survives a reload unsent", async () => {
  await ada.keyboard.press("f");
  await ada.keyboard.press("e");
  const field = ada.locator(".edit-box textarea");
  await field.fill("It breached gate systems at 700 ports in February.");
  await ada.waitForSelector(".edit-verdict .chip-bad");
  await ada.reload();
  await ada.waitForSelector(".unsent");
  await ada.getByRole("button", { name: "Go on with them" }).click();
  expect(await field.inputValue()).toContain("700 ports");
  await field.fill(right);
  await ada.waitForSelector(".edit-verdict[data-old=false] .chip-ok");
  await ada.keyboard.press("Control+Enter");
  await ada.waitForSelector("[data-chosen][data-decided]:not([data-failing])");
  expect(await version()).toBe(1);
  expect(await ada.getByRole("button", { name: "Approve this text" }).getAttribute("aria-disabled")).toBe("false");
});

it("each decision has a key, and Z takes it back", async () => {
  await open(ada, "#s6");
  await ada.keyboard.press("r");
  await ada.waitForSelector(".reject-box button:focus");
  await ada.keyboard.press("3");
  await ada.waitForSelector("#s6 del");
  await ada.keyboard.press("z");
  await ada.waitForSelector("#s6:not(:has(del)) .sentence-actions");
  await ada.keyboard.press("a");
  await ada.waitForSelector("#s6[data-decided]");
  await ada.waitForSelector("#s7[data-chosen]");
  await ada.keyboard.press("p");
  await ada.waitForSelector(".picker");
  await ada.keyboard.press("ArrowDown");
  await ada.keyboard.press("+");
  await ada.waitForSelector("#s7[data-decided]");
  const kept = (await desk.store.review.read(desk.draft, "TLP:RED"))?.steps.at(-1);
  expect(kept).toMatchObject({ decision: { type: "swap" }, outcome: { citations: [{}, {}] } });
});

it("two who have it open see each other; who comes second is shown the other’s words and writes nothing over", async () => {
  await open(ada, "#s12");
  await open(ben, "#s12");
  await ben.waitForSelector(".presence:has-text('Ada Byron')");
  await ada.waitForSelector("#s12 .presence-here:has-text('Ben Ode')");
  await ben.keyboard.press("e");
  await ben.locator(".edit-box textarea").fill("Versions 5.2.9 and 6.0.3 fix the flaw.");
  await ada.keyboard.press("e");
  await ada.locator(".edit-box textarea").fill("The versions 5.2.9 and 6.0.3 fix it.");
  const before = await version();
  // Both send on what they have seen, before either has heard of the other.
  await Promise.all([ada.keyboard.press("Control+Enter"), ben.keyboard.press("Control+Enter")]);
  const dialogs = [ada, ben].map((page) => page.locator("dialog[open]", { hasText: "Decided by two" }));
  const [first, second] = dialogs;
  if (first === undefined || second === undefined) throw new Error("Expected two pages.");
  await Promise.race([first.waitFor(), second.waitFor()]);
  expect(await version()).toBe(before + 1);
  const late = (await first.count()) > 0 ? ada : ben;
  const words = await shown(late.locator("dialog[open] .two-words"));
  expect(words).toContain("The versions 5.2.9 and 6.0.3 fix it.");
  expect(words).toContain("Versions 5.2.9 and 6.0.3 fix the flaw.");
  await late.getByRole("button", { name: "Keep theirs" }).click();
  await late.waitForSelector("dialog[open]", { state: "detached" });
  expect(await version()).toBe(before + 1);
});

it("? tells the keys of the review", async () => {
  await open(ada, "#s8");
  await ada.keyboard.press("?");
  const words = await shown(ada.locator("dialog.keys-help[open]"));
  expect(words).toContain("reject, with a reason");
  expect(words).not.toContain("read as another role");
  await ada.keyboard.press("Escape");
});

it("a letter after G goes to a screen or nowhere: nothing is decided or begun by it", async () => {
  await open(ada, "#s8");
  await ada.evaluate(`new MutationObserver(() => {
    if (document.querySelector(".reject-box, .edit-box, dialog[open]") !== null) globalThis.begun = true;
  }).observe(document.body, { childList: true, subtree: true, attributes: true })`);
  const before = await version();
  await ada.keyboard.press("g");
  await ada.keyboard.press("a");
  await ada.keyboard.press("g");
  await ada.keyboard.press("r");
  await ada.waitForSelector("ol.editions");
  await ada.goBack();
  await ada.waitForSelector("#s8[data-chosen]");
  expect(await ada.locator("#s8[data-decided]").count()).toBe(0);
  await ada.keyboard.press("g");
  await ada.keyboard.press("e");
  await ada.waitForURL(/\/editions$/);
  expect(await ada.evaluate("globalThis.begun ?? false")).toBe(false);
  expect(await version()).toBe(before);
});

it("compares drafts in words", async () => {
  await open(ada);
  await ada.keyboard.press("d");
  await ada.waitForSelector("dialog[open] .differences");
  const words = await shown(ada.locator("dialog[open] .differences"));
  expect(words).toContain("changed, by Ada Byron");
  expect(await findings(ada)).toEqual([]);
  await ada.keyboard.press("Escape");
});

it("no accessibility finding on the draft, light and dark, wide and narrow", async () => {
  await open(ben, "#s2");
  await ben.waitForSelector(".snapshot-text");
  for (const width of [1440, 1000, phone.width]) {
    await ben.setViewportSize({ width, height: 844 });
    expect(await findings(ben), `${width}`).toEqual([]);
    const sideways = await ben.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(sideways, `${width}`).toBeLessThanOrEqual(0);
  }
  await ben.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await findings(ben, ["color-contrast", "link-in-text-block"]), "dark").toEqual([]);
});

it("on a phone one sentence stands on the screen, to be read, accepted or rejected", async () => {
  expect(await ben.locator(".draft-sentence:visible").count()).toBe(1);
  expect(await ben.getByRole("button", { name: "Edit E" }).isVisible()).toBe(false);
  await ben.getByRole("button", { name: "Next" }).click();
  await ben.waitForSelector("#s3[data-chosen]");
  await ben.getByRole("button", { name: "Accept A" }).click();
  await ben.waitForSelector("#s3[data-decided]");
});

it("approved by name, the edition stands on Today for readers, and the draft is closed", async () => {
  await open(ada);
  await ada.getByRole("button", { name: "Approve this text" }).click();
  const dialog = ada.locator("dialog[open]");
  expect(await shown(dialog)).toMatch(/SHA-256 [0-9a-f]{64}/);
  await dialog.getByText("2 mails and 0 hooks, as things stand now:").waitFor();
  expect(await shown(dialog)).toContain("Withheld from 1 reader: TLP:AMBER+STRICT is above the ceiling of world");
  expect(await dialog.getByText("ben@desk.example").isVisible()).toBe(false);
  await dialog.getByText("Addresses", { exact: true }).click();
  await dialog.getByText("ben@desk.example").waitFor();
  expect(await findings(ada)).toEqual([]);
  await dialog.getByRole("button", { name: "Approve this text" }).click();
  await ada.getByRole("link", { name: "Read the edition" }).click();
  await ada.waitForSelector("h1.headline");
  expect(await shown(ada.locator(".top-state"))).toContain("approved by Ada Byron");
  const rea = await desk.as({ name: "Rea Two", roles: ["reader"] });
  await rea.goto(desk.base);
  await rea.waitForSelector("h1.headline");
  expect(await shown(rea.locator("main"))).toContain(right);
  expect(await shown(rea.locator("main"))).not.toContain(wrong);
  await rea.goto(`${desk.base}/editions`);
  await rea.waitForSelector("ol.editions a");
  expect(await rea.getByRole("button", { name: "Correct" }).count(), "a reader corrects nothing").toBe(0);
  await rea.context().close();
});

it("an approved edition is corrected from the record, with a reason, in a draft of its own", async () => {
  await ada.goto(`${desk.base}/editions`);
  await ada.getByRole("button", { name: "Correct" }).first().click();
  const dialog = ada.locator("dialog[open]");
  expect(await findings(ada)).toEqual([]);
  await dialog.getByLabel("Reason").fill("The source took the number of ports back.");
  await dialog.getByRole("button", { name: "Open the correction" }).click();
  await ada.waitForURL(/\/desk\/review\/[0-9a-f]{64}$/);
  await ada.waitForSelector("[data-chosen]");
  expect(ada.url()).not.toContain(desk.draft);
  await ada.goto(`${desk.base}/desk/review`);
  await ada.waitForSelector("ol.editions");
  expect(await shown(ada.locator("ol.editions"))).toContain("The source took the number of ports back.");
  expect(
    desk.complaints.filter((said) => !said.includes("Permissions-Policy") && !/status of (?:404|409|422)/.test(said)),
  ).toEqual([]);
});
