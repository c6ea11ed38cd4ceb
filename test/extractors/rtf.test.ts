import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { rtfToText } from '../../src/extractors/text/rtf.ts';
import { textOfAttachment } from '../../src/extractors/text/attachment.ts';

const rtf = (
  body: string,
  head = '\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fcharset238 Arial CE;}{\\f2\\fcharset204 Arial Cyr;}}',
): Buffer => Buffer.from(`{\\rtf1${head}${body}}`, 'latin1');

for (const [what, body, text] of [
  ['plain letters', 'Sehr geehrte Frau Kollegin', 'Sehr geehrte Frau Kollegin'],
  ['hexadecimal characters of the code page', "Gr\\'f6\\'dfe \\'84x\\'93 \\'80", 'Größe „x“ €'],
  ['raw bytes of the code page', 'Gr\xf6\xdfe', 'Größe'],
  ['Unicode with one stand-in', "Gr\\u246 ?\\u223\\'dfe \\u8805?5", 'Größe ≥5'],
  ['Unicode without a stand-in', '{\\uc0\\u246\\u223e}x\\u246?x', 'ößexöx'],
  ['Unicode with two stand-ins', "\\uc2\\u8364\\'80\\'80x", '€x'],
  ['a negative number and a pair of surrogates', '\\u-10178?\\u-8937?', '\u{1f917}'],
  ['paragraphs, lines and tabs', 'a\\par\nb\\line c\\tab d\\par\\par\\par\\par e', 'a\nb\nc\td\n\ne'],
  [
    'a table: cells by tab, rows by line',
    '\\trowd\\cellx1\\cellx2 4\\cell 2\\cell\\row\\trowd PSA\\cell 137,4\\cell\\row x',
    '4\t2\nPSA\t137,4\nx',
  ],
  [
    'escaped signs and named signs',
    '\\{4+5=9\\}\\\\ a\\emdash b\\endash c\\bullet\\~d\\_e\\-f',
    '{4+5=9}\\ a—b–c•\u00a0d-ef',
  ],
  ['a font in another code page', "\\f1\\'b9\\f2\\'c6\\f0\\'f6", 'ąЖö'],
  ['a picture and what follows it', 'vor{\\pict\\pngblip 89504e470d0a\\bin4 }{}x}nach', 'vornach'],
  ['a field: its result, not its code', '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt hier}}', 'hier'],
  [
    'unknown destinations and document furniture',
    '{\\*\\unknown secret}{\\info{\\author Dr. X}}{\\header Kopf}{\\stylesheet{\\s0 Normal;}}Text',
    'Text',
  ],
  ['hidden and deleted text', 'a{\\v hidden}b\\v hidden\\v0 c{\\deleted gone}d', 'abcd'],
  ['both forms of a text: the Unicode one', '{\\upr{Gr?sse}{\\*\\ud{Gr\\u246?\\u223?e}}}', 'Größe'],
  ['numbers of a list', '{\\listtext 1.\\tab}erstens\\par{\\listtext 2.\\tab}zweitens', '1.\terstens\n2.\tzweitens'],
] as const) {
  test(`RTF: ${what}`, () => assert.equal(rtfToText(rtf(body)), text));
}

test('RTF of a Mac and of DOS, and a document of 8-bit Unicode', () => {
  for (const [head, charset] of [
    ['\\mac', 'macroman'],
    ['\\pca', 'cp850'],
    ['\\ansi\\ansicpg65001', 'utf-8'],
    ['\\ansi\\ansicpg1250', 'windows-1250'],
  ] as const) {
    const hex = [...iconv.encode('Größe', charset)]
      .map((byte) => (byte < 128 ? String.fromCharCode(byte) : `\\'${byte.toString(16)}`))
      .join('');
    assert.equal(rtfToText(rtf(` ${hex}`, head)), 'Größe', head);
  }
});

test('RTF under any content type is found by its first bytes, and RTF cut short is said to be', async () => {
  const data = rtf("Gr\\'f6\\'dfe");
  const read = (bytes: Buffer, contentType: string) =>
    textOfAttachment({ data: bytes.toString('base64'), contentType, hash: null, size: null });
  for (const type of ['text/richtext; charset=UTF-8', 'application/rtf', 'application/msword', 'text/plain']) {
    const outcome = await read(data, type);
    assert.deepEqual('text' in outcome && [outcome.text, outcome.method], ['Größe', 'rtf'], type);
  }
  assert.deepEqual(await read(data.subarray(0, -1), 'text/rtf'), { reason: 'truncated', contentType: 'text/rtf' });
});

/** As word processors write it: code page where possible, Unicode with a stand-in elsewhere. */
function encode(text: string): Buffer {
  const body = Array.from({ length: text.length }, (_, at) => {
    const [character, code] = [text[at] as string, text.charCodeAt(at)];
    if (character === '\n') return '\\par\n';
    if ('\\{}'.includes(character)) return `\\${character}`;
    if (code < 128) return character;
    return code < 256 && code >= 160 ? `\\'${code.toString(16)}` : `\\u${code > 32767 ? code - 65536 : code}?`;
  });
  return rtf(`\\f0 ${body.join('')}`);
}

const LETTERS = Array.from("abcäöüßÄ 0123,.-+<>{}\\'„“–€≥µЖ漢🧬");

test('any text comes back from RTF as it was', () => {
  const words = fc
    .string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 30 })
    .map((word) => `x${word}x`);
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (lines) => {
      assert.equal(rtfToText(encode(lines.join('\n'))), lines.join('\n'));
    }),
    { verbose: true },
  );
});

test(
  'unrtf reads the same words',
  { skip: spawnSync('unrtf', ['--version']).error ? 'unrtf is not installed' : false },
  () => {
    const letter =
      "Sehr geehrte Kollegen,\\par Gr\\'f6\\'dfe 4+5=9 \\b fett\\b0  und \\i kursiv\\i0 .\\par\\tab PSA 137,4 ng/ml\\par";
    const theirs = spawnSync('unrtf', ['--text', '--nopict', '--quiet'], {
      input: rtf(letter),
      encoding: 'latin1',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    }).stdout;
    const words = (text: string): string[] => text.match(/[\p{L}\p{N}+=,./]+/gu) ?? [];
    const own = words(rtfToText(rtf(letter)));
    assert.deepEqual(words(theirs).slice(-own.length), own);
  },
);
