/** The review database as first shipped. Frozen: later changes are later migrations. */
import { type Kysely, sql } from 'kysely';

const TABLES = [
  // what people decided, and what they took back; one hash chain over all rows
  `create table event (
     seq integer primary key,
     id text not null unique,
     kind text not null check (kind in ('decision', 'retraction')),
     patient text not null,
     topic text not null,
     action text check (action in ('confirm', 'correct', 'reject', 'not_documented')),
     value text,
     comment text,
     fingerprint text,
     evidence text,
     shown text,
     retracts integer references event (seq),
     reviewer text not null,
     at text not null,
     prev_hash text not null,
     hash text not null,
     check ((kind = 'decision') = (action is not null and value is not null and fingerprint is not null
                                   and evidence is not null and shown is not null and retracts is null)),
     check ((kind = 'retraction') = (retracts is not null))
   ) strict`,
  `create index event_question on event (patient, topic)`,
  `create unique index event_retracts on event (retracts) where retracts is not null`,
  `create index event_reviewer on event (reviewer, seq)`,
  // who looked at what
  `create table access (
     seq integer primary key,
     at text not null,
     reviewer text,
     what text not null check (what in ('sign_in', 'sign_in_failed', 'sign_out', 'queue', 'question', 'note')),
     patient text,
     flag text,
     note text
   ) strict`,
  `create index access_patient on access (patient, seq) where patient is not null`,
  `create index access_reviewer on access (reviewer, seq)`,
  `create table account (
     name text primary key,
     salt text not null,
     hash text not null,
     cost text not null,
     created_at text not null,
     disabled_at text
   ) strict`,
  `create table session (
     token_hash text primary key,
     account text not null references account (name),
     started_at integer not null,
     seen_at integer not null
   ) strict, without rowid`,
];

/** No row of `event` or `access` can be changed, removed or replaced. */
const GUARDS = ['event', 'access'].flatMap((table) => [
  `create trigger ${table}_no_update before update on ${table}
     begin select raise(abort, '${table} is append-only'); end`,
  `create trigger ${table}_no_delete before delete on ${table}
     begin select raise(abort, '${table} is append-only'); end`,
  `create trigger ${table}_no_replace before insert on ${table}
     when exists (select 1 from ${table} where seq = new.seq)
     begin select raise(abort, '${table} is append-only'); end`,
]);

const CHAIN = `create trigger event_chain before insert on event
   when new.seq is not (select coalesce(max(seq), 0) + 1 from event)
     or new.prev_hash is not coalesce((select hash from event order by seq desc limit 1), '')
     or exists (select 1 from event where id = new.id)
   begin select raise(abort, 'event does not continue the chain'); end`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...GUARDS, CHAIN]) await sql.raw(statement).execute(db);
}
