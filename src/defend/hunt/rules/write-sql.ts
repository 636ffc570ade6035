/**
 * A rule's tree as SQL for DuckDB or PostgreSQL: one query over a table whose columns are the fields of events.
 *
 * An absent field is NULL, and a comparison with it is false, not unknown, so that `not` means what it means in Sigma. What
 * has no like in SQL (correlations, lookaround in RE2) is refused and listed; what is only nearly the same is listed as a
 * note. Case is folded by `lower`, which agrees with Sigma for all of ASCII. Expressions are written anew from their tree, in
 * the database's own dialect. Keywords are looked for in every column.
 */
import { type Network, parseNetwork, translateRegex } from "#defend/detect/index.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type {
  Atom,
  CompareAtom,
  DetectionRule,
  FieldRefAtom,
  PatternPart,
  Rule,
  RuleNode,
  TextAtom,
} from "#terms/rule.ts";

export type SqlDialect = "duckdb" | "postgresql";

export interface SqlQuery {
  readonly sql: string;
  /** Where the query and the rule may differ. */
  readonly notes: readonly string[];
}

const escapeSign = "~";

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const dashes = "/\u2013\u2014\u2015";

const likePattern = (parts: readonly PatternPart[]): string =>
  parts
    .map((part) => {
      if (part === "*") return "%";
      return part === "?" ? "_" : part.literal.replaceAll(/[~%_]/g, (sign) => `${escapeSign}${sign}`);
    })
    .join("");

const operators: Readonly<Record<string, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=", eq: "=", neq: "<>" };

class Unsupported extends Error {}

/** An address in four parts as one number. */
const fourAsNumber = (text: string): string =>
  [1, 2, 3, 4].map((part) => `CAST(split_part(${text}, '.', ${part}) AS BIGINT) * ${256 ** (4 - part)}`).join(" + ");

const fourShape = "^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$";

interface SqlType {
  readonly duckdb: string;
  readonly postgresql: string;
  /** What PostgreSQL reads as this type without fail; without it a version is needed that can be asked (16). */
  readonly shape?: string;
}

class SqlWriter {
  readonly #dialect: SqlDialect;
  readonly #table: string;
  readonly notes = new Set<string>();

  constructor(dialect: SqlDialect, table: string) {
    this.#dialect = dialect;
    this.#table = table;
  }

  node(node: RuleNode): string {
    switch (node.kind) {
      case "and":
      case "or":
        return this.#joined(node.children, node.kind);
      case "not":
        return `NOT ${this.node(node.child)}`;
      case "selection":
        return this.node(node.child);
      case "constant":
        return node.value ? "TRUE" : "FALSE";
      case "atom":
        return `COALESCE(${this.#atom(node.atom)}, FALSE)`;
    }
  }

