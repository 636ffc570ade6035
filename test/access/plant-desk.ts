/** Desks that differ in one thing: how far up the labels of what they hold go. What lies above is planted with odd words. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import type { DeskConfig } from "../../src/doors/cli/desk-config.ts";
import { doorOf } from "../../src/doors/cli/door-of.ts";
import { sha256Hex } from "../../src/kit/hash.ts";
import { ok } from "../../src/kit/result.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { configSchema } from "../../src/terms/config.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import type { Principal } from "../../src/terms/person.ts";
import { type Source, sourceSchema } from "../../src/terms/source.ts";
import { type Tlp, tlpLabels } from "../../src/terms/tlp.ts";
import { askDatabase } from "../store/open-test-store.ts";
import { openTestPeople } from "../support/sign-in.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);

/** One word a label that stands nowhere else; made so that no search takes one for another. */
const oddWords: Readonly<Record<Tlp, string>> = {
  "TLP:CLEAR": "plainbrook",
  "TLP:GREEN": "verdigrisk",
  "TLP:AMBER": "fossilmote",
  "TLP:AMBER+STRICT": "tigereyed",
  "TLP:RED": "vermilquay",
};

const slugOf = (label: Tlp): string => label.slice(4).toLowerCase().replace("+", "-");

const sourceOf = (label: Tlp): Source =>
  sourceSchema.parse({
    id: `source-${slugOf(label)}`,
    address: `https://${oddWords[label]}.example/feed`,
    title: `Bulletin ${oddWords[label]}`,
    tlp: label,
  });

const day = "2026-03-12";

const editionOf = (label: Tlp, at: string): Edition => {
  const word = oddWords[label];
  const sections = edition.sections.map((section, place) => ({
    ...section,
    sentences: section.sentences.map((sentence, index) =>
      place === 0 && index === 0 ? { ...sentence, text: `${sentence.text} The ${word} ledger says so.` } : sentence,
    ),
  }));
  return {
    ...edition,
    sections,
    edition: { ...edition.edition, date: day, asOf: at, title: `The ${word} affair`, tlp: label },
  };
};

const articleOf = (label: Tlp, name: string, text: string) => {
  const word = oddWords[label];
  return {
    ...makeArticle({ id: `${name}-${word}`, text }),
    url: `https://${word}.example/${name}`,
    outlet: `Outlet ${word}`,
    title: `A note on ${word}`,
    publishedAt: "2026-03-12T08:00:00Z",
    tlp: label,
  };
};

/** Ids of what a desk holds at a label. */
export interface Planted {
  readonly label: Tlp;
  readonly word: string;
  readonly editionId: string;
  readonly deliveryId: string;
  readonly taskId: string;
  /** Keys of articles in the search. */
  readonly keys: readonly string[];
}

/** What the desk counted of a label, and a cited page of it that changed. */
const plantWork = async (
  store: Store,
  options: StoreOptions,
  { label, at, editionId, taskId }: { label: Tlp; at: string; editionId: string; taskId: string },
): Promise<void> => {
  const word = oddWords[label];
  const lost = {
    step: "read",
    flow: "lost" as const,
    reason: "timeout",
    count: 1,
    example: `https://${word}.example/lost`,
  };
  await store.operations.countCoverage(at, [lost], label);
  const body = {
    url: `https://${word}.example/brought`,
    outlet: `Outlet ${word}`,
    title: `A note on ${word}`,
    citedAt: at,
    editions: [{ id: editionId, asOf: at, title: `The ${word} affair` }],
    passages: [{ before: `The ${word} crew came.`, after: `The ${word} crew went.` }],
    more: 0,
    quotes: [],
    because: "1 passage changed since it was cited; every cited stretch still stands.",
  };
  await askDatabase(
    options as { connection: pg.ClientConfig },
    `insert into task (id, kind, subject, tlp, opened_at, changed_at, body)
     values ('${taskId}', 'page_changed', '${body.url}', '${label}', '${at}', '${at}', convert_to('${JSON.stringify(body)}', 'UTF8'))`,
  );
};

/** Sources that a person set on the desk: one that stands, one that was taken back. */
const plantSources = async (store: Store, label: Tlp, at: string): Promise<void> => {
  const by = { at, who: { id: "person-ada", name: "Ada" } };
  for (const id of [`set-${slugOf(label)}`, `gone-${slugOf(label)}`]) {
    const body = {
      id,
      address: `https://${oddWords[label]}.example/${id}`,
      title: `Set ${oddWords[label]}`,
      tlp: label,
    };
    const entry = { ...by, action: "source.added", object: { type: "source" as const, id, tlp: label } };
    await store.settings.save("source", by, () => ok({ changes: [{ key: id, basedOn: 0, body }], entries: [entry] }));
    if (id.startsWith("gone"))
      await store.settings.save("source", by, () => ok({ changes: [{ key: id, basedOn: 1 }], entries: [entry] }));
  }
};

