/**
 * The plain meaning of a field's name on an event, step by step: its own name, a nested path, the taxonomy's roots, its aliases,
 * and names that the source writes with spaces (Sigma specification 2, "Field Usage"; taxonomy appendix).
 *
 * Slow and simple. Whoever reads fields faster must agree with it; a property test says so.
 */
import type { Event, EventFields, EventValue, Leaf } from "#terms/event.ts";

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of an object the text beside its attributes counts. */
const leaves = (value: EventValue): Leaf[] => {
  if (Array.isArray(value)) return value.flatMap((member: EventValue) => leaves(member));
  if (!isFields(value)) return [value as Leaf];
  const text = Object.hasOwn(value, "#text") ? value["#text"] : undefined;
  return text === undefined ? [] : leaves(text);
};

/** A path by any way of cutting it at its dots, the shortest first part first; through a list, of each member. */
const walk = (value: EventValue | undefined, path: string): EventValue | undefined => {
  if (Array.isArray(value)) {
    if (/^\d{1,6}$/.test(path)) return value[Number(path)];
    const found = value.map((member: EventValue) => walk(member, path)).filter((inner) => inner !== undefined);
    return found.length === 0 ? undefined : found;
  }
  if (!isFields(value)) return undefined;
  if (Object.hasOwn(value, path) && value[path] !== undefined) return value[path];
  const parts = path.split(".");
  for (let count = 1; count < parts.length; count += 1) {
    const head = parts.slice(0, count).join(".");
    const inner = Object.hasOwn(value, head) ? walk(value[head], parts.slice(count).join(".")) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
};

const placesOf = (event: Event): EventFields[] => [
  event.fields,
  ...(event.taxonomy?.roots ?? []).map((root) => walk(event.fields, root)).filter(isFields),
];

const findHere = (event: Event, name: string): EventValue | undefined => {
  for (const place of placesOf(event)) {
    const found = walk(place, name);
    if (found !== undefined) return found;
  }
  return undefined;
};

const findSpaced = (event: Event, name: string): EventValue | undefined => {
  for (const place of placesOf(event)) {
    const key = Object.keys(place).find((one) => one.includes(" ") && one.replaceAll(" ", "") === name);
    if (key !== undefined) return place[key];
  }
  return undefined;
};

/** The values under a name, as `FieldView` gives them: `undefined` when the event has no such field. */
export const findField = (event: Event, name: string): readonly Leaf[] | undefined => {
  const aliases =
    event.taxonomy !== undefined && Object.hasOwn(event.taxonomy.aliases, name)
      ? (event.taxonomy.aliases[name] ?? [])
      : [];
  for (const one of [name, ...aliases]) {
    const value = findHere(event, one);
    if (value !== undefined) return leaves(value);
  }
  const spaced = findSpaced(event, name);
  return spaced === undefined ? undefined : leaves(spaced);
};
