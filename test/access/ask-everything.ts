/**
 * Every way of asking a route: each parameter that it declares with each value that could reach what is planted. A
 * parameter that nobody has thought of yet is a fault here, so that a new route cannot be left out of the walk.
 */
import { z } from "zod";
import type { DeclaredRoute } from "../../src/doors/api/gate.ts";
import { type Tlp, tlpLabels } from "../../src/terms/tlp.ts";
import type { Planted } from "./plant-desk.ts";

export interface Ask {
  readonly method: string;
  readonly url: string;
  readonly payload?: unknown;
  /** What was said in asking; an answer may say it again. */
  readonly said: readonly string[];
}

type Values = (planted: readonly Planted[]) => readonly string[];

const unknownId = "0".repeat(64);
/** The widest label and the two narrowest: one that may be seen, and one or two that may not. */
const some = (planted: readonly Planted[]): readonly Planted[] => [...planted.slice(0, 1), ...planted.slice(-2)];
const editions: Values = (planted) => [...some(planted).map(({ editionId }) => editionId), unknownId];
const deliveries: Values = (planted) => some(planted).map(({ deliveryId }) => deliveryId);
const tasks: Values = (planted) => some(planted).map(({ taskId }) => taskId);
const keys: Values = (planted) => [...some(planted).flatMap((each) => each.keys), unknownId];
const words: Values = (planted) => planted.map(({ word }) => word);
const one =
  (...values: readonly string[]): Values =>
  () =>
    values;

/** By name of the parameter, whatever route it belongs to. */
const inPath: Readonly<Record<string, Values>> = {
  date: (planted) => ["latest", "2026-03-12", ...editions(planted)],
  id: (planted) => [
    ...editions(planted),
    ...deliveries(planted),
    ...tasks(planted),
    "person-ada",
    "source-red",
    "set-red",
    "gone-red",
  ],
  key: keys,
  article: (planted) => ["a1", ...words(planted)],
  articleId: (planted) => ["a1", ...words(planted).map((word) => `brought-${word}`)],
  name: one("board", "red-hook"),
  act: one("pause", "resume", "fetch"),
  page: one("you"),
  step: one("organisation"),
  draft: editions,
  token: one("x".repeat(43)),
  form: one("edition.html", "edition.md", "edition.txt", "edition.json"),
  feed: one("editions.rss", "editions.atom", "editions.json", "editions.opml"),
};

const inQuery: Readonly<Record<string, Values>> = {
  q: (planted) => [...words(planted), "cranes", "affair"],
  after: (planted) => [
    ...editions(planted),
    ...deliveries(planted),
    ...tasks(planted),
    ...keys(planted),
    ...editions(planted).map((id) => `${id}:story-1`),
  ],
  limit: one("1", "50"),
  from: one("2026-03-12", "0"),
  to: one("2026-03-12", "1"),
  outlet: (planted) => words(planted).map((word) => `Outlet ${word}`),
  filter: one("all"),
  state: one("held", "sent", "open", "all"),
  edition: editions,
  language: one("en"),
  "kind /api/v1/search": one("article", "edition"),
  kind: one("daily"),
  role: one("soc_lead"),
  audience: one("main"),
  order: one("newest", "best"),
  who: one("person-ada"),
  action: one("edition", "edition.approved"),
  sentence: one("s1"),
  paper: one("a4", "letter"),
  version: one("1"),
};

const product = (lists: readonly (readonly string[])[]): string[][] =>
  lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])), [[]]);

const valuesOf = (table: Readonly<Record<string, Values>>, name: string, url: string): Values => {
  const values = table[`${name} ${url}`] ?? table[name];
  if (values === undefined)
    throw new Error(`${url}: Expected to know how to ask with “${name}”. Teach test/access/ask-everything.ts.`);
  return values;
};

