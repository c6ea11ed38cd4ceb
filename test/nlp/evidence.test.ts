import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { NoteInput } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';

const corpus = path.join(import.meta.dirname, '..', 'corpus');
const notes = readdirSync(corpus, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.json'))
  .flatMap(
    (file) => (JSON.parse(readFileSync(path.join(corpus, file), 'utf8')) as { notes?: NoteInput[] }).notes ?? [],
  );

test('every finding on every labelled note names the mentions that prove it', () => {
  assert.ok(notes.length > 150);
  const without = notes.flatMap((note) => {
    const { mentions, findings } = annotate(note);
    return findings
      .filter(({ evidence }) => evidence.length === 0 || evidence.some((i) => mentions[i] === undefined))
      .map((finding) => `${note.id} ${finding.kind}`);
  });
  assert.deepEqual(without, []);
});
