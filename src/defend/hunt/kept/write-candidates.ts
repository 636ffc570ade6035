/**
 * The rows of a kept table that some rule may fire on or some indicator may stand in, as a condition in SQL (DuckDB), from
 * the same tree that the engine runs.
 *
 * It takes too much rather than too little: what has no sure like in SQL (`not`, `null`, numbers, expressions) asks only
 * whether there is a value, or nothing. The engine then judges each row.
 */
import { appliesTo, compileRegex, foldCase } from "#defend/detect/index.ts";
import type { FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import type { Atom, DetectionRule, RegexAtom, RuleNode, TextAtom } from "#terms/rule.ts";
import type { Indicator } from "../indicators/indicator.ts";
import { columnOf, separator } from "./kept-row.ts";

export interface KeptTable {
  readonly columns: ReadonlySet<string>;
  /** What its rows are, each once, as their column has it. */
  readonly sources: readonly (string | null)[];
  readonly taxonomies: readonly FieldTaxonomy[];
}

const caps = { rules: 150, indicators: 300, sqlChars: 500_000 };

/** A condition, and how much of a table it is thought to let through: of little use above one half. */
interface Asked {
  readonly sql: string;
  readonly share: number;
}

const anything: Asked = { sql: "TRUE", share: 1 };
const nothing: Asked = { sql: "FALSE", share: 0 };

const joined = (parts: readonly Asked[], word: "AND" | "OR", share: number): Asked => {
  const texts = [...new Set(parts.map(({ sql }) => sql))];
  return { sql: texts.length === 1 ? (texts[0] ?? "") : `(${texts.join(` ${word} `)})`, share };
};

/** All of them hold, so the one that lets least through is enough, where that is little. */
const all = (parts: readonly Asked[]): Asked => {
  const asked = parts.filter(({ sql }) => sql !== anything.sql);
  const [first, ...rest] = asked;
  if (first === undefined) return anything;
  const least = rest.reduce((best, part) => (part.share < best.share ? part : best), first);
  return least.share <= shares.rare ? least : joined(asked, "AND", least.share);
};

const any = (parts: readonly Asked[]): Asked => {
  const asked = parts.filter(({ sql }) => sql !== nothing.sql);
  if (asked.length === 0) return nothing;
  if (asked.some(({ sql }) => sql === anything.sql)) return anything;
  return joined(
    asked,
    "OR",
    asked.reduce((sum, { share }) => sum + share, 0),
  );
};

const shares = { rare: 0.2, present: 0.5, exact: 0.1 };

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A text that SQL can be given as it is. */
const isPlain = (text: string): boolean => text.isWellFormed() && !text.includes("\0") && !text.includes(separator);

const isThere = (column: string): Asked => ({ sql: `${column} IS NOT NULL`, share: shares.present });

const holds = (column: string, text: string): Asked =>
  text === "" || !isPlain(text)
    ? isThere(column)
    : { sql: `contains(${column}, ${quoted(text)})`, share: 1 / (2 + text.length) };

/** Longer texts hardly ever stand inside another. */
const shortText = 8;

/** Where several values stand in a column, each has a separator before and after it. */
const isExactly = (column: string, text: string): Asked => {
  if (!isPlain(text) || text.length >= shortText) return holds(column, text);
  const among = quoted(`${separator}${text}${separator}`);
  return { sql: `(${column} = ${quoted(text)} OR contains(${column}, ${among}))`, share: shares.exact };
};

/** Pieces of a text that stand in a value whatever dash it is written with. */
const piecesOf = (text: string, { dashes, cased }: TextAtom): string[] => {
  const folded = cased ? foldCase(text) : text;
  return (dashes ? folded.split("-") : [folded]).filter((piece) => piece !== "");
};

const textTest = (atom: TextAtom, column: string): Asked => {
  const { operator, parts, text, cased, dashes } = atom;
  if (operator === "exact" && !(dashes && text.includes("-"))) return isExactly(column, cased ? foldCase(text) : text);
  const texts =
    operator === "glob" ? parts.flatMap((part) => (typeof part === "object" ? [part.literal] : [])) : [text];
  const pieces = texts.flatMap((one) => piecesOf(one, atom));
  return pieces.length === 0 ? isThere(column) : all(pieces.map((piece) => holds(column, piece)));
};

const regexTest = ({ source, flags }: RegexAtom, column: string): Asked => {
  const compiled = compileRegex(source, flags);
  const literals = compiled.ok ? compiled.value.literals : undefined;
  return literals === undefined ? isThere(column) : any(literals.map((text) => holds(column, text)));
};

/** Both are asked: one says which rows a rule sees, the other what it looks for. */
const both = (one: Asked, other: Asked): Asked => {
  if (one.sql === nothing.sql || other.sql === nothing.sql) return nothing;
  if (one.sql === anything.sql || other.sql === anything.sql) return one.sql === anything.sql ? other : one;
  return joined([one, other], "AND", one.share * other.share);
};

class CandidateWriter {
  readonly #table: KeptTable;

  constructor(table: KeptTable) {
    this.#table = table;
  }

  /** Columns in which the values of a field may stand; `undefined` when its name does not say. */
  #columnsOf(field: string): string[] | undefined {
    const names = new Set([field]);
    for (const { aliases } of this.#table.taxonomies)
      for (const alias of Object.hasOwn(aliases, field) ? (aliases[field] ?? []) : []) names.add(alias);
    const columns = [...names].map(columnOf);
    if (columns.includes(undefined)) return undefined;
    return [...new Set(columns)].filter(
      (column): column is string => column !== undefined && this.#table.columns.has(column),
    );
  }

  #onField(field: string | null, test: (column: string) => Asked): Asked {
    const columns = field === null ? undefined : this.#columnsOf(field);
    return columns === undefined ? test("text") : any(columns.map((column) => test(`"${column}"`)));
  }

  #atom(atom: Atom): Asked {
    switch (atom.kind) {
      case "text": {
        const columns = atom.field === null ? undefined : this.#columnsOf(atom.field);
        // All texts of a record stand in one: where a value begins and ends there, only "holds" is sure of.
        return columns === undefined
          ? textTest({ ...atom, operator: atom.operator === "glob" ? "glob" : "contains" }, "text")
          : any(columns.map((column) => textTest(atom, `"${column}"`)));
      }
      case "regex":
        return this.#onField(atom.field, (column) => regexTest(atom, column));
      case "cidr":
      case "compare":
        return this.#onField(atom.field, isThere);
      case "fieldref":
        return all([atom.field, atom.other].map((name) => this.#onField(name, isThere)));
      default:
        return anything;
    }
  }

  node(node: RuleNode): Asked {
    switch (node.kind) {
      case "atom":
        return this.#atom(node.atom);
      case "selection":
        return this.node(node.child);
      case "constant":
        return node.value ? anything : nothing;
      case "and":
        return all(node.children.map((child) => this.node(child)));
      case "or":
        return any(node.children.map((child) => this.node(child)));
      default:
        return anything;
    }
  }

  /** Rules by the rows their log source lets them see. */
  rules(rules: readonly DetectionRule[]): Asked {
    const { sources } = this.#table;
    const facts = sources.map((source) => (source === null ? unknownSource : (JSON.parse(source) as LogSourceFacts)));
    const groups = new Map<string, { readonly places: readonly number[]; readonly rules: DetectionRule[] }>();
    for (const rule of rules) {
      const places = facts.flatMap((one, place) => (appliesTo(rule.logSource, one) ? [place] : []));
      const key = places.join(" ");
      const group = groups.get(key);
      if (places.length === 0) continue;
      if (group === undefined) groups.set(key, { places, rules: [rule] });
      else group.rules.push(rule);
    }
    const isMany = rules.length > caps.rules;
    return any(
      [...groups.values()].map((group) =>
        both(
          this.#sourceIn(group.places),
          isMany ? anything : any(group.rules.map(({ condition }) => this.node(condition))),
        ),
      ),
    );
  }

  #sourceIn(places: readonly number[]): Asked {
    const { sources } = this.#table;
    if (places.length === sources.length) return anything;
    const wanted = places.map((place) => sources[place] ?? null);
    const named = wanted.filter((source) => source !== null);
    const isNamed = `source IN (${named.map(quoted).join(", ")})`;
    return any([
      named.length === 0 ? nothing : { sql: isNamed, share: shares.present },
      wanted.includes(null) ? { sql: "source IS NULL", share: shares.present } : nothing,
    ]);
  }

  indicators(indicators: readonly Indicator[]): Asked {
    if (indicators.length > caps.indicators) return anything;
    return any(indicators.map((indicator) => indicatorTest(indicator)));
  }
}

const unknownSource: LogSourceFacts = { categories: [], services: [], known: false };

/** Addresses are written in many ways, blocks in none that a text could be searched for. */
const indicatorTest = ({ type, value }: Indicator): Asked => {
  const text = foldCase(value);
  if (type === "cidr" || type === "ipv6" || !/^[\x21-\x7e]+$/.test(text)) return anything;
  const written = holds("text", text);
  return type === "ipv4" ? any([written, holds("text", ":ffff:")]) : written;
};

/** A condition over the table's rows. */
export const writeCandidates = (
  rules: readonly DetectionRule[],
  indicators: readonly Indicator[],
  table: KeptTable,
): string => {
  const writer = new CandidateWriter(table);
  const { sql } = any([writer.rules(rules), indicators.length === 0 ? nothing : writer.indicators(indicators)]);
  if (sql === anything.sql || sql.length > caps.sqlChars) return anything.sql;
  return sql === nothing.sql ? "loose" : `(loose OR ${sql})`;
};
