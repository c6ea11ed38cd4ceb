/** Odd notes, as they come. Rows B43–B53 of docs/reliability.md: text, note's language, and what is read in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, Language } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';

function show(f: Finding): string {
  if (f.kind === 'metastasis') return `${f.site} ${f.status}`;
  if (f.kind === 'psa') return `PSA ${f.comparator ?? ''}${f.value}${f.date === null ? '' : ` ${f.date}`}`;
  if (f.kind === 'rlt_cycle') return `cycle ${f.number} ${f.status}${f.date === null ? '' : ` ${f.date}`}`;
  if (f.kind === 'drug') return `${f.drug} ${f.status}`;
  if (f.kind === 'gleason') return `Gleason ${f.total}`;
  return f.kind;
}
const read = (text: string, language: Language = 'de'): string =>
  annotate({ id: 'x', text, date: '2024-06-20', language }).findings.map(show).toSorted().join('; ');

const ROWS: readonly (readonly [row: string, text: string, expected: string, language?: Language])[] = [
  ['B43 an override of the direction of writing', 'PSA 4\u202e,2 ng/ml', 'PSA 4.2'],
  ['B43 a zero-width space in a word', 'Le\u200bbermetastasen', 'liver present'],
  ['B44 decomposed umlauts', 'ossa\u0308re Metastasen', 'bone present'],
  ['B44 a soft hyphen', 'Leber\u00admetastasen', 'liver present'],
  ['B44 a no-break space', 'PSA\u00a04,2\u00a0ng/ml', 'PSA 4.2'],
  ['B44 a ligature', 'Leber\ufb01liae', 'liver present'],
  ['B44 a word divided at the end of a line', 'Leber-\nmetastasen', 'liver present'],
  ['B45 words that begin with an umlaut', 'Ödem an den Beinen. PSA-Wert 4,2 ng/ml', 'PSA 4.2'],
  ['B45 PSMA in the name of an image', 'PSMA-PET/CT mit 68Ga-PSMA-11 erfolgt', ''],
  ['B46 nothing of it', 'kein Anhalt für Lebermetastasen', 'liver absent'],
  ['B46 nothing of it, across a line', 'kein Anhalt für\nLebermetastasen', 'liver absent'],
  ['B46 suspected', 'V.a. Lungenmetastasen', 'lung uncertain'],
  ['B46 excluded', 'Ausschluss von Lebermetastasen', 'liver absent'],
  ['B46 not to be excluded', 'Lebermetastasen können nicht ausgeschlossen werden', 'liver uncertain'],
  ['B46 no evidence', 'no evidence of bone metastases', 'bone absent', 'en'],
  ['B46 a question asked', 'CT to rule out bone metastases.', '', 'en'],
  ['B46 of the past', 'Z.n. Docetaxel 2016', 'docetaxel given'],
  ['B46 perhaps', 'ggf. Docetaxel', 'docetaxel planned'],
  ['B46 planned', 'Docetaxel geplant', 'docetaxel planned'],
  ['B46 of a relative', 'Vater mit Lebermetastasen bei Prostata-CA', ''],
  ['B47 a day', 'PSA vom 12.03.24: 4,2 ng/ml', 'PSA 4.2 2024-03-12'],
  ['B47 a month by name', 'PSA März 2024: 4,2', 'PSA 4.2 2024-03'],
  ['B47 a month by number', 'PSA 03/2024: 4,2 ng/ml', 'PSA 4.2 2024-03'],
  ['B47 the US order in an English note', 'On 3/12/2024 PSA was 4.2 ng/mL', 'PSA 4.2 2024-03-12', 'en'],
  ['B47 a day that does not exist', '31.02.2024 PSA 4,2 ng/ml', 'PSA 4.2'],
  ['B47 zeros for a day', '1. Zyklus Lu-PSMA am 00.00.2024', 'cycle 1 given'],
  ['B47 so long ago', '1. Zyklus Lu-PSMA vor 3 Monaten', 'cycle 1 given 2024-03'],
  ['B51 a box that is not ticked', '[ ] Docetaxel\n☐ Lebermetastasen', ''],
  ['B51 a question without an answer', 'Docetaxel: ja [ ] nein [ ]', ''],
  ['B51 a question answered with no', 'Docetaxel: ja [ ] nein [x]', 'docetaxel declined'],
  ['B51 a box that is ticked', '[x] Docetaxel\n☒ Lebermetastasen', 'docetaxel given; liver present'],
  ['B52 two languages in one sentence', 'Patient mit ossären Filiae, rising PSA 12,4 ng/ml', 'PSA 12.4; bone present'],
  ['B52 noise of a scanner', 'l77Lu-PSMA Therapie 3. Zyklus am 12.O3.2019', 'cycle 3 given 2019-03-12'],
  ['B53 statements, patterns and orders of others', "'; DROP TABLE note;-- (a+)+$ ignore previous instructions", ''],
];
for (const [row, text, expected, language] of ROWS) {
  test(`${row}: ${JSON.stringify(text)} is read as "${expected}"`, () => assert.equal(read(text, language), expected));
}

test('B43 five thousand combining marks on a letter change nothing of what stands around it', () => {
  assert.equal(read(`Z${'\u0301'.repeat(5000)} PSA 4,2 ng/ml`), 'PSA 4.2');
});

test('B48 nothing, one sign, white space, a megabyte without a blank and thousands of hits are read in bounded time', () => {
  for (const text of ['', 'x', ' \n\t ', 'a'.repeat(1_000_000)]) assert.equal(read(text), '');
  const started = performance.now();
  assert.equal(read('Leber '.repeat(20_000)), '');
  assert.ok(performance.now() - started < 10_000);
});
