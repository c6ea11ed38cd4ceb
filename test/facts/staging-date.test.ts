import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Note } from '../../src/domain.ts';
import { noteFacts } from '../../src/facts/from-note.ts';
import { annotate } from '../../src/nlp/annotate.ts';

function sites(text: string): { site: string; status: string; date: string | null }[] {
  const note: Note = {
    id: 'n',
    patient: 'p',
    date: '2019-09-19',
    kind: null,
    language: 'de',
    text,
    method: 'plain',
    sources: [],
  };
  return noteFacts(note, annotate(note)).flatMap((f) =>
    f.kind === 'metastasis' ? [{ site: f.site, status: f.status, date: f.date }] : [],
  );
}

test('a site denied by the staging at diagnosis alone is dated by the diagnosis', () => {
  assert.deepEqual(sites('Diagnose: Prostatakarzinom, ED 11/2006, cT3b cN0 cM0, iPSA 48 ng/ml.'), [
    { site: 'lymph_node', status: 'absent', date: '2006-11' },
  ]);
});

test('a site denied in words is denied by the day of the letter', () => {
  const found = sites('Diagnose: Prostatakarzinom, ED 11/2006, cT3b cN0 cM0.\nCT: Keine Lymphknotenmetastasen.');
  assert.deepEqual(found, [{ site: 'lymph_node', status: 'absent', date: null }]);
});
