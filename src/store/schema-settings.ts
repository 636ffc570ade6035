/** Table of the settings. */
interface SettingTable {
  kind: string;
  key: string;
  version: number;
  at: string;
  who_id: string;
  who_name: string | null;
  body: Buffer | null;
}

export interface SettingTables {
  setting: SettingTable;
}
