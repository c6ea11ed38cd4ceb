import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assess } from '../../../src/nlp/assertion/assess.ts';
import { CUES } from '../../../src/nlp/assertion/cues.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';

/** The assertion of the words in square brackets. */
function assertionOf(marked: string): string {
  const doc = readDocument({ id: 'x', text: marked.replace(/[[\]]/g, '') });
  return assess(doc, { start: marked.indexOf('['), end: marked.indexOf(']') - 1 }).assertion;
}

for (const cue of CUES)
  test(`the cue ${cue.id} reads its own examples as they are labelled`, () => {
    for (const [text, expected] of cue.match) assert.equal(assertionOf(text), expected, text);
    for (const text of cue.noMatch) {
      const doc = readDocument({ id: 'x', text: text.replace(/[[\]]/g, '') });
      const { cues } = assess(doc, { start: text.indexOf('['), end: text.indexOf(']') - 1 });
      assert.ok(!cues.some((c) => c.rule === cue.id), text);
    }
  });

test('cues have ids of their own, and every cue that governs words has an example', () => {
  assert.equal(new Set(CUES.map((c) => c.id)).size, CUES.length);
  for (const cue of CUES) if (cue.effect !== 'stop') assert.ok(cue.match.length > 0, cue.id);
});

const PROBES = readFileSync(new URL('../../corpus/probes/negation-de.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

for (const line of PROBES) {
  const [expected = '', target = '', text = ''] = line.split('|');
  test(`B46 negation probe: ${target} is ${expected} in "${text}"`, () => {
    const doc = readDocument({ id: 'probe', text });
    const start = doc.view.lastIndexOf(target);
    const { assertion } = assess(doc, { start, end: start + target.length });
    assert.equal(assertion === 'uncertain' ? 'possible' : assertion, expected);
  });
}
