/**
 * What people set on the desk itself, in the web or by a verb: the organisation's profile, a source, when editions are due,
 * who receives them. Each change is a version of its own; the one before it stays, so that it can be taken back.
 *
 * What the operator's files say wins over it: a setting of a file is shown with its path and cannot be changed on the desk.
 */
import type { Json } from "#kit/canonical-json.ts";
import type { Actor } from "#terms/person.ts";

/** Each has the one key `""`; a `source` has its id. `delivery` is relay and lists. */
export const settingKinds = [
  "organisation",
  "source",
  "editions",
  "delivery",
  "hooks",
  "first_run",
  "weights",
] as const;
export type SettingKind = (typeof settingKinds)[number];

export interface Setting {
  readonly kind: SettingKind;
  readonly key: string;
  /** 1 and up, without a hole. */
  readonly version: number;
  /** As it was written: durations as text (`6h`), secrets sealed. Absent: taken back, the default is in force. */
  readonly body?: Json;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: Actor;
}

/** `file`: the operator's, locked here. `here`: set by a person of the desk. */
export type SettingOrigin = "file" | "here" | "default";
