/** The tables of people, as the queries see them. */
import type { Generated } from "kysely";
import type { PersonState, Role } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";

interface PersonTable {
  id: string;
  name: string;
  login: string;
  login_look: string | null;
  roles: Role[];
  ceiling: Tlp;
  state: PersonState;
  created_at: string;
  password: string | null;
  totp_secret: string | null;
  totp_step: number | null;
  oidc_issuer: string | null;
  oidc_subject: string | null;
}

interface RecoveryCodeTable {
  hash: string;
  person_id: string;
}

interface PasskeyTable {
  id: string;
  person_id: string;
  name: string;
  public_key: Buffer;
  /** PostgreSQL's bigint comes as text. */
  counter: string;
  transports: string[];
  created_at: string;
  used_at: string | null;
}

interface ApiTokenTable {
  id: string;
  hash: string;
  person_id: string;
  name: string;
  scopes: string[];
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

interface FeedAddressTable {
  person_id: string;
  hash: string;
  ceiling: Tlp;
  made_at: string;
  used_at: string | null;
}

interface SessionTable {
  id: string;
  hash: string;
  person_id: string;
  way: string;
  agent: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
}

interface KnownDeviceTable {
  hash: string;
  person_id: string;
  expires_at: string;
}

interface OneTimeTable {
  hash: string;
  kind: string;
  person_id: string | null;
  detail: string;
  expires_at: string;
  tries: Generated<number>;
}

interface AttemptTable {
  key: string;
  count: number;
  /** PostgreSQL's bigint comes as text. */
  open_at: string;
  last_at: string;
}

export interface PeopleTables {
  attempt: AttemptTable;
  person: PersonTable;
  recovery_code: RecoveryCodeTable;
  passkey: PasskeyTable;
  api_token: ApiTokenTable;
  feed_address: FeedAddressTable;
  session: SessionTable;
  known_device: KnownDeviceTable;
  one_time: OneTimeTable;
}
