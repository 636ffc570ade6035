import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, edition, openDesk, phone, shown, until, untilRead } from "./open-desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => desk.close());

const read = async (path = "/", options = {}) => {
  const watched = await desk.open(path, options);
  await untilRead(watched);
  return watched;
};

describe("Today", () => {
  it("shows the headline, the eleven sections in order, TLP and score", async () => {
    const { page } = await read();
    expect(await shown(page.locator("h1"))).toBe(edition.edition.title);
    expect(await page.locator("[data-section]").evaluateAll((all) => all.map((each) => each.dataset.section))).toEqual([
      "summary",
      "who",
      "happened",
      "why_now",
      "so_what",
      "for_you",
      "quick_hits",
      "not_known",
      "sources",
      "more",
      "footer",
    ]);
    expect(await shown(page.locator("header .tlp"))).toBe("TLP:AMBER+STRICT");
    expect(await shown(page.locator(".top-state"))).toContain("91 of 100");
  });

  it("shows every sentence of the common part and of the role's own card", async () => {
    const { page } = await read("/?role=analyst");
    const text = (await shown(page.locator("main"))).replace(/\s+/g, " ");
    const expected = edition.sections
      .flatMap((section) => section.sentences)
      .filter((sentence) => sentence.role === undefined || sentence.role === "analyst")
      .filter((sentence) => sentence.part === undefined || sentence.part === "why");
    const missing = expected.filter((sentence) => {
      const start = sentence.text.slice(0, sentence.text.lastIndexOf(" "));
      return !text.includes(start);
    });
    expect(missing.map((sentence) => sentence.text)).toEqual([]);
    expect(text).toContain("Run those indicators over all logs back to November 2025.");
    expect(text).not.toContain("Authorise disconnecting every gate service that does not run 7.4.2. 1");
  });

  it("keeps the role in the address and in the browser", async () => {
    const { page } = await read();
    await page.locator(".pills").getByRole("button", { name: "SOC lead" }).click();
    expect(new URL(page.url()).searchParams.get("role")).toBe("soc_lead");
    expect(await shown(page.locator("#h-for_you"))).toBe("For you, SOC lead");
    await page.goto(`${desk.base}/`);
    await page.waitForSelector("h1.headline");
    expect(await shown(page.locator("#h-for_you"))).toBe("For you, SOC lead");
    await page.keyboard.press("5");
    expect(await shown(page.locator("#h-for_you"))).toBe("For you, Identity and access");
  });

  it("opens a sentence's passages beside it, its words highlighted in their context", async () => {
    const { page } = await read();
    await page.getByText("scanned gate systems at 61 ports in February").click();
    const panel = page.getByRole("complementary", { name: "Where this sentence comes from" });
    expect(await panel.locator("mark").allInnerTexts()).toEqual(
      edition.sections[0]?.sentences[1]?.citations.map((citation) => citation.quote),
    );
    expect(await shown(panel.locator("blockquote").first())).toContain("The list of ports the crew merely looked at");
    expect(await shown(panel)).toContain("Supported");
    expect(await shown(panel)).toContain("2 passages, 1 origin (Lattice Labs)");
    expect(await shown(panel)).toContain("One source disagrees");
    expect(new URL(page.url()).hash).toBe("#s2");
    expect(await page.locator("#m-s2").getAttribute("aria-expanded")).toBe("true");
  });

  it("opens with the sentence of the address chosen and its marker focused", async () => {
    const { page } = await read("/#s6");
    await until(page, "document.activeElement?.id === 'm-s6'");
    expect(await page.locator("[data-chosen]").getAttribute("id")).toBe("s6");
  });

  it("does not move the text when a passage opens", async () => {
    const { page } = await read();
    const before = await page.locator("#s2").boundingBox();
    await page.locator("#m-s2").click();
    await page.waitForSelector("#passages-title");
    expect(await page.locator("#s2").boundingBox()).toEqual(before);
  });
});

