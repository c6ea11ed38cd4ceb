/** Real FHIR of others, where it lies beside the checkout: every folder is read to its end, with the right counts. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { silentLog, systemClock } from '../../src/effects.ts';
import { documentsOf, type DocumentText } from '../../src/extractors/documents.ts';
import { notesOf } from '../../src/extractors/notes.ts';
import { openSource, parseSource, type Received } from '../../src/extractors/source.ts';
import { rangesOf } from './fhir-server.ts';

const data = fileURLToPath(new URL('../../../shared/data/fhir/', import.meta.url));
const skip = existsSync(data) ? false : 'no ../shared/data/fhir here';

async function receive(folder: string): Promise<{ items: Received[]; documents: DocumentText[] }> {
  const items: Received[] = [];
  const documents: DocumentText[] = [];
  for await (const item of openSource(parseSource(data + folder), { clock: systemClock, log: silentLog }).receive()) {
    items.push(item);
    if (item.kind === 'resource') documents.push(...(await documentsOf(item.resource, () => null)));
  }
  return { items, documents };
}

for (const [folder, files, resources, texts, without] of [
  ['bih-prostate', 4, 33, 8, []],
  ['isik-documents', 5, 5, 1, ['image', 'image', 'truncated', 'not_fetched']],
  ['mii-onko-prostata', 2, 13, 0, []],
  ['obds-prostata', 1, 49, 0, []],
  ['synthea-prostate', 3, 1961, 0, []],
  ['synthea-notes', 6, 3415, 332, []],
  ['us-core-notes', 8, 8, 7, ['not_fetched']],
] as const) {
  test(`${folder} is read to its end and every document ends as text or as a named reason`, { skip }, async () => {
    const { items, documents } = await receive(folder);
    assert.deepEqual(
      items.filter((item) => item.kind === 'quarantined'),
      [],
    );
    assert.equal(items.filter((item) => item.kind === 'resource').length, resources);
    assert.equal(rangesOf(items).length, files);
    assert.ok(rangesOf(items).every(({ state }) => state === 'complete'));
    const { notes, withoutText } = notesOf('anyone', documents);
    assert.ok(notes.every(({ text }) => text.trim() !== ''));
    assert.equal(documents.filter(({ outcome }) => 'text' in outcome).length, texts);
    assert.deepEqual(
      withoutText.map(({ reason }) => reason),
      without,
    );
  });
}

test('PDF, XHTML and CDA of the US examples give readable notes', { skip }, async () => {
  const { documents } = await receive('us-core-notes');
  const { notes } = notesOf('example', documents);
  const all = notes.map(({ text, method }) => `${method} ${text}`).join('\n');
  for (const words of [
    'pdf Health eData Inc',
    'DO NOT RESUSCITATE (DNR) ORDER',
    'INDICATION/CLINICAL QUESTION: Fever / Pneumonia',
  ]) {
    assert.ok(all.includes(words), words);
  }
  assert.deepEqual(new Set(notes.map(({ method }) => method)), new Set(['pdf', 'html', 'plain']));
});
