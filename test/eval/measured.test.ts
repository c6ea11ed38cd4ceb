import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { annotate } from '../../src/nlp/annotate.ts';
import { measureCorpus, serialise } from './measure.ts';

test('what src/nlp/measured.json says of the rules is what the labelled notes give', () => {
  const file = readFileSync(new URL('../../src/nlp/measured.json', import.meta.url), 'utf8').split('\n');
  const now = serialise(measureCorpus(annotate)).split('\n');
  const changed = now.filter((line) => !file.includes(line));
  assert.ok(
    file.join() === now.join(),
    `rules or labels have changed: npm run eval -- --write, then npm run docs\n${changed.slice(0, 20).join('\n')}`,
  );
});
