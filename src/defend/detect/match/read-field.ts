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

const lookUpSpaced = (fields: EventFields, name: string): EventValue | undefined => {
  for (const key of Object.keys(fields)) if (key.includes(" ") && key.replaceAll(" ", "") === name) return fields[key];
  return undefined;
};

const noNames: readonly FieldName[] = [];
const noTaxonomy: FieldTaxonomy = { roots: [], aliases: {} };

/** Reads the fields of one event after another. */
export class EventReader {
  #fields: EventFields = {};
  #taxonomy: FieldTaxonomy = noTaxonomy;
  readonly #roots: EventFields[] = [];
  #spaced: boolean | undefined;
  readonly #names = new Map<string, FieldName>();
  readonly #aliases = new WeakMap<FieldTaxonomy, ReadonlyMap<string, readonly FieldName[]>>();

  open(event: Event): void {
    this.#fields = event.fields;
    this.#taxonomy = event.taxonomy ?? noTaxonomy;
    this.#roots.length = 0;
    this.#spaced = undefined;
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
    for (const fields of [this.#fields, ...this.#roots]) {
      const found = lookUpSpaced(fields, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `undefined` when the event has no such field. */
  read(field: FieldName): EventValue | undefined {
    const own = this.#lookUpHere(field);
    if (own !== undefined) return own;
    const spaced = this.#lookUpSpaced(field.name);
    if (spaced !== undefined) return spaced;
    for (const alias of this.#aliasesOf(field.name)) {
      const found = this.#lookUpHere(alias);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #aliasesOf(field: string): readonly FieldName[] {
    const taxonomy = this.#taxonomy;
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

/** Adds the texts of a list or an object; what is nested in it is left on the stack. */
const addTexts = (value: EventFields | readonly EventValue[], texts: string[], stack: EventValue[]): void => {
  for (const inner of Array.isArray(value) ? (value as readonly EventValue[]) : Object.values(value as EventFields)) {
    if (typeof inner === "string") texts.push(inner);
    else if (typeof inner === "number" || typeof inner === "boolean") texts.push(String(inner));
    else if (inner !== undefined && inner !== null) stack.push(inner);
  }
};

/** Every text of an event, nested ones and its raw text too: where keywords are looked for. Numbers are texts here. */
export const textsOf = (event: Event): string[] => {
  const texts: string[] = [];
  const stack: EventValue[] = [event.fields];
  for (let next = stack.pop(); next !== undefined; next = stack.pop())
    if (typeof next === "object" && next !== null) addTexts(next, texts, stack);
  if (event.raw !== undefined) texts.push(event.raw);
  return texts;
};

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