const pathsOf = (url: string, planted: readonly Planted[]): string[] => {
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  return product(names.map((name) => valuesOf(inPath, name, url)(planted))).map((values) =>
    names.reduce((path, name, at) => path.replace(`:${name}`, encodeURIComponent(values[at] ?? "")), url),
  );
};

const partOf = (schema: unknown, part: "querystring" | "body"): z.ZodType | undefined => {
  const found = typeof schema === "object" && schema !== null ? Reflect.get(schema, part) : undefined;
  return found instanceof z.ZodType ? found : undefined;
};

/** No question, each parameter by itself, and all that must be there. */
const queriesOf = (route: DeclaredRoute, planted: readonly Planted[]): string[] => {
  const schema = partOf(route.schema, "querystring");
  if (!(schema instanceof z.ZodObject)) return [""];
  const names = Object.keys(schema.shape);
  const required = names.filter((name) => !z.safeParse(schema.shape[name] as z.ZodType, undefined).success);
  const base = product(required.map((name) => valuesOf(inQuery, name, route.url)(planted)));
  const others = names.filter((name) => !required.includes(name));
  const each = others.flatMap((name) =>
    valuesOf(inQuery, name, route.url)(planted).map((value): [string, string] => [name, value]),
  );
  return base.flatMap((values) => {
    const fixed = required.map((name, at): [string, string] => [name, values[at] ?? ""]);
    return [fixed, ...each.map((one) => [...fixed, one])].map((pairs) =>
      pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`,
    );
  });
};

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly prefixItems?: readonly JsonSchema[];
}

const sampleText = ({ pattern, format, minLength = 1 }: JsonSchema, pool: readonly string[]): string => {
  const long = pool.map((text) => text.padEnd(minLength, "x"));
  const formats: Readonly<Record<string, string>> = {
    date: "2026-03-12",
    "date-time": "2026-03-12T18:00:00Z",
    uri: "https://vermilquay.example/hook",
    email: "ada@desk.example",
    uuid: "00000000-0000-4000-8000-000000000000",
  };
  if (format !== undefined && formats[format] !== undefined) return formats[format];
  return (
    (pattern === undefined ? undefined : long.find((text) => new RegExp(pattern, "u").test(text))) ?? long[0] ?? ""
  );
};

/** A body as its schema asks for it; texts are what is planted, as far as they fit. */
const sample = (schema: JsonSchema, pool: readonly string[]): unknown => {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice !== undefined) return sample(choice, pool);
  switch (schema.type) {
    case "string":
      return sampleText(schema, pool);
    case "integer":
    case "number":
      return Math.max(0, schema.minimum ?? 0);
    case "boolean":
      return false;
    case "array":
      return (schema.prefixItems ?? (schema.items === undefined ? [] : [schema.items])).map((item) =>
        sample(item, pool),
      );
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, sample(part, pool)]),
      );
    default:
      return null;
  }
};

const bodiesOf = (route: DeclaredRoute, planted: readonly Planted[]): unknown[] => {
  const schema = partOf(route.schema, "body");
  if (schema === undefined) return [undefined];
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  const choices = json.oneOf ?? json.anyOf ?? [json];
  return planted
    .slice(-1)
    .flatMap(({ editionId, word, keys }) =>
      choices.map((choice) => sample(choice, [editionId, word, ...keys, "2026-03-12", "1", `${word}.example`])),
    );
};

export const asksOf = (route: DeclaredRoute, planted: readonly Planted[]): Ask[] =>
  pathsOf(route.url, planted).flatMap((path) =>
    queriesOf(route, planted).flatMap((query) =>
      bodiesOf(route, planted).map((payload) => {
        const said = [path, query, JSON.stringify(payload ?? "")].map((text) =>
          decodeURIComponent(text.replaceAll("+", " ")),
        );
        return { method: route.method, url: `${path}${query}`, said, ...(payload === undefined ? {} : { payload }) };
      }),
    ),
  );

export const ceilingsBelow = (label: Tlp): readonly Tlp[] => tlpLabels.slice(0, tlpLabels.indexOf(label));
