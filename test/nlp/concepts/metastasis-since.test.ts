import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotate } from '../../../src/nlp/annotate.ts';

/** Note dated 2021-06-15; `site date`, or the site alone where the words do not date it. */
const DATED: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['mCRPC, ossär metastasiert seit 10/2017.', ['bone 2017-10']],
  ['mCRPC, oss. (seit 10/17) + LK   C79.5 G', ['bone 2017-10']],
  ['Mult. Knochenmet. in PET 7/20.', ['bone 2020-07']],
  ['CT vom 16.01.2021: mehrere Lebermetastasen.', ['liver 2021-01-16']],
  ['5/2019 M1: bone mets on Axumin', ['bone 2019-05']],
  ['Erstmals Knochenmetastasen 2018.', ['bone 2018']],
  ['Bone metastases since March 2019.', ['bone 2019-03']],
  ['ED 11/2014, Knochenmetastasen.', ['bone']],
  ['mCRPC seit 10/2018, Knochenmetastasen.', ['bone']],
  ['Knochenmetastasen unter Xtandi seit 05/2019 stabil.', ['bone']],
  ['CT vom 16.01.2021: Leber unauffällig.', ['liver']],
];

for (const [text, expected] of DATED)
  test(`since when: ${text}`, () => {
    const { findings } = annotate({ id: 'x', text, date: '2021-06-15' });
    const found = findings.flatMap((f) => (f.kind === 'metastasis' ? [`${f.site} ${f.since ?? ''}`.trim()] : []));
    for (const site of expected) assert.ok(found.includes(site), `${found.join()} lacks ${site}`);
  });
