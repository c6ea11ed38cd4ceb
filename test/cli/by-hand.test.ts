/** What a person does after a run, verb by verb, on one small hospital. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import { appendDecision, openReviewDb } from '../../src/store/review-db.ts';
import { ROOT, lutra, lutraHere, startLutra } from '../support/lutra.ts';

const data = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
const STUDY = ['--study', 'uke-psma-rlt'];
const HERE = ['--data', data];

before(async () => {
  const input = path.join(ROOT, 'test', 'cases', 'small-hospital', 'input');
  const { status } = await lutraHere(['run', ...STUDY, '--source', input, ...HERE]);
  assert.equal(status, 0);
});
after(() => rmSync(data, { recursive: true, force: true }));

const snapshots = (): string[] =>
  readdirSync(path.join(data, 'snapshots')).map((name) => path.join(data, 'snapshots', name));

test('cohort gives the rows of eligible patients, a column for each entry of the dictionary, no patient id', async () => {
  const csv = await lutraHere(['cohort', ...STUDY, ...HERE]);
  const lines = csv.stdout.split('\n');
  assert.equal(lines[0], DICTIONARY.map((column) => column.name).join(','));
  assert.equal(lines.length, 1 + 2);
  const json = await lutraHere(['cohort', ...STUDY, '--format', 'json', ...HERE]);
  const rows = JSON.parse(json.stdout) as Record<string, unknown>[];
  assert.deepEqual(
    rows.map((row) => row['n_taxane_agents']),
    [1, 1],
  );
  assert.doesNotMatch(csv.stdout + json.stdout, /in-dead|conflict/);
});

test('explain leads from a value to the quoted words, the resource and the line it came from', async () => {
  const { stdout, status } = await lutraHere(['explain', 'in-dead', 'gleason_sum', ...HERE]);
  assert.equal(status, 0);
  for (const said of [/gleason_sum = 9/, /“4\+5=9”/, /DiagnosticReport\/in-dead-letter-1/, /DiagnosticReport\.ndjson/])
    assert.match(stdout, said);
  assert.match((await lutraHere(['explain', 'in-dead', 'os_days', ...HERE])).stdout, /os_days = \d+ days /);
  assert.match((await lutraHere(['explain', 'planned-only', ...HERE])).stdout, /NOT met {2}psma_rlt_given: /);
  assert.equal((await lutraHere(['explain', 'in-dead', 'shoe_size', ...HERE])).status, 2);
  const near = await lutra(['explain', 'in-dead', 'gleason', ...HERE]);
  assert.match(near.stderr, /^lutra: no variable "gleason"\n.*give one of gleason_sum, /);
  assert.doesNotMatch(near.stderr, /psa_index/);
  assert.equal((await lutraHere(['explain', 'nobody', ...HERE])).status, 2);
});

test('explain of a record that was merged leads to the record it is read as', async () => {
  const other = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
  after(() => rmSync(other, { recursive: true, force: true }));
  const input = path.join(other, 'input');
  cpSync(path.join(ROOT, 'test', 'cases', 'small-hospital', 'input'), input, { recursive: true });
  const link = [{ other: { reference: 'Patient/conflict' }, type: 'replaces' }];
  const record = JSON.stringify({ resourceType: 'Patient', id: 'kept', link });
  appendFileSync(path.join(input, 'Patient.ndjson'), `${record}\n`);
  assert.equal((await lutraHere(['run', ...STUDY, '--source', input, '--data', other])).status, 0);
  const { status, stdout } = await lutraHere(['explain', 'conflict', 'gleason_sum', '--data', other]);
  assert.equal(status, 0);
  assert.match(stdout, /^conflict is read as kept, .*\nkept in uke-psma-rlt: /);
});

test('a study that was never built here is told as that, not as a cohort of nobody', async () => {
  for (const verb of ['patients', 'cohort']) {
    const { status, stdout, stderr } = await lutraHere([verb, '--study', 'us-post-taxane-arpi', ...HERE]);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /"us-post-taxane-arpi" was never built/);
  }
});

test('status of a run that failed names the reason and what to do', async () => {
  const other = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
  after(() => rmSync(other, { recursive: true, force: true }));
  const empty = path.join(other, 'empty');
  mkdirSync(empty);
  assert.notEqual((await lutraHere(['run', ...STUDY, '--source', empty, '--data', other])).status, 0);
  const { status, stdout } = await lutraHere(['status', '--data', other]);
  assert.equal(status, 3);
  assert.match(stdout, /: failed, .*\n {2}the source holds no .*\nmend what is named/);
});

test('a source that gives no patient leaves no snapshot, and the run says why', async () => {
  const other = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
  after(() => rmSync(other, { recursive: true, force: true }));
  const input = path.join(other, 'input');
  mkdirSync(input);
  writeFileSync(path.join(input, 'Medication.ndjson'), `${JSON.stringify({ resourceType: 'Medication', id: 'm' })}\n`);
  const { stdout } = await lutraHere(['run', ...STUDY, '--source', input, '--data', other]);
  assert.match(stdout, /^uke-psma-rlt: no patient in the data, so there is no snapshot$/m);
  assert.ok(!existsSync(path.join(other, 'snapshots')));
  const listed = await lutraHere(['snapshots', '--data', other]);
  assert.equal(listed.status, 0);
  assert.match(listed.stdout, /^no snapshots in .*"lutra run" writes one$/);
});

test('snapshots lists each with study, cut-off, time, patients and completeness, and says which is no longer sound', async () => {
  const [folder = ''] = snapshots();
  const text = await lutraHere(['snapshots', ...HERE]);
  assert.equal(text.status, 0);
  assert.match(text.stdout, /^study +data cut-off +written +patients +data +files +snapshot$/m);
  const row = /^uke-psma-rlt +2023-06-30 +\d{4}-\d\d-\d\d \d\d:\d\d UTC +2 +complete +sound +(\S+)$/m;
  assert.equal(row.exec(text.stdout)?.[1], path.basename(folder));

  const moved = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
  after(() => rmSync(moved, { recursive: true, force: true }));
  cpSync(data, moved, { recursive: true });
  const report = path.join(moved, 'snapshots', path.basename(folder), 'report.html');
  chmodSync(report, 0o600);
  writeFileSync(report, 'changed');
  const { status, stdout } = await lutraHere(['snapshots', '--json', '--data', moved]);
  assert.equal(status, 1);
  const [one, ...others] = JSON.parse(stdout) as Record<string, unknown>[];
  assert.deepEqual(others, []);
  assert.ok(Number(one?.['problems']) > 0 && typeof one?.['written'] === 'string');
});

test('a snapshot made again is the same one; verify finds it sound, and unsound after a change; diff finds nothing between equals', async () => {
  assert.equal((await lutraHere(['snapshot', ...STUDY, ...HERE])).status, 0);
  assert.equal(snapshots().length, 1);
  const [folder = ''] = snapshots();
  assert.match((await lutraHere(['verify', folder])).stdout, /^sound: /);
  assert.match(
    (await lutraHere(['diff', folder, folder])).stdout,
    /0 patients added, 0 removed, 0 cells changed, 2 patients unchanged/,
  );
  const table = path.join(folder, 'csv', 'cohort.csv');
  chmodSync(table, 0o600);
  writeFileSync(table, 'changed');
  const unsound = await lutraHere(['verify', folder]);
  assert.equal(unsound.status, 1);
  assert.match(unsound.stdout, /csv\/cohort\.csv/);
});

test('doctor finds nothing bad; worker and schedule without REDIS_URL say what to set', async () => {
  assert.equal((await lutraHere(['doctor', ...HERE])).status, 0);
  for (const verb of ['worker', 'schedule']) {
    const { status, stderr } = await lutraHere([verb, ...(verb === 'worker' ? HERE : [])]);
    assert.equal(status, 2);
    assert.match(stderr, /REDIS_URL is not set/);
  }
});

test('doctor finds a damaged review.db, and says where it comes back from', async () => {
  const other = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
  after(() => rmSync(other, { recursive: true, force: true }));
  writeFileSync(path.join(other, 'review.db'), 'no database', { mode: 0o600 });
  const { status, stdout } = await lutraHere(['doctor', '--data', other]);
  assert.equal(status, 1);
  assert.match(stdout, /^bad +review\.db: .*review\.db comes back from its backup$/m);
});

test('doctor finds a decision that was changed behind the back of the log, and says which', async () => {
  const other = mkdtempSync(path.join(os.tmpdir(), 'lutra-by-hand-'));
  after(() => rmSync(other, { recursive: true, force: true }));
  chmodSync(other, 0o700);
  const db = await openReviewDb(path.join(other, 'review.db'));
  const decided = { patient: 'in-dead', value: null, comment: null, fingerprint: '', by: 'm.curie' };
  const shown = { evidence: [], shown: [], seenSeq: 0, at: '2024-01-01T00:00:00.000Z' };
  for (const topic of ['crpc_date', 'death_date'])
    assert.equal(appendDecision(db, { ...decided, ...shown, action: 'confirm', id: topic, topic }).kind, 'appended');
  assert.match((await lutraHere(['doctor', '--data', other])).stdout, /^ok +review\.db: sound$/m);
  db.sql.exec(`drop trigger event_no_update; update event set reviewer = 'somebody' where seq = 2`);
  await db.close();
  const { status, stdout } = await lutraHere(['doctor', '--data', other]);
  assert.equal(status, 1);
  assert.match(stdout, /^bad +review\.db: event 2 of the log of decisions .*\(content\); restore it from its backup/m);
});

test('an account is made, given a new password and shut while the review page serves its sign-in', async () => {
  const password = 'radium and polonium';
  const added = await lutra(['user', 'add', 'm.curie', ...HERE], {}, ROOT, `${password}\n`);
  assert.equal(added.status, 0, added.stderr);
  assert.doesNotMatch(added.stdout + added.stderr, /radium/);
  const review = startLutra(['review', '--port', '0', ...HERE]);
  const url = await new Promise<string>((resolve, reject) => {
    review.child.stdout.on('data', (text: string) => resolve(/http:\S+/.exec(text)?.[0] ?? ''));
    void review.finished.then(({ stderr }) => reject(new Error(stderr)));
  });
  const page = await fetch(url);
  assert.match(await page.text(), /type="password"/);
  const signsIn = async (secret: string): Promise<boolean> => {
    const body = new URLSearchParams({ name: 'm.curie', password: secret, to: '/' });
    const headers = { 'sec-fetch-site': 'same-origin' };
    return (await fetch(`${url}/sign-in`, { method: 'POST', redirect: 'manual', headers, body })).status === 303;
  };
  assert.equal(await signsIn(password), true);
  const renewed = 'two elements in one winter';
  const changed = await lutra(['user', 'password', 'm.curie', ...HERE], {}, ROOT, `${renewed}\n`);
  assert.equal(changed.status, 0, changed.stderr);
  assert.deepEqual([await signsIn(password), await signsIn(renewed)], [false, true]);
  assert.equal((await lutraHere(['user', 'shut', 'm.curie', ...HERE])).status, 0);
  assert.equal(await signsIn(renewed), false);
  assert.equal((await lutraHere(['user', 'shut', 'nobody', ...HERE])).status, 2);
  review.child.kill('SIGTERM');
  assert.equal((await review.finished).status, 0);
});