  #joined(children: readonly RuleNode[], kind: "and" | "or"): string {
    if (children.length === 0) return kind === "and" ? "TRUE" : "FALSE";
    return `(${children.map((child) => this.node(child)).join(kind === "and" ? " AND " : " OR ")})`;
  }

  #text(field: string): string {
    return `CAST(${quoteName(field)} AS TEXT)`;
  }

  #literal(text: string): string {
    if (text.includes("\0")) throw new Unsupported("a text with NUL");
    return `'${text.replaceAll("'", "''")}'`;
  }

  #atom(atom: Atom): string {
    switch (atom.kind) {
      case "text":
        return this.#ofField(atom.field, (text) => this.#textTest(atom, text));
      case "regex":
        return this.#ofField(atom.field, (text) => this.#regex(text, atom.source, atom.flags));
      case "cidr":
        return this.#cidr(atom.field, atom.network);
      case "compare":
        return this.#compare(atom);
      case "null":
        return `${quoteName(atom.field)} IS NULL`;
      case "exists":
        this.notes.add("exists: a field that is there with null counts as absent");
        return `${quoteName(atom.field)} IS NOT NULL`;
      case "fieldref":
        return this.#fieldRef(atom);
    }
  }

  /** A test of a field's text; of a keyword, of the text of any column. */
  #ofField(field: string | null, test: (text: string) => string): string {
    if (field !== null) return test(this.#text(field));
    const record = `to_json(${quoteName(this.#table)})`;
    if (this.#dialect === "duckdb")
      return `len(list_filter(json_extract_string(${record}, '$.*'), word -> ${test("word")})) > 0`;
    return `EXISTS (SELECT 1 FROM json_each_text(${record}) AS one (name, word) WHERE ${test("word")})`;
  }

  #textTest(atom: TextAtom, text: string): string {
    const { operator, parts, cased } = atom;
    let column = cased ? text : `lower(${text})`;
    if (atom.dashes) column = `translate(${column}, ${this.#literal(dashes)}, '----')`;
    const written = operator === "glob" ? likePattern(parts) : atom.text;
    if (!cased && /[^\p{ASCII}]/u.test(written))
      this.notes.add("letters beyond ASCII: lower() may fold them in another way");
    if (operator === "glob") return `${column} LIKE ${this.#literal(written)} ESCAPE '${escapeSign}'`;
    return this.#compareTexts(column, this.#literal(atom.text), operator);
  }

  #compareTexts(one: string, other: string, operator: "exact" | "prefix" | "suffix" | "contains"): string {
    if (operator === "exact") return `${one} = ${other}`;
    if (operator === "prefix") return `starts_with(${one}, ${other})`;
    return operator === "suffix" ? `right(${one}, length(${other})) = ${other}` : `strpos(${one}, ${other}) > 0`;
  }

  #regex(text: string, source: string, flags: string): string {
    const written = translateRegex(source, flags, this.#dialect === "duckdb" ? "re2" : "postgresql");
    if (!written.ok) throw new Unsupported(written.error);
    const pattern = this.#literal(written.value);
    return this.#dialect === "duckdb" ? `regexp_matches(${text}, ${pattern})` : `${text} ~ ${pattern}`;
  }

  #typed(field: string, type: SqlType, test: (value: string) => string): string {
    return this.#typedText(this.#text(field), type, test);
  }

  /** A value that may not be of the type is tried first: one bad value must not end the query. */
  #typedText(text: string, type: SqlType, test: (value: string) => string): string {
    if (this.#dialect === "duckdb") return test(`TRY_CAST(${text} AS ${type.duckdb})`);
    const cast = `CAST(${text} AS ${type.postgresql})`;
    if (type.shape === undefined) this.notes.add(`${type.postgresql} read from text: needs PostgreSQL 16`);
    const isOne =
      type.shape === undefined ? `pg_input_is_valid(${text}, '${type.postgresql}')` : `${text} ~ '${type.shape}'`;
    return `CASE WHEN ${isOne} THEN ${test(cast)} ELSE FALSE END`;
  }

  #cidr(field: string, written: string): string {
    const network = parseNetwork(written);
    if (network === undefined) throw new Unsupported(`the network ${written}`);
    if (network.version === 4) return this.#inFour(field, network);
    if (this.#dialect === "duckdb") this.notes.add("cidr of IPv6: needs the extension inet");
    const bare = `split_part(trim(${this.#text(field)}, ' []'), '%', 1)`;
    return this.#typedText(
      bare,
      { duckdb: "INET", postgresql: "inet" },
      (value) => `${value} <<= CAST(${this.#literal(written)} AS INET)`,
    );
  }

  /** In numbers, since an address type is an extension in one database and strict about what it reads in the other. */
  #inFour(field: string, { groups, prefix }: Network): string {
    this.notes.add("cidr of IPv4: addresses written in hexadecimal inside IPv6 are not read");
    const size = 2 ** (32 - prefix);
    const first = Math.floor(((groups[0] ?? 0) * 65536 + (groups[1] ?? 0)) / size) * size;
    const trimmed = `trim(${this.#text(field)}, ' []')`;
    const text =
      this.#dialect === "duckdb"
        ? `regexp_replace(${trimmed}, '^::[fF]{4}:', '')`
        : `regexp_replace(${trimmed}, '^::ffff:', '', 'i')`;
    const isFour = this.#dialect === "duckdb" ? `regexp_matches(${text}, '${fourShape}')` : `${text} ~ '${fourShape}'`;
    const parts = [1, 2, 3, 4].map((part) => `CAST(split_part(${text}, '.', ${part}) AS INTEGER) < 256`);
    const within = `${fourAsNumber(text)} BETWEEN ${first} AND ${first + size - 1}`;
    return `CASE WHEN ${isFour} THEN ${[...parts, within].join(" AND ")} ELSE FALSE END`;
  }

  #compare({ field, comparison, value, part }: CompareAtom): string {
    const operator = operators[comparison] ?? "=";
    const types = part === undefined ? numberTypes : timeTypes;
    this.notes.add(
      part === undefined
        ? "numbers: those written as 0x… are not read"
        : "parts of times: times are read as the database reads them, in its zone; seconds since 1970 are not",
    );
    const tested = this.#typed(
      field,
      types,
      (cast) => `${part === undefined ? cast : `extract(${part} FROM ${cast})`} ${operator} ${value}`,
    );
    return comparison === "neq" ? `COALESCE(${tested}, TRUE)` : tested;
  }

  #fieldRef({ field, other, operator, cased }: FieldRefAtom): string {
    const side = (name: string): string => (cased ? this.#text(name) : `lower(${this.#text(name)})`);
    if (operator === "exact" || operator === "prefix" || operator === "suffix" || operator === "contains")
      return this.#compareTexts(side(field), side(other), operator);
    if (operator === "eq") return `${side(field)} = ${side(other)}`;
    if (operator === "neq") return `${side(field)} IS DISTINCT FROM ${side(other)}`;
    return this.#typed(field, numberTypes, (one) =>
      this.#typed(other, numberTypes, (two) => `${one} ${operators[operator] ?? "="} ${two}`),
    );
  }
}

const numberTypes = {
  duckdb: "DOUBLE",
  postgresql: "double precision",
  shape: "^[[:space:]]*[-+]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})([eE][-+]?[0-9]{1,2})?[[:space:]]*$",
};
const timeTypes = { duckdb: "TIMESTAMP", postgresql: "timestamp" };

const oneLine = (text: string): string => text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");

const sourceOf = ({ logSource: { product, category, service } }: DetectionRule): string =>
  Object.entries({ product, category, service })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");

/** @param table holds the events the rule's log source means; nothing in the query chooses them */
export const writeSql = (rule: Rule, dialect: SqlDialect, table: string): Result<SqlQuery, string> => {
  if (rule.kind === "correlation") return err("a correlation: run it over the matches of its rules");
  const writer = new SqlWriter(dialect, table);
  try {
    const condition = writer.node(rule.condition);
    const notes = [...writer.notes];
    const head = [
      `-- ${rule.title} (${rule.id})`,
      `-- log source: ${sourceOf(rule) || "any"}`,
      ...notes.map((note) => `-- note: ${note}`),
    ];
    const sql = `${head.map(oneLine).join("\n")}\nSELECT * FROM ${quoteName(table)} WHERE ${condition};\n`;
    return ok({ sql, notes });
  } catch (cause) {
    if (cause instanceof Unsupported) return err(cause.message);
    throw cause;
  }
};
