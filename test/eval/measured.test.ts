import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { annotate } from '../../src/nlp/annotate.ts';
import { measureCorpus, serialise } from './measure.ts';

test('what src/nlp/measured.json says of the rules is what the labelled notes give', () => {
  const file = readFileSync(new URL('../../src/nlp/measured.json', import.meta.url), 'utf8');
  const now = serialise(measureCorpus(annotate));
  assert.equal(file, now, 'rules or labels have changed: npm run eval -- --write, then npm run docs');
});
