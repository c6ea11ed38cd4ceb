/** `npm run eval`: how well the rules read the labelled notes. `--errors` lists what is wrong on the notes not held out. */
import { RULES_VERSION, annotate } from '../../src/nlp/annotate.ts';
import { HELD_OUT, readCorpus } from './corpus.ts';
import type { LabelledNote } from './corpus.ts';
import { f1, score, total } from './score.ts';
import type { Score, Tally } from './score.ts';

const notes = readCorpus();
const isHeldOut = (note: LabelledNote): boolean => HELD_OUT.test(note.patient);
const all = score(notes, annotate);
const seen = score(
  notes.filter((n) => !isHeldOut(n)),
  annotate,
);
const heldOut = score(notes.filter(isHeldOut), annotate);

const digits = (x: number): string => x.toFixed(3).padStart(8);
const precision = ({ tp, fp }: Tally): number => (tp + fp === 0 ? 0 : tp / (tp + fp));
const recall = ({ tp, fn }: Tally): number => (tp + fn === 0 ? 0 : tp / (tp + fn));
const f1Of = (part: Score, what: string): string => digits(f1(part.tallies.get(what) ?? { tp: 0, fp: 0, fn: 0 }));

console.log(`rules ${RULES_VERSION}, ${notes.length} notes, of them ${notes.filter(isHeldOut).length} held out\n`);
console.log(
  `${'what'.padEnd(28)}${'n'.padStart(6)}${'P'.padStart(8)}${'R'.padStart(8)}${'F1'.padStart(8)}${'F1 seen'.padStart(10)}${'F1 held out'.padStart(13)}`,
);
for (const [what, tally] of all.tallies)
  console.log(
    what.padEnd(28) +
      String(tally.tp + tally.fn).padStart(6) +
      digits(precision(tally)) +
      digits(recall(tally)) +
      digits(f1(tally)) +
      f1Of(seen, what).padStart(10) +
      f1Of(heldOut, what).padStart(13),
  );
const sum = total(all);
console.log(
  'all'.padEnd(28) +
    String(sum.tp + sum.fn).padStart(6) +
    digits(precision(sum)) +
    digits(recall(sum)) +
    digits(f1(sum)) +
    digits(f1(total(seen))).padStart(10) +
    digits(f1(total(heldOut))).padStart(13),
);
if (process.argv.includes('--errors')) for (const error of seen.errors) console.log(`  ${error}`);
