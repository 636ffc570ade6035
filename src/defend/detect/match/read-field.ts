/**
 * Finds a field of an event as a rule names it: its own name, a nested path, the roots and aliases of its taxonomy, and
 * names that the source writes with spaces (Sigma specification 2, "Field Usage").
 *
 * The first that is there counts. Arrays mean any member: a path through an array gathers from each of its members.
 */
import type { Event, EventFields, EventValue, FieldTaxonomy, FieldView, Leaf } from "#terms/event.ts";

/** A field's name, taken apart once. */
export interface FieldName {
  readonly name: string;
  /** Its parts between dots, and what is left of the name from each part on. One of each when there is no dot. */
  readonly parts: readonly string[];
  readonly rests: readonly string[];
  /** Every object answers to this name; only its own property counts. */
  readonly inherited: boolean;
}

const mostParts = 64;

const createFieldName = (name: string): FieldName => {
  const all = name.split(".");
  const parts = all.length > mostParts ? [name] : all;
  const rests = parts.map((_, index) => parts.slice(index).join("."));
  return { name, parts, rests, inherited: name in Object.prototype };
};

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const ownValue = (fields: EventFields, name: string): EventValue | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

const mostMembers = 10_000;

/** The part from which on a path is asked of a member of an array: a number picks one, a name gathers from all. */
const walkMembers = (members: readonly EventValue[], field: FieldName, from: number): EventValue | undefined => {
  const part = field.parts[from] ?? "";
  if (/^\d{1,6}$/.test(part)) {
    const member = members[Number(part)];
    return from === field.parts.length - 1 ? member : walkPath(member, field, from + 1);
  }
  const found: EventValue[] = [];
  for (const member of members.slice(0, mostMembers)) {
    const inner = walkPath(member, field, from);
    if (inner !== undefined) found.push(inner);
  }
  return found.length === 0 ? undefined : found;
};

/**
 * A nested path from one of its parts on; through an array, an array of what its members hold. A name may itself hold
 * dots: the whole rest is tried first, then longer and longer heads of it.
 */
const walkPath = (value: EventValue | undefined, field: FieldName, from: number): EventValue | undefined => {
  if (Array.isArray(value)) return walkMembers(value as readonly EventValue[], field, from);
  if (!isFields(value)) return undefined;
  const own = ownValue(value, field.rests[from] ?? "");
  if (own !== undefined) return own;
  let head = "";
  for (let next = from + 1; next < field.parts.length; next += 1) {
    head = next === from + 1 ? (field.parts[from] ?? "") : `${head}.${field.parts[next - 1]}`;
    const child = ownValue(value, head);
    const found = child === undefined ? undefined : walkPath(child, field, next);
    if (found !== undefined) return found;
  }
  return undefined;
};

const lookUp = (fields: EventFields, field: FieldName): EventValue | undefined => {
  const value = fields[field.name];
  if (value !== undefined && (!field.inherited || Object.hasOwn(fields, field.name))) return value;
  return field.parts.length === 1 ? undefined : walkPath(fields, field, 0);
};

const hasSpaces = (fields: EventFields): boolean => {
  for (const key in fields) if (key.includes(" ")) return true;
  return false;
};

/** Values of names with spaces by these names without them; the first of several stays. */
const addSpaced = (fields: EventFields, into: Map<string, EventValue>): void => {
  for (const key of Object.keys(fields)) {
    const name = key.includes(" ") ? key.replaceAll(" ", "") : key;
    const value = fields[key];
    if (name !== key && value !== undefined && !into.has(name)) into.set(name, value);
  }
};

const noNames: readonly FieldName[] = [];
const noTaxonomy: FieldTaxonomy = { roots: [], aliases: {} };

/** Reads the fields of one event after another. */
export class EventReader {
  #fields: EventFields = {};
  #taxonomy: FieldTaxonomy = noTaxonomy;
  readonly #roots: EventFields[] = [];
  #spaced: boolean | undefined;
  #bySqueezed: Map<string, EventValue> | undefined;
  readonly #names = new Map<string, FieldName>();
  readonly #aliases = new WeakMap<FieldTaxonomy, ReadonlyMap<string, readonly FieldName[]>>();

  open(event: Event): void {
    this.#fields = event.fields;
    this.#taxonomy = event.taxonomy ?? noTaxonomy;
    this.#roots.length = 0;
    this.#spaced = undefined;
    this.#bySqueezed = undefined;
    for (const path of this.#taxonomy.roots) {
      const root = walkPath(event.fields, this.nameOf(path), 0);
      if (isFields(root)) this.#roots.push(root);
    }
  }

  /** The objects under which plain names are looked for, besides the record itself. */
  get roots(): readonly EventFields[] {
    return this.#roots;
  }

