/** Tables of triage. */
import type { Generated } from "kysely";

interface TriageBoardTable {
  id: string;
  day: string;
  as_of: string;
  made_at: Generated<string>;
  body: Buffer;
}

/** `seq` is a bigint, which the driver gives as text. */
interface TriageDecisionTable {
  seq: string;
  id: string;
  day: string;
  at: string;
  kind: string;
  who_id: string;
  who_name: string | null;
  tlp: string;
  body: Buffer;
}

interface HandoverNoteTable {
  id: string;
  day: string;
  at: string;
  who_id: string;
  who_name: string | null;
  tlp: string;
  body: Buffer;
}

export interface TriageTables {
  triage_board: TriageBoardTable;
  triage_decision: TriageDecisionTable;
  handover_note: HandoverNoteTable;
}
