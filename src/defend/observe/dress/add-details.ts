/**
 * Fields that stand as text inside a value: the classic PowerShell log writes `HostApplication=…` and its like as lines of one
 * nameless `Data`. They are added under `DataFields`, where rules find them by name; the text stays as it was.
 */
import type { EventFields, EventValue } from "#terms/event.ts";
import type { Dress } from "../event-sink.ts";
import { type Fields, setField } from "../set-field.ts";

const mostDetails = 100;
const longestText = 1_000_000;

const textsIn = (value: EventValue | undefined, into: string[], depth: number): void => {
  if (typeof value === "string") into.push(value);
  else if (typeof value === "object" && value !== null && depth > 0)
    for (const inner of Object.values(value)) textsIn(inner as EventValue | undefined, into, depth - 1);
};

const isName = (text: string): boolean => text.length > 0 && text.length <= 40 && /^[A-Za-z][A-Za-z0-9]*$/.test(text);

/** Lines `Name=value`. A name that comes again is passed over. */
const detailsOf = (text: string): Fields => {
  const details: Fields = {};
  let count = 0;
  for (const line of text.slice(0, longestText).split("\n")) {
    const equals = line.indexOf("=");
    const name = equals < 0 || equals > 60 ? "" : line.slice(0, equals).trim();
    if (!isName(name) || Object.hasOwn(details, name)) continue;
    setField(details, name, line.slice(equals + 1).trim());
    count += 1;
    if (count === mostDetails) break;
  }
  return details;
};

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const dataOf = (fields: EventFields): EventValue | undefined => {
  const { Event, winlog, Message, message } = fields;
  if (isFields(Event)) return Event.EventData;
  return isFields(winlog) ? winlog.event_data : (Message ?? message);
};

export const addDetails = (fields: EventFields, dress: Dress): EventFields => {
  if (dress.source?.services[0] !== "powershell-classic") return fields;
  const texts: string[] = [];
  textsIn(dataOf(fields), texts, 4);
  const details = detailsOf(texts.join("\n"));
  return Object.keys(details).length === 0 ? fields : { ...fields, DataFields: details };
};
