import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CycleFinding, Finding, MetastasisFinding } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';

const SIGNS = { present: '+', absent: '-', uncertain: '?', historical: 'H' } as const;

const showSite = ({ site, status }: MetastasisFinding): string => site + SIGNS[status];

function showCycle({ status, number, date, activity_gbq: activity }: CycleFinding): string {
  return `${status.charAt(0)}${number ?? '.'}${date === null ? '' : `@${date}`}${activity === null ? '' : `/${activity}`}`;
}

function findingsOf<K extends Finding['kind']>(text: string, kind: K): Extract<Finding, { kind: K }>[] {
  const { findings } = annotate({ id: 'phrase', text, date: '2021-06-15' });
  return findings.filter((f): f is Extract<Finding, { kind: K }> => f.kind === kind);
}

function phrases(file: string): [text: string, expected: string[]][] {
  const lines = readFileSync(new URL(`phrases/${file}`, import.meta.url), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [text = '', expected = ''] = line.split(' || ');
      return [text.replaceAll('\\n', '\n'), expected === '-' ? [] : expected.split(' ')];
    });
}

for (const [text, expected] of [
  ...phrases('metastasis.txt'),
  ...phrases('metastasis-letters.txt'),
  ...phrases('metastasis-wordings.txt'),
  ...phrases('metastasis-dictated.txt'),
  ...phrases('metastasis-telegrams.txt'),
  ...phrases('metastasis-registry.txt'),
  ...phrases('metastasis-reports.txt'),
  ...phrases('metastasis-english.txt'),
])
  test(`metastases in ${JSON.stringify(text)}`, () => {
    assert.deepEqual(findingsOf(text, 'metastasis').map(showSite).sort(), expected.toSorted());
  });

for (const [text, expected] of [
  ...phrases('cycles.txt'),
  ...phrases('cycles-letters.txt'),
  ...phrases('cycles-writers.txt'),
  ...phrases('cycles-clinics.txt'),
  ...phrases('cycles-notes.txt'),
  ...phrases('cycles-courses.txt'),
])
  test(`cycles in ${JSON.stringify(text)}`, () => {
    assert.deepEqual(findingsOf(text, 'rlt_cycle').map(showCycle), expected);
  });
