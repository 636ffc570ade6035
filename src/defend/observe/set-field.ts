/** Sets a field by a name that the log chose. `__proto__` and its like become fields of their own, as in parsed JSON. */
import type { EventValue } from "#terms/event.ts";

export type Fields = Record<string, EventValue>;

export const setField = (fields: Fields, name: string, value: EventValue): void => {
  if (name in Object.prototype)
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  else fields[name] = value;
};
