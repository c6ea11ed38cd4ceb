import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { textOfAttachment } from '../../src/extractors/text/attachment.ts';
import { docxEntries, paragraph, pdf, row, zip } from './files.ts';

interface More {
  readonly hash?: string;
  readonly size?: number;
}
const read = (bytes: Buffer | string, contentType: string | null, more: More = {}) =>
  textOfAttachment({
    data: Buffer.from(bytes as string).toString('base64'),
    contentType,
    hash: more.hash ?? null,
    size: more.size ?? null,
  });

/** The text and how it came about, or the reason. */
async function tell(bytes: Buffer | string, contentType: string | null, more: More = {}): Promise<unknown[]> {
  const outcome = await read(bytes, contentType, more);
  return 'text' in outcome ? [outcome.text, outcome.method, outcome.charset, ...outcome.repairs] : [outcome.reason];
}

const GERMAN = 'Größenregrediente ossäre Filiae; Übelkeit, 5 µg/l, Weiß';

for (const [declared, written, charset, repairs] of [
  ['text/plain; charset=UTF-8', 'utf-8', 'utf-8', []],
  ['TEXT/PLAIN;CHARSET="utf-8"', 'utf-8', 'utf-8', []],
  ['text/plain', 'utf-8', 'utf-8', []],
  ['application/txt', 'utf-8', 'utf-8', []],
  ['ASCII Text', 'windows-1252', 'windows-1252', ['content_type_missing', 'charset_guessed']],
  ['text/plain; charset=ISO-8859-1', 'windows-1252', 'windows-1252', []],
  ['text/plain; charset=windows-1252', 'windows-1252', 'windows-1252', []],
  ['text/plain; charset=utf-8', 'windows-1252', 'windows-1252', ['charset_declared_wrong']],
  ['text/plain; charset=iso-8859-1', 'utf-8', 'utf-8', ['charset_declared_wrong']],
  ['text/plain; charset=klingon', 'windows-1252', 'windows-1252', ['charset_declared_wrong']],
  ['text/plain', 'windows-1252', 'windows-1252', ['charset_guessed']],
  ['text/plain', 'cp850', 'cp850', ['charset_guessed']],
  ['text/plain; charset=utf-8', 'cp850', 'cp850', ['charset_declared_wrong']],
  ['text/plain; charset=cp850', 'cp850', 'cp850', []],
  ['text/plain; charset=utf-16', 'utf-16le', 'utf-16le', []],
  ['text/plain', 'utf-16be', 'utf-16be', []],
  [null, 'utf-8', 'utf-8', ['content_type_missing']],
] as const) {
  test(`B34, B35 German umlauts survive: ${declared ?? 'no content type'}, written in ${written}`, async () => {
    assert.deepEqual(await tell(iconv.encode(GERMAN, written), declared), [GERMAN, 'plain', charset, ...repairs]);
  });
}

test('B35 typographic signs of Windows-1252 under an ISO-8859-1 label are read as such', async () => {
  const text = '„Größe“ – 10 €';
  assert.deepEqual(await tell(iconv.encode(text, 'windows-1252'), 'text/plain; charset=iso-8859-1'), [
    text,
    'plain',
    'windows-1252',
  ]);
});

test('B35 byte order marks are no text, in any Unicode charset', async () => {
  for (const charset of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    assert.deepEqual((await tell(iconv.encode(GERMAN, charset, { addBOM: true }), 'text/plain'))[0], GERMAN);
  }
});

test('B35 text encoded twice is mended and flagged; the letter à before a space is left alone', async () => {
  const twice = iconv.decode(Buffer.from(`${GERMAN} – „x“`, 'utf8'), 'windows-1252');
  assert.deepEqual(await tell(twice, 'text/plain; charset=utf-8'), [`${GERMAN} – „x“`, 'plain', 'utf-8', 'mojibake']);
  assert.deepEqual(await tell('Ã la carte', 'text/plain; charset=utf-8'), ['Ã la carte', 'plain', 'utf-8']);
});

test('line ends become one form and nothing else changes', async () => {
  assert.deepEqual((await tell('a\r\nb\rc\n\n  d\t', 'text/plain'))[0], 'a\nb\nc\n\n  d\t');
});

test('B41 HTML gives its text: cells apart, entities once, no script, no link targets', async () => {
  const html = `<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><h1>Befund</h1><script>alert(1)</script>
    <table><tr><th>Lymphknoten</th><td>4</td><td>2</td></tr><tr><td>PSA</td><td/><td>137,4&nbsp;ng/ml</td></tr></table>
    <ul><li>Gleason 4+5=9</li><li>pT3b</li></ul><p>&lt;0,1 &amp;lt; <a href="http://evil.test">hier</a><br>neue Zeile<img src="http://evil.test/x.png" alt="no"></p></body></html>`;
  const expected =
    'Befund\n\nLymphknoten\t4\t2\nPSA\t\t137,4\u00a0ng/ml\n\n- Gleason 4+5=9\n- pT3b\n\n<0,1 &lt; hier\nneue Zeile';
  assert.deepEqual(await tell(html, 'text/html; charset=utf-8'), [expected, 'html', 'utf-8']);
});

test('B34 XHTML under odd content types, and HTML that is called plain text, are read as HTML', async () => {
  const xhtml =
    '<?xml version="1.0" encoding="ISO-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Größe</p></body></html>';
  const bytes = iconv.encode(xhtml, 'windows-1252');
  assert.deepEqual(await tell(bytes, 'application/xhtml'), ['Größe', 'html', 'windows-1252']);
  assert.deepEqual(await tell(bytes, 'text/plain'), ['Größe', 'html', 'windows-1252', 'content_type_wrong']);
  assert.deepEqual((await tell('PSA <0,1 ng/ml', 'text/plain'))[0], 'PSA <0,1 ng/ml');
});

