/** F28: a record that changes while its pages are read. Whatever happens, "complete" means that nothing is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { hospital, type Json, keysOf, pull, rangesOf, sendJson, startFhirServer } from './fhir-server.ts';

const SEED = Number(process.env['LUTRA_SEED'] ?? Date.now() % 1_000_000);

/** What happens to the list between two requests for its pages: a deletion or an insertion at a place, or nothing. */
const change = fc.record({ kind: fc.constantFrom('delete', 'insert', 'none', 'none'), place: fc.nat(11) });

const observation = (id: string): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: { reference: 'Patient/p1' },
});
/** Only these types, to keep a pull short. */
const STATEMENT = {
  resourceType: 'CapabilityStatement',
  rest: [{ mode: 'server', resource: ['Patient', 'Condition', 'Observation'].map((type) => ({ type })) }],
};
const isOne = ({ id }: Json): boolean => /^s\d/.test(String(id));

/** One pull while the changes happen, then another in peace. Gives what was there all the time, and what came. */
async function twoNights(changes: readonly { kind: string; place: number }[], total: boolean) {
  const others = hospital().filter(({ id }) => id === 'p1' || id === 'c1');
  const list = Array.from({ length: 8 }, (_, n) => observation(`s${n}`));
  const resources = [...others, ...list];
  const [left, steady] = [[...changes], new Set(list.map(({ id }) => String(id)))];
  const server = await startFhirServer({
    resources,
    total: (matches) => (total ? matches : undefined),
    misbehave: (request, response) => {
      if (request.url?.endsWith('/metadata')) return (sendJson(response, 200, STATEMENT), true);
      if (/Observation.*p1.*_lastUpdated=ge20.*_summary=count/.test(request.url ?? '')) {
        const came = resources.filter((one) => isOne(one) && !steady.has(String(one['id']))).length;
        return (sendJson(response, 200, { resourceType: 'Bundle', total: came }), true);
      }
      if (!/Observation.*p1.*_offset/.test(request.url ?? '')) return false;
      const { kind, place } = left.shift() ?? { kind: 'none', place: 0 };
      const first = resources.findIndex(isOne);
      const at = first + (place % Math.max(1, resources.length - first));
      if (kind === 'insert') resources.splice(at, 0, observation(`s${100 + left.length}`));
      if (kind === 'delete' && resources.length > first + 1) steady.delete(String(resources.splice(at, 1)[0]?.['id']));
      return false;
    },
  });
  try {
    const first = await pull(server.base);
    left.length = 0;
    const nights = [first, await pull(server.base)];
    return { steady, nights, now: resources.filter(isOne).map(({ id }) => `Observation/${String(id)}`) };
  } finally {
    await server.close();
  }
}

for (const [what, total, kinds] of [
  ['without a total, whatever happens', false, ['insert', 'delete']],
  ['with a total, whatever happens', true, ['insert', 'delete']],
  ['with a total, while resources go', true, ['delete']],
  ['with a total, while resources come', true, ['insert']],
] as const) {
  test(`F28 ${what}: a complete range holds all that was there throughout, and the next night holds all`, async (t) => {
    t.diagnostic(`seed ${SEED}`);
    const property = fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (drawn) => {
      const changes = drawn.map((one) =>
        (kinds as readonly string[]).includes(one.kind) ? one : { ...one, kind: 'none' },
      );
      const { steady, nights, now } = await twoNights(changes, total);
      const [first = [], second = []] = nights;
      const range = rangesOf(first).find(({ type, patient }) => type === 'Observation' && patient === 'p1');
      const came = new Set(keysOf(first));
      if (range?.state === 'complete') for (const id of steady) assert.ok(came.has(`Observation/${id}`), id);
      else assert.match(range?.reason ?? '', /^(unstable|fewer_than_announced)$/);
      const held = new Set([...came, ...keysOf(second)]);
      for (const key of now) assert.ok(held.has(key), key);
    });
    await fc.assert(property, { seed: SEED, numRuns: 70 });
  });
}
