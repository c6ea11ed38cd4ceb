import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { streamFault } from '../../src/extractors/ndjson-items.ts';
import { REASONS, reasonOf } from '../../src/extractors/reasons.ts';

const EXTRACTORS = path.join(import.meta.dirname, '..', '..', 'src', 'extractors');
/** Codes as the sources write them: of faults, and of ranges. */
const WRITTEN =
  /new Fault\('(?<fault>\w+)'|\breason(?:: | = | \?\?= )'(?<reason>\w+)'|: '(?<last>end_unproven|unstable|filter_ignored)'/g;
/** Why a document has no text, and why a resource is gone: not reasons of a range. */
const OTHERS = new Set(['no_content', 'not_fetched', 'deleted', 'moved']);

function codesIn(): Set<string> {
  const sources = readdirSync(EXTRACTORS, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'));
  const codes = sources.flatMap((file) =>
    Array.from(
      readFileSync(path.join(EXTRACTORS, file), 'utf8').matchAll(WRITTEN),
      ({ groups }) => groups?.['fault'] ?? groups?.['reason'] ?? groups?.['last'] ?? '',
    ),
  );
  return new Set(codes.filter((code) => !OTHERS.has(code)));
}

test('every reason why a range can be incomplete is told in words', () => {
  const codes = codesIn();
  assert.ok(codes.size > 30, `only ${codes.size} codes found`);
  assert.deepEqual(
    [...codes].filter((code) => reasonOf(code) === null),
    [],
  );
});

test('a status, a part of an export and an unknown code are told apart', () => {
  assert.match(reasonOf('http_503')?.says ?? '', /status 503/);
  assert.equal(reasonOf('output_truncated'), REASONS['truncated']);
  assert.equal(reasonOf('error_http_404')?.remedy, reasonOf('http_404')?.remedy);
  assert.equal(reasonOf('kick_off_http_501')?.says, reasonOf('http_501')?.says);
  assert.equal(reasonOf('status_http_403')?.says, reasonOf('http_403')?.says);
  for (const fault of ['Z_BUF_ERROR', 'Z_DATA_ERROR', 'ERR_PACKED_TOO_TIGHTLY', 'ENOENT', 'EACCES'])
    assert.notEqual(reasonOf(streamFault({ code: fault })), null, fault);
  assert.equal(reasonOf('never_heard_of'), null);
});

test('settings that a remedy names exist', () => {
  const schema = readFileSync(path.join(EXTRACTORS, '..', 'config', 'schema.ts'), 'utf8');
  for (const { remedy } of Object.values(REASONS))
    for (const [, name = ''] of (remedy ?? '').matchAll(/fhir\.(\w+)/g))
      assert.match(schema, new RegExp(`\\b${name}:`), name);
});
