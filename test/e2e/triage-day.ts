/** Fifty stories to triage, on a store of their own: ordinary ones, very long ones, hostile ones, one by a rule left out. */

import type { TriageList } from "../../src/doors/api/contract.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openTriageDesk } from "../../src/pipeline/triage-desk.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import type { TriageAct, TriageStory } from "../../src/terms/triage.ts";
import { openTestServer } from "../store/open-test-store.ts";
import { boardOf, storyOf } from "../store/triage-board.ts";
import { openTestPeople, type TestPerson } from "../support/sign-in.ts";
import { type Desk, edition, openDesk } from "./open-desk.ts";

export const day = "2031-05-14";

const long = "Hafenbetriebsunterbrechungsversicherungsgesellschaft ";
const title = (at: number): string => {
  if (at === 4) return `${long.repeat(6)}closes`;
  if (at === 5) return "<img src=x onerror=alert(1)> \u202Egnihtemos\u202C <script>alert(2)</script>";
  if (at === 6) return "تسريب بيانات من ميناء الحاويات";
  return `Crane operator ${at} reports a break-in`;
};

const severityAt = (at: number): Pick<TriageStory, "severity"> => {
  if (at % 2 !== 0) return {};
  return { severity: at % 4 === 0 ? { word: "Critical", score: 9.8 } : { word: "High", score: 7.4, version: "3.1" } };
};

const fifty = (): TriageStory[] =>
  Array.from({ length: 50 }, (_, at) => {
    const ids = [`c${at}a`, `c${at}b`, ...(at % 5 === 0 ? [`c${at}c`] : [])];
    const story = storyOf(title(at), 90 - at, ids);
    const [first, second] = ids;
    return {
      ...story,
      id: `story-${at}`,
      reasons: [
        { factor: "exploitation", points: 60 - at, because: "exploited: “it is used in attacks” (Quay Post)" },
        { factor: "recency", points: 16, because: "first reported 3 hours before this edition" },
        { factor: "corroboration", points: 8, because: "2 independent origins" },
        { factor: "authority", points: 8, because: "Tarn CERT writes of it" },
        { factor: "over", points: -2, because: "the activity itself has ended or been stopped" },
      ],
      origins: [
        { name: "Quay Post", articleIds: [first ?? ""] },
        { name: "Tarn CERT", articleIds: ids.slice(1) },
      ],
      ...severityAt(at),
      vulnerabilities: at % 2 === 0 ? [`CVE-2031-${10_000 + at}`] : [],
      ...(at % 3 === 0
        ? { fit: [{ path: "assets[0]", value: "Quay Manager", because: "You run Quay Manager: 2 servers" }] }
        : {}),
      ...(at % 7 === 0 ? { told: { state: "update" as const, on: ["2031-05-13"] } } : {}),
      contradictions:
        at % 4 === 0
          ? [
              {
                about: "countries",
                values: [
                  { value: "4", articleIds: [first ?? ""], quote: "in four countries" },
                  { value: "6", articleIds: [second ?? ""], quote: "in six countries" },
                ],
              },
            ]
          : [],
      ...(at >= 47 ? { rule: { reason: "sport", why: "names no system, no flaw and no victim" } } : {}),
    };
  });

export interface TriageDay {
  readonly desk: Desk;
  readonly store: Store;
  readonly ada: TestPerson;
  readonly bo: TestPerson;
  readonly signedIn: (who: TestPerson) => {
    readonly storageState: { readonly cookies: Cookie[]; readonly origins: [] };
  };
  readonly saveBoard: (stories: readonly TriageStory[], asOf?: string) => Promise<string>;
  readonly stories: readonly TriageStory[];
  /** A draft on record, as a worker would make one. @returns its id */
  readonly saveDraft: () => Promise<string>;
  /** Another person decides, over HTTP, on what they see now. @returns the status */
  readonly decideAs: (who: TestPerson, articleIds: readonly string[], act: TriageAct) => Promise<number>;
  readonly close: () => Promise<void>;
}

interface Cookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  expires: number;
  httpOnly: boolean;
  secure: boolean;
  sameSite: "Strict";
}

const cookieOf = ({ cookie }: TestPerson): Cookie => {
  const at = cookie.indexOf("=");
  const [name, value] = [cookie.slice(0, at), cookie.slice(at + 1)];
  return {
    name,
    value,
    domain: "127.0.0.1",
    path: "/",
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: "Strict",
  };
};

export const openTriageDay = async (): Promise<TriageDay> => {
  const test = await openTestServer("npm");
  const store = await openStore({ connection: test.server.address });
  const people = openTestPeople(store);
  const stories = fifty();
  const articlesOf = (list: readonly TriageStory[]) =>
    list.flatMap(({ articles }) =>
      articles.map(({ id, outlet }) =>
        makeArticle({ id, outlet, title: `Words of ${id}`, text: `The whole page of ${id}.` }),
      ),
    );
  const saveBoard: TriageDay["saveBoard"] = (list, asOf = `${day}T08:00:00Z`) =>
    store.triage.saveBoard(articlesOf(list), (keyOf) => {
      const board = boardOf(day, list);
      const keyed = board.stories.map((story) => ({
        ...story,
        articles: story.articles.map((article) => ({ ...article, key: keyOf(article.id as never) })),
      }));
      return { ...board, asOf, stories: keyed };
    });
  const desk = await openDesk([edition], store, {
    people: people.people,
    making: {
      store,
      sources: async () => [],
      plans: async () => [
        { at: "0 6 * * *", timeZone: "UTC" },
        { at: "0 6 * * *", timeZone: "UTC", sectors: ["energy"] },
      ],
      now: () => new Date().toISOString(),
    },
    triage: {
      desk: openTriageDesk(store),
      dueAt: async (now) => new Date(Date.parse(now) + 34 * 60_000).toISOString(),
    },
  });
  return {
    desk,
    store,
    stories,
    saveBoard,
    saveDraft: () =>
      store.saveEdition(
        { edition, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] },
        editionToJson(edition),
      ),
    ada: await people.signIn({ roles: ["analyst"], name: "Ana Ruiz", ceiling: "TLP:RED" }),
    bo: await people.signIn({ roles: ["reviewer"], name: "Ben Osei", ceiling: "TLP:RED" }),
    decideAs: async (who, articleIds, act) => {
      const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
        fetch(`${desk.base}/api/v1/triage${path}`, {
          ...init,
          headers: { ...who.headers, "content-type": "application/json" },
        });
      const list = (await (await ask("?limit=500")).json()) as TriageList;
      const row = list.rows.find((one) => one.articleIds.some((id) => articleIds.includes(id)));
      const on = [{ articleIds: row?.articleIds ?? [], basedOn: row?.last?.id ?? null }];
      return (await ask("/decisions", { method: "POST", body: JSON.stringify({ day, on, act }) })).status;
    },
    signedIn: (who) => ({ storageState: { cookies: [cookieOf(who)], origins: [] } }),
    close: async () => {
      await desk.close();
      await store.close();
      await test.remove();
    },
  };
};
