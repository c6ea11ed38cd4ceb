import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { countMembers, inspect } from '../../src/extractors/json-inspect.ts';
import { itemsOf } from '../../src/extractors/items.ts';
import { linesOf } from '../../src/extractors/ndjson.ts';

const LINES = ['{"a":"größer – ≥ 5 µm"}', '', '{"b":"\u2028 \\u2028 🧬"}', '  ', '{"c":1}'];

async function split(chunks: readonly Buffer[], maxBytes?: number): Promise<string[]> {
  const found: string[] = [];
  const stream = async function* (): AsyncGenerator<Buffer> {
    yield* chunks;
  };
  for await (const lines of linesOf(stream(), maxBytes)) {
    for (const line of lines) found.push('hash' in line ? `${line.length} ${line.hash}` : line.bytes.toString('utf8'));
  }
  return found;
}

test('B01 lines are the same wherever the bytes are split', async () => {
  const bytes = Buffer.from(`\ufeff${LINES.join('\n')}\r\n`);
  const whole = await split([bytes]);
  assert.equal(whole.length, 3);
  for (let at = 0; at <= bytes.length; at++)
    assert.deepEqual(await split([bytes.subarray(0, at), bytes.subarray(at)]), whole);
  assert.deepEqual(await split([...bytes].map((byte) => Buffer.of(byte))), whole);
});

test('B09 a line over the limit has the same hash wherever the bytes are split', async () => {
  const bytes = Buffer.from(`short\n${'x'.repeat(50)}\nshort\n`);
  const whole = await split([bytes], 20);
  for (let at = 0; at <= bytes.length; at++)
    assert.deepEqual(await split([bytes.subarray(0, at), bytes.subarray(at)], 20), whole);
});

const spaced = (value: unknown): string => JSON.stringify(value, null, 2);

test('the members written down are the members parsed, in any JSON without a duplicate key', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.boolean(), (value, wide) => {
      const text = Buffer.from(wide ? spaced(value) : JSON.stringify(value));
      assert.equal(inspect(text, 0, text.length).members, countMembers(JSON.parse(text.toString('utf8'))));
    }),
    { verbose: true },
  );
});

test('B10 a key written twice is always seen', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (key, a, b) => {
      const text = Buffer.from(
        `{"x":{${JSON.stringify(key)}:${JSON.stringify(a)}, ${JSON.stringify(key)} :${JSON.stringify(b)}}}`,
      );
      assert.ok(inspect(text, 0, text.length).members > countMembers(JSON.parse(text.toString('utf8'))));
    }),
    { verbose: true },
  );
});

test('every entry of any bundle is one item, and a bundle cut anywhere is refused', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 5 }),
      fc.boolean(),
      fc.nat(),
      (values, wide, cut) => {
        const bundle = {
          resourceType: 'Bundle',
          extra: values,
          entry: values.map((x, n) => ({ resource: { resourceType: 'Basic', id: `${n}`, x } })),
        };
        const text = Buffer.from(wide ? spaced(bundle) : JSON.stringify(bundle));
        assert.equal(itemsOf(text, 'x').length, values.length);
        assert.throws(() => itemsOf(text.subarray(0, cut % text.length), 'x'));
      },
    ),
    { verbose: true },
  );
});
