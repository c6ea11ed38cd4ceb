/** Texts nobody wrote for this project: scanned pathology reports and sentences with a marked phrase. Extra, see `needs`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { GleasonFinding } from '../../src/domain.ts';
import { annotate } from '../../src/nlp/annotate.ts';
import { assess } from '../../src/nlp/assertion/assess.ts';
import { readDocument } from '../../src/nlp/document/document.ts';
import { needs, shared } from '../support/shared.ts';
import { f1 } from './score.ts';

const linesOf = (place: string | null): string[] =>
  readFileSync(place ?? '', 'utf8')
    .trim()
    .split('\n');

interface Report {
  readonly id: string;
  readonly text: string;
  readonly gold: { readonly gleason: Pick<GleasonFinding, 'primary' | 'secondary'> | null };
}

const REPORTS = shared('data/text/tcga-prad-dev.ndjson');

test('of scanned pathology reports the overall Gleason score is right in 95 % at least', needs(REPORTS), () => {
  const reports = linesOf(REPORTS).map((line) => JSON.parse(line) as Report);
  const wrong = reports.flatMap(({ id, text, gold }) => {
    const scores = annotate({ id, text }).findings.filter((f) => f.kind === 'gleason');
    const found = scores.find((f) => f.overall) ?? scores.find((f) => f.specimen === 'prostatectomy');
    const isRight = found?.primary === gold.gleason?.primary && found?.secondary === gold.gleason?.secondary;
    return isRight ? [] : [id];
  });
  assert.ok(reports.length > 0 && wrong.length <= 0.05 * reports.length, wrong.join(' '));
});

const SENTENCES = shared('data/text/negex-dev.tsv');

test(
  'of marked phrases in clinical sentences the denied ones are found with F1 0.95 at least',
  needs(SENTENCES),
  () => {
    const tally = { tp: 0, fp: 0, fn: 0 };
    for (const line of linesOf(SENTENCES).slice(1)) {
      const [, phrase = '', text = '', status] = line.split('\t');
      const doc = readDocument({ id: 'sentence', text });
      const marked = doc.view.indexOf(phrase.toUpperCase());
      const start = marked < 0 ? doc.lower.indexOf(phrase.toLowerCase()) : marked;
      const denied = start >= 0 && assess(doc, { start, end: start + phrase.length }).assertion === 'negated';
      if (denied) tally[status === 'Negated' ? 'tp' : 'fp'] += 1;
      else if (status === 'Negated') tally.fn += 1;
    }
    assert.ok(f1(tally) >= 0.95, JSON.stringify(tally));
  },
);
