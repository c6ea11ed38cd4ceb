import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readDocument } from '../../../src/nlp/document/document.ts';
import { normalise } from '../../../src/nlp/document/normalise.ts';

const view = (text: string): string => normalise(text).text;

const READS: readonly (readonly [given: string, view: string])[] = [
  ['Schädel, Größe, LÄSION', 'Schaedel, Groesse, LAESION'],
  ['Scha\u0308del', 'Schaedel'],
  ['¹⁷⁷Lu-PSMA‑617', '177Lu-PSMA-617'],
  ['7,4\u00a0GBq', '7,4 GBq'],
  ['Leber\u00admetastasen', 'Lebermetastasen'],
  ['Radio-\nligandentherapie', 'Radioligandentherapie'],
  ['LYMPH-\n   KNOTENMETASTASEN', 'LYMPHKNOTENMETASTASEN'],
  ['Leber-\nund Lungenmetastasen', 'Leber- und Lungenmetastasen'],
  ['PSMA-\nTherapie', 'PSMA-Therapie'],
  ['GIeason 4+3', 'Gleason 4+3'],
  ['12.06.2O13', '12.06.2013'],
  ['LETZTE 28.l.20', 'LETZTE 28.1.20'],
  ['Prostatakarzinorn', 'Prostatakarzinom'],
  ['l77Lu', '177Lu'],
  ['Zeile 1\r\nZeile 2', 'Zeile 1\nZeile 2'],
  ['mCRPC since\n12/2020, bone', 'mCRPC since 12/2020, bone'],
  ['Docetaxel\n12/2020 CT', 'Docetaxel\n12/2020 CT'],
  ['≥ 20 µg/l → hoch', '>= 20 ug/l -> hoch'],
];

for (const [given, expected] of READS)
  test(`B44 the view of ${JSON.stringify(given)} is ${JSON.stringify(expected)}`, () => {
    assert.equal(view(given), expected);
  });

const noise = fc.string({
  unit: fc.constantFrom(...Array.from('aäÄßö e\u0308\u00ad\u00a0\r\n-IlO0.1²µ→☒ﬁ\u{1F600}LYMPHknoten')),
  maxLength: 60,
});

test('B44 spans of the view map back in order, within the text, and cover what they were made of', () => {
  fc.assert(
    fc.property(noise, fc.nat(), fc.nat(), (text, a, b) => {
      const { text: v, toOriginal } = normalise(text);
      const [start, end] = [a % (v.length + 1), b % (v.length + 1)].sort((x, y) => x - y) as [number, number];
      const span = toOriginal({ start, end });
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
      // What was deleted belongs to neither neighbour, so only a span that is not empty lies within the whole.
      const whole = toOriginal({ start: 0, end: v.length });
      if (start < end) assert.ok(whole.start <= span.start && span.end <= whole.end);
      if (start < end)
        assert.ok(toOriginal({ start, end: start + 1 }).start <= toOriginal({ start: end - 1, end }).start);
    }),
    { seed: 20_260_101, numRuns: 3000 },
  );
});

test('the view of a plain ASCII text without line breaks is the text, and every span maps to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abc de.,12')) }), fc.nat(), fc.nat(), (text, a, b) => {
      const { text: v, toOriginal } = normalise(text);
      assert.equal(v, text);
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
      assert.deepEqual(toOriginal({ start, end }), { start, end });
    }),
    { seed: 20_260_102 },
  );
});

test('sentences, lines and clauses lie in order within the view and never overlap', () => {
  fc.assert(
    fc.property(noise, (text) => {
      const doc = readDocument({ id: 'x', text });
      assert.equal(doc.lower.length, doc.view.length);
      let end = 0;
      for (const s of doc.sentences) {
        assert.ok(s.start >= end && s.end > s.start && s.end <= doc.view.length);
        assert.equal(s.clauses[0]?.start, s.start);
        assert.equal(s.clauses.at(-1)?.end, s.end);
        end = s.end;
      }
    }),
    { seed: 20_260_103, numRuns: 1500 },
  );
});

for (const [given, expected] of [
  ['Lymph Knoten Metastasen', 'LymphKnotenMetastasen'],
  ['Brust Wirbel Körper', 'BrustWirbelKoerper'],
  ['Neben Niere, Ober Lappen', 'NebenNiere, OberLappen'],
  ['die Leber, Metastasen nicht', 'die Leber, Metastasen nicht'],
] as const)
  test(`a compound that was dictated apart is read as one word: ${JSON.stringify(given)}`, () => {
    assert.equal(view(given), expected);
  });
