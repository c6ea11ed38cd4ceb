import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import { contentHash } from '../../src/canonical.ts';
import { parseReference } from '../../src/fhir.ts';
import { SEED, chartPatient, hospitalPatients, planHospital } from '../../src/synthetic/hospital.ts';
import type { SyntheticPatient } from '../../src/synthetic/hospital.ts';
import { DATA_CUTOFF } from '../../src/synthetic/plan/followup.ts';
import type { HospitalId } from '../../src/synthetic/published.ts';
import { seeded } from '../../src/synthetic/random.ts';

type Json = Record<string, unknown>;

/** Every `reference` and attachment address in a resource. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value as Json).flatMap(([key, inner]) =>
    typeof inner === 'string'
      ? (key === 'reference' || (key === 'url' && inner.startsWith('Binary/'))) && !inner.startsWith('#')
        ? [inner]
        : []
      : referencesIn(inner),
  );
}

/** Days on which a resource says that the patient was seen or treated. */
function activityDays(resource: Json): string[] {
  const period = (name: string): string | undefined =>
    (resource[name] as { end?: string; start?: string } | undefined)?.end;
  const code = JSON.stringify(resource['code'] ?? '');
  const days: Record<string, (string | undefined)[]> = {
    Encounter: [period('period')],
    Observation: /184305005|67162-8/.test(code) ? [] : [resource['effectiveDateTime'] as string | undefined],
    Procedure:
      resource['status'] === 'not-done'
        ? []
        : [resource['performedDateTime'] as string | undefined, period('performedPeriod')],
    MedicationAdministration: [resource['effectiveDateTime'] as string | undefined],
    DiagnosticReport: [resource['effectiveDateTime'] as string | undefined],
  };
  return (days[resource['resourceType'] as string] ?? []).flatMap((day) =>
    day === undefined || day.length < 10 ? [] : [day.slice(0, 10)],
  );
}

for (const hospital of ['uke', 'us'] as const satisfies readonly HospitalId[]) {
  const patients: SyntheticPatient[] = [...hospitalPatients(hospital)];

  describe(`the record of hospital ${hospital}`, () => {
    test('ids are valid and unique, and every reference resolves within the patient', () => {
      const seen = new Set<string>();
      for (const { resources, plan } of patients) {
        const own = new Set(resources.map((r) => `${r.resourceType}/${r.id}`));
        for (const resource of resources) {
          assert.match(resource.id, /^[A-Za-z0-9\-.]{1,64}$/);
          const key = `${resource.resourceType}/${resource.id}`;
          assert.ok(!seen.has(key), key);
          seen.add(key);
          for (const reference of referencesIn(resource)) {
            const target = parseReference(reference);
            assert.ok(target && own.has(`${target.type}/${target.id}`), `${key} of ${plan.id} refers to ${reference}`);
          }
          assert.deepEqual(JSON.parse(JSON.stringify(resource)), resource);
        }
      }
    });

    test('every letter arrives, in some rendition, and what is text decodes to the letter', () => {
      const forms = new Set<string>();
      for (const { resources, letters } of patients) {
        const byId = new Map(resources.map((r) => [`${r.resourceType}/${r.id}`, r as Json]));
        for (const letter of letters) {
          const carriers = resources.filter(
            (r) => r.id.endsWith(`-doc-${letter.key}`) || r.id.endsWith(`-rep-${letter.key}`),
          ) as Json[];
          assert.ok(carriers.length > 0);
          for (const carrier of carriers) {
            const [attachment] =
              (carrier['presentedForm'] as Json[] | undefined) ??
              (carrier['content'] as { attachment: Json }[]).map((c) => c.attachment);
            const stored = (
              attachment?.['data'] === undefined ? byId.get(attachment?.['url'] as string) : attachment
            ) as Json;
            const type = stored['contentType'] as string;
            const data = Buffer.from(stored['data'] as string, 'base64');
            forms.add(type);
            if (type.startsWith('text/plain'))
              assert.equal(data.toString(type.includes('8859') ? 'latin1' : 'utf8'), letter.text);
            if (type === 'application/pdf') assert.match(data.toString('latin1'), /^%PDF-1\.4[\s\S]*%%EOF\n$/);
          }
        }
      }
      assert.equal(forms.size, 6);
    });

    test('the last day seen is the last day seen: nothing later up to the data cut-off, something on the day', () => {
      for (const { plan, resources } of patients) {
        const days = resources.flatMap((r) => activityDays(r as Json)).filter((day) => day <= DATA_CUTOFF[hospital]);
        assert.equal(days.sort().at(-1), plan.lastActivity, plan.id);
      }
    });

    test('coded data of a decoy carry its reason, not an accident: births and deaths are in order', () => {
      for (const { plan } of patients) {
        assert.ok(plan.birth < plan.diagnosis.day && plan.diagnosis.day <= plan.index, plan.id);
        assert.ok(plan.lastActivity >= plan.index, plan.id);
        if (plan.death !== null) assert.ok(plan.death.day >= plan.lastActivity, plan.id);
      }
    });
  });
}

test(`the same seed gives the same hospital, another seed another (seed ${SEED})`, () => {
  const hashOf = (seed: string): string =>
    contentHash(
      planHospital('uke', seed)
        .slice(0, 60)
        .map((plan) => chartPatient(plan, seed)),
    );
  assert.equal(hashOf(SEED), hashOf(SEED));
  assert.notEqual(hashOf(SEED), hashOf('other'));
});

test('a random stream is uniform enough, and weighted picks follow their weights', () => {
  const random = seeded('uniform');
  const draws = Array.from({ length: 20_000 }, () => random.next());
  assert.ok(Math.abs(draws.reduce((sum, draw) => sum + draw, 0) / draws.length - 0.5) < 0.01);
  const picks = Array.from({ length: 20_000 }, () => random.weighted({ rare: 1, often: 9 }));
  assert.ok(Math.abs(picks.filter((pick) => pick === 'rare').length / picks.length - 0.1) < 0.01);
  assert.deepEqual(new Set(random.shuffle([1, 2, 3, 4, 5])), new Set([1, 2, 3, 4, 5]));
});
