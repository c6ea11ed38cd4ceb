/** Our own labelled phrases beyond the rule tables: everyday wording of letters in both languages, with hard negatives. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Finding } from '../../../src/domain.ts';
import { castrationResistance } from '../../../src/nlp/concepts/castration_resistance/index.ts';
import { diagnosis } from '../../../src/nlp/concepts/diagnosis/index.ts';
import { drugs } from '../../../src/nlp/concepts/drugs/index.ts';
import { gleason } from '../../../src/nlp/concepts/gleason/index.ts';
import { psa } from '../../../src/nlp/concepts/psa/index.ts';
import { therapyHistory } from '../../../src/nlp/concepts/therapy_history/index.ts';
import type { Concept } from '../../../src/nlp/types.ts';
import { findingsOf } from './tables.ts';

const CONCEPTS: Readonly<Record<string, Concept>> = {
  drug: drugs,
  psa: psa,
  crpc: castrationResistance,
  diagnosis: diagnosis,
  history: therapyHistory,
  gleason: gleason,
};

function show(f: Finding): string {
  switch (f.kind) {
    case 'drug':
      return `${f.drug} ${f.status}${f.start || f.end ? ` ${f.start ?? ''}${f.end ? `..${f.end}` : ''}` : ''}`;
    case 'psa':
      return `${f.comparator ?? ''}${f.value}${f.date ? `@${f.date}` : ''}`;
    case 'castration_resistance':
      return `${f.status}${f.date ? ` ${f.date}` : ''}`;
    case 'therapy_history':
      return `${f.scope} ${f.status}`;
    case 'gleason':
      return `${f.primary ?? '?'}+${f.secondary ?? '?'}=${f.total}${f.grade_group ? ` GG${f.grade_group}` : ''}`;
    case 'diagnosis':
      return f.date;
    default:
      return f.kind;
  }
}

const rows = readFileSync(new URL('phrases.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
for (const row of rows) {
  const [kind = '', language = '', text = '', expected = ''] = row.split('\t');
  test(`${kind}: ${text}`, () => {
    const concept = CONCEPTS[kind];
    assert.ok(concept, `kind ${kind}`);
    const found = findingsOf(
      concept,
      text.replaceAll('\\n', '\n').replaceAll('\\t', '\t'),
      language === 'de' ? 'de' : 'en',
    );
    assert.equal(found.map(show).toSorted().join('; ') || '-', expected.split('; ').toSorted().join('; '));
  });
}
