/**
 * `npm run eval`: how well the rules read the labelled notes, by set (test/corpus/dev and others).
 *   --errors       lists what is wrong, on notes that are not held out
 *   --set NAME     one set alone, for the table and for --errors and --diff
 *   --diff [REF]   which findings change between the rules of a commit (HEAD) and those of the working tree
 *   --write        writes src/nlp/measured.json: how often each rule was right
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RULES_VERSION, annotate } from '../../src/nlp/annotate.ts';
import { annotateAt } from './at-ref.ts';
import { HELD_OUT, corpusSets, readSet } from './corpus.ts';
import type { LabelledNote } from './corpus.ts';
import { diffAnnotations } from './diff.ts';
import { measureCorpus, serialise } from './measure.ts';
import { f1, score, total } from './score.ts';
import type { Tally } from './score.ts';

const { values, positionals } = parseArgs({
  options: {
    errors: { type: 'boolean' },
    diff: { type: 'boolean' },
    write: { type: 'boolean' },
    set: { type: 'string' },
  },
  allowPositionals: true,
});
const sets = values.set === undefined ? corpusSets() : [values.set];
const isHeldOut = (note: LabelledNote): boolean => HELD_OUT.test(note.patient);

function writeMeasured(): void {
  writeFileSync(new URL('../../src/nlp/measured.json', import.meta.url), serialise(measureCorpus(annotate)));
  console.log('wrote src/nlp/measured.json; `npm run docs` writes it into docs/rules.md');
}

async function printDiff(ref: string): Promise<void> {
  const notes = sets.flatMap(readSet);
  const changes = diffAnnotations(await annotateAt(ref, notes), notes.map(annotate));
  for (const { note, kind, sign, what } of changes) console.log(`${sign} ${note.padEnd(8)} ${kind.padEnd(22)} ${what}`);
  const of = (sign: string): number => changes.filter((c) => c.sign === sign).length;
  console.log(`${of('+')} added, ${of('-')} removed, ${of('~')} changed since ${ref}, in ${notes.length} notes`);
}

const digits = (x: number, width: number): string => x.toFixed(3).padStart(width);
const ratio = (a: number, b: number): number => (a + b === 0 ? 0 : a / (a + b));

function printSet(set: string): void {
  const notes = readSet(set);
  const [all, seen, heldOut] = [notes, notes.filter((n) => !isHeldOut(n)), notes.filter(isHeldOut)].map((part) =>
    score(part, annotate),
  ) as [ReturnType<typeof score>, ReturnType<typeof score>, ReturnType<typeof score>];
  const none: Tally = { tp: 0, fp: 0, fn: 0 };
  const row = (what: string, { tp, fp, fn }: Tally, known: Tally, aside: Tally): string =>
    what.padEnd(28) +
    String(tp + fn).padStart(6) +
    digits(ratio(tp, fp), 8) +
    digits(ratio(tp, fn), 8) +
    digits(f1({ tp, fp, fn }), 8) +
    digits(f1(known), 10) +
    digits(f1(aside), 13);
  console.log(`\n${set}: ${notes.length} notes, of them ${notes.filter(isHeldOut).length} held out`);
  console.log(
    `${'what'.padEnd(28)}${'n'.padStart(6)}${'P'.padStart(8)}${'R'.padStart(8)}${'F1'.padStart(8)}${'F1 seen'.padStart(10)}${'F1 held out'.padStart(13)}`,
  );
  for (const [what, tally] of all.tallies)
    console.log(row(what, tally, seen.tallies.get(what) ?? none, heldOut.tallies.get(what) ?? none));
  console.log(row('all', total(all), total(seen), total(heldOut)));
  if (values.errors) for (const error of seen.errors) console.log(`  ${error}`);
}

if (values.write) writeMeasured();
else if (values.diff) await printDiff(positionals[0] ?? 'HEAD');
else {
  console.log(`rules ${RULES_VERSION}`);
  for (const set of sets) printSet(set);
}
