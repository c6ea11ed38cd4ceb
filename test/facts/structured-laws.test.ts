/** Laws of the structured reader: any order gives the same facts, nothing throws, every fact is proved by its own record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as holds, constantFrom, jsonValue, nat, oneof, property, shuffledSubarray } from 'fast-check';
import { canonicalJson } from '../../src/canonical.ts';
import type { FhirResource } from '../../src/domain.ts';
import { structuredFacts } from '../../src/facts/structured.ts';
import { URI, concept, condition, observation, procedure, resource } from './structured-fixtures.ts';

const seed = 20261124;

/** A chart that touches every reader. */
function chart(): FhirResource[] {
  const day = (d: number): string => `2019-07-${String(d).padStart(2, '0')}`;
  return [
    { resourceType: 'Patient', id: 'p', gender: 'male', birthDate: '1950-02', deceasedDateTime: '2021-03' },
    condition(concept(URI.gm, 'C61'), { onsetDateTime: '2013-04', recordedDate: '2019-07-01' }),
    condition(concept(URI.cm, 'C79.51'), { onsetDateTime: '2016' }),
    condition(concept(URI.cm, 'Z19.2'), { onsetDateTime: '2017' }),
    observation(concept(URI.sct, '1812491000004107'), {
      effectiveDateTime: '2013-04',
      valueCodeableConcept: concept(URI.sct, '1279720000'),
    }),
    observation(concept(URI.loinc, '44641-9'), { effectiveDateTime: '2013-04', valueInteger: 3 }),
    observation(concept(URI.loinc, '44642-7'), { effectiveDateTime: '2013-04', valueInteger: 4 }),
    observation(concept(URI.sct, '399387003'), {
      effectiveDateTime: '2016',
      valueCodeableConcept: concept(URI.tnm, 'M1b'),
    }),
    observation(concept(URI.loinc, '2857-1'), {
      effectiveDateTime: day(3),
      valueQuantity: { value: 137, unit: 'ng/ml' },
    }),
    procedure({ id: 'parent', code: concept(URI.ops, '8-530.d0'), performedDateTime: day(4) }),
    procedure({
      code: concept(URI.ops, '8-530.d0'),
      performedDateTime: day(4),
      partOf: [{ reference: 'Procedure/parent' }],
    }),
    procedure({
      code: concept(`${URI.onko}therapie-typ`, 'CH'),
      usedCode: [{ text: 'Docetaxel' }],
      performedPeriod: { start: '2016-02' },
    }),
    resource('MedicationStatement', {
      status: 'active',
      medicationReference: { reference: 'Medication/m' },
      effectivePeriod: { start: '2017-02' },
    }),
    { resourceType: 'Medication', id: 'm', code: concept(URI.atc, 'L02BB04') },
    resource('Encounter', { status: 'finished', period: { start: day(3), end: day(6) } }),
    resource('Specimen', { collection: { collectedDateTime: day(3) } }),
  ];
}

test('any order of the same resources gives the same facts and problems', () => {
  const resources = chart();
  const expected = canonicalJson(structuredFacts('p', resources));
  holds(
    property(shuffledSubarray(resources, { minLength: resources.length, maxLength: resources.length }), (order) => {
      assert.equal(canonicalJson(structuredFacts('p', order)), expected);
    }),
    { seed, numRuns: 200 },
  );
});

test('the same resources twice prove nothing twice', () => {
  const once = structuredFacts('p', chart());
  const resources = chart();
  assert.equal(structuredFacts('p', [...resources, ...resources]).facts.length, once.facts.length);
});

/** Replaces one random place of a resource by junk. */
function damage(value: unknown, path: readonly number[], junk: unknown): unknown {
  if (path.length === 0 || value === null || typeof value !== 'object') return junk;
  const keys = Object.keys(value);
  if (keys.length === 0) return junk;
  const key = keys[(path[0] ?? 0) % keys.length] as string;
  const inner = damage((value as Record<string, unknown>)[key], path.slice(1), junk);
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === key ? inner : item));
  return { ...value, [key]: inner };
}

test('a damaged resource never throws, and leaves the facts of the others alone', () => {
  const junk = oneof(
    constantFrom<unknown>(null, 7, '', [], {}, 'constructor', '__proto__', [null], [[1]], { a: [{}] }),
    jsonValue(),
  );
  holds(
    property(nat(15), array(nat(9), { minLength: 1, maxLength: 5 }), junk, (index, path, bad) => {
      const resources = chart();
      const damaged = damage(resources[index], path, bad) as FhirResource;
      const facts = structuredFacts(
        'p',
        resources.map((r, i) => (i === index ? damaged : r)),
      ).facts;
      if (index !== 0) assert.ok(facts.some((f) => f.kind === 'birth' && f.date === '1950-02'));
      if (index !== 8) assert.ok(facts.some((f) => f.kind === 'psa' && f.value === 137));
    }),
    { seed, numRuns: 3000 },
  );
});

test('what is no resource at all is passed over', () => {
  const junk = [
    null,
    7,
    'x',
    [],
    {},
    { resourceType: 5 },
    { resourceType: 'Observation' },
  ] as unknown as FhirResource[];
  assert.deepEqual(structuredFacts('p', junk).facts, []);
});

test('every fact is proved by an element of a resource, in words and by a rule', () => {
  const resources = chart();
  const ids = new Set(resources.map((r) => `${r.resourceType}/${r.id ?? ''}`));
  for (const fact of structuredFacts('p', resources).facts) {
    assert.ok(fact.evidence.length > 0);
    for (const e of fact.evidence) {
      assert.ok(e.source === 'structured' && ids.has(`${e.resource.type}/${e.resource.id}`), fact.kind);
      assert.ok(e.says !== '' && e.rule !== '' && e.path.startsWith(e.resource.type), `${fact.kind} ${e.path}`);
    }
  }
});

test('endless texts in place of names and values are read in no time', () => {
  const texts = ['hormon ', 'metasta', ' ', '1', '1,', 'gleason ', '3+', 'V.a. ', 'ausgeschlossen ', 'prostata '];
  const started = performance.now();
  for (const text of texts.map((piece) => piece.repeat(20_000))) {
    const value = { text, coding: [{ system: URI.sct, code: '94222008', display: text }] };
    structuredFacts('p', [
      condition({ text }),
      observation({ text }, { valueCodeableConcept: value }),
      observation(concept(URI.loinc, '2857-1'), { valueString: text }),
      observation(concept(URI.loinc, '35266-6'), { valueString: text }),
      procedure({ code: { text } }),
      resource('MedicationStatement', { status: 'active', medicationCodeableConcept: { text } }),
      resource('DiagnosticReport', { status: 'final', code: { text }, conclusion: text }),
    ]);
  }
  assert.ok(performance.now() - started < 5_000);
});
