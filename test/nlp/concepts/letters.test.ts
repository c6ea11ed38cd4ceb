/** Short letters of our own with labels: drugs, PSA, Gleason, castration resistance and diagnosis read together. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Finding, FindingKind, Language, PartialDate } from '../../../src/domain.ts';
import { CONCEPTS } from '../../../src/nlp/concepts/index.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';

interface Letter {
  readonly language: Language;
  readonly date: PartialDate;
  readonly text: string;
  /** `drug status`. */
  readonly drugs: readonly string[];
  /** `value[@date]`. */
  readonly psa: readonly string[];
  readonly gleason: readonly string[];
  /** `status [date]`, null = nothing said. */
  readonly crpc: string | null;
  readonly diagnosis: PartialDate | null;
}

const letters = JSON.parse(readFileSync(new URL('letters.json', import.meta.url), 'utf8')) as Letter[];

function read(letter: Letter): (kind: FindingKind) => Finding[] {
  const doc = readDocument({ id: 'letter', ...letter });
  const findings = CONCEPTS.flatMap((concept) => concept.findings(doc, concept.recognise(doc)));
  return (kind) => findings.filter((finding) => finding.kind === kind);
}

const show = (f: Finding): string => {
  if (f.kind === 'drug') return `${f.drug} ${f.status}`;
  if (f.kind === 'psa') return f.date ? `${f.value}@${f.date}` : `${f.value}`;
  if (f.kind === 'gleason') return `${f.primary ?? '?'}+${f.secondary ?? '?'}=${f.total}`;
  if (f.kind === 'castration_resistance') return f.date ? `${f.status} ${f.date}` : f.status;
  return f.kind === 'diagnosis' ? f.date : f.kind;
};

for (const [i, letter] of letters.entries()) {
  test(`letter ${i + 1}: ${letter.text.slice(0, 50).replaceAll('\n', ' ')}`, () => {
    const of = read(letter);
    const sorted = (items: readonly string[]): string[] => items.toSorted();
    assert.deepEqual(sorted(of('drug').map(show)), sorted(letter.drugs), 'drugs');
    assert.deepEqual(sorted(of('psa').map(show)), sorted(letter.psa), 'psa');
    assert.deepEqual(sorted(of('gleason').map(show)), sorted(letter.gleason), 'gleason');
    assert.deepEqual(of('castration_resistance').map(show), letter.crpc ? [letter.crpc] : [], 'castration resistance');
    assert.deepEqual(of('diagnosis').map(show), letter.diagnosis ? [letter.diagnosis] : [], 'diagnosis');
  });
}
