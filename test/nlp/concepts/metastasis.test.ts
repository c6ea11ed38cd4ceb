import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metastasis } from '../../../src/nlp/concepts/metastasis/index.ts';
import { TOKEN_RULES, tokensOf } from '../../../src/nlp/concepts/metastasis/tokens.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';

function rulesIn(text: string): string[] {
  const doc = readDocument({ id: 'x', text });
  return doc.sentences.flatMap((s) => tokensOf(doc, s)).map((t) => t.rule.id);
}

for (const rule of TOKEN_RULES)
  test(`the word rule ${rule.id} finds its own examples`, () => {
    for (const [text] of rule.match) assert.ok(rulesIn(text).includes(rule.id), `${text}: ${rulesIn(text).join()}`);
    for (const text of rule.noMatch) assert.ok(!rulesIn(text).includes(rule.id), text);
  });

test('ids of word rules are unique', () => {
  assert.equal(new Set(TOKEN_RULES.map((r) => r.id)).size, TOKEN_RULES.length);
});

function read(text: string): { site: string; status: string; quotes: string[] }[] {
  const doc = readDocument({ id: 'x', text });
  const mentions = metastasis.recognise(doc);
  return metastasis.findings(doc, mentions).flatMap((f) => {
    if (f.kind !== 'metastasis') return [];
    return [
      {
        site: f.site,
        status: f.status,
        quotes: f.evidence.map((i) => doc.view.slice(mentions[i]?.start, mentions[i]?.end)),
      },
    ];
  });
}

test('the evidence of a site quotes its own words, also where they share a compound', () => {
  assert.deepEqual(read('Keine Leber- oder Lungenmetastasen.'), [
    { site: 'liver', status: 'absent', quotes: ['Leber'] },
    { site: 'lung', status: 'absent', quotes: ['Lungenmetastasen'] },
  ]);
});

test('the impression outranks the findings, and both outrank what was known before', () => {
  const note =
    'Anamnese: Knochenmetastasen.\n\nBefund\nLeber: Herd in S IV, V.a. Metastase.\n\nBeurteilung\nAusschluss einer Lebermetastase.';
  assert.deepEqual(
    read(note).map(({ site, status }) => [site, status]),
    [
      ['bone', 'present'],
      ['liver', 'absent'],
    ],
  );
});

test('a site gone on the image is historical though the list of diagnoses still names it', () => {
  const note = 'Diagnosen:\n- Lymphknotenmetastasen iliakal\n\nBefund\nLK iliakal nicht mehr abgrenzbar.';
  assert.deepEqual(
    read(note).map(({ site, status }) => [site, status]),
    [['lymph_node', 'historical']],
  );
});

test('what another primary tumour or a relative has is no finding of the patient', () => {
  assert.deepEqual(read('Zweitmalignom: NET des Ileums mit Lebermetastasen.'), []);
  assert.deepEqual(read('Familienanamnese: Mutter mit Hirnmetastasen.'), []);
});
