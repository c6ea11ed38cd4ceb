import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Evidence, Fact, Flag } from '../../src/domain.ts';
import { evidenceItems } from '../../src/review/evidence.ts';
import { notePart } from '../../src/review/full-note.ts';
import { buildQueue, nextOpen } from '../../src/review/queue.ts';
import { stanceOf } from '../../src/review/stance.ts';
import { around, segments } from '../../src/review/text.ts';
import { visible } from '../../src/review/visible.ts';
import { flag, hospital, note, quoted } from './hospital.ts';
import type { Hospital } from './hospital.ts';

const find = (h: Hospital, patient: string, topic: string): Flag =>
  h.store.flags.find((f) => f.patient === patient && f.topic === topic) as Flag;
const itemsOf = (h: Hospital, f: Flag, decided: readonly Evidence[] | null = null) =>
  evidenceItems(f, h, h.facts(f.patient), decided);

test('what contradicts the proposal comes first; a sentence copied from note to note is shown once', () => {
  const h = hospital();
  const items = itemsOf(h, find(h, 'uke-0001', 'gleason_initial'));
  assert.deepEqual(
    items.map((item) => [item.stance, item.reads, item.copies.notes, item.copies.first, item.copies.last]),
    [
      ['contradicts', ['2013-04-10 Gleason 4 + 3 = 7 (biopsy)'], 3, '2019-03-15', '2020-01-20'],
      ['supports', ['2013-06 Gleason 4 + 5 = 9 (prostatectomy)'], 3, '2019-03-15', '2020-01-20'],
    ],
  );
});

test('another cycle of the same patient speaks neither for nor against this one', () => {
  const cycle = (date: string, status: 'given' | 'planned' = 'given') =>
    ({
      kind: 'rlt_cycle',
      patient: 'p',
      date,
      number: null,
      end: null,
      agent: '177Lu-PSMA',
      activityGbq: null,
      status,
      countable: true,
      evidence: [],
    }) as const;
  const stance = (fact: Fact) => stanceOf(fact, 'rlt_cycle:2019-03-13', { status: 'given', date: '2019-03-13' });
  assert.equal(stance(cycle('2019-03-13')), 'supports');
  assert.equal(stance(cycle('2019-03')), 'supports');
  assert.equal(stance(cycle('2019-03-13', 'planned')), 'contradicts');
  assert.equal(stance(cycle('2019-03-15')), 'contradicts', 'the same administration under another date');
  assert.equal(stance(cycle('2019-05-02')), 'neutral');
});

test('several quotes of one statement are one item with several marks', () => {
  const h = hospital();
  const [item, ...rest] = itemsOf(h, find(h, 'uke-0001', 'metastasis:liver'));
  assert.equal(rest.length, 0);
  assert.deepEqual(
    item?.snippet.filter((part) => part.mark === 'hit').map((part) => part.text),
    ['fragliche Läsion im Segment VII', 'V. a. Filia'],
  );
});

test('coded evidence stands beside quotes and is weighed like them', () => {
  const h = hospital();
  const items = itemsOf(h, find(h, 'us-0001', 'drug:cabazitaxel'));
  assert.deepEqual(
    items.map((item) => [item.source, item.stance]),
    [
      ['structured', 'contradicts'],
      ['note', 'supports'],
    ],
  );
});

test('a quote that no longer stands in its note is said to be so and never highlighted', () => {
  const h = hospital();
  const f = find(h, 'us-0001', 'gleason_initial');
  const before = h.note('us-0001-n0');
  assert.ok(before);
  h.store.notes.set(before.id, { ...before, text: `x${before.text}` });
  const changed = itemsOf(h, f);
  assert.deepEqual(new Set(changed.map((item) => item.trouble)), new Set(['changed']));
  assert.ok(changed.every((item) => item.snippet.every((part) => part.mark === null)));
  assert.equal(
    notePart(f, 0, null, h)?.segments.some((part) => part.mark !== null),
    false,
  );
  h.store.notes.delete(before.id);
  assert.deepEqual(new Set(itemsOf(h, f).map((item) => item.trouble)), new Set(['gone']));
});

