/**
 * A rule's tree as SQL for DuckDB or PostgreSQL: one query over a table whose columns are the fields of events.
 *
 * An absent field is NULL, and a comparison with it is false, not unknown, so that `not` means what it means in Sigma. What
 * has no like in SQL (keywords over whole records, correlations) is refused and listed; what is only nearly the same is
 * listed as a note. Case is folded by `lower`, which agrees with Sigma for all of ASCII.
 */
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

class SqlWriter {
  readonly #dialect: SqlDialect;
  readonly notes = new Set<string>();

  constructor(dialect: SqlDialect) {
    this.#dialect = dialect;
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
        return this.#textAtom(atom);
      case "regex":
        return this.#regex(atom.field, atom.source, atom.flags);
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

  #textAtom(atom: TextAtom): string {
    const { field, operator, text, parts, cased } = atom;
    if (field === null) throw new Unsupported("keywords, which search the whole record");
    let column = cased ? this.#text(field) : `lower(${this.#text(field)})`;
    if (atom.dashes) column = `translate(${column}, ${this.#literal(dashes)}, '----')`;
    const written = operator === "glob" ? likePattern(parts) : text;
    if (!cased && /[^\p{ASCII}]/u.test(written))
      this.notes.add("letters beyond ASCII: lower() may fold them in another way");
    if (operator === "glob") return `${column} LIKE ${this.#literal(written)} ESCAPE '${escapeSign}'`;
    return this.#compareTexts(column, this.#literal(text), operator);
  }

  #compareTexts(one: string, other: string, operator: "exact" | "prefix" | "suffix" | "contains"): string {
    if (operator === "exact") return `${one} = ${other}`;
    if (operator === "prefix") return `starts_with(${one}, ${other})`;
    return operator === "suffix" ? `right(${one}, length(${other})) = ${other}` : `strpos(${one}, ${other}) > 0`;
  }

  #regex(field: string | null, source: string, flags: string): string {
    if (field === null) throw new Unsupported("keywords, which search the whole record");
    this.notes.add(
      `re: ${this.#dialect === "duckdb" ? "RE2" : "POSIX"} expressions are another dialect than the rule's`,
    );
    if (this.#dialect === "duckdb")
      return `regexp_matches(${this.#text(field)}, ${this.#literal(source)}, ${this.#literal(flags)})`;
    return `${this.#text(field)} ${flags.includes("i") ? "~*" : "~"} ${this.#literal(source)}`;
  }

  /** A value that may not be of the type is tried first: one bad value must not end the query. */
  #typed(
    field: string,
    type: { readonly duckdb: string; readonly postgresql: string },
    test: (value: string) => string,
  ): string {
    const text = this.#text(field);
    if (this.#dialect === "duckdb") return test(`TRY_CAST(${text} AS ${type.duckdb})`);
    const cast = `CAST(${text} AS ${type.postgresql})`;
    return `CASE WHEN pg_input_is_valid(${text}, '${type.postgresql}') THEN ${test(cast)} ELSE FALSE END`;
  }

  #cidr(field: string, network: string): string {
    this.notes.add(this.#dialect === "duckdb" ? "cidr: needs the extension inet" : "cidr: needs PostgreSQL 16");
    return this.#typed(
      field,
      { duckdb: "INET", postgresql: "inet" },
      (value) => `${value} <<= CAST(${this.#literal(network)} AS INET)`,
    );
  }

  #compare({ field, comparison, value, part }: CompareAtom): string {
    const operator = operators[comparison] ?? "=";
    const types = part === undefined ? numberTypes : timeTypes;
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

const numberTypes = { duckdb: "DOUBLE", postgresql: "double precision" };
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
  const writer = new SqlWriter(dialect);
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
