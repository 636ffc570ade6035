/** Table of the editions that people ask for. */
interface MakingTable {
  id: string;
  asked_at: string;
  as_of: string | null;
  state: string;
  step: string | null;
  done: number | null;
  total: number | null;
  edition_id: string | null;
  because: string | null;
  /** Address of an article of the story; none: an edition. */
  flash: string | null;
  /** Name of the audience of a flash; none: the main one. */
  audience: string | null;
  changed_at: string;
}

export interface MakingTables {
  making: MakingTable;
}
