/**
 * Event: one record of a stream, as the reader of its format found it.
 *
 * Fields keep their order and nesting. Names that a rule uses are found by the event's own name first, then by its
 * taxonomy (Sigma specification 2, "Field Usage" and the taxonomy appendix).
 */

/** A value without parts. */
export type Leaf = string | number | boolean | null;

export type EventValue = Leaf | readonly EventValue[] | EventFields;

export interface EventFields {
  readonly [name: string]: EventValue | undefined;
}

/**
 * What an event is, in Sigma's log-source words. One record may belong to several categories (Sysmon 13 is
 * `registry_set` and `registry_event`).
 */
export interface LogSourceFacts {
  readonly product?: string;
  readonly categories: readonly string[];
  readonly services: readonly string[];
  /**
   * Whether the record was recognised by what it is (channel, provider, `_path`, event source). Then a rule applies only
   * where the event is all that the rule asks for; otherwise wherever the two are not in conflict.
   */
  readonly known: boolean;
}

/** How the names of one kind of log answer to the names rules use. A table, shared by all events of its kind. */
export interface FieldTaxonomy {
  /** Paths under which a plain name is looked for when the record has none of that name: `Event.EventData`. */
  readonly roots: readonly string[];
  /** For a rule's name, the paths that mean the same here, in order; tried when the name itself is absent. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

export interface Event {
  readonly fields: EventFields;
  /** The text of the record, where it is text whose words the fields do not hold (a syslog line). */
  readonly raw?: string | undefined;
  /** What the record is, said by whoever read it. Without it, of unknown source: nothing is guessed from the fields later. */
  readonly source?: LogSourceFacts | undefined;
  readonly taxonomy?: FieldTaxonomy | undefined;
  /** When it happened, in milliseconds since 1970 UTC, fractions kept. */
  readonly timeMs?: number | undefined;
  /** The zone the source wrote, as written: `+09:00`. */
  readonly zone?: string | undefined;
  readonly file: string;
  /** Number of the record in its file, from 1. */
  readonly record: number;
  /** Where the record starts in its file, in bytes, once unpacked. */
  readonly offset?: number;
}

/** The values of a field as a rule names it: `undefined` when absent, `[]` when there but without a leaf. */
export interface FieldView {
  readonly get: (field: string) => readonly Leaf[] | undefined;
}
