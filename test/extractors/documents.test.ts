import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { documentsOf, type DocumentText } from '../../src/extractors/documents.ts';

const nothing = (): null => null;
const inline = (text: string, contentType = 'text/plain') => ({
  contentType,
  data: Buffer.from(text).toString('base64'),
});
const reference = (more: object): FhirResource => ({
  resourceType: 'DocumentReference',
  id: 'd',
  status: 'current',
  subject: { reference: 'Patient/p' },
  ...more,
});
const report = (more: object): FhirResource => ({
  resourceType: 'DiagnosticReport',
  id: 'r',
  status: 'final',
  subject: { reference: 'Patient/p' },
  ...more,
});
const said = (documents: readonly DocumentText[]): string[] =>
  documents.map(({ outcome }) => ('text' in outcome ? outcome.text : outcome.reason));

test('a DocumentReference gives each of its attachments, with patient, date, kind and language', async () => {
  const documents = await documentsOf(
    reference({
      date: '2020-05-02T12:00:00+02:00',
      context: { period: { start: '2020-04-28', end: '2020-05-01' } },
      type: { coding: [{ display: 'Entlassungsbericht' }], text: 'Arztbrief' },
      language: 'de-DE',
      content: [{ attachment: inline('eins') }, { attachment: { ...inline('two'), language: 'en-US' } }],
    }),
    nothing,
  );
  assert.deepEqual(
    documents.map(({ patient, date, kind, language, attachment }) => [patient, date, kind, language, attachment]),
    [
      ['p', '2020-05-01', 'Arztbrief', 'de', 0],
      ['p', '2020-05-01', 'Arztbrief', 'en', 1],
    ],
  );
  assert.deepEqual(said(documents), ['eins', 'two']);
});

for (const [what, resource, date] of [
  [
    'the stay before the filing date',
    reference({ date: '2020-06-01', context: { period: { start: '2020-05-01', end: '2020-05-03' } } }),
    '2020-05-03',
  ],
  [
    'the start of a stay that has no end',
    reference({ date: '2020-06-01', context: { period: { start: '2020-05-01' } } }),
    '2020-05-01',
  ],
  [
    'no later day than the document was written',
    reference({ date: '2020-05-02', context: { period: { start: '2020-05-01', end: '2020-12-31' } } }),
    '2020-05-02',
  ],
  ['the filing date where nothing else is said', reference({ date: '2020-06-01T23:30:00-05:00' }), '2020-06-01'],
  [
    'the day an attachment was made',
    reference({ content: [{ attachment: { ...inline('x'), creation: '2020-02' } }] }),
    '2020-02',
  ],
  ['nothing rather than a guess', reference({ date: '2020-02-30' }), null],
  [
    'the exam before the signing of a report',
    report({ conclusion: 'x', effectiveDateTime: '2019-03', issued: '2019-05-01T10:00:00Z' }),
    '2019-03',
  ],
  [
    'the period of an exam',
    report({
      conclusion: 'x',
      effectivePeriod: { start: '2019-03-01', end: '2019-03-02' },
      issued: '2019-05-01T10:00:00Z',
    }),
    '2019-03-02',
  ],
  [
    'the event of a composition',
    { resourceType: 'Composition', id: 'c', date: '2020-01-09', event: [{ period: { start: '2020-01-05' } }] },
    '2020-01-05',
  ],
] as const) {
  test(`the date of a document is ${what}`, async () => {
    assert.equal((await documentsOf(resource, nothing))[0]?.date, date);
  });
}

test('a report gives its attachments and its conclusion; one that has neither is no document', async () => {
  assert.deepEqual(
    said(await documentsOf(report({ presentedForm: [inline('lang')], conclusion: 'kurz\r\nbündig' }), nothing)),
    ['lang', 'kurz\nbündig'],
  );
  assert.deepEqual(
    await documentsOf(report({ result: [{ reference: 'Observation/1' }], conclusion: ' ' }), nothing),
    [],
  );
});

