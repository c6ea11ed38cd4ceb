/** No note can make a pattern run for long: asked of a checker pattern by pattern, and measured on hostile texts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotate } from '../../src/nlp/annotate.ts';
import { corpusSets, readSet } from '../eval/corpus.ts';
import { cpuTime, growthOf, worstGrowth } from './redos/attack.ts';
import { powersOf } from './redos/ambiguity.ts';
import { ask, decided, inAscii, isBounded, openPatterns, readVerdicts, verdictOn } from './redos/check.ts';
import type { Verdict } from './redos/check.ts';
import { literalsOf } from './redos/literals.ts';
import { patternsOfSource, patternsOfTables } from './redos/patterns.ts';
import type { Pattern } from './redos/patterns.ts';
import { MEASURED, SLICES } from './redos/slices.ts';

test('literals are found in source and nothing else is taken for one', () => {
  const code = [
    'const a = b / c / d; // not /this/',
    "const s = '/nor/this/'; /* nor /that/ */",
    'if (/x[/"]y/gu.test(s)) return /z\\/w/;',
    'const t = `${s.replace(/in/g, "") + `${/deep/}`} / out / ${a / b}`;',
    'f(a)[0] / 2 / 3; ({}) / 1 / 2;',
  ].join('\n');
  assert.deepEqual(
    literalsOf(code).map(({ source, flags }) => `/${source}/${flags}`),
    ['/x[/"]y/gu', '/z\\/w/', '/in/g', '/deep/'],
  );
});

test('every pattern that is found compiles, also with the classes of ASCII', () => {
  for (const { source, flags, where } of [...patternsOfSource(), ...patternsOfTables()]) {
    assert.doesNotThrow(() => new RegExp(source, flags), where);
    assert.doesNotThrow(() => new RegExp(inAscii(source)), `${where}: ${inAscii(source)}`);
  }
  assert.equal(isBounded({ source: 'a{1,3}[*+]\\*b?', flags: '', where: '' }), true);
  assert.equal(isBounded({ source: 'a{2,}', flags: '', where: '' }), false);
});

test('the checker tells what can backtrack from what cannot', async () => {
  const status = async (source: string): Promise<string> => (await ask({ source, flags: '', where: '' })).status;
  assert.equal(await status('^(a+)+$'), 'exponential');
  assert.equal(await status('a*a*b'), 'polynomial');
  assert.equal(await status('^a*b'), 'safe');
});

test('the ways of reading tell from which place and how badly a pattern can backtrack', () => {
  const powers = Object.entries({
    '^a{2,9}b': [0, 1],
    'a*b': [1, 2],
    '(?<![a-z])nach[a-z]*': [1, 1],
    'nach[a-z]*': [1, 2],
    '(ab|a)(c|bc)*': [1, 1],
    '(?:[a-z]+ )*x': [1, 2],
    'a*a*b': [2, 3],
    'a*b?a*c?a*': [3, 4],
    '(?:a?){9}b': [0, 1],
    '(?=a*b)c': [1, 2],
    'c*(?=a*b)': [2, 3],
    '(?:(?=a*b)c)*': [2, 3],
    '(a+)+': [Infinity, Infinity],
    '(a|a)*': [Infinity, Infinity],
    '(?: (?:other|clear|other))*': [Infinity, Infinity],
    '(x+x+)+y': [Infinity, Infinity],
  });
  for (const [source, [attempt, search]] of powers) assert.deepEqual(powersOf(source), { attempt, search }, source);
});

const BUDGET_MS = 40_000;

const isOf = (pattern: Pattern) => (entry: { where: string; begins: string }) =>
  entry.where === pattern.where && pattern.source.startsWith(entry.begins);

/** Verdicts of all open patterns; what is not known yet is asked while there is time. */
async function verdicts(): Promise<{ pattern: Pattern; verdict: Verdict }[]> {
  const known = readVerdicts();
  const end = performance.now() + BUDGET_MS;
  const all: { pattern: Pattern; verdict: Verdict }[] = [];
  for (const [hash, pattern] of openPatterns()) {
    const verdict = decided(pattern) ?? verdictOn(known, hash) ?? (performance.now() < end ? await ask(pattern) : null);
    assert.ok(verdict, `too many new patterns: run "node test/nlp/redos/check.ts" (${pattern.where})`);
    all.push({ pattern, verdict });
  }
  return all;
}

