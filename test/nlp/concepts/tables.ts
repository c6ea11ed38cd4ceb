/** Runs a rule table's own examples: what must be read, and as what; what must not be read at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../src/domain.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';
import type { Concept, Rule } from '../../../src/nlp/types.ts';

/** A note's date for examples with relative or yearless dates. */
export const NOTE_DATE = '2024-06-20';

export function findingsOf<V>(
  concept: Concept<V>,
  text: string,
  language: 'de' | 'en' | null = null,
): readonly Finding[] {
  const doc = readDocument({ id: 'example', text, date: NOTE_DATE, language });
  return concept.findings(doc, concept.recognise(doc));
}

/** One test for each example. `show` writes a finding in the table's notation; the order of findings is free. */
export function testRules<V>(concept: Concept<V>, rules: readonly Rule[], show: (finding: Finding) => string): void {
  const read = (text: string, language: Rule['language']): string =>
    findingsOf(concept, text, language === 'both' ? null : language)
      .map(show)
      .toSorted()
      .join('; ');
  test('rule ids are unique', () => assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length));
  for (const rule of rules) {
    for (const [text, expected] of rule.match) {
      test(`${rule.id} reads ${JSON.stringify(text)}`, () =>
        assert.equal(read(text, rule.language), expected.split('; ').toSorted().join('; ')));
    }
    for (const text of rule.noMatch) {
      test(`${rule.id} reads nothing in ${JSON.stringify(text)}`, () => assert.equal(read(text, rule.language), ''));
    }
  }
}
