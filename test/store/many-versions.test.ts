import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeResources } from '../../src/store/raw.ts';
import { freshWarehouse } from '../support/warehouse.ts';

test('B32 ten thousand versions of one resource are stored in a time that grows with their number, one is current', async (t) => {
  const db = await freshWarehouse(t);
  const origin = { source: 'test', seenAt: '2024-01-01T00:00:00.000Z' };
  const store = (id: string, count: number): number => {
    const batch = Array.from({ length: count }, (_, n) => {
      const resource = { resourceType: 'Observation', id, meta: { versionId: `${n}` }, valueInteger: n };
      return { kind: 'resource' as const, resource, raw: JSON.stringify(resource), fullUrl: null, request: 'file' };
    });
    const started = performance.now();
    storeResources(db, batch, origin);
    return performance.now() - started;
  };
  store('warm', 500);
  const [small, large] = [store('a', 2_500), store('b', 10_000)];
  assert.ok(large < 12 * small + 500, `${small.toFixed(0)} ms for 2 500, ${large.toFixed(0)} ms for 10 000`);
  const current = db.sql.prepare("select version_id from resource where id = 'b' and is_current = 1").pluck().all();
  assert.deepEqual(current, ['9999']);
});
