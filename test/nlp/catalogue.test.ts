import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';
import { CATALOGUE } from '../../src/nlp/catalogue.ts';
import { MEASURED } from '../../src/nlp/confidence.ts';
import { NUMBER_EXAMPLES } from '../../src/nlp/concepts/rlt_cycle/number-examples.ts';
import { numbersIn } from '../../src/nlp/concepts/rlt_cycle/numbers.ts';
import { readDocument } from '../../src/nlp/document/document.ts';
import { corpusSets, readSet } from '../eval/corpus.ts';

const RULES = CATALOGUE.flatMap((table) => table.rules);
const IDS = new Set(RULES.map((rule) => rule.id));

test('no two rules of all tables have the same id', () => {
  assert.equal(IDS.size, RULES.length);
});

test('every rule and cue that an annotation names is in the catalogue, on the kind it is measured on', () => {
  const kindOf = new Map(CATALOGUE.flatMap((table) => table.rules.map((rule) => [rule.id, table.kind] as const)));
  for (const note of corpusSets().flatMap(readSet))
    for (const mention of annotate(note).mentions)
      for (const rule of [mention.rule, ...mention.cues.map((cue) => cue.rule)])
        assert.equal(kindOf.get(rule), mention.kind, `${note.id} ${rule}`);
});

test('every measured rule is in the catalogue', () => {
  for (const { rules, beside } of Object.values(MEASURED.kinds))
    for (const rule of [...Object.keys(rules), ...Object.keys(beside)]) assert.ok(IDS.has(rule), rule);
});

test('every rule has a source, and an example unless it only ends or skips something', () => {
  for (const rule of RULES) {
    assert.ok(rule.source !== '', rule.id);
    assert.ok(rule.match.length > 0 || ['stop', 'pseudo'].includes(rule.effect), rule.id);
  }
});

function numbersOf(text: string): [rule: string, read: string][] {
  const doc = readDocument({ id: 'x', text, date: '2021-06-15' });
  return doc.sentences
    .flatMap((sentence) => numbersIn(doc, sentence))
    .map((word) => [word.rule, word.kind === 'count' ? `${word.count}x` : word.numbers.join(' ')]);
}

for (const [id, { match, noMatch }] of Object.entries(NUMBER_EXAMPLES))
  test(`the form ${id} reads its own examples`, () => {
    for (const [text, expected] of match)
      assert.deepEqual(
        Object.fromEntries(numbersOf(text))[id],
        expected,
        `${text}: ${JSON.stringify(numbersOf(text))}`,
      );
    for (const text of noMatch) assert.ok(!numbersOf(text).some(([rule]) => rule === id), text);
  });

function showFinding(f: Finding): string {
  if (f.kind === 'rlt_cycle') return `${f.status} ${f.date}`;
  if (f.kind === 'drug') return `${f.drug} ${f.status}`;
  if (f.kind === 'diagnosis') return f.date;
  return f.kind === 'psa' ? `${f.value}@${f.date}` : f.kind;
}

for (const rule of RULES.filter((r) => r.pattern === '' && r.id !== 'history.timeline'))
  test(`${rule.id}, a reading without a word of its own, reads its example`, () => {
    for (const [text, expected] of rule.match) {
      const kind = CATALOGUE.find((table) => table.rules.includes(rule))?.kind;
      const { mentions, findings } = annotate({ id: 'x', text, date: '2021-06-15' });
      assert.equal(
        findings
          .filter((f) => f.kind === kind)
          .map(showFinding)
          .join('; '),
        expected,
      );
      assert.ok(
        mentions.some((m) => [m.rule, ...m.cues.map((c) => c.rule)].includes(rule.id)),
        text,
      );
    }
  });
