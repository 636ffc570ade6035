/**
 * What is asked of the search, and its twin: a table of the same texts in which PostgreSQL reads every one with `ilike`. How
 * many articles fit and which twenty are the newest must be the same.
 */
import type pg from "pg";
import type { Store } from "../../src/store/index.ts";
import type { Article } from "../../src/terms/article.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { timed } from "../measure-time.ts";
import { addressOf, flawOf, hostOf, wordOf } from "./make-texts.ts";
import { tookOf } from "./measure-server.ts";

const limit = 20;
const batch = 500;

interface Filters {
  readonly language?: string;
  readonly outlet?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Question extends Filters {
  readonly kind: "word" | "words" | "phrase" | "without" | "beginning" | "entity" | "filter";
  readonly words: string;
  readonly order: "newest" | "best";
  /** What the twin looks for, each with a space before it, and after it but for a beginning; `-` leaves it out. */
  readonly plain: readonly string[];
}

const ranks = [1, 2, 5, 20, 80, 300, 1200, 5000, 15_000];
const places = [0, 7, 1234];

const filters: readonly Filters[] = [
  { language: "de" },
  { outlet: "Outlet 17" },
  { from: "2031-02-01", to: "2031-02-07" },
  { from: "2031-03-20", language: "en", outlet: "outlet 4" },
];

const makeQuestions = (): Omit<Question, "order">[] => {
  const of = (kind: Question["kind"], words: string, plain: readonly string[], more: Filters = {}) => ({
    kind,
    words,
    plain,
    ...more,
  });
  const entity = (name: string) => of("entity", name, [name.replace("[.]", ".")]);
  return [
    ...ranks.map((rank) => of("word", wordOf(rank), [wordOf(rank)])),
    ...ranks.map((rank) => of("words", `${wordOf(rank)} ${wordOf(rank + 1)}`, [wordOf(rank), wordOf(rank + 1)])),
    ...ranks.map((rank) => of("phrase", `"${wordOf(1)} ${wordOf(rank)}"`, [`${wordOf(1)} ${wordOf(rank)}`])),
    ...ranks.slice(1).map((rank) => of("without", `${wordOf(1)} -${wordOf(rank)}`, [wordOf(1), `-${wordOf(rank)}`])),
    ...["kobabat", "kolo", "koba"].map((start) => of("beginning", `${start}*`, [`${start}*`])),
    ...places.flatMap((at) => [flawOf(at), hostOf(at).replace(".", "[.]"), addressOf(at)].map(entity)),
    ...filters.flatMap((filter) => [1, 80, 1200].map((rank) => of("filter", wordOf(rank), [wordOf(rank)], filter))),
  ];
};

/** All of it or nothing: a twin that is there says that the desk is filled. */
export const fillTwin = async (client: pg.Client, articles: readonly Article[]): Promise<void> => {
  await client.query("begin");
  await client.query("create table twin (url text, at timestamptz, language text, outlet text, plain text)");
  for (let from = 0; from < articles.length; from += batch) {
    const rows = articles.slice(from, from + batch);
    await client.query(
      "insert into twin select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])",
      [
        rows.map(({ url }) => url),
        rows.map(({ publishedAt }) => publishedAt),
        rows.map(({ language }) => language),
        rows.map(({ outlet }) => outlet.toLowerCase()),
        // Two spaces: a phrase does not go from the title into the text.
        rows.map(({ title, text }) => ` ${title}  ${text} `),
      ],
    );
  }
  await client.query("commit");
  await client.query("analyze twin");
};

const askTwin = async (client: pg.Client, { plain, language, outlet, from, to }: Omit<Question, "order">) => {
  const values: string[] = [];
  const put = (value: string): string => `$${values.push(value)}`;
  const conditions = plain.map((one) => {
    const isOut = one.startsWith("-");
    const text = one.replace(/^-|\*$/g, "");
    return `plain ${isOut ? "not" : ""} ilike ${put(one.endsWith("*") ? `% ${text}%` : `% ${text} %`)}`;
  });
  if (language !== undefined) conditions.push(`language = ${put(language)}`);
  if (outlet !== undefined) conditions.push(`outlet = ${put(outlet.toLowerCase())}`);
  if (from !== undefined) conditions.push(`at >= ${put(from)}::date`);
  if (to !== undefined) conditions.push(`at < ${put(to)}::date + 1`);
  const { rows } = await client.query<{ url: string; total: string }>(
    `select url, count(*) over () as total from twin where ${conditions.join(" and ")} order by at desc limit ${limit}`,
    values,
  );
  return { urls: rows.map(({ url }) => url), count: Number(rows[0]?.total ?? 0) };
};

const nameOf = ({ words, order, language, outlet, from }: Question): string =>
  [words, order, language, outlet, from].filter((part) => part !== undefined).join(", ");

export interface Asked {
  readonly question: Question;
  readonly name: string;
  readonly ms: readonly number[];
  readonly processorMs: readonly number[];
  /** Of the twin, where it was asked. */
  readonly plainMs: number | undefined;
}

/** The twin takes seconds for each: it is asked every third question. */
const twinEvery = 3;

type TwinAnswer = Awaited<ReturnType<typeof askTwin>>;

const judge = (
  { question, name }: Pick<Asked, "question" | "name">,
  answer: Awaited<ReturnType<Store["search"]>>,
  twin: TwinAnswer | undefined,
): string[] => {
  if (!answer.ok) return [`${name}: ${answer.error.because}`];
  if (twin === undefined) return [];
  const { hits, count } = answer.value;
  const urls = hits.map((hit) => (hit.kind === "article" ? hit.url : ""));
  return [
    ...(count === Math.min(1000, twin.count) ? [] : [`${name}: expected ${twin.count} articles but found ${count}`]),
    ...(question.order === "best" || urls.join() === twin.urls.join()
      ? []
      : [`${name}: expected the newest ${limit} of the twin but found others`]),
  ];
};

/** Each question as often as there are rounds, in both orders; the twin once for both. @param data folder of the server's data */
export const askAll = async (
  store: Store,
  client: pg.Client,
  { rounds, data }: { readonly rounds: number; readonly data: string },
): Promise<{ readonly asked: readonly Asked[]; readonly wrong: readonly string[] }> => {
  const wrong: string[] = [];
  const asked: Asked[] = [];
  for (const [at, base] of makeQuestions().entries()) {
    const twin = at % twinEvery === 0 ? await timed(() => askTwin(client, base)) : undefined;
    for (const order of ["newest", "best"] as const) {
      const question: Question = { ...base, order };
      const { words, language, outlet, from, to } = question;
      const name = nameOf(question);
      const ms: number[] = [];
      const processorMs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const request = { words, order, limit, language, outlet, from, to, kind: "article" } as const;
        const answer = await tookOf(data, () => store.search(request, deskViewer));
        ms.push(answer.ms);
        processorMs.push(answer.processorMs);
        wrong.push(...judge({ question, name }, answer.value, twin?.value));
      }
      asked.push({ question, name, ms, processorMs, plainMs: twin?.ms });
    }
  }
  return { asked, wrong };
};
