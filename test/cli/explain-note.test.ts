import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { noteArticle } from '../../src/cli/explain-note/page.ts';
import { shownNote } from '../../src/cli/explain-note/model.ts';
import { terminalLines } from '../../src/cli/explain-note/terminal.ts';
import type { NoteInput } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';
import { corpusSets, readSet } from '../eval/corpus.ts';
import { lutraHere } from '../support/lutra.ts';
import { tempDir } from '../support/temp.ts';

const shown = (note: NoteInput) => shownNote(note, annotate(note));
const NOTE = {
  id: 'n1',
  date: '2020-01-02',
  text: 'Beurteilung:\nKeine Leber- oder Lungenmetastasen.\nPSA 12,4 ng/ml',
};

test('a note is explained line by line: marks under the words, reading, rule, cue and section, then the findings', () => {
  assert.deepEqual(
    terminalLines(shown(NOTE)).map((line) =>
      line.replace(/(?:0\.\d\d|uncalibrated)$/, '#').replace(/rules .*/, 'rules'),
    ),
    [
      '━━ n1 · 2020-01-02 · de · rules',
      '',
      '1 │ Beurteilung:',
      '2 │ Keine Leber- oder Lungenmetastasen.',
      '  │       1────       2───────────────',
      '  │ ~~~~~',
      '  │   1 metastasis, negated: liver absent · rule met-liver-stem; neg-kein "Keine"; section impression',
      '  │   2 metastasis, negated: lung absent · rule met-lung-compound; neg-kein "Keine"; section impression',
      '3 │ PSA 12,4 ng/ml',
      '  │ 3─────────────',
      '  │   3 PSA: 12.4 ng/mL · rule psa.anchor; section labs',
      '',
      'metastasis  liver absent    from 1  confidence: #',
      'metastasis  lung absent     from 2  confidence: #',
      'PSA         PSA 12.4 ng/mL  from 3  confidence: #',
      '',
    ],
  );
});

test('no character of a note steers the terminal, whatever it holds, and every mention is shown once', () => {
  const part = fc.oneof(
    fc.constantFrom('Lebermetastasen ', '\u001b[2J', 'keine ', 'PSA 4,2 ng/ml ', '\r', '\u202e', 'a\u0308', '😀', '\n'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const note = shown({ id: 'x', text: parts.join('') });
      const lines = terminalLines(note);
      assert.ok(lines.every((line) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line)));
      for (const m of note.mentions) assert.equal(lines.filter((l) => l.includes(` │   ${m.number} `)).length, 1);
    }),
    { seed: 20_261_124, numRuns: 300 },
  );
});

test('the page holds the whole text of each note, escaped, with every mention marked once', () => {
  const plain = (html: string): string =>
    html
      .replace(/<sup[^>]*>\d+<\/sup>/g, '')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  for (const note of corpusSets().flatMap(readSet)) {
    const explained = shown(note);
    const article = noteArticle(explained, 1);
    const body = /<div class="note"[^>]*>([^]*?)<\/div>/.exec(article)?.[1] ?? '';
    assert.equal(plain(body), note.text, note.id);
    for (const m of explained.mentions)
      assert.equal(body.split(`id="m1-${m.number}"`).length, 2, `${note.id} ${m.number}`);
  }
});

test('nlp --html writes one page for its owner alone, without script; what a note says is never markup', async (t) => {
  const dir = tempDir(t);
  const [input, page] = [path.join(dir, 'notes.ndjson'), path.join(dir, 'notes.html')];
  writeFileSync(input, `${JSON.stringify({ id: '<b>', text: '<script>alert(1)</script> "PSA\u202e" 4 ng/ml' })}\n`);
  const { status, stdout } = await lutraHere(['nlp', '--html', page, input]);
  assert.deepEqual([status, stdout], [0, '']);
  const html = readFileSync(page, 'utf8');
  assert.doesNotMatch(html, /<script|<b>|src=|https?:\/\/|\u202e/);
  assert.match(html, /&lt;script&gt;/);
  assert.match(html, /⟦U\+202E⟧/);
  assert.equal(statSync(page).mode & 0o777, 0o600);
  const printed = await lutraHere(['nlp', '--html', '-', input]);
  assert.equal(printed.stdout.replace(/\s/g, ''), html.replace(/\s/g, ''));
});

test('nlp --explain and --html exclude each other; a page that cannot be written is told with its place', async (t) => {
  const dir = tempDir(t);
  const input = path.join(dir, 'notes.ndjson');
  writeFileSync(input, `${JSON.stringify(NOTE)}\n`);
  assert.equal((await lutraHere(['nlp', '--explain', '--html', 'x.html', input])).status, 2);
  const { status, stderr } = await lutraHere(['nlp', '--html', path.join(dir, 'no', 'such.html'), input]);
  assert.equal(status, 2);
  assert.match(stderr, /cannot be written/);
  assert.match((await lutraHere(['nlp', '--explain', input])).stdout, /1─+ /);
});
