/** A change about people: what changes and the entry of the audit chain that tells it, both or neither. */
import type { Kysely, Transaction } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import type { Actor } from "#terms/person.ts";
import { appendAudit } from "./audit.ts";
import type { Tables } from "./schema.ts";

/** Who does it, and when (RFC 3339). */
export interface Deed {
  readonly at: string;
  readonly who: Actor & { readonly via?: string };
}

type Act = Pick<AuditEntry, "action" | "object" | "detail">;

/** @param did whether what came back means that something happened; nothing is told of what did not */
export const asDeed = <T>(
  db: Kysely<Tables>,
  deed: Deed,
  act: Act,
  doing: (within: Transaction<Tables>) => Promise<T>,
  did: (done: T) => boolean = () => true,
): Promise<T> =>
  db.transaction().execute(async (within) => {
    const done = await doing(within);
    if (did(done)) await appendAudit(within, { ...deed, ...act });
    return done;
  });