test('a CDA document gives its narrative with section titles, and no names or codes', async () => {
  const cda = `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><name>Muster</name></recordTarget><component><structuredBody>
    <component><section><title>Plan</title><text><paragraph>Docetaxel</paragraph><table><tr><td>a</td><td>b</td></tr></table><list><item>eins</item><item>zwei</item></list></text>
    <entry><observation><text>code</text></observation></entry></section></component></structuredBody></component></ClinicalDocument>`;
  assert.deepEqual(await tell(cda, 'application/xml'), ['Plan\nDocetaxel\na\tb\n\neins\nzwei', 'html', 'utf-8']);
});

test('PDF gives its text page by page; cells on one line are not glued', async () => {
  const cells = 'Lymphknoten) Tj 200 0 Td (4) Tj 20 0 Td (2';
  const bytes = pdf([['Gleason 4+5=9', 'PSA 137,4 ng/ml', cells], ['Zweite Seite des Briefes']]);
  assert.deepEqual(await tell(bytes, 'application/pdf'), [
    'Gleason 4+5=9\nPSA 137,4 ng/ml\nLymphknoten 4 2\n\nZweite Seite des Briefes',
    'pdf',
    null,
  ]);
  assert.deepEqual((await tell(bytes, 'text/plain')).at(-1), 'content_type_wrong');
});

test('B39 a PDF without text says why', async () => {
  assert.deepEqual(await tell(pdf([[], []]), 'application/pdf'), ['scanned_pdf']);
  assert.deepEqual((await tell(pdf([['Erste Seite mit Text'], []]), 'application/pdf')).at(-1), 'pages_without_text');
  assert.deepEqual(await tell(pdf([['geheim']], true), 'application/pdf'), ['encrypted_pdf']);
  assert.deepEqual(await tell('%PDF-1.5\nnothing\n%%EOF', 'application/pdf'), ['bad_pdf']);
  assert.deepEqual(await tell('%PDF-1.5\n10 0 obj', 'application/pdf'), ['truncated']);
});

test('DOCX gives paragraphs and tables, row by row', async () => {
  const body = `${paragraph('Größe &lt; 5')}<w:tbl>${row('PSA', '4', '2')}${row('Gleason', '9')}</w:tbl>${paragraph('Ende')}`;
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const [text, method, , ...repairs] = await tell(zip(docxEntries(body)), type);
  assert.deepEqual([text, method, repairs], ['Größe < 5\n\nPSA\t4\t2\nGleason\t9\n\nEnde', 'docx', []]);
});

test('B40 archives that are no DOCX, broken, or larger than they say are refused', async () => {
  const type = 'application/zip';
  assert.deepEqual(await tell(zip({ 'a.txt': 'x' }), type), ['unsupported_type']);
  assert.deepEqual(await tell(zip(docxEntries(paragraph('x'))).subarray(0, -30), type), ['bad_archive']);
  const bomb = zip({ ...docxEntries(paragraph('x')), 'word/media/zeros': Buffer.alloc(5_000_000) }, (size) =>
    Math.min(size, 1000),
  );
  assert.deepEqual(await tell(bomb, type), ['too_large']);
  const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`f${n}`, 'x']));
  assert.deepEqual(await tell(zip(many), type), ['too_large']);
});

test('B34 what holds no text is named: images, other formats, nothing but white space', async () => {
  assert.deepEqual(await tell(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'image/jpeg'), ['image']);
  assert.deepEqual(await tell(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'text/plain'), ['image']);
  assert.deepEqual(await tell('II*\0xxxx', 'image/tiff'), ['image']);
  assert.deepEqual(await tell(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'application/msword'), [
    'unsupported_type',
  ]);
  assert.deepEqual(await tell(Buffer.from(Array.from({ length: 99 }, (_, n) => n % 9)), 'text/plain'), [
    'unsupported_type',
  ]);
  assert.deepEqual(await tell('{}', 'application/json'), ['unsupported_type']);
  assert.deepEqual(await tell(' \n\t', 'text/plain'), ['empty']);
  assert.deepEqual(await tell('<html><body><img src="x"></body></html>', 'text/html'), ['empty']);
  assert.deepEqual(await tell('', 'text/plain'), ['no_content']);
});

for (const [what, data, expected] of [
  ['white space', 'UFNB\r\n IDQs\nMg==', 'PSA 4,2'],
  ['a foreign character', 'UFNB*DQsMg==', 'bad_base64'],
  ['padding in the middle', 'UFN=IDQsMg==', 'bad_base64'],
  ['the url-safe alphabet', 'UFNBIDQs_g==', 'bad_base64'],
  ['a missing end', 'UFNBIDQsMg', 'truncated'],
  ['nothing in it', '', 'no_content'],
  ['nothing but white space', ' \n', 'no_content'],
  ['too much padding', 'UFNBIDQsMg====', 'bad_base64'],
] as const) {
  test(`B33 base64 with ${what} gives ${expected}`, async () => {
    const outcome = await textOfAttachment({ data, contentType: 'text/plain', hash: null, size: null });
    assert.equal('text' in outcome ? outcome.text : outcome.reason, expected);
  });
}

test('B36, F13 an attachment whose size or hash does not fit is not read', async () => {
  const hash = createHash('sha1').update('Befund').digest('base64');
  assert.equal((await tell('Befund', 'text/plain', { hash, size: 6 }))[0], 'Befund');
  assert.deepEqual(await tell('Befund', 'text/plain', { size: 7 }), ['hash_mismatch']);
  assert.deepEqual(await tell('Befunde', 'text/plain', { hash }), ['hash_mismatch']);
});