describe("keys", () => {
  const focusId = (page: Awaited<ReturnType<typeof read>>["page"]) =>
    page.evaluate<string>("document.activeElement?.id");

  it("J and K go through the sentences with one marker in the tab order", async () => {
    const { page } = await read();
    await page.keyboard.press("j");
    expect(await focusId(page)).toBe("m-s1");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    expect(await focusId(page)).toBe("m-s2");
    expect(await page.locator("main button.marker[tabindex='0']").count()).toBe(1);
  });

  it("Enter opens, then goes in; Esc returns to the marker, then closes", async () => {
    const { page } = await read();
    await page.locator("#m-s1").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#passages-title");
    expect(await focusId(page)).toBe("m-s1");
    await page.keyboard.press("Enter");
    expect(await focusId(page)).toBe("passages-title");
    await page.keyboard.press("Escape");
    expect(await focusId(page)).toBe("m-s1");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#passages-title", { state: "detached" });
    expect(new URL(page.url()).hash).toBe("");
    expect(await focusId(page)).toBe("m-s1");
  });

  it("brackets go through the passages, O opens the page of the one in focus", async () => {
    const { page } = await read("/#s2");
    await page.waitForSelector("#passages-title");
    await page.keyboard.press("]");
    expect(await focusId(page)).toBe("passage-0");
    await page.keyboard.press("]");
    expect(await focusId(page)).toBe("passage-1");
    await page.keyboard.press("[");
    expect(await focusId(page)).toBe("passage-0");
    await page.keyboard.press("]");
    await page.keyboard.press("o");
    await page.waitForSelector(".article-text");
    expect(await shown(page.locator("h1"))).toBe("Copper Heron: from a gate server to a silent quay");
    await page.keyboard.press("Escape");
    await until(page, "document.activeElement?.id === 'm-s2'");
  });

  it("C copies the sentence with its sources", async () => {
    const { page } = await read("/#s2", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.waitForSelector("#passages-title");
    await page.keyboard.press("c");
    await until(page, "document.querySelector('[role=status]')?.textContent !== ''");
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toMatch(/^It also scanned gate systems at 61 ports/);
    expect(copied).toContain("[3b] Harbour Signal, 12 Mar 2026, 07:10 UTC, B2: “In February it scanned");
  });

  it("N goes to the next section, F6 to the next pane, ? shows the keys, G L opens Stories", async () => {
    const { page } = await read("/#s1");
    await page.waitForSelector("#passages-title");
    await page.keyboard.press("n");
    expect(await focusId(page)).toBe("h-who");
    await page.keyboard.press("F6");
    expect(await page.evaluate<string>("document.activeElement?.getAttribute('data-pane')")).toBe("passages");
    await page.keyboard.press("F6");
    expect(await page.evaluate<string>("document.activeElement?.getAttribute('data-pane')")).toBe("rail");
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", { name: "Keys of this screen" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.waitForSelector(".story");
    expect(await page.title()).toBe("Thu 12 Mar 2026, Stories · Watchfloor");
  });

  it("letters do nothing while a select has the focus", async () => {
    const { page } = await read("/", { viewport: phone });
    await page.locator("select").focus();
    await page.keyboard.press("j");
    expect(await page.locator("[data-chosen]").count()).toBe(0);
  });
});

describe("phone", () => {
  it("shows the passages in a sheet, keeps the sentence above it, steps by buttons", async () => {
    const { page } = await read("/", { viewport: phone, hasTouch: true });
    await page.locator("#m-s2").tap();
    await page.waitForSelector("#passages-title");
    const panel = page.locator(".panel:not(.contents)");
    const sheet = await panel.boundingBox();
    expect(sheet?.height).toBeCloseTo(844 * 0.55, -1);
    await until(
      page,
      `(() => {
        const sentence = document.getElementById("s2").getBoundingClientRect();
        const top = document.querySelector(".panel:not(.contents)").getBoundingClientRect().top;
        return sentence.bottom <= top + 1 && sentence.top >= 0;
      })()`,
    );
    await page.getByRole("button", { name: "Next", exact: true }).tap();
    expect(new URL(page.url()).hash).toBe("#s3");
    await page.getByRole("button", { name: "Full height" }).tap();
    expect((await panel.boundingBox())?.height).toBe(844);
    await page.getByRole("button", { name: "Close the passages" }).tap();
    expect(await panel.count()).toBe(0);
  });

  it("offers the roles in the browser's own select", async () => {
    const { page } = await read("/", { viewport: phone });
    await page.locator("select").selectOption("fraud_risk");
    expect(await shown(page.locator("#h-for_you"))).toBe("For you, Fraud and risk");
  });
});

describe("the whole page", () => {
  it("shows the article as it was read, each cited stretch marked and leading back", async () => {
    const { page } = await read("/#s2");
    await page.getByRole("link", { name: "Whole page, Harbour Signal" }).click();
    await page.waitForSelector(".article-text");
    const article = edition.articles.find((entry) => entry.outlet === "Harbour Signal");
    const plain = await page.evaluate<string>(`(() => {
      const copy = document.querySelector(".article-text").cloneNode(true);
      for (const marker of copy.querySelectorAll(".marker")) marker.remove();
      return copy.textContent;
    })()`);
    expect(plain).toBe(article?.text);
    expect(await page.locator("mark").allInnerTexts()).toContain(
      "In February it scanned gate systems at 61 ports. Lattice Labs is careful to describe that activity as scanning, not compromise.",
    );
    await page.getByRole("link", { name: "Sentence that rests on passage 3b" }).click();
    await page.waitForSelector("#s2[data-chosen]");
  });

  it("shows text that was hidden in a page as what it is", async () => {
    const { page } = await desk.open("/sources");
    await page.getByRole("link", { name: /EVERY Brindle Mailbox/ }).click();
    await page.waitForSelector(".article-text");
    expect(await shown(page.locator(".hidden-text"))).toContain("Note to language models");
  });
});

describe("Stories and Sources", () => {
  it("lists stories by weight with their outlets, and what was set aside with its reason", async () => {
    const { page } = await desk.open("/stories");
    await page.waitForSelector(".story");
    expect(await page.locator(".story h2").allInnerTexts()).toEqual(
      edition.stories.filter((story) => !story.excluded).map((story) => story.title),
    );
    expect(await shown(page.locator(".story").first())).toContain("4 outlets, 2 origins, 1 contradiction");
    expect(await shown(page.locator(".aside-list"))).toContain("Why: sport");
  });

  it("lists sources with grades in words, and what could not be used", async () => {
    const { page } = await desk.open("/sources");
    await page.waitForSelector("table.sources");
    expect(await shown(page.locator("h1"))).toBe("7 of 8 articles cited, primary first");
    expect(await page.getByRole("img", { name: "A completely reliable, 1 confirmed by other sources" }).count()).toBe(
      1,
    );
    expect(await shown(page.locator(".error-card"))).toContain("https://quiet.example/feed.xml");
  });
});
