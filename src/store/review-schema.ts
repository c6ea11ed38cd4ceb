/** The tables of review.db as Kysely sees them. `migrations/review` makes them. */
export interface ReviewTables {
  event: EventTable;
  access: AccessTable;
  account: AccountTable;
  session: SessionTable;
}

export interface EventTable {
  /** 1, 2, 3 … without a gap. */
  seq: number;
  /** UUID given by the client: the same UUID sent again is the same event. */
  id: string;
  kind: 'decision' | 'retraction';
  patient: string;
  topic: string;
  action: string | null;
  value: string | null;
  comment: string | null;
  fingerprint: string | null;
  evidence: string | null;
  /** The snippets as the reviewer saw them, so that they stay readable when the note is gone. */
  shown: string | null;
  /** seq of the decision that this event takes back. */
  retracts: number | null;
  reviewer: string;
  at: string;
  prev_hash: string;
  hash: string;
}

export interface AccessTable {
  seq: number | null;
  at: string;
  reviewer: string | null;
  what: 'sign_in' | 'sign_in_failed' | 'sign_out' | 'queue' | 'question' | 'note';
  patient: string | null;
  flag: string | null;
  note: string | null;
}

export interface AccountTable {
  name: string;
  salt: string;
  hash: string;
  /** scrypt's N, r and p as `N:r:p`: kept with the hash, so that the cost can rise later. */
  cost: string;
  created_at: string;
  disabled_at: string | null;
}

export interface SessionTable {
  /** SHA-256 of the token: the file alone signs nobody in. */
  token_hash: string;
  account: string;
  started_at: number;
  seen_at: number;
}
