import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Decision, Fact, Flag, TopicValue } from '../../src/domain.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { coded, decision, fact, inNote } from './builders.ts';

const biopsy = (total: number) =>
  fact('gleason', { total, specimen: 'biopsy', date: '2013-06-11', ...coded('Observation', `g${total}`) });
const contradiction: Fact[] = [biopsy(7), biopsy(9)];

/** What the review page would write: an answer to this flag. */
function answer(flag: Flag | undefined, action: Decision['action'], value: TopicValue, seq = 1): Decision {
  assert.ok(flag, 'there is a flag to answer');
  const { topic, fingerprint, evidence } = flag;
  return decision({ seq, id: `d${seq}`, topic, action, value, fingerprint, evidence });
}
const nine = { primary: null, secondary: null, total: 9 };
const flagOf = (facts: readonly Fact[]): Flag | undefined => reconcile(facts, []).flags[0];
const codesOf = (facts: readonly Fact[], decisions: readonly Decision[]): string[] =>
  reconcile(facts, decisions).flags.map((f) => f.code);

test('an answered question is not asked again, whatever the order, the copies or the resource ids', () => {
  const decided = answer(flagOf(contradiction), 'correct', nine);
  assert.deepEqual(codesOf(contradiction, [decided]), []);
  const reissued = contradiction.map((f) => ({
    ...f,
    evidence: f.evidence.map((e) =>
      e.source === 'structured'
        ? { ...e, resource: { ...e.resource, id: `new-${e.resource.id}` }, rule: 'renamed' }
        : e,
    ),
  }));
  assert.deepEqual(codesOf([...reissued].reverse(), [decided]), []);
  assert.equal(reconcile(reissued, [decided]).gleason?.decidedBy, 'human');
});

test('new evidence that agrees with the decision does not ask again', () => {
  const decided = answer(flagOf(contradiction), 'correct', nine);
  const letter = fact('gleason', { total: 9, ...inNote('2020-01-01', 'GS 9') });
  assert.deepEqual(codesOf([...contradiction, letter], [decided]), []);
});

test('new evidence against the decision asks again, and the decision stays in force meanwhile', () => {
  const decided = answer(flagOf(contradiction), 'correct', nine);
  const letter = fact('gleason', { total: 10, specimen: 'biopsy', ...inNote('2020-01-01', 'Gleason 10') });
  const record = reconcile([...contradiction, letter], [decided]);
  assert.deepEqual(
    record.flags.map((f) => f.code),
    ['reopened_new_contradiction'],
  );
  assert.equal(record.gleason?.value.total, 9);
  assert.deepEqual(record.flags[0]?.proposal, nine);
  const again = answer(record.flags[0], 'confirm', nine, 2);
  assert.deepEqual(codesOf([...contradiction, letter], [decided, again]), [], 'answered once more, it rests');
});

test('a rejected cycle that another source reports is asked again', () => {
  const cycles = ['2019-03-12', '2019-03-20'].map((date) => fact('rlt_cycle', { date, ...coded('Procedure', date) }));
  const rejected = answer(flagOf(cycles), 'reject', null);
  assert.equal(reconcile(cycles, [rejected]).rlt.count.value, 1);
  assert.deepEqual(codesOf(cycles, [rejected]), []);
  const protocol = fact('rlt_cycle', {
    date: '2019-03-20',
    ...inNote('2019-03-20', '7,4 GBq appliziert', 'Therapieprotokoll'),
  });
  assert.deepEqual(codesOf([...cycles, protocol], [rejected]), ['reopened_new_contradiction']);
});

test('evidence that appears after "not documented" asks again', () => {
  const none = decision({ topic: 'crpc_date', action: 'not_documented', value: null });
  assert.deepEqual(codesOf([], [none]), []);
  const stated = fact('castration_resistance', { date: '2019-03', ...inNote('2019-06-01') });
  const record = reconcile([stated], [none]);
  assert.deepEqual(
    record.flags.map((f) => f.code),
    ['reopened_evidence_appeared'],
  );
  assert.equal(record.castrationResistance?.date, null, 'until then the decision holds');
});

test('evidence that is gone altogether asks again', () => {
  const decided = answer(flagOf(contradiction), 'correct', nine);
  assert.deepEqual(codesOf([], [decided]), ['reopened_evidence_gone']);
});

test('the latest decision on a topic is in force', () => {
  const first = answer(flagOf(contradiction), 'correct', nine, 1);
  const second = answer(flagOf(contradiction), 'correct', { primary: 3, secondary: 4, total: 7 }, 2);
  assert.equal(reconcile(contradiction, [second, first]).gleason?.value.total, 7);
});

test('the same question keeps its id, and other evidence changes its fingerprint', () => {
  const letter = fact('gleason', { total: 10, specimen: 'biopsy', ...inNote('2020-01-01', 'Gleason 10') });
  const [before, after] = [flagOf(contradiction), flagOf([...contradiction, letter])];
  assert.equal(before?.id, after?.id);
  assert.notEqual(before?.fingerprint, after?.fingerprint);
});

test('a drug that a person adds or refuses is in the record as he says', () => {
  const given = decision({ topic: 'drug:cabazitaxel', action: 'correct', value: { status: 'given', date: '2018-03' } });
  const [cabazitaxel] = reconcile([], [given]).drugs;
  assert.deepEqual(
    [cabazitaxel?.status, cabazitaxel?.start, cabazitaxel?.class, cabazitaxel?.decidedBy],
    ['given', '2018-03', 'taxane', 'human'],
  );
  const refused = decision({ topic: 'drug:docetaxel', action: 'reject', value: null });
  const told = fact('drug', { ...inNote('2018-01-01') });
  assert.deepEqual(reconcile([told], [refused]).drugs, []);
});
