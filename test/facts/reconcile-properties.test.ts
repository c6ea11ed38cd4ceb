import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ARPIS, METASTASIS_SITES, TAXANES } from '../../src/domain.ts';
import type { Fact } from '../../src/domain.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { coded, fact, inNote } from './builders.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const day = fc
  .tuple(fc.integer({ min: 2015, max: 2021 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`);
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));
const date = fc.option(partial);
const source = fc.oneof(
  fc.tuple(day, fc.string({ maxLength: 8 })).map(([written, quote]) => inNote(written, quote)),
  fc.string({ minLength: 1, maxLength: 4 }).map((id) => coded('Procedure', id)),
);
const status = fc.constantFrom('given', 'planned', 'cancelled');
const site = fc.record({
  site: fc.constantFrom(...METASTASIS_SITES),
  status: fc.constantFrom('present', 'absent', 'uncertain', 'historical'),
});
const number = fc.option(fc.integer({ min: 1, max: 8 }));

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .tuple(date, number, status, fc.boolean(), source)
    .map(([d, n, s, countable, from]) => fact('rlt_cycle', { date: d, number: n, status: s, countable, ...from })),
  fc
    .tuple(site, source)
    .map(([s, from]) => fact('metastasis', { ...(s as { site: 'bone'; status: 'present' }), ...from })),
  fc
    .tuple(date, fc.constantFrom(...TAXANES, ...ARPIS), date, source)
    .map(([d, drug, end, from]) => fact('drug', { date: d, drug, end, ...from })),
  fc
    .tuple(date, fc.integer({ min: 6, max: 10 }), fc.boolean(), source)
    .map(([d, total, overall, from]) => fact('gleason', { date: d, total, overall, ...from })),
  fc.tuple(date, source).map(([d, from]) => fact('diagnosis', { date: d, ...from })),
  fc.tuple(date, source).map(([d, from]) => fact('castration_resistance', { date: d, ...from })),
  fc
    .tuple(date, fc.integer({ min: 0, max: 500 }), source)
    .map(([d, value, from]) => fact('psa', { date: d, value, ...from })),
  fc.tuple(date, source).map(([d, from]) => fact('death', { date: d, ...from })),
);
const facts = fc.array(anyFact, { maxLength: 30 });

test('the record does not depend on the order of the facts', () => {
  const shuffled = facts.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, other]) => assert.deepEqual(reconcile(other, []), reconcile(list, []))),
    { numRuns: 300 },
  );
});

test('facts that are found again change nothing', () => {
  fc.assert(
    fc.property(facts, (list) => assert.deepEqual(reconcile([...list, ...list], []), reconcile(list, []))),
    { numRuns: 200 },
  );
});

test('a copy of a note under another id changes no value, no question and no fingerprint', () => {
  const copies = (list: readonly Fact[]): Fact[] =>
    list.map((f) => ({
      ...f,
      evidence: f.evidence.map((e) => (e.source === 'note' ? { ...e, note: `zz-${e.note}` } : e)),
    }));
  fc.assert(
    fc.property(facts, (list) => assert.deepEqual(reconcile([...list, ...copies(list)], []), reconcile(list, []))),
    { numRuns: 200 },
  );
});

test('the first cycle is never later than any dated cycle that was given', () => {
  fc.assert(
    fc.property(facts, (list) => {
      const { rlt } = reconcile(list, []);
      const given = rlt.cycles.filter((c) => c.status === 'given');
      const { first } = rlt;
      if (first) for (const c of given) assert.ok(c.date === null || c.date.slice(0, 4) >= first.value.slice(0, 4));
      if (given.length === 0) assert.equal(rlt.count.value, 0);
      else assert.ok(rlt.count.value === null || rlt.count.value >= given.filter((c) => c.countable).length);
    }),
    { numRuns: 300 },
  );
});

test('every question has one topic, an id of its own and words', () => {
  fc.assert(
    fc.property(facts, (list) => {
      const { flags } = reconcile(list, []);
      assert.equal(new Set(flags.map((f) => f.topic)).size, flags.length);
      assert.equal(new Set(flags.map((f) => f.id)).size, flags.length);
      for (const flag of flags) assert.match(flag.question, /\?$/);
    }),
    { numRuns: 200 },
  );
});
