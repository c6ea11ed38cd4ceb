/** One ledger row for an increment that many patients were asked for at once, and views that still say it of each of them. */
import { type Kysely, sql } from 'kysely';

/** Where the latest word of a list on a patient's range is found, `o` being what was said of the range by itself. */
const LATER = (table: string, best: string): string =>
  `(select l.seq from patient_list_member m join ${table} l on l.list = m.list and l.source = o.source and l.type = o.type
     where m.patient = o.patient and l.seq > o.seq order by ${best} desc limit 1)`;

const STATEMENTS = [
  // patients who were asked for together; the same ones are one list, named by its hash
  `create table patient_list (list integer primary key, hash text not null unique) strict`,
  `create table patient_list_member (
     patient text not null,
     list integer not null references patient_list (list),
     primary key (patient, list)
   ) strict, without rowid`,
  `create index patient_list_members on patient_list_member (list)`,
  // the latest word on a type of everybody in a list; seq grows for ever, so that a later word is told from an earlier one
  `create table list_range (
     seq integer primary key autoincrement,
     source text not null,
     type text not null,
     list integer not null references patient_list (list),
     since text,
     until text,
     state text not null check (state in ('complete', 'incomplete', 'unknown')),
     reason text,
     announced integer,
     received integer not null,
     request text not null,
     run text not null references run (id),
     at text not null,
     unique (source, type, list)
   ) strict`,
  `create table list_mark (
     seq integer primary key,
     source text not null,
     type text not null,
     list integer not null references patient_list (list),
     at text not null,
     run text not null references run (id),
     unique (source, type, list)
   ) strict`,
  // what was said of a range by itself; seq = the last word on any list before it
  `alter table completeness rename to own_range`,
  `alter table own_range add column seq integer not null default 0`,
  `alter table watermark rename to own_mark`,
  `alter table own_mark add column seq integer not null default 0`,
  `create view completeness as
     select o.source, o.scope, o.type, o.patient, o.part,
       iif(l.seq is null, o.since, l.since) as since, iif(l.seq is null, o.until, l.until) as until,
       coalesce(l.state, o.state) as state, iif(l.seq is null, o.reason, l.reason) as reason,
       iif(l.seq is null, o.announced, l.announced) as announced, coalesce(l.received, o.received) as received,
       coalesce(l.request, o.request) as request, coalesce(l.run, o.run) as run, coalesce(l.at, o.at) as at
     from own_range o left join list_range l
       on o.scope = 'chart' and o.part = '' and o.patient != '' and l.seq = ${LATER('list_range', 'l.seq')}`,
  `create view watermark as
     select o.source, o.scope, o.type, o.patient, max(o.at, coalesce(l.at, o.at)) as at, o.full_at,
       iif(l.at > o.at, l.run, o.run) as run
     from own_mark o left join list_mark l
       on o.scope = 'chart' and o.patient != '' and l.seq = ${LATER('list_mark', 'l.at')}`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
