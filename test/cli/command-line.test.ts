import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { progressLine } from '../../src/cli/io.ts';
import { printable, table } from '../../src/cli/table.ts';
import { VERBS } from '../../src/cli/verbs.ts';
import { ROOT, lutra, lutraHere } from '../support/lutra.ts';
import { tempDir } from '../support/temp.ts';

const OLD_NODE = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.1.0"})';

test('help names every verb with what it does', async () => {
  const { stdout, status } = await lutra(['--help']);
  assert.equal(status, 0);
  for (const verb of VERBS) assert.match(stdout, new RegExp(`^ +${verb.name.split(' ')[0]}\\b`, 'm'));
});

test('the version is told, and help marks what must be given', async () => {
  assert.match((await lutra(['--version'])).stdout, /^lutra \d+\.\d+\.\d+\n$/);
  assert.match((await lutra(['cohort', '--help'])).stdout, /--study <id\.\.\.>[^-]*\(required\)/);
  assert.doesNotMatch((await lutra(['explain', '--help'])).stdout, /\(required\)/);
});

test('a table sets numbers to the right, also where some are not known, and words and dates to the left', () => {
  const rows = [
    ['a', '7', '2019', '1,204.5'],
    ['bb', '?', '2019-04', ''],
    ['c', '104', '?', '-3'],
  ];
  assert.deepEqual(table(['who', 'n', 'when', 'value'], rows), [
    'who    n  when       value',
    '───  ───  ───────  ───────',
    'a      7  2019     1,204.5',
    'bb     ?  2019-04',
    'c    104  ?             -3',
  ]);
});

test('no verb at all shows the help and ends with 2', async () => {
  const { stderr, status } = await lutra([]);
  assert.equal(status, 2);
  assert.match(stderr, /Usage: lutra/);
});

const WRONG: readonly [title: string, args: string[], says: RegExp][] = [
  ['an unknown verb', ['frobnicate'], /^lutra: unknown command.*\n {2}do: lutra --help/],
  ['an unknown option', ['status', '--colour'], /^lutra: unknown option.*\n {2}do: lutra status --help/],
  ['an argument that is missing', ['diff', 'a'], /^lutra: missing required argument.*\n {2}do: lutra diff --help/],
  ['a folder where notes are wanted', ['nlp', '.'], /this is a folder[\s\S]*do: name a file of notes/],
  ['a file of notes that is not there', ['nlp', './none'], /no such file[\s\S]*do: name a file of notes/],
  ['a missing study', ['patients'], /needs --study/],
  ['an unknown study', ['run', '--study', 'nope', '--source', '.'], /no study "nope"[\s\S]*uke-psma-rlt/],
  ['a missing source', ['run', '--study', 'uke-psma-rlt'], /no source given/],
  ['a source that is not there', ['run', '--study', 'uke-psma-rlt', '--source', './none'], /no such file or folder/],
  [
    'a source with a password in it',
    ['extract', '--source', 'https://u:geheim@example.org/fhir'],
    /carries credentials/,
  ],
  ['a port that is none', ['review', '--port', 'http'], /--port is "http"/],
  ['a format that is none', ['cohort', '--study', 'uke-psma-rlt', '--format', 'xls'], /csv or json/],
];

for (const [title, args, says] of WRONG) {
  test(`${title} is told with a remedy, ends with 2, and writes nothing`, async (t) => {
    const cwd = tempDir(t);
    const data = path.join(cwd, 'lutra-data');
    const { status, stderr, stdout } = await lutra(args, {}, cwd);
    assert.equal(status, 2, stderr);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr + stdout, /geheim/);
    assert.ok(!existsSync(data), 'a data directory was made');
  });
}

test('a study file with a mistake is told with file and line before anything is written', async (t) => {
  const cwd = tempDir(t);
  writeFileSync(path.join(cwd, 'my.yaml'), 'id: my\ntitle: My study\ncohort: MY\nindex:\n  event: birthday\n');
  mkdirSync(path.join(cwd, 'in'));
  const { status, stderr } = await lutra(['run', '--study', 'my.yaml', '--source', 'in'], {}, cwd);
  assert.equal(status, 2);
  assert.match(stderr, /my\.yaml:5/);
  assert.ok(!existsSync(path.join(cwd, 'lutra-data')));
});

