/** Tables of the review, as the queries see them. */
import type { Generated } from "kysely";

interface DraftTable {
  id: string;
  edition_id: string;
  corrects: string | null;
  reason: string | null;
  opened_at: string;
  opened_by_id: string | null;
  opened_by_name: string | null;
  version: Generated<number>;
  approved: Generated<boolean>;
}

interface DraftVersionTable {
  draft_id: string;
  version: number;
  decision: Buffer;
  outcome: Buffer | null;
  by_id: string;
  by_name: string;
  at: string;
}

interface ApprovalTable {
  draft_id: string;
  version: number;
  text_hash: string;
  by_id: string;
  by_name: string;
  at: string;
}

interface ApprovedEditionTable {
  edition_id: string;
  draft_id: string;
  text_hash: string;
  approved_at: string;
  corrects: string | null;
}

interface DraftPresenceTable {
  draft_id: string;
  visit: string;
  person_id: string;
  name: string;
  sentence_id: string | null;
  seen_at: string;
}

export interface ReviewTables {
  draft: DraftTable;
  draft_version: DraftVersionTable;
  approval: ApprovalTable;
  approved_edition: ApprovedEditionTable;
  draft_presence: DraftPresenceTable;
}