test('a note of another patient is not shown, whatever the evidence names', () => {
  const h = hospital();
  const [first] = find(h, 'us-0002', 'gleason_initial').evidence;
  assert.ok(first);
  const f = flag('us-0001', 'gleason_initial', 'x', 'x', null, [first]);
  assert.equal(itemsOf(h, f)[0]?.trouble, 'gone');
  assert.equal(notePart(f, 0, null, h), null);
});

test('evidence that was not there at the decision is marked new', () => {
  const h = hospital();
  const f = find(h, 'uke-0002', 'crpc_date');
  const items = itemsOf(h, f, f.evidence.slice(0, 1));
  assert.deepEqual(
    items.map((item) => [item.source, item.isNew]),
    [
      ['structured', true],
      ['note', false],
    ],
  );
});

test('a note of 500 kB comes in parts of at most 64 kB that together are the note', () => {
  const h = hospital();
  const text = 'Befund unauffällig. '.repeat(25_000);
  const long = note('us-0001', 'long', 'Verlauf', '2020-01-01', `${text}Gleason 4+4=8${text.slice(0, 3000)}`);
  h.store.notes.set(long.id, long);
  const f = flag('us-0001', 'gleason_initial', 'x', 'x', null, [quoted(long, 'Gleason 4+4=8', 'r')]);
  const there = notePart(f, 0, null, h);
  assert.ok(there?.segments.some((part) => part.mark === 'hit'));
  let [read, from]: [string, number | null] = ['', 0];
  while (from !== null) {
    const part = notePart(f, 0, from, h);
    const shown: string = part?.segments.map((s) => s.text).join('') ?? '';
    assert.ok(shown.length <= 64_100);
    read += shown;
    from = part?.after ?? null;
  }
  assert.ok(read === long.text);
});

test('law: the segments of a window are the window, whatever is marked in it', () => {
  const span = (length: number) =>
    fc.tuple(fc.nat(length), fc.nat(length)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  const cases = fc
    .string({ unit: 'grapheme', maxLength: 80 })
    .chain((text) => fc.tuple(fc.constant(text), fc.array(span(text.length), { maxLength: 5 }), span(text.length)));
  fc.assert(
    fc.property(cases, fc.nat(30), ([text, spans, of], context) => {
      const window = around(text, of, context);
      assert.ok(window.start <= of.start && window.end >= of.end);
      assert.equal(
        segments(text, window, spans.slice(0, 2), spans.slice(2))
          .map((s) => s.text)
          .join(''),
        text.slice(window.start, window.end),
      );
    }),
  );
});

test('B43 characters that would hide or turn text around are shown, others are left alone', () => {
  const cases: Record<string, string> = {
    'a\u202Eb': 'a⟦U+202E⟧b',
    '\u0000\u2066x\u2069': '⟦U+0000⟧⟦U+2066⟧x⟦U+2069⟧',
    '\uFEFFBefund\u200B': '⟦U+FEFF⟧Befund⟦U+200B⟧',
    'Zeile\r\n\tTab\u00AD 👨‍⚕️': 'Zeile\r\n\tTab\u00AD 👨‍⚕️',
    '\u{E0041}': '⟦U+E0041⟧',
  };
  for (const [text, shown] of Object.entries(cases)) assert.equal(visible(text), shown);
});

test('the next open question is the following one, then from the start; the patient stays together', () => {
  const h = hospital();
  const mark = (f: Flag) =>
    ({
      seq: 1,
      patient: f.patient,
      topic: f.topic,
      action: 'confirm',
      fingerprint: f.fingerprint,
      by: 'x',
      at: 'x',
    }) as const;
  const queue = buildQueue(h.store.flags.toReversed(), []);
  assert.deepEqual(
    queue.map((entry) => entry.flag.patient),
    queue.map((entry) => entry.flag.patient).toSorted(),
  );
  const last = queue.at(-1)?.flag;
  assert.equal(nextOpen(queue, last?.id ?? null)?.id, queue[0]?.flag.id);
  assert.equal(nextOpen(buildQueue(h.store.flags, h.store.flags.map(mark)), null), null);
  const stale = h.store.flags.map((f, i) => ({ ...mark(f), fingerprint: i === 5 ? 'older' : f.fingerprint }));
  assert.equal(nextOpen(buildQueue(h.store.flags, stale), null)?.id, h.store.flags[5]?.id);
});
