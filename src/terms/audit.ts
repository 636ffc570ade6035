/**
 * The audit chain's words: who did what to what, and when. Written in the transaction of the act itself.
 *
 * An entry holds ids and never text of articles, secrets, names or addresses of people: it can never be taken back. The
 * name of who acted is kept beside the chain, so that it can be erased and the chain stays whole.
 */
import type { Json } from "#kit/canonical-json.ts";
import type { Tlp } from "./tlp.ts";

/** Objects of the desk itself. Everything else carries a label, and is shown to nobody below it. */
export const unlabelledObjects = ["person", "session", "token", "setting", "delivery", "desk", "audit"] as const;

export type AuditObject =
  | { readonly type: (typeof unlabelledObjects)[number]; readonly id: string }
  | {
      readonly type: "edition" | "draft" | "story" | "article" | "source" | "correction";
      readonly id: string;
      /** Label of what was acted on, as it was then. */
      readonly tlp: Tlp;
    };

export interface AuditEntry {
  /** RFC 3339, UTC; kept in whole seconds. */
  readonly at: string;
  /** A `Principal` will do. `name` as it was then; `desk` acts when nobody does. */
  readonly who: { readonly id: string; readonly name: string; readonly via?: string };
  /** Object and past participle: `edition.approved`. */
  readonly action: string;
  readonly object: AuditObject;
  /** Small: ids, hashes, reasons of few words. */
  readonly detail?: { readonly [key: string]: Json | undefined };
}

/** An entry of the chain, as it is read. */
export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  /** `name` is absent once it was erased. */
  readonly who: { readonly id: string; readonly name?: string; readonly via?: string };
  readonly action: string;
  readonly object: { readonly type: string; readonly id: string; readonly tlp?: string };
  readonly detail: { readonly [key: string]: Json | undefined };
  readonly hash: string;
}

/** Where a chain ends. Written down elsewhere, it tells whether entries were cut off since. */
export interface AuditHead {
  /** 0: nothing was recorded yet. */
  readonly seq: number;
  readonly hash: string;
}

export interface AuditFault {
  readonly seq: number;
  readonly because: string;
}

export interface AuditState {
  readonly head: AuditHead;
  readonly entries: number;
  readonly erasedNames: number;
  /** The first that does not hold. */
  readonly fault?: AuditFault;
}
