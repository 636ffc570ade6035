/**
 * An event as a row of a table that is kept, and back. The row holds the whole event, so that a rule says of it what it
 * said of the log; beside it stand its texts, folded, so that SQL can pass over what no rule can fire on.
 *
 * A column gathers the values of every field whose last name it bears (`f_image` of `Event.EventData.Image` and of
 * `process.Image`), since a rule may reach a field by its name, a path, a root or an alias, and the last name is what all of
 * them share. Several values stand between unit separators. A row whose texts are too many or too long is `loose`: SQL
 * always takes it. So SQL finds too much at times and never too little.
 */
import { foldCase } from "#defend/detect/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import type { Event, EventFields, EventValue, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import type { KeptEvent, KeptRow } from "#terms/kept-event.ts";

/** Between the values of one field, and around them where there are several. */
export const separator = "\u001f";

const caps = { leaves: 5000, textChars: 1 << 20, nameChars: 200 };

/**
 * The column of a field's name; nothing where the last part of the name does not say under which name the value stands: a
 * number picks a member of an array, `#text` is the text of what is named before it.
 */
export const columnOf = (field: string): string | undefined => {
  const last = lastName(field);
  if (last === "#text" || /^\d{1,6}$/.test(last) || last.length > caps.nameChars) return undefined;
  return columnOfName(last);
};

const lastName = (field: string): string => field.slice(field.lastIndexOf(".") + 1).replaceAll(" ", "");

const columnOfName = (name: string): string =>
  `f_${foldCase(name).replaceAll(/[^a-z0-9_]/g, (char) => `~${char.charCodeAt(0).toString(16)}~`)}`;

const mostKnown = 10_000;

/** Names and kinds come again and again: what was made of each is kept. */
class Known<Key, Made> {
  readonly #made = new Map<Key, Made>();
  readonly #make: (key: Key) => Made;

  constructor(make: (key: Key) => Made) {
    this.#make = make;
  }

  get(key: Key): Made {
    let made = this.#made.get(key);
    if (made === undefined) {
      if (this.#made.size >= mostKnown) this.#made.clear();
      made = this.#make(key);
      this.#made.set(key, made);
    }
    return made;
  }
}

const columns = new Known((key: string): string | undefined => {
  const last = lastName(key);
  return last.length > caps.nameChars ? undefined : columnOfName(last);
});
const kinds = new Known((kind: LogSourceFacts | FieldTaxonomy): string => JSON.stringify(kind));

interface Texts {
  count: number;
  readonly byColumn: Map<string, string[]>;
  chars: number;
  loose: boolean;
  /** A number that JSON has no word for. */
  unwritable: boolean;
}

type Standing = readonly [value: EventValue, key: string];

const pushInner = (value: EventFields, key: string, stack: Standing[]): void => {
  for (const name of Object.keys(value)) {
    const inner = value[name];
    if (inner !== undefined) stack.push([inner, name === "#text" && key !== "" ? key : name]);
  }
};

const note = (leaf: string | number | boolean, key: string, texts: Texts): void => {
  const text = foldCase(String(leaf)).toWellFormed();
  if (typeof leaf === "number" && !Number.isFinite(leaf)) texts.unwritable = true;
  texts.chars += text.length;
  texts.count += 1;
  const column = columns.get(key);
  if (column === undefined || texts.count > caps.leaves || texts.chars > caps.textChars) {
    texts.loose = true;
    return;
  }
  const same = texts.byColumn.get(column);
  if (same === undefined) texts.byColumn.set(column, [text]);
  else same.push(text);
};

const gather = (fields: EventFields): Texts => {
  const texts: Texts = { count: 0, byColumn: new Map(), chars: 0, loose: false, unwritable: false };
  const stack: Standing[] = [[fields, ""]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [value, key] = next;
    if (value === null) continue;
    if (typeof value !== "object") note(value, key, texts);
    else if (Array.isArray(value)) for (const member of value as readonly EventValue[]) stack.push([member, key]);
    else pushInner(value as EventFields, key, stack);
  }
  return texts;
};

const joined = (texts: readonly string[]): string =>
  texts.length === 1 ? (texts[0] ?? "") : `${separator}${texts.join(separator)}${separator}`;

const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON;

/** JSON has no infinity, but a number too large for one reads as it. */
const writeNumbers = (_: string, value: unknown): unknown =>
  value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY
    ? rawJson(value > 0 ? "1e999" : "-1e999")
    : value;

const written = (fields: EventFields, unwritable: boolean): string | undefined => {
  try {
    return unwritable ? JSON.stringify(fields, writeNumbers) : JSON.stringify(fields);
  } catch {
    return undefined; // nested more deeply than can be written
  }
};

/** `undefined` when the event is nested too deeply to be kept. */
export const rowOfEvent = (event: Event): KeptRow | undefined => {
  const { fields, raw, source, taxonomy, timeMs, zone, file, record, offset } = event;
  const texts = gather(fields);
  const json = written(fields, texts.unwritable);
  if (json === undefined) return undefined;
  const rawText = raw === undefined ? null : JSON.stringify(raw);
  const loose = texts.loose || texts.chars + (raw?.length ?? 0) > caps.textChars;
  const found = loose ? [] : [...texts.byColumn].map(([column, all]): [string, string] => [column, joined(all)]);
  return {
    id: BigInt(`0x${sha256Hex(`${record}\n${rawText ?? ""}\n${json}`).slice(0, 16)}`).toString(),
    time: timeMs === undefined || !Number.isFinite(timeMs) ? null : timeMs,
    log: file,
    record,
    place: offset ?? null,
    zone: zone ?? null,
    source: source === undefined ? null : kinds.get(source),
    names: taxonomy === undefined ? null : kinds.get(taxonomy),
    event: json,
    raw: rawText,
    rest: loose || raw === undefined ? "" : foldCase(raw).toWellFormed(),
    columns: Object.fromEntries(found),
    loose,
  };
};

/** Rows share what they are, so that engines know them for one kind. */
export class KeptReviver {
  readonly #sources = new Map<string, LogSourceFacts>();
  readonly #taxonomies = new Map<string, FieldTaxonomy>();

  taxonomyOf(json: string): FieldTaxonomy {
    let taxonomy = this.#taxonomies.get(json);
    if (taxonomy === undefined) {
      taxonomy = JSON.parse(json) as FieldTaxonomy;
      this.#taxonomies.set(json, taxonomy);
    }
    return taxonomy;
  }

  #sourceOf(json: string): LogSourceFacts {
    let source = this.#sources.get(json);
    if (source === undefined) {
      source = JSON.parse(json) as LogSourceFacts;
      if (this.#sources.size < 10_000) this.#sources.set(json, source);
    }
    return source;
  }

  revive({ time, log, record, place, zone, source, names, event, raw }: KeptEvent): Event {
    return {
      fields: JSON.parse(event) as EventFields,
      file: log,
      record,
      ...(raw === null ? {} : { raw: JSON.parse(raw) as string }),
      ...(source === null ? {} : { source: this.#sourceOf(source) }),
      ...(names === null ? {} : { taxonomy: this.taxonomyOf(names) }),
      ...(time === null ? {} : { timeMs: time }),
      ...(zone === null ? {} : { zone }),
      ...(place === null ? {} : { offset: place }),
    };
  }
}
