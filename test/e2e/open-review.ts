/** A desk with a store, people who sign in, and the invented day as a draft in which one sentence is wrong. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { createServer, openDoor } from "../../src/doors/api/server.ts";
import { shelfOfStore } from "../../src/doors/api/shelf.ts";
import { previewReceivers } from "../../src/pipeline/steps/preview-receivers.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openReview } from "../../src/pipeline/steps/review-draft.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { deliverySchema, type OpenDelivery } from "../../src/terms/delivery.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import type { Role } from "../../src/terms/person.ts";
import type { ApprovalRule } from "../../src/terms/review.ts";
import { engines, openTestServer } from "../store/open-test-store.ts";
import { openTestPeople } from "../support/sign-in.ts";

const root = new URL("../../", import.meta.url);
const composed: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("test/fixtures/doors/edition.json", root), "utf8")),
);

export const wrong = "It breached gate systems at 61 ports in February.";
export const right = "It scanned gate systems at 61 ports in February.";
const message = "The source says scanned; the sentence says breached.";

/** As if a model had been let in: the second sentence says more than its source. */
const withFault: Edition = {
  ...composed,
  sections: composed.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((one) =>
      one.id === "s2" ? { ...one, text: wrong, verdict: "contradicted" } : one,
    ),
  })),
  gates: composed.gates.map((gate) =>
    gate.id === "G3" ? { ...gate, passed: false, faults: [{ sentenceId: "s2", message }] } : gate,
  ),
};

const receiving: OpenDelivery = {
  ...deliverySchema.parse({
    mail: { host: "relay.desk.example", from: "desk@desk.example" },
    lists: [
      { name: "soc", title: "SOC shift", ceiling: "TLP:RED", members: ["ada@desk.example", "ben@desk.example"] },
      { name: "world", ceiling: "TLP:CLEAR", members: ["zoe@desk.example"] },
    ],
  }),
  openHooks: [],
};

export interface ReviewDesk {
  readonly base: string;
  readonly store: Store;
  readonly draft: string;
  readonly rule: { current: ApprovalRule };
  /** A page in a browser of its own, as somebody who has signed in. */
  readonly as: (who: { name: string; roles: readonly Role[] }, options?: BrowserContextOptions) => Promise<Page>;
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export const openReviewDesk = async (): Promise<ReviewDesk> => {
  const test = await openTestServer(engines.at(-1) ?? "npm");
  const store = await openStore({ connection: test.server.address });
  const draft = await store.saveEdition(
    { edition: withFault, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] },
    editionToJson(withFault),
  );
  const { people, signIn } = openTestPeople(store);
  const rule = { current: { people: 1, lastEditorAlone: true } as ApprovalRule };
  const { annotate } = (await import("../../src/pipeline/steps/open-reference.ts")).referenceOf({});
  const review = openReview({
    store,
    get rule() {
      return rule.current;
    },
    now: () => new Date().toISOString().replace(/\.\d+/, ""),
    annotate: async () => annotate,
  });
  const door = await createServer({
    shelf: shelfOfStore(store),
    finder: store,
    people,
    review: async () => review,
    making: { store, sources: async () => [], plans: async () => [], now: () => new Date().toISOString() },
    receivers: (edition, ceiling) => previewReceivers(store, receiving, { edition, ceiling }),
    webFolder: fileURLToPath(new URL("dist/web", root)),
    requestsPerMinute: 100_000,
  });
  const base = await openDoor(door, 0);
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  });
  const complaints: string[] = [];
  return {
    base,
    store,
    draft,
    rule,
    complaints,
    as: async ({ name, roles }, options = {}) => {
      const { cookie } = await signIn({ name, roles, ceiling: "TLP:RED" });
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        ...options,
      });
      const [key = "", value = ""] = cookie.split("=");
      await context.addCookies([{ name: key, value, url: base }]);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on("console", (said) => {
        if (said.type() === "error" || said.type() === "warning") complaints.push(`${name}: ${said.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`${name}: ${error.message}`));
      return page;
    },
    close: async () => {
      await browser.close();
      await door.close();
      await store.close();
      await test.remove();
    },
  };
};
