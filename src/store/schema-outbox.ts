/** The tables of the outbox (`0008-outbox.sql`). */
import type { Generated } from "kysely";
import type { DeliveryMatter, DeliveryState, DeliveryWay } from "#terms/delivery.ts";

interface DeliveryTable {
  id: string;
  edition_id: string;
  matter: DeliveryMatter;
  way: DeliveryWay;
  target: string;
  address: string;
  tlp: string;
  state: DeliveryState;
  attempt: Generated<number>;
  made_at: string;
  changed_at: string;
  next_at: string | null;
  sent_at: string | null;
  note: string | null;
}

interface DeliveryStepTable {
  delivery_id: string;
  at: string;
  place: number;
  state: DeliveryState;
  attempt: number;
  note: string | null;
}

export interface OutboxTables {
  delivery: DeliveryTable;
  delivery_step: DeliveryStepTable;
  left_list: { list: string; address: string; at: string };
  hook_gone: { target: string; at: string };
  recalled_edition: { edition_id: string; at: string; by_id: string; by_name: string; reason: string };
  outbox_plan: { edition_id: string; planned_at: string | null; note: string | null };
  delivery_key: { one: Generated<boolean>; key: Buffer };
}
