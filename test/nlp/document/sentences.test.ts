import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../src/nlp/document/document.ts';

function sentences(text: string): string[] {
  const doc = readDocument({ id: 'x', text });
  return doc.sentences.map((s) => doc.view.slice(s.start, s.end));
}

function sections(text: string): [string, string][] {
  const doc = readDocument({ id: 'x', text });
  return doc.sentences.map((s) => [s.section, doc.view.slice(s.start, s.end)]);
}

test('abbreviations, ordinals and dates do not end a sentence', () => {
  assert.equal(sentences('Z.n. 3. Zyklus am 12.03. und V.a. Metastasen bds. im Becken').length, 1);
  assert.deepEqual(sentences('Leber o.B. Lunge frei. Kein Erguss.'), ['Leber o.B.', 'Lunge frei.', 'Kein Erguss.']);
  assert.deepEqual(sentences('Therapie am 06.02.2018. Danach stabil.'), ['Therapie am 06.02.2018.', 'Danach stabil.']);
});

test('a line that only the width of the page has cut is read on; bullets and labels begin anew', () => {
  const wide = 'Nach Aufklaerung und bei ausreichenden Blutwerten am Dienstag komplikationslose Applikation von';
  assert.deepEqual(sentences(`${wide}\n7,5 GBq 177Lu-PSMA-617.`), [`${wide} 7,5 GBq 177Lu-PSMA-617.`]);
  assert.deepEqual(sentences('- Knochen: Metastasen\n- Leber: frei'), ['- Knochen: Metastasen', '- Leber: frei']);
});

test('headings of German and English letters open their sections, the salutation closes what stands before', () => {
  const text =
    'Klinik\n\nDiagnosen:\n- mCRPC\n\nSehr geehrte Kollegin,\nwir berichten.\n\nProcedere:\n- Kontrolle\nFamilienanamnese: Vater Gleason 8';
  assert.deepEqual(
    sections(text).map(([s]) => s),
    ['header', 'diagnosis', 'diagnosis', 'body', 'plan', 'plan', 'family_history'],
  );
  assert.equal(sections('IMPRESSION: bone mets')[0]?.[0], 'impression');
  assert.equal(sections('FINDINGS\nLungs clear.')[1]?.[0], 'findings');
});

test('a title in mid-line holds to the end of its line', () => {
  const found = sections('ECOG 1. Familienanamnese: Bruder mit Knochenmetastasen.\nGewicht konstant.');
  assert.deepEqual(
    found.map(([s]) => s),
    ['header', 'family_history', 'header'],
  );
});

test('the language is that of most of the text', () => {
  assert.equal(
    readDocument({ id: 'x', text: 'The patient was seen with his wife for follow-up of bone mets.' }).language,
    'en',
  );
  assert.equal(readDocument({ id: 'x', text: 'Der Patient wurde mit seiner Frau vorstellig.' }).language, 'de');
});
