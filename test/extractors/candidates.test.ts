import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../src/extractors/search/candidates.ts';
import { CANDIDATE_CODES } from '../../vocabulary/candidates.ts';

const gm = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
const ops = 'http://fhir.de/CodeSystem/bfarm/ops';

for (const [kind, system, code, expected] of [
  ['condition', gm, 'C61', true],
  ['condition', gm, 'c61 ', true],
  ['condition', gm, 'C61†', true],
  ['condition', 'http://hl7.org/fhir/sid/icd-10-cm', 'C61', true],
  ['condition', undefined, 'C61', true],
  ['condition', 'http://snomed.info/sct', '399068003', true],
  ['condition', 'http://example.org/local', 'C61', false],
  ['condition', gm, 'C61.1', false],
  ['condition', gm, 'D07.5', false],
  ['condition', gm, 'N40', false],
  ['condition', gm, '', false],
  ['procedure', ops, '8-530.d0', true],
  ['procedure', ops, '8-530.D2', true],
  ['procedure', ops, '8-530.61', false],
  ['procedure', ops, '3-70c.1', false],
  ['drug', 'http://www.whocc.no/atc', 'V10XX05', true],
  ['drug', 'http://www.whocc.no/atc', 'V10XX03', false],
  ['drug', 'http://www.whocc.no/atc', 'V10XX04', false],
] as const) {
  test(`${kind} ${code || 'without code'} of ${system ?? 'no system'} makes ${expected ? 'a' : 'no'} candidate`, () => {
    const concept = { coding: [{ code: 'other' }, { code, ...(system ? { system } : {}) }] };
    assert.equal(hasCode(concept, CANDIDATE_CODES, kind), expected);
  });
}

test('the table names each code once a kind, and a concept without codings is no candidate', () => {
  const keys = CANDIDATE_CODES.map(({ kind, code, systems }) => `${kind} ${code} ${systems[0]}`);
  assert.equal(new Set(keys).size, keys.length);
  for (const concept of [undefined, {}, { text: 'C61' }])
    assert.equal(hasCode(concept, CANDIDATE_CODES, 'condition'), false);
});
