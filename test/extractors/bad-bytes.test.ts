/** Bytes and JSON that no exporter should write. Rows B04–B16 of docs/reliability.md that are not held elsewhere. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { createGzip, gzipSync } from 'node:zlib';
import { canonicalJson, sha256 } from '../../src/canonical.ts';
import { silentLog, systemClock } from '../../src/effects.ts';
import { documentsOf } from '../../src/extractors/documents.ts';
import { itemsOf } from '../../src/extractors/items.ts';
import { linesOf } from '../../src/extractors/ndjson.ts';
import { openSource, parseSource, type Received } from '../../src/extractors/source.ts';
import { tempDir } from '../support/temp.ts';
import { keysOf, rangesOf } from './fhir-server.ts';

async function receive(t: TestContext, name: string, content: string | Buffer): Promise<Received[]> {
  const folder = tempDir(t);
  writeFileSync(path.join(folder, name), content);
  const items: Received[] = [];
  for await (const item of openSource(parseSource(folder), { clock: systemClock, log: silentLog }).receive())
    items.push(item);
  return items;
}
const codesOf = (items: readonly Received[]): string[] =>
  items.flatMap((item) => (item.kind === 'quarantined' ? [item.code] : []));
const reasonsOf = (items: readonly Received[]): (string | null)[] => rangesOf(items).map(({ reason }) => reason);

test('B04 the same lines ended by LF, CRLF or CR are the same resources, byte for byte', async (t) => {
  const lines = ['{"resourceType":"Patient","id":"1"}', '{"resourceType":"Patient","id":"2","x":"a\\r\\nb"}', ' ', ''];
  const raws: string[][] = [];
  for (const end of ['\n', '\r\n', '\r']) {
    const items = await receive(t, 'x.ndjson', lines.join(end) + end);
    assert.deepEqual([codesOf(items), reasonsOf(items)], [[], [null]]);
    raws.push(items.flatMap((item) => (item.kind === 'resource' ? [item.raw] : [])));
  }
  assert.equal(raws[0]?.length, 2);
  assert.deepEqual(raws[1], raws[0]);
  assert.deepEqual(raws[2], raws[0]);
});

test('B06 a lone surrogate is kept as it was escaped, hashes the same each time, and is marked in a note', async () => {
  const text = String.raw`{"resourceType":"DiagnosticReport","id":"r","status":"final","conclusion":"Gr\ud83d, PSA 4"}`;
  const [first, second] = [itemsOf(Buffer.from(text), 'a'), itemsOf(Buffer.from(text), 'b')].map(([item]) => item);
  assert.ok(first?.kind === 'resource' && second?.kind === 'resource');
  assert.equal(first.raw, text);
  assert.equal(sha256(canonicalJson(first.resource)), sha256(canonicalJson(second.resource)));
  const [document] = await documentsOf(first.resource, () => null);
  assert.ok(document && 'text' in document.outcome);
  assert.deepEqual([document.outcome.text, document.outcome.repairs], ['Gr\ufffd, PSA 4', ['lone_surrogates']]);
});

test('B07 control characters and terminal escapes in a text are data and come through unchanged', async (t) => {
  const text = 'a\u0000b\u001b[2Jc\u0007';
  const items = await receive(t, 'x.ndjson', JSON.stringify({ resourceType: 'Basic', id: 'b', text }));
  const [item] = items;
  assert.equal(item?.kind === 'resource' && item.resource['text'], text);
});

test('B07 control characters that JSON forbids make the line no JSON', async (t) => {
  const items = await receive(t, 'x.ndjson', '{"resourceType":"Basic","id":"b","x":"\u0001"}\n');
  assert.deepEqual(codesOf(items), ['not_json']);
});

test('B09 a line of 200 MB and a file of many chunks are read in the memory of one line', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const file = async function* (): AsyncGenerator<Buffer> {
    for (let n = 0; n < 200; n++) yield chunk;
    yield Buffer.from('\n{"a":1}\n');
  };
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const found: unknown[] = [];
  for await (const lines of linesOf(file())) {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    found.push(...lines.map((line) => ('hash' in line ? line.length : line.bytes.toString())));
  }
  assert.deepEqual(found, [200 * 1024 * 1024, '{"a":1}']);
  assert.ok(most < 64 * 1024 * 1024, `${most} bytes`);
});

test('B12 numbers are kept as they were written: more digits than a number holds, trailing zeros, infinity', async (t) => {
  const raw = '{"resourceType":"Observation","id":"o","a":9007199254740993,"b":0.10,"c":1e400,"d":-0}';
  const [item] = await receive(t, 'x.ndjson', `${raw}\n`);
  assert.equal(item?.kind === 'resource' && item.raw, raw);
});

for (const [what, entry, codes, keys] of [
  ['null', 'null', ['bad_shape'], []],
  ['a number', '7', ['bad_shape'], []],
  ['a lone object', '{"resource":{"resourceType":"Patient","id":"1"}}', [], ['Patient/1']],
  ['a list in a list', '[[{"resource":{"resourceType":"Patient","id":"1"}}]]', ['bad_shape'], []],
  ['a list with null', '[null,{"resource":{"resourceType":"Patient","id":"1"}}]', ['bad_shape'], ['Patient/1']],
] as const) {
  test(`B13 a bundle whose entry is ${what} loses nothing in silence`, async (t) => {
    const items = await receive(t, 'x.json', `{"resourceType":"Bundle","entry":${entry}}`);
    assert.deepEqual([codesOf(items), keysOf(items)], [codes, keys]);
  });
}

for (const [what, content] of [
  ['HTML', '<!DOCTYPE html>\n<html>\n</html>'],
  ['XML behind a byte order mark', '\ufeff<?xml version="1.0"?>\n<Bundle xmlns="http://hl7.org/fhir"/>'],
] as const) {
  test(`B14 ${what} in an NDJSON file is refused as a whole`, async (t) => {
    const items = await receive(t, 'x.ndjson', content);
    assert.deepEqual([codesOf(items), reasonsOf(items)], [['not_json'], ['not_ndjson']]);
  });
}

test('B15 the id of a resource is no path: what it names beside itself is never opened', async (t) => {
  for (const id of ['../x', '..', '.', 'a/b', '', 'x'.repeat(65), 'C:\\x', 'ä']) {
    const items = await receive(t, 'x.ndjson', JSON.stringify({ resourceType: 'Binary', id }));
    assert.deepEqual(codesOf(items), ['bad_id'], id);
  }
});

test('B16 a gzip that unpacks to nothing but zeros is left long before its end', async (t) => {
  const folder = tempDir(t);
  const gzip = createGzip();
  const packed: Buffer[] = [];
  gzip.on('data', (part: Buffer) => packed.push(part));
  const zeros = Buffer.alloc(8 * 1024 * 1024);
  for (let n = 0; n < 64; n++) gzip.write(zeros);
  gzip.end();
  await new Promise((resolve) => gzip.on('end', resolve));
  writeFileSync(path.join(folder, 'x.ndjson.gz'), Buffer.concat(packed));
  const items: Received[] = [];
  for await (const item of openSource(parseSource(folder), { clock: systemClock, log: silentLog }).receive())
    items.push(item);
  assert.deepEqual([keysOf(items), reasonsOf(items)], [[], ['packed_too_tightly']]);
});

test('B16 a JSON file over the limit once unpacked, and a gzip in a gzip, are refused', async (t) => {
  const bomb = gzipSync(Buffer.alloc(257 * 1024 * 1024, ' '));
  assert.deepEqual(reasonsOf(await receive(t, 'x.json.gz', bomb)), ['too_large']);
  const nested = gzipSync(gzipSync('{"resourceType":"Patient","id":"1"}\n'));
  const items = await receive(t, 'x.ndjson.gz', nested);
  assert.deepEqual(keysOf(items), []);
  assert.ok(codesOf(items).length > 0);
});
