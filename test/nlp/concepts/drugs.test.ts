/** Drugs: names, status, start and end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrugFinding, Finding } from '../../../src/domain.ts';
import { DRUG_CUES } from '../../../src/nlp/concepts/drugs/cues.ts';
import { drugs } from '../../../src/nlp/concepts/drugs/index.ts';
import { DRUG_NAMES } from '../../../src/nlp/concepts/drugs/names.ts';
import { findingsOf, testRules } from './tables.ts';

function show(finding: Finding): string {
  const f = finding as DrugFinding;
  const period = f.start || f.end ? ` ${f.start ?? ''}${f.end ? `..${f.end}` : ''}` : '';
  return `${f.drug} ${f.status}${period}`;
}

testRules(drugs, [...DRUG_NAMES, ...DRUG_CUES], show);

const REFUSALS = ['abgelehnt', 'nicht bewilligt', 'declined', 'not funded', 'contraindicated'];
const NAMES = ['docetaxel', 'cabazitaxel', 'abiraterone', 'enzalutamide', 'apalutamide'];

test('a refusal is of the drug it stands behind, never of the next one in the list or behind the arrow', () => {
  for (const [i, refused] of NAMES.entries()) {
    const given = NAMES[(i + 1) % NAMES.length] ?? '';
    for (const refusal of REFUSALS) {
      for (const text of [
        `${refused} ${refusal} -> ${given} 2022-2023`,
        `${refused} (${refusal}), ${given} 2022-2023`,
        `${given} 2022-2023, ${refused} ${refusal}`,
        `Prior: ${given} x6, ${refused} ${refusal}`,
        `${refused} ${refusal} after ${given}`,
      ]) {
        const found = findingsOf(drugs, text).map((f) => show(f).split(' ').slice(0, 2).join(' '));
        assert.deepEqual(found.toSorted(), [`${given} given`, `${refused} declined`].toSorted(), text);
      }
    }
  }
});

test('what is refused of another treatment is not refused of the drug beside it', () => {
  for (const other of ['Xofigo', 'olaparib', 'denosumab', 'Radium-223', 'Lu-PSMA', 'Bestrahlung'])
    for (const text of [`on enzalutamide, ${other} declined`, `Enzalutamid weiter, ${other} abgelehnt.`])
      assert.deepEqual(findingsOf(drugs, text).map(show), ['enzalutamide given'], text);
});