/** Compiles what compiles on first use, so that it is not measured. */
function warmUp(): void {
  for (const note of readSet(corpusSets()[0] ?? 'dev').slice(0, 40)) annotate(note);
}

test('no pattern backtracks exponentially; a polynomial one runs on bounded slices, or is measured', async () => {
  warmUp();
  const wrong = (await verdicts()).flatMap(({ pattern, verdict: { status } }) => {
    if (status === 'safe') return [];
    if (status !== 'exponential' && [...SLICES, ...MEASURED].some(isOf(pattern))) return [];
    if (status === 'polynomial' && !pattern.where.endsWith('.ts') && readingGrowth(pattern) <= 6) return [];
    if (
      (status === 'linear' || status === 'unknown') &&
      growthOf(new RegExp(pattern.source, globally(pattern.flags)), 2000) <= 6
    )
      return [];
    return [`${status} ${pattern.where}: ${pattern.source}`];
  });
  assert.deepEqual(wrong, []);
});

/** Of rules, which run on sentences behind the words of their concept: the whole reading, made of the rule's own words. */
function readingGrowth({ source }: Pattern): number {
  const before = 'Leber, Docetaxel, 177Lu-PSMA-617 Zyklus, PSA, Gleason, CRPC: ';
  return worstGrowth(source, 4000, (text) => void annotate({ id: 'x', text: before + text, date: '2019-03-12' }));
}

const globally = (flags: string): string => `${flags.replace(/[gy]/g, '')}g`;

test('a polynomial pattern is quick on the longest slice it is run on', () => {
  for (const slice of SLICES) {
    const pattern = [...openPatterns().values()].find((p) => isOf(p)(slice));
    if (!pattern) continue;
    const expression = new RegExp(pattern.source, globally(pattern.flags));
    for (const pump of ['a', ' ', '1', 'a ', '1 ', '\n', '. '])
      assert.ok(
        cpuTime(() => void expression[Symbol.match](pump.repeat(slice.bound / pump.length)), 2) < 50,
        pattern.source,
      );
  }
});

const HOSTILE: readonly string[] = [
  'Leber- und ',
  'keine ',
  'a',
  'ä',
  ' ',
  '\t',
  '\n',
  '\n\n',
  '1 ',
  '1.1.',
  '12.03.2019, ',
  '7,4 GBq ',
  '(',
  '#3 ',
  'Zyklus ',
  '3. Zyklus 177Lu-PSMA-617 am 12.03.2019, ',
  'Gleason 4+',
  'PSA 1,2 ',
  'Docetaxel und ',
  'nicht mehr ',
  'Knochenmetastasen, ',
  'Diagnose: ',
  '[x] ',
  '| 1 ',
  '- ',
  'seit ',
  '\u00ad',
  'e\u0301',
  'karzinorn ',
  'l1',
];

/** Over a wide span the collector's share, which grows in steps, cannot pass for growth of the reading, nor hide it. */
test('sixteen times the text takes no more than 32 times the time, whatever it is made of', () => {
  warmUp();
  const plain = HOSTILE.flatMap((pump) => [
    { before: '', pump, behind: '' },
    { before: '', pump, behind: 'a\nb' },
  ]);
  for (const { before, pump, behind } of [...plain, ...MEASURED]) {
    const time = (size: number): number => {
      const text = before + pump.repeat(Math.ceil(size / pump.length)) + behind;
      return cpuTime(() => void annotate({ id: 'x', text, date: '2019-03-12' }), 2, { collected: true });
    };
    time(2000);
    const [short, long] = [time(10_000), time(160_000)];
    assert.ok(
      long <= 32 * short + 10,
      `${JSON.stringify([before, pump, behind])}: ${short.toFixed(1)} ms for 10 kB, ${long.toFixed(1)} for 160`,
    );
  }
});