test('a composition is one text, its section titles as headings, nested sections after their parent', async () => {
  const div = (html: string) => ({
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>`,
  });
  const composition = {
    resourceType: 'Composition',
    id: 'c',
    status: 'final',
    subject: { reference: 'Patient/p' },
    title: 'Pathologiebefund',
    text: div('<p>not this</p>'),
    section: [
      {
        title: 'Makroskopie',
        text: div('<p>Stanze <b>1</b></p>'),
        section: [{ title: 'Mikroskopie', text: div('Gleason 4+5=9') }],
      },
      { title: 'Leer' },
      { text: div('<table><tr><td>pT</td><td>3b</td></tr></table>') },
    ],
  };
  const [document, ...more] = await documentsOf(composition, nothing);
  assert.deepEqual([more, document?.kind], [[], 'Pathologiebefund']);
  assert.deepEqual(document && said([document]), ['Makroskopie\nStanze 1\n\nMikroskopie\nGleason 4+5=9\n\npT\t3b']);
  const bare = { ...composition, section: [] };
  assert.deepEqual(said(await documentsOf(bare, nothing)), ['not this']);
  assert.deepEqual(said(await documentsOf({ ...bare, text: undefined }, nothing)), ['no_content']);
});

test('attachments by URL are taken from the Binary that was received, checked, or named as not fetched', async () => {
  const attachment = { url: 'Binary/b1', size: 6 };
  const binary = {
    resourceType: 'Binary',
    id: 'b1',
    contentType: 'text/plain',
    data: Buffer.from('Befund').toString('base64'),
  };
  const resolve = (url: string) => (url === 'Binary/b1' ? binary : null);
  assert.deepEqual(said(await documentsOf(reference({ content: [{ attachment }] }), resolve)), ['Befund']);
  assert.deepEqual(
    said(await documentsOf(reference({ content: [{ attachment: { ...attachment, size: 7 } }] }), resolve)),
    ['hash_mismatch'],
  );
  assert.deepEqual(said(await documentsOf(reference({ content: [{ attachment: { url: 'https://x/y' } }] }), resolve)), [
    'not_fetched',
  ]);
  assert.deepEqual(
    said(await documentsOf(reference({ content: [{ attachment }] }), () => ({ resourceType: 'Binary', id: 'b1' }))),
    ['no_content'],
  );
});

test('documents that no longer stand are left out: superseded, entered in error, cancelled', async () => {
  const content = [{ attachment: inline('x') }];
  for (const resource of [
    reference({ content, status: 'superseded' }),
    reference({ content, status: 'entered-in-error' }),
    reference({ content, docStatus: 'entered-in-error' }),
    report({ conclusion: 'x', status: 'entered-in-error' }),
    report({ conclusion: 'x', status: 'cancelled' }),
    { resourceType: 'Composition', id: 'c', status: 'entered-in-error' },
    { resourceType: 'Observation', id: 'o' },
  ]) {
    assert.deepEqual(await documentsOf(resource, nothing), []);
  }
  assert.equal((await documentsOf(reference({ content, docStatus: 'preliminary' }), nothing)).length, 1);
});

test('B13 malformed elements are named and never thrown', async () => {
  for (const content of [undefined, null, 'x', [null], [{}], [{ attachment: null }], [{ attachment: { data: 7 } }]]) {
    assert.deepEqual(said(await documentsOf(reference({ content, context: { period: 'x' }, type: 'x' }), nothing)), [
      'no_content',
    ]);
  }
  const odd = report({ presentedForm: {}, conclusion: 7, effectivePeriod: null, code: { coding: [null] } });
  assert.deepEqual(await documentsOf(odd, nothing), []);
  assert.deepEqual(
    said(
      await documentsOf(
        { resourceType: 'Composition', id: 'c', section: [null, { text: null }], event: [null] },
        nothing,
      ),
    ),
    ['no_content'],
  );
});
