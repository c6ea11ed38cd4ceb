/** Public FHIR examples of other people, where they lie beside the checkout; skipped where they do not. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { structuredFacts } from '../../src/facts/structured.ts';
import { clinical } from './structured-fixtures.ts';

const data = new URL('../../../shared/data/fhir/', import.meta.url);
const skip = existsSync(data) ? false : 'the public FHIR examples are not beside this checkout';

interface Bundle {
  readonly entry: readonly { readonly resource: FhirResource }[];
}

function load(folder: string): Map<string, FhirResource[]> {
  const files = readdirSync(new URL(`${folder}/`, data)).filter((file) => file.endsWith('.json'));
  return new Map(
    files.map((file) => {
      const json = JSON.parse(readFileSync(new URL(`${folder}/${file}`, data), 'utf8')) as
        FhirResource | (FhirResource & Bundle);
      return [file, 'entry' in json ? (json as Bundle).entry.map(({ resource }) => resource) : [json]];
    }),
  );
}
const factsIn = (resources: readonly FhirResource[]) => clinical(structuredFacts('p', resources).facts);

test('the PSMA-RLT procedure over weeks gives a first day and no number of cycles', { skip }, () => {
  const [, resources = []] = [...load('mii-onko-prostata')].find(([file]) => file.startsWith('Procedure')) ?? [];
  const [fact, ...more] = factsIn(resources);
  assert.equal(more.length, 0);
  assert.ok(fact?.kind === 'rlt_cycle');
  assert.deepEqual(
    [fact.date, fact.end, fact.activityGbq, fact.countable, fact.status],
    ['2019-07-04', '2019-09-14', 30, false, 'given'],
  );
});

test('the core data set bundle gives the asserted date of diagnosis, not the recorded one', { skip }, () => {
  const [, resources = []] = [...load('mii-onko-prostata')].find(([file]) => file.startsWith('Bundle')) ?? [];
  assert.deepEqual(
    factsIn(resources).map((f) => [f.kind, f.date]),
    [
      ['diagnosis', '2020-03-07'],
      ['gleason', '2024-01-02'],
      ['psa', '2024-01-02'],
    ],
  );
});

test('the registry bundle gives the Gleason of its codes, not of their ordinal values', { skip }, () => {
  const resources = [...load('obds-prostata').values()].flat();
  const facts = factsIn(resources);
  const gleason = facts.flatMap((f) =>
    f.kind === 'gleason' ? [[f.date, f.primary, f.secondary, f.specimen, f.doubt]] : [],
  );
  assert.deepEqual(gleason, [
    ['2020-05-10', 4, 3, 'biopsy', undefined],
    ['2020-06-01', 4, 4, 'prostatectomy', undefined],
  ]);
  const sites = facts.flatMap((f) => (f.kind === 'metastasis' ? [[f.site, f.nodal, f.status]] : []));
  assert.deepEqual(sites, [['lymph_node', 'regional', 'present']], 'pN1; M0 and "none detectable" say nothing');
  assert.deepEqual(
    facts.flatMap((f) => (f.kind === 'diagnosis' ? [f.date] : [])),
    ['2020-05-10'],
  );
  assert.deepEqual(
    facts.flatMap((f) => (f.kind === 'drug' ? [f.drug] : [])),
    ['buserelin'],
    'tumour board plans are no drugs',
  );
});

test('the pathology documents carry their scores in words only: nothing coded is invented', { skip }, () => {
  for (const [file, resources] of load('bih-prostate')) {
    assert.deepEqual(
      factsIn(resources).map((f) => f.kind),
      ['birth', 'sex'],
      file,
    );
  }
});

test('nothing of cancer comes from patients who have none, nor from the surname Gleason', { skip }, () => {
  for (const folder of ['synthea-notes', 'us-core-notes', 'isik-documents']) {
    for (const [file, resources] of load(folder)) {
      const kinds = new Set(factsIn(resources).map((f) => f.kind));
      assert.deepEqual(
        [...kinds].filter((kind) => !['birth', 'sex', 'death'].includes(kind)),
        [],
        file,
      );
    }
  }
});

test(
  'synthetic prostate charts: the metastatic one is confirmed, a neoplasm of open behaviour is suspected',
  { skip },
  () => {
    const certainties = new Map<string, string[]>();
    for (const [file, resources] of load('synthea-prostate')) {
      certainties.set(
        file.split('_')[0] ?? '',
        factsIn(resources)
          .flatMap((f) => (f.kind === 'diagnosis' ? [f.certainty] : []))
          .sort(),
      );
    }
    assert.deepEqual(Object.fromEntries(certainties), {
      Andy: ['suspected'],
      Murray: ['suspected'],
      Vito: ['confirmed', 'suspected'],
    });
  },
);
