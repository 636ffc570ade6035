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
  readonly dots: readonly number[];
  /** Every object answers to this name; only its own property counts. */
  readonly inherited: boolean;
}

export const createFieldName = (name: string): FieldName => {
  const dots: number[] = [];
  for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) dots.push(at);
  return { name, dots: dots.slice(0, 32), inherited: name in Object.prototype };
};

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const ownValue = (fields: EventFields, name: string): EventValue | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

const mostMembers = 10_000;

/** A nested path; through an array, an array of what its members hold. */
const walkPath = (value: EventValue | undefined, path: string): EventValue | undefined => {
  if (Array.isArray(value)) {
    const index = /^\d{1,6}$/.test(path) ? Number(path) : -1;
    if (index >= 0) return value[index];
    const found: EventValue[] = [];
    for (const member of value.slice(0, mostMembers)) {
      const inner = walkPath(member as EventValue, path);
      if (inner !== undefined) found.push(inner);
    }
    return found.length === 0 ? undefined : found;
  }
  if (!isFields(value)) return undefined;
  const own = ownValue(value, path);
  if (own !== undefined) return own;
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
    const child = ownValue(value, path.slice(0, dot));
    if (child === undefined) continue;
    const found = walkPath(child, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
};

const lookUp = (fields: EventFields, field: FieldName): EventValue | undefined => {
  const value = fields[field.name];
  if (value !== undefined && (!field.inherited || Object.hasOwn(fields, field.name))) return value;
  return field.dots.length === 0 ? undefined : walkPath(fields, field.name);
};

const hasSpaces = (fields: EventFields): boolean => {
  for (const key in fields) if (key.includes(" ")) return true;
  return false;
};

const lookUpSpaced = (fields: EventFields, name: string): EventValue | undefined => {
  for (const key of Object.keys(fields)) if (key.includes(" ") && key.replaceAll(" ", "") === name) return fields[key];
  return undefined;
};

const noTaxonomy: FieldTaxonomy = { roots: [], aliases: {} };

/** Reads the fields of one event after another. */
export class EventReader {
  #fields: EventFields = {};
  #taxonomy: FieldTaxonomy = noTaxonomy;
  readonly #roots: EventFields[] = [];
  #spaced: boolean | undefined;
  readonly #names = new Map<string, FieldName>();

  open(event: Event): void {
    this.#fields = event.fields;
    this.#taxonomy = event.taxonomy ?? noTaxonomy;
    this.#roots.length = 0;
    this.#spaced = undefined;
    for (const path of this.#taxonomy.roots) {
      const root = walkPath(event.fields, path);
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
    const { aliases } = this.#taxonomy;
    if (this.#taxonomy === noTaxonomy || !Object.hasOwn(aliases, field.name)) return undefined;
    for (const alias of aliases[field.name] ?? []) {
      const found = this.#lookUpHere(this.nameOf(alias));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** The leaves of a value in order; objects inside are passed over. */
export const leavesOf = (value: EventValue): readonly Leaf[] => {
  if (!Array.isArray(value)) return isFields(value) ? [] : [value as Leaf];
  const leaves: Leaf[] = [];
  const stack: EventValue[] = [...(value as readonly EventValue[])].reverse();
  for (let next = stack.pop(); next !== undefined && leaves.length < mostMembers; next = stack.pop()) {
    if (Array.isArray(next)) stack.push(...[...(next as readonly EventValue[])].reverse());
    else if (!isFields(next)) leaves.push(next as Leaf);
  }
  return leaves;
};

const pushMembers = (value: EventFields | readonly EventValue[], stack: EventValue[]): void => {
  if (Array.isArray(value)) for (const member of value as readonly EventValue[]) stack.push(member);
  else for (const inner of Object.values(value)) if (inner !== undefined) stack.push(inner as EventValue);
};

/** Every text of an event, nested ones and its raw text too: where keywords are looked for. Numbers are texts here. */
export const textsOf = (event: Event): string[] => {
  const texts: string[] = [];
  const stack: EventValue[] = [event.fields];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === "string") texts.push(next);
    else if (typeof next === "number" || typeof next === "boolean") texts.push(String(next));
    else if (next !== null) pushMembers(next, stack);
  }
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
