import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Annotation, Finding } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';
import { annotateAt } from './at-ref.ts';
import { diffAnnotations } from './diff.ts';

const read = (id: string, ...findings: readonly Finding[]): Annotation => ({
  id,
  language: 'de',
  rules: 'x',
  mentions: [],
  findings,
});
const site = (name: 'bone' | 'liver' | 'lung', status: 'present' | 'absent', doubt?: string): Finding => ({
  kind: 'metastasis',
  site: name,
  status,
  evidence: [0],
  ...(doubt !== undefined && { doubt }),
});
const psa = (value: number, date: string | null): Finding => ({
  kind: 'psa',
  value,
  date,
  comparator: null,
  unit: 'ng/mL',
  evidence: [0],
});

test('two readings differ by what was added, removed and changed, by note and kind', () => {
  const before = [read('n1', psa(4, null), site('bone', 'present'), site('liver', 'absent')), read('n2', psa(7, null))];
  const after = [read('n1', site('bone', 'present'), site('liver', 'present'), psa(4, '2020'), site('lung', 'absent'))];
  assert.deepEqual(diffAnnotations(before, after), [
    { note: 'n1', kind: 'metastasis', sign: '~', what: 'liver absent -> liver present' },
    { note: 'n1', kind: 'metastasis', sign: '+', what: 'lung absent' },
    { note: 'n1', kind: 'psa', sign: '~', what: 'PSA 4 ng/mL -> PSA 4 ng/mL 2020' },
    { note: 'n2', kind: 'psa', sign: '-', what: 'PSA 7 ng/mL' },
  ]);
});

test('the order of findings is no difference, a new doubt and a second finding of the same words are', () => {
  const before = [read('n', psa(4, null), site('bone', 'present'))];
  assert.deepEqual(diffAnnotations(before, [read('n', site('bone', 'present'), psa(4, null))]), []);
  assert.deepEqual(diffAnnotations(before, [read('n', psa(4, null), psa(4, null), site('bone', 'present', 'odd'))]), [
    { note: 'n', kind: 'metastasis', sign: '~', what: 'bone present -> bone present ? odd' },
    { note: 'n', kind: 'psa', sign: '+', what: 'PSA 4 ng/mL' },
  ]);
});

test('the rules of a commit read notes beside those of the working tree', async (t) => {
  const note = { id: 'n', text: 'Keine Lebermetastasen.', date: '2020-01-02' };
  const old = await annotateAt('HEAD', [note]).catch((error: Error) => error);
  if (old instanceof Error) return t.skip(`no git repository here: ${old.message}`);
  assert.deepEqual(
    diffAnnotations(old, [annotate(note)]).filter((change) => change.sign !== '~'),
    [],
  );
});