test('nlp reads standard input and gives one line a note, in order; U+2028 is part of a note', async () => {
  const notes = [
    { id: 'a', text: 'Gleason 4+5=9\u2028ossäre Metastasen', date: '2019-03-14' },
    { id: 'b', text: '' },
  ];
  const { stdout, status } = await lutra(['nlp'], {}, ROOT, notes.map((n) => JSON.stringify(n)).join('\n'));
  assert.equal(status, 0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; findings: { kind: string }[] });
  assert.deepEqual(
    lines.map((line) => line.id),
    ['a', 'b'],
  );
  assert.ok(lines[0]?.findings.some((f) => f.kind === 'gleason'));
  assert.deepEqual(lines[1]?.findings, []);
});

test('nlp names the line of what is no note, and quotes nothing of it', async () => {
  const { stderr, status } = await lutra(
    ['nlp', '-'],
    {},
    ROOT,
    '{"id":"a","text":""}\n{"id":"Max Muster","date":"gestern"}\n',
  );
  assert.equal(status, 2);
  assert.match(stderr, /standard input:2/);
  assert.doesNotMatch(stderr, /Muster|gestern/);
});

test('what works on stored data says of a directory without any what to run first, and makes none', async (t) => {
  const data = path.join(tempDir(t), 'typo');
  const study = ['--study', 'uke-psma-rlt'];
  const reading = [['explain', 'x'], ['status'], ['snapshots'], ['patients', ...study]];
  for (const args of [...reading, ['annotate'], ['build', ...study], ['snapshot', ...study]]) {
    const { status, stderr } = await lutraHere([...args, '--data', data]);
    assert.equal(status, 2, args[0]);
    assert.match(stderr, /no database here yet/);
    assert.ok(!existsSync(data), 'a data directory was made');
  }
});

test('a data directory that cannot be made is told with its place', async (t) => {
  const file = path.join(tempDir(t), 'file');
  writeFileSync(file, '');
  const input = path.join(ROOT, 'test', 'cases', 'small-hospital', 'input');
  const { status, stderr } = await lutra(['extract', '--source', input, '--data', path.join(file, 'data')]);
  assert.equal(status, 1);
  assert.match(stderr, /^lutra: cannot make the data directory\n {2}at: .*file\/data\n {2}do: name another/);
});

test('on a Node too old the launcher says so before anything native loads', (t) => {
  const dir = tempDir(t);
  cpSync(path.join(ROOT, 'bin'), path.join(dir, 'bin'), { recursive: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', OLD_NODE, path.join(dir, 'bin', 'lutra.mjs'), 'status'],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(status, 2);
  assert.match(stderr, /needs Node 24 or newer, this is v?\d+/);
});

test('progress tells done, share, rate and time left', () => {
  assert.equal(progressLine('facts', 1200, 2400, 3), 'facts        1,200 of 2,400   50 %   400/s   3 s left');
  assert.equal(progressLine('extract', 500, null, 0.1), 'extract      500');
});

test('progress of an extraction tells charts done of how many, resources a second and the time left', () => {
  const units = (count: number) => ({ unit: 'charts', with: { count, unit: 'resources' } });
  const line = (done: number, seconds: number, count: number) =>
    progressLine('extract', done, 480, seconds, units(count));
  assert.equal(line(120, 3, 3612), 'extract      120 of 480 charts   25 %   1,204 resources/s   9 s left');
  assert.equal(line(1, 10, 50), 'extract      1 of 480 charts   0 %   5 resources/s   80 min left');
  assert.equal(line(1, 20, 50), 'extract      1 of 480 charts   0 %   3 resources/s   2 h 40 min left');
  assert.equal(line(480, 30, 6000), 'extract      480 of 480 charts   100 %   200 resources/s');
  assert.equal(progressLine('extract', 500, null, 0.1, { unit: 'resources' }), 'extract      500 resources');
});

test('B07 record text cannot steer the terminal', () => {
  assert.equal(printable('a\u001B[2Jb\u202Ec'), 'a\\u{1b}[2Jb\\u{202e}c');
});
