/** Documents that are not what they say, or would do harm. Rows B34–B43 of docs/reliability.md not held elsewhere. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { documentsOf } from '../../src/extractors/documents.ts';
import { textOfAttachment } from '../../src/extractors/text/attachment.ts';
import { MAX_PDF_PAGES } from '../../src/extractors/text/pdf.ts';
import { type Answer, faultServer } from '../support/fault-server.ts';
import { docxEntries, paragraph, pdf, zip } from './files.ts';
import { hospital, incompleteOf, pull } from './fhir-server.ts';

/** The text with its method, or the reason why there is none. */
async function tell(bytes: Buffer | string, contentType: string | null): Promise<string[]> {
  const data = Buffer.from(bytes as string).toString('base64');
  const outcome = await textOfAttachment({ data, contentType, hash: null, size: null });
  return 'text' in outcome ? [outcome.text, outcome.method, ...outcome.repairs] : [outcome.reason];
}

for (const [declared, bytes, expected] of [
  ['ASCII Text', 'Befund', ['Befund', 'plain', 'content_type_missing']],
  ['', 'Befund', ['Befund', 'plain', 'content_type_missing']],
  ['TEXT/PLAIN', 'Befund', ['Befund', 'plain']],
  ['text/plain', '{\\rtf1 Befund}', ['Befund', 'rtf', 'content_type_wrong']],
  ['application/pdf', 'Befund', ['truncated']],
  ['text/plain', pdf([['Befund der Stanze']]), ['Befund der Stanze', 'pdf', 'content_type_wrong']],
] as const) {
  test(`B34, quirk 13 content type ${JSON.stringify(declared)} over ${bytes.slice(0, 5).toString()}: ${expected.join(', ')}`, async () => {
    assert.deepEqual(await tell(bytes as string, declared), expected);
  });
}

const document = (url: string, contentType = 'text/plain'): FhirResource => ({
  resourceType: 'DocumentReference',
  id: 'd',
  status: 'current',
  subject: { reference: 'Patient/p1' },
  content: [{ attachment: { url, contentType } }],
});

for (const url of [
  'data:text/plain;base64,UFNBIDQ=',
  'ftp://127.0.0.1/docs/7',
  'file:///etc/passwd',
  'http://localhost:1/docs/7',
  'http://169.254.169.254/latest/meta-data',
  'http://intranet/docs/7',
  'http://[::1]:1/docs/7',
  '//evil.test/docs/7',
  'javascript:alert(1)',
  ' /docs/\t7',
]) {
  test(`B37 an attachment at ${JSON.stringify(url)} is not fetched, and the document says so`, async (t) => {
    const server = await faultServer(t, [], { resources: [...hospital(), { ...document(url) }], pageSize: 50 });
    const items = await pull(server.base, { auth: { kind: 'bearer', token: 'secret-token' } });
    assert.deepEqual(incompleteOf(items), []);
    assert.ok(!server.seen.some((seen) => seen.url.includes('/docs/')));
    const [found] = await documentsOf(document(url), () => null);
    assert.ok(found && 'reason' in found.outcome && found.outcome.reason === 'not_fetched');
  });
}

test('B37 a redirect from a document to another origin is not followed, and the token goes nowhere', async (t) => {
  const evil = await faultServer(t);
  const answers = [{ match: /\/docs\/7/, status: 302, headers: { location: `${evil.origin}/docs/7` } }];
  const resources = [...hospital(), { ...document('/docs/7') }];
  const server = await faultServer(t, answers, { resources, pageSize: 50 });
  const items = await pull(server.base, { auth: { kind: 'bearer', token: 'secret-token' } });
  assert.deepEqual([incompleteOf(items), evil.seen], [['Binary p1 foreign_redirect'], []]);
});

