import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { annotate, RULES_VERSION } from '../../src/nlp/annotate.ts';
import { readCorpus } from '../eval/corpus.ts';

const NOTES = readCorpus();

test('every mention quotes its note exactly, every cue lies within it, every finding has evidence of its kind', () => {
  for (const note of NOTES) {
    const { mentions, findings } = annotate(note);
    for (const mention of mentions) {
      assert.equal(mention.text, note.text.slice(mention.start, mention.end), note.id);
      assert.ok(mention.end > mention.start, `${note.id} ${mention.rule}`);
      for (const cue of mention.cues) assert.ok(cue.start >= 0 && cue.end > cue.start && cue.end <= note.text.length);
    }
    for (const finding of findings) {
      assert.ok(finding.evidence.length > 0, `${note.id} ${finding.kind}`);
      for (const i of finding.evidence) assert.equal(mentions[i]?.kind, finding.kind, note.id);
    }
  }
});

test('the same note gives the same annotation, whatever was read before', () => {
  const once = NOTES.map((n) => JSON.stringify(annotate(n)));
  const backwards = NOTES.toReversed().map((n) => JSON.stringify(annotate(n)));
  assert.deepEqual(once, backwards.toReversed());
});

test('the rules version is a hash that every annotation carries', () => {
  assert.match(RULES_VERSION, /^\d+\.[0-9a-f]{12}$/);
  assert.equal(annotate({ id: 'x', text: '' }).rules, RULES_VERSION);
});

test('line ends, composition of umlauts, soft hyphens and blanks change no finding', () => {
  for (const note of NOTES) {
    const strip = (text: string): string => JSON.stringify(annotate({ ...note, text }).findings);
    const plain = strip(note.text);
    assert.equal(strip(note.text.replaceAll('\n', '\r\n')), plain, `${note.id} CRLF`);
    assert.equal(strip(note.text.normalize('NFD')), plain, `${note.id} NFD`);
    assert.equal(strip(note.text.replace(/(?<=[a-z])metastas/g, '\u00admetastas')), plain, `${note.id} soft hyphen`);
    assert.equal(strip(note.text.replace(/(\d) (?=GBq|mm|ng)/g, '$1\u00a0')), plain, `${note.id} no-break space`);
  }
});

const WORDS = [
  'Leber',
  'Lungenmetastasen',
  'keine',
  'V.a.',
  '177Lu-PSMA-617',
  '3. Zyklus',
  '#',
  '12.03.2019',
  '7,4 GBq',
  'Gleason',
  '4+5=9',
  'PSA',
  ':',
  '(',
  ')',
  '\n',
  '-',
  ',',
  '…',
  '\u{1F600}',
  'pN1',
  'C79.5 G',
  'und',
  '?',
  '|',
  '  ',
];
const soup = fc
  .array(
    fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 4 })),
    { maxLength: 60 },
  )
  .map((w) => w.join(' '));

test('no text makes the rules fail, and offsets stay exact', () => {
  fc.assert(
    fc.property(soup, fc.constantFrom(null, '2019', '2019-03', '2019-03-12'), (text, date) => {
      const { mentions, findings } = annotate({ id: 'x', text, date });
      for (const m of mentions) assert.equal(m.text, text.slice(m.start, m.end));
      for (const f of findings) assert.ok(f.evidence.every((i) => i < mentions.length));
    }),
    { seed: 20_260_104, numRuns: 1500 },
  );
});

const REPEATS = [
  'Leber, ',
  'keine ',
  'Leber- und ',
  '3. Zyklus ',
  '(',
  '1 2 ',
  '12.03.2019 ',
  'Metastasen in ',
  ' ',
  '\n',
  '- ',
  'a',
  '.',
  'Lu-PSMA ',
  '#3 ',
  '7,4 GBq ',
  'x',
  ': ',
  'Gleason 4+',
  'PSA 1,2 ',
  '"',
  'nicht ',
  'C79.',
  'ä',
  '\u00ad',
  '-\n',
  'Zyklus .....',
  'cT3a',
  '[ ] ',
];

test('time grows with the length of the text and no faster, whatever is repeated', () => {
  annotate({ id: 'warm', text: NOTES.map((n) => n.text).join('\n') });
  for (const unit of REPEATS) {
    const time = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const start = performance.now();
      annotate({ id: 'x', text, date: '2019-03-12' });
      return performance.now() - start;
    };
    time(2_000);
    const [short, long] = [Math.min(time(4_000), time(4_000)), Math.min(time(16_000), time(16_000))];
    assert.ok(
      long < 12 * short + 60,
      `${JSON.stringify(unit)}: ${short.toFixed(1)} ms for 4 kB, ${long.toFixed(1)} ms for 16 kB`,
    );
  }
});