  nameOf(field: string): FieldName {
    let name = this.#names.get(field);
    if (name === undefined) {
      name = createFieldName(field);
      if (this.#names.size < 100_000) this.#names.set(field, name);
    }
    return name;
  }

  #lookUpHere(field: FieldName): EventValue | undefined {
    const own = lookUp(this.#fields, field);
    if (own !== undefined) return own;
    for (const root of this.#roots) {
      const found = lookUp(root, field);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #lookUpSpaced(name: string): EventValue | undefined {
    this.#spaced ??= hasSpaces(this.#fields) || this.#roots.some(hasSpaces);
    if (!this.#spaced) return undefined;
    if (this.#bySqueezed === undefined) {
      this.#bySqueezed = new Map();
      for (const fields of [this.#fields, ...this.#roots]) addSpaced(fields, this.#bySqueezed);
    }
    return this.#bySqueezed.get(name);
  }

  /** `undefined` when the event has no such field. */
  read(field: FieldName): EventValue | undefined {
    const own = this.#lookUpHere(field);
    if (own !== undefined) return own;
    const spaced = this.#lookUpSpaced(field.name);
    if (spaced !== undefined) return spaced;
    return this.readFirst(this.aliasesOf(field.name, this.#taxonomy));
  }

  /** The first of several names that is there as it is written. */
  readFirst(names: readonly FieldName[]): EventValue | undefined {
    for (let at = 0; at < names.length; at += 1) {
      const found = this.#lookUpHere(names[at] as FieldName);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Other names that a taxonomy knows for a field. */
  aliasesOf(field: string, taxonomy: FieldTaxonomy): readonly FieldName[] {
    if (taxonomy === noTaxonomy) return noNames;
    let names = this.#aliases.get(taxonomy);
    if (names === undefined) {
      const entries = Object.entries(taxonomy.aliases);
      names = new Map(entries.map(([name, paths]) => [name, paths.map(createFieldName)]));
      this.#aliases.set(taxonomy, names);
    }
    return names.get(field) ?? noNames;
  }
}

const pushBackwards = (members: readonly EventValue[], stack: EventValue[]): void => {
  for (let at = members.length - 1; at >= 0; at -= 1) stack.push(members[at] as EventValue);
};

/**
 * The leaves of a value in order. Of an object the text beside its attributes counts (`#text`, as XML made JSON has it);
 * other objects are passed over.
 */
export const leavesOf = (value: EventValue): readonly Leaf[] => {
  if (typeof value !== "object" || value === null) return [value];
  const leaves: Leaf[] = [];
  const stack: EventValue[] = [value];
  for (let next = stack.pop(); next !== undefined && leaves.length < mostMembers; next = stack.pop()) {
    if (Array.isArray(next)) pushBackwards(next as readonly EventValue[], stack);
    else if (isFields(next)) {
      const text = ownValue(next, "#text");
      if (text !== undefined) stack.push(text);
    } else leaves.push(next as Leaf);
  }
  return leaves;
};

/** What is nested in an event and not looked into yet; empty between events, kept as most have nothing in it. */
const nested: EventValue[] = [];

/** So many texts are kept room for from one event to the next. */
const mostKept = 1000;

/**
 * Every text of an event, nested ones and its raw text too: where keywords are looked for. Numbers are texts here. A list that is
 * used again for one event after another.
 */
export class TextList {
  #items: string[] = [];
  count = 0;

  /** The first `count` of them are of the event that was read last. */
  get items(): readonly string[] {
    return this.#items;
  }

  /** @param shortest of the texts that are wanted, in characters */
  read(event: Event, shortest: number): void {
    if (this.#items.length > mostKept) this.#items = [];
    this.count = 0;
    for (let next: EventValue | undefined = event.fields; next !== undefined; next = nested.pop()) {
      if (Array.isArray(next)) for (const member of next as readonly EventValue[]) this.#addValue(member, shortest);
      // Not `Object.values`: it makes a list for every object.
      else if (isFields(next)) for (const name in next) this.#addValue(next[name], shortest);
    }
    if (event.raw !== undefined) this.#add(event.raw);
  }

  /** Adds a value that is long enough; what has parts is left for later. */
  #addValue(value: EventValue | undefined, shortest: number): void {
    if (typeof value === "string") {
      if (value.length >= shortest) this.#add(value);
    } else if (typeof value === "number" || typeof value === "boolean") {
      const text = String(value);
      if (text.length >= shortest) this.#add(text);
    } else if (value !== undefined && value !== null) nested.push(value);
  }

  #add(text: string): void {
    this.#items[this.count] = text;
    this.count += 1;
  }
}

export const createFieldView = (event: Event): FieldView => {
  const reader = new EventReader();
  reader.open(event);
  return {
    get: (field) => {
      const value = reader.read(createFieldName(field));
      return value === undefined ? undefined : leavesOf(value);
    },
  };
};