const DATA = Buffer.from('Arztbrief: Größe').toString('base64');
const BINARIES: readonly (readonly [what: string, answer: Answer, expected: string])[] = [
  [
    'a FHIR Binary',
    { body: { resourceType: 'Binary', id: 'b1', contentType: 'text/plain', data: DATA } },
    'Arztbrief: Größe',
  ],
  ['the bytes themselves', { body: 'Arztbrief: Größe', headers: { 'content-type': 'text/plain' } }, 'Arztbrief: Größe'],
  [
    'a FHIR Binary in XML',
    {
      body: `<?xml version="1.0"?><Binary xmlns="http://hl7.org/fhir"><data value="${DATA}"/></Binary>`,
      headers: { 'content-type': 'application/fhir+xml' },
    },
    'Binary p1 fhir_xml',
  ],
  ['an OperationOutcome', { body: { resourceType: 'OperationOutcome', issue: [] } }, 'Binary p1 operation_outcome'],
  ['another resource', { body: { resourceType: 'Patient', id: 'b1' } }, 'Binary p1 not_a_binary'],
];
for (const [what, answer, expected] of BINARIES) {
  test(`B38 where a Binary is asked for and ${what} comes: ${expected}`, async (t) => {
    const resources = [...hospital(), { ...document('Binary/b1') }];
    const server = await faultServer(t, [{ match: /Binary\/b1/, ...answer }], { resources, pageSize: 50 });
    const items = await pull(server.base);
    const binary = items.find((item) => item.kind === 'resource' && item.resource.resourceType === 'Binary');
    const [found] = await documentsOf(document('Binary/b1'), () =>
      binary?.kind === 'resource' ? binary.resource : null,
    );
    assert.ok(found);
    const text = 'text' in found.outcome ? found.outcome.text : incompleteOf(items).join();
    assert.equal(text, expected);
  });
}

test('B38 base64 that would be too large once decoded is refused before it is decoded', async () => {
  const data = 'A'.repeat(130 * 1024 * 1024);
  const outcome = await textOfAttachment({ data, contentType: 'text/plain', hash: null, size: null });
  assert.ok('reason' in outcome && outcome.reason === 'too_large');
});

test('B39 a PDF of too many pages is refused, and what a PDF would run is never run', async () => {
  const many = pdf(Array.from({ length: MAX_PDF_PAGES + 1 }, () => ['x']));
  assert.deepEqual(await tell(many, 'application/pdf'), ['too_large']);
  const action = '/OpenAction<</S/JavaScript/JS(globalThis.ran=1)>>';
  const plain = pdf([['Befund mit Gleason 4+5=9']]).toString('latin1');
  const active = Buffer.from(plain.replace('/Catalog', `/Catalog${action}`), 'latin1');
  assert.equal((await tell(active, 'application/pdf'))[0], 'Befund mit Gleason 4+5=9');
  assert.equal('ran' in globalThis, false);
});

test('B40 names in an archive are no paths: nothing is written, and the text is read all the same', async () => {
  const entries = { ...docxEntries(paragraph('Befund')), '../../lutra-zip-slip': 'x', '/lutra-zip-slip': 'x' };
  assert.deepEqual(await tell(zip(entries), 'application/zip'), ['Befund', 'docx']);
  for (const place of ['/lutra-zip-slip', '../../lutra-zip-slip']) assert.equal(existsSync(place), false);
});

for (const [what, html, expected] of [
  ['a script', '<p>PSA 4</p><script>document.write("PSA 9")</script>', 'PSA 4'],
  ['a handler', '<p onclick="x()">PSA 4</p><img src=x onerror="alert(1)">', 'PSA 4'],
  [
    'a style that loads',
    '<style>p{background:url(http://evil.test/x)}</style><p style="background:url(x)">PSA 4</p>',
    'PSA 4',
  ],
  ['a frame', '<iframe src="http://evil.test/">PSA 9</iframe><p>PSA 4</p>', 'PSA 4'],
  ['SVG', '<svg><text>PSA 9</text><script>1</script></svg><p>PSA 4</p>', 'PSA 4'],
  ['an inline image of 10 MB', `<p>PSA 4</p><img src="data:image/png;base64,${'A'.repeat(10_000_000)}">`, 'PSA 4'],
  ['entities', '<p>&#x3C;0,1 &#60;b&#62; &amp;lt; &auml; &#x2265;</p>', '<0,1 <b> &lt; ä ≥'],
  ['tags that are not closed', '<div><p>PSA 4<p>Gleason <b>9<div>Ende', 'PSA 4\n\nGleason 9\nEnde'],
  [
    'a table in a table',
    '<table><tr><td>4</td><td><table><tr><td>2</td><td>3</td></tr></table></td></tr></table>',
    '4\n2\t3',
  ],
  ['cells without white space', '<table><tr><td>PSA</td><td>4</td><td>2</td></tr></table>', 'PSA\t4\t2'],
  ['a comment', '<p>PSA 4<!-- PSA 9 --></p>', 'PSA 4'],
] as const) {
  test(`B41 HTML with ${what} gives its text alone`, async () => {
    const [text] = await tell(`<html><body>${html}</body></html>`, 'text/html');
    assert.equal(text, expected);
  });
}
