/** The warehouse's tables as Kysely sees them. `migrations/warehouse` makes them; a test compares the two. */
import type { Generated } from 'kysely';

export interface Warehouse {
  resource: ResourceTable;
  link: { rid: number; type: string; id: string };
  tombstone: TombstoneTable;
  patient: {
    pid: Generated<number>;
    id: string;
    raw: Generated<number>;
    notes: Generated<number>;
    annotations: Generated<number>;
  };
  identity: { id: string; canonical: string };
  run: RunTable;
  quarantine: QuarantineTable;
  /** Views: the latest word on each range and each watermark, whether it was said of the range itself or of a list. */
  completeness: CompletenessTable;
  watermark: WatermarkTable;
  own_range: OwnRangeTable;
  own_mark: {
    source: string;
    scope: string;
    type: string;
    patient: string;
    at: string;
    full_at: string;
    run: string;
    seq: number;
  };
  patient_list: { list: Generated<number>; hash: string };
  patient_list_member: { patient: string; list: number };
  list_range: ListRangeTable;
  list_mark: { seq: number; source: string; type: string; list: number; at: string; run: string };
  stage_state: { stage: string; item: string; input_hash: string; seen: Generated<string> };
  note: NoteTable;
  document_without_text: {
    patient: string;
    resource: string;
    attachment: number;
    reason: string;
    content_type: string | null;
    covered: number;
  };
  annotation: { note: string; patient: string; rules: string; body: string };
  fact: { patient: string; position: number; kind: string; date: string | null; body: string };
  fact_problem: { patient: string; position: number; code: string; body: string };
  record: { patient: string; hash: string; body: string; cycles: string };
  flag: { id: string; patient: string; topic: string; code: string; fingerprint: string; body: string };
  study: { id: string; hash: string; definition: string; place: string };
  snapshot: SnapshotTable;
  snapshot_patient: { study: string; patient: string; subject: string; input_hash: string; csv: Uint8Array };
  snapshot_fact: SnapshotFactTable;
  snapshot_part: { study: string; first: string; last: string; input_hash: string; lines: number; parquet: Uint8Array };
  cohort_row: {
    study: string;
    patient: string;
    eligible: number;
    excluded_by: string | null;
    body: string;
    /** The value of each cell, as JSON by column. */
    cell_values: string;
  };
}

export interface ResourceTable {
  rid: Generated<number>;
  type: string;
  id: string;
  hash: string;
  version_id: string | null;
  last_updated: string | null;
  body: string;
  full_url: string | null;
  /** The reference by which it names its patient, as written; `identifier:system|value` where it names him by that alone. */
  subject_ref: string | null;
  /** What that reference was resolved to. */
  named_patient: string | null;
  /** The same person's canonical record: differs from `named_patient` where records were merged. */
  patient: string | null;
  source: string;
  request: string;
  first_seen: string;
  last_seen: string;
  /** Since when a complete view of its source does not hold it any more; nobody said that it was deleted. */
  gone_since: string | null;
  is_current: number;
}

export interface TombstoneTable {
  type: string;
  id: string;
  at: string;
  source: string;
  reason: 'deleted' | 'moved' | 'left_group';
  /** By the source's clock; null where it does not say. */
  deleted_at: string | null;
  request: string;
  lifted_at: string | null;
}

export interface RunTable {
  id: string;
  source: string | null;
  studies: string;
  state: 'running' | 'complete' | 'incomplete' | 'failed';
  started_at: string;
  finished_at: string | null;
  /** JSON array: why the run is not complete, in words. */
  reasons: string;
}

export interface SnapshotTable {
  study: string;
  folder: string;
  content_hash: string;
  /** The run that asked for it last, and when. */
  run: string;
  at: string;
  /** Hash of all that it was made of. */
  input: string;
  /** When it was written. */
  since: string;
}

/** A line of the facts table, as the snapshot has it. */
export interface SnapshotFactTable {
  study: string;
  subject_id: string;
  line: number;
  fact: number | null;
  kind: string | null;
  date: string | null;
  date_precision: string | null;
  value: string | null;
  detail: string | null;
  in_doubt: number | null;
  source: string | null;
  source_ref: string | null;
  path: string | null;
  span_start: number | null;
  span_end: number | null;
  rule: string | null;
}

export interface QuarantineTable {
  source: string;
  request: string;
  hash: string;
  code: string;
  detail: string;
  first_seen: string;
  last_seen: string;
}

export interface CompletenessTable {
  source: string;
  /** Of patients' charts; of the search for patients; of what the source says it deleted. */
  scope: 'chart' | 'discovery' | 'deletions';
  type: string;
  /** '' = the range is not of one patient. */
  patient: string;
  /** Which part of the range, where it is read in several: a file, a search; '' = all of it. */
  part: string;
  /** Times of change that were asked for, by the source's clock; null = from the beginning, or to an unknown end. */
  since: string | null;
  until: string | null;
  state: 'complete' | 'incomplete' | 'unknown';
  reason: string | null;
  announced: number | null;
  received: number;
  request: string;
  run: string;
  at: string;
}

/** What was said of a range by itself. */
export interface OwnRangeTable {
  source: string;
  scope: 'chart' | 'discovery' | 'deletions';
  type: string;
  patient: string;
  part: string;
  since: string | null;
  until: string | null;
  state: 'complete' | 'incomplete' | 'unknown';
  reason: string | null;
  announced: number | null;
  received: number;
  request: string;
  run: string;
  at: string;
  /** Number of the last word on any list before it. */
  seq: number;
}

/** What was said at once of a type of everybody in a list. */
export interface ListRangeTable {
  /** Grows for ever: of two words the later has the larger. */
  seq: Generated<number>;
  source: string;
  type: string;
  list: number;
  since: string | null;
  until: string | null;
  state: 'complete' | 'incomplete' | 'unknown';
  reason: string | null;
  announced: number | null;
  received: number;
  request: string;
  run: string;
  at: string;
}

export interface WatermarkTable {
  source: string;
  scope: string;
  type: string;
  patient: string;
  /** Everything changed before this, by the source's clock, was received. */
  at: string;
  /** When the range was last read as a whole. */
  full_at: string;
  run: string;
}

export interface NoteTable {
  id: string;
  patient: string;
  date: string | null;
  kind: string | null;
  language: string | null;
  method: string;
  sources: string;
  text: string;
  hash: string;
}
