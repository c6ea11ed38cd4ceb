/** Real FHIR of other people through the whole pipeline: what comes out is right, and nothing that came in is lost. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { PatientSummary } from '../src/cohort/patient-summary.ts';
import type { Flag } from '../src/domain.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { allFlags, factsOf } from '../src/store/derived.ts';
import type { Warehouse } from '../src/store/schema.ts';
import { lutraHere } from './support/lutra.ts';
import { needs, shared } from './support/shared.ts';
import { tempDir } from './support/temp.ts';

interface Outcome {
  readonly patients: readonly PatientSummary[];
  readonly flags: readonly Flag[];
  readonly db: Database<Warehouse>;
}

async function runOn(t: TestContext, folder: string): Promise<Outcome> {
  const data = tempDir(t);
  const study = ['--study', 'uke-psma-rlt'];
  const run = await lutraHere(['run', ...study, '--source', shared(`data/fhir/${folder}`) ?? '', '--data', data]);
  assert.equal(run.status, 0, run.stderr);
  const { stdout } = await lutraHere(['patients', ...study, '--json', '--data', data]);
  const db = await openDatabase<Warehouse>(path.join(data, 'warehouse.db'), {
    migrations: 'warehouse',
    readonly: true,
  });
  t.after(() => db.close());
  return { patients: JSON.parse(stdout) as PatientSummary[], flags: allFlags(db), db };
}

function textless(db: Database<Warehouse>): Record<string, string> {
  const rows = db.sql
    .prepare<[], { resource: string; reason: string }>('select resource, reason from document_without_text')
    .all();
  return Object.fromEntries(rows.map((row) => [row.resource, row.reason]));
}

const folder = (name: string) => needs(shared(`data/fhir/${name}`));

test(
  'the PSMA-RLT procedure of the German core data set dates the index and does not pretend to a number of cycles',
  folder('mii-onko-prostata'),
  async (t) => {
    const { patients } = await runOn(t, 'mii-onko-prostata');
    const treated = patients.find((p) => p.first_rlt_date !== null);
    assert.equal(treated?.index_date, '2019-07-04');
    assert.equal(treated.first_rlt_date, '2019-07-04');
    assert.equal(treated.rlt_cycle_count, null);
    assert.equal(patients.length, 2);
  },
);

test(
  'the registry bundle: the grade group code gives the Gleason score, whatever its ordinal value',
  folder('obds-prostata'),
  async (t) => {
    const { patients } = await runOn(t, 'obds-prostata');
    assert.equal(patients.length, 1);
    assert.equal(patients[0]?.gleason_initial?.total, 7);
    assert.equal(patients[0].initial_diagnosis_date, '2020-05-10');
  },
);

test(
  'the biopsy that contradicts itself becomes a question that shows both values',
  folder('bih-prostate'),
  async (t) => {
    const { flags } = await runOn(t, 'bih-prostate');
    const flag = flags.find((f) => f.topic === 'gleason_initial');
    assert.ok(flag, 'nobody is asked');
    const shown = JSON.stringify(flag);
    assert.match(shown, /3\s?\+\s?4/);
    assert.match(shown, /9/);
  },
);

test(
  'the surname Gleason is no score, and no woman and no other disease enters',
  folder('synthea-notes'),
  async (t) => {
    const { patients, db } = await runOn(t, 'synthea-notes');
    assert.equal(patients.length, 6);
    for (const p of patients) {
      assert.equal(p.eligible, false);
      assert.equal(p.excluded_by, 'prostate_cancer');
      assert.equal(p.gleason_initial, null);
      assert.deepEqual(
        factsOf(db, p.patient).filter((fact) => fact.kind === 'gleason'),
        [],
      );
    }
  },
);

test(
  'whole charts of prostate-cancer patients without PSMA-RLT run to the end and nobody enters',
  folder('synthea-prostate'),
  async (t) => {
    const { patients } = await runOn(t, 'synthea-prostate');
    assert.equal(patients.length, 3);
    assert.ok(patients.every((p) => !p.eligible && p.index_date === null));
  },
);

test(
  'German documents: a PDF is read, pictures and cut or unreachable files end with their reason',
  folder('isik-documents'),
  async (t) => {
    const { patients, db } = await runOn(t, 'isik-documents');
    assert.equal(patients.length, 1);
    const name = (suffix: string): string => `DocumentReference/dok-beispiel-${suffix}`;
    assert.deepEqual(textless(db), {
      [name('client-with-binary-jpeg-example')]: 'image',
      [name('client-with-binary-jpeg-example-short')]: 'image',
      [name('client-with-binary-pdf-example-short')]: 'truncated',
      [name('server')]: 'not_fetched',
    });
    assert.deepEqual(db.sql.prepare('select method from note').pluck().all(), ['pdf']);
  },
);

test(
  'US notes: text, XHTML, CDA and PDF are read, a report behind a foreign URL is named as not fetched',
  folder('us-core-notes'),
  async (t) => {
    const { patients, db } = await runOn(t, 'us-core-notes');
    assert.equal(patients[0]?.excluded_by, 'prostate_cancer');
    assert.deepEqual(patients[0].metastases_pre_index ?? [], []);
    assert.deepEqual(textless(db), { 'DiagnosticReport/cardiology-report': 'not_fetched' });
    assert.deepEqual(db.sql.prepare('select distinct method from note order by method').pluck().all(), [
      'html',
      'pdf',
      'plain',
    ]);
  },
);
