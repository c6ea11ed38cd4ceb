/** The status filter of clinical definition 2c: each status of each resource, by what becomes of a fact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactKind, FhirResource } from '../../src/domain.ts';
import { URI, concept, factsOf, resource } from './structured-fixtures.ts';

type Fate = 'use' | 'doubt' | 'drop';
const DOCETAXEL = { medicationCodeableConcept: concept(URI.atc, 'L01CD02') };

interface Case {
  readonly kind: FactKind;
  readonly of: (status: string | undefined) => FhirResource;
  readonly fates: Readonly<Record<Fate, string>>;
}

const CASES: Readonly<Record<string, Case>> = {
  Observation: {
    kind: 'psa',
    of: (status) =>
      resource('Observation', {
        status,
        code: concept(URI.loinc, '2857-1'),
        effectiveDateTime: '2020',
        valueQuantity: { value: 1, unit: 'ng/mL' },
      }),
    fates: {
      use: 'final amended corrected',
      doubt: 'preliminary registered unknown',
      drop: 'entered-in-error cancelled',
    },
  },
  Procedure: {
    kind: 'rlt_cycle',
    of: (status) =>
      resource('Procedure', { status, code: concept(URI.ops, '8-530.d0'), performedDateTime: '2020-01-01' }),
    fates: {
      use: 'completed in-progress',
      doubt: 'stopped unknown',
      drop: 'not-done entered-in-error preparation on-hold',
    },
  },
  MedicationAdministration: {
    kind: 'drug',
    of: (status) => resource('MedicationAdministration', { status, ...DOCETAXEL, effectiveDateTime: '2020' }),
    fates: { use: 'completed in-progress', doubt: 'stopped unknown', drop: 'not-done entered-in-error on-hold' },
  },
  MedicationStatement: {
    kind: 'drug',
    of: (status) => resource('MedicationStatement', { status, ...DOCETAXEL, effectiveDateTime: '2020' }),
    fates: { use: 'active completed stopped', doubt: 'on-hold unknown', drop: 'entered-in-error intended not-taken' },
  },
  MedicationRequest: {
    kind: 'drug',
    of: (status) => resource('MedicationRequest', { status, intent: 'order', ...DOCETAXEL, authoredOn: '2020' }),
    fates: { use: 'active completed stopped', doubt: 'on-hold unknown', drop: 'draft cancelled entered-in-error' },
  },
};

for (const [type, { kind, of, fates }] of Object.entries(CASES)) {
  for (const [fate, statuses] of Object.entries(fates)) {
    for (const status of statuses.split(' ')) {
      test(`B19 ${type} ${status}: ${fate === 'drop' ? 'no fact' : fate === 'doubt' ? 'a fact with a doubt' : 'a fact'}`, () => {
        const [fact] = factsOf(kind, of(status));
        assert.equal(fact === undefined ? 'drop' : fact.doubt === undefined ? 'use' : 'doubt', fate);
      });
    }
  }
  test(`B19 ${type} without a status or with one that R4 does not know: a fact with a doubt`, () => {
    for (const status of [undefined, 'done', 'constructor'])
      assert.ok(factsOf(kind, of(status))[0]?.doubt, String(status));
  });
}