/** @param before what the wider labels hold; the edition of the label before is put right by this one */
const plant = async (
  store: Store,
  options: StoreOptions,
  label: Tlp,
  before: Planted | undefined,
): Promise<Planted> => {
  const place = tlpLabels.indexOf(label);
  const at = `${day}T1${place}:00:00Z`;
  const made = editionOf(label, at);
  const articles = [articleOf(label, "brought", `What the ${oddWords[label]} crew did. Cranes stood still.`)];
  const editionId = await store.saveEdition(
    { edition: made, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] },
    editionToJson(made),
  );
  await askDatabase(
    options as { connection: pg.ClientConfig },
    `insert into approved_edition (edition_id, draft_id, text_hash, approved_at, corrects)
     select id, id, '${edition.edition.textHash}', '${at}', ${before === undefined ? "null" : `'${before.editionId}'`} from edition where id = '${editionId}'
     on conflict do nothing`,
  );
  const run = (sourceId: string, startedAt: string, brought: ReturnType<typeof articleOf>[]) =>
    store.saveRun({
      sourceId,
      run: { startedAt, outcome: "ok", entries: 1, fresh: 1, fromFeed: 0, losses: [] },
      articles: brought,
      entryUrls: new Map(),
      known: [],
    });
  await run(`source-${slugOf(label)}`, at, articles);
  // A source of everyone brings a page that says of itself that it is not for everyone.
  const { tlp: _, ...marked } = articleOf(
    label,
    "marked",
    `${label}\nWhat the ${oddWords[label]} crew did. Cranes stood.`,
  );
  await run("source-clear", `${day}T15:00:00Z`, [{ ...marked, tlp: "TLP:CLEAR" }]);
  const deliveryId = sha256Hex(`delivery ${label}`);
  await askDatabase(
    options as { connection: pg.ClientConfig },
    `insert into delivery (id, edition_id, matter, way, target, address, tlp, state, made_at, changed_at)
       values ('${deliveryId}', '${editionId}', 'edition', 'mail', 'board', 'reader@${oddWords[label]}.example', '${label}', 'held', '${at}', '${at}');
     insert into delivery_step (delivery_id, at, place, state, attempt) values ('${deliveryId}', '${at}', 0, 'held', 0)`,
  );
  const taskId = sha256Hex(`task ${label}`).slice(0, 16);
  await plantWork(store, options, { label, at, editionId, taskId });
  await plantSources(store, label, at);
  await store.audit.append({
    at,
    who: { id: "person-ada", name: "Ada" },
    action: "edition.approved",
    object: { type: "edition", id: editionId, tlp: label },
    detail: { word: oddWords[label] },
  });
  const rows = await askDatabase<{ key: string }>(
    options as { connection: pg.ClientConfig },
    `select key from article where outlet = 'Outlet ${oddWords[label]}' order by key`,
  );
  return { label, word: oddWords[label], editionId, deliveryId, taskId, keys: rows.map(({ key }) => key) };
};

/** The same for all of them: what they answer is compared. */
export const deskHost = "desk.example";

/** Pages and files of the web that stand in the source; the built ones are the same to everyone. */
export const webFolder = fileURLToPath(new URL("../../src/doors/web/public", import.meta.url));

export const configuredWith = (sources: readonly Source[]): DeskConfig => {
  const config = configSchema.parse({});
  return { config, sources };
};

export interface LabelledDesk {
  readonly door: Door;
  readonly store: Store;
  readonly planted: readonly Planted[];
  readonly close: () => Promise<void>;
}

/** Who asks is said in a header: this is about what they see, not about how they are known. */
export const asHeader = (principal: Principal): string => JSON.stringify({ ...principal, may: [...principal.may] });

/** A desk that holds everything up to a label. All of them know all sources, as one configuration does. */
export const openLabelledDesk = async (options: StoreOptions, upTo: Tlp): Promise<LabelledDesk> => {
  const store = await openStore(options);
  const planted: Planted[] = [];
  const labels = tlpLabels.slice(0, tlpLabels.indexOf(upTo) + 1);
  for (const label of labels) planted.push(await plant(store, options, label, planted.at(-1)));
  const people = openTestPeople(store);
  await store.people.add(
    { at: `${day}T09:00:00Z`, who: { id: "desk", name: "the desk" } },
    { id: "person-ada", name: "Ada", login: "ada", look: "ada", roles: ["administrator"], ceiling: "TLP:RED" },
  );
  const desk = { store, server: options, where: "", close: async () => undefined };
  const built = doorOf(desk, configuredWith(labels.map(sourceOf)));
  if (built.sources === undefined) throw new Error("Expected a desk with a store to let people set sources.");
  const door = await createServer({
    ...built,
    // Nothing is asked in the network.
    sources: {
      ...built.sources,
      look: async (address) => ({ address, kind: "nothing", feeds: [] }),
      whyPrivate: async () => undefined,
    },
    people: people.people,
    address: `http://${deskHost}`,
    requestsPerMinute: 1_000_000,
    webFolder,
    print: async (html) => ({ ok: true, value: Buffer.from(html) }),
    identify: async ({ headers }) => {
      const told: unknown = JSON.parse(String(headers["x-principal"] ?? "null"));
      if (typeof told !== "object" || told === null || !("may" in told)) return undefined;
      return { ...(told as Principal), may: new Set(told.may as Principal["may"]) };
    },
  });
  await openDoor(door, 0);
  return {
    door,
    store,
    planted,
    close: async () => {
      await door.close();
      await store.close();
    },
  };
};
