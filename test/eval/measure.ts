/** How often each rule takes part in findings of the labelled notes, and how often these are right. */
import type { Annotation, Finding, FindingKind, Mention } from '../../src/domain.ts';
import type { Measured, MeasuredKind } from '../../src/nlp/confidence.ts';
import { tokensOf } from '../../src/nlp/concepts/metastasis/tokens.ts';
import { wordsOf } from '../../src/nlp/concepts/rlt_cycle/words.ts';
import { readDocument } from '../../src/nlp/document/document.ts';
import type { Document, Sentence } from '../../src/nlp/types.ts';
import { corpusSets, readSet } from './corpus.ts';
import type { LabelledNote } from './corpus.ts';
import { groupsOf, pairUp, verdictsOn } from './match.ts';

type Annotate = (note: LabelledNote) => Annotation;
type Counts = Map<string, [n: number, right: number]>;

interface KindCounts {
  gold: number;
  readonly rules: Counts;
  readonly beside: Counts;
}

/** All labelled notes there are. */
export function measureCorpus(annotate: Annotate): Measured {
  const sets = corpusSets().map((name) => ({ name, notes: readSet(name) }));
  return {
    sets: sets.map(({ name, notes }) => ({ name, notes: notes.length, ...sumOf(notes, annotate) })),
    kinds: measure(
      sets.flatMap((set) => set.notes),
      annotate,
    ),
  };
}

function sumOf(notes: readonly LabelledNote[], annotate: Annotate): Omit<Measured['sets'][number], 'name' | 'notes'> {
  const sum = { gold: 0, met: 0, found: 0, right: 0 };
  for (const note of notes) {
    const { findings } = annotate(note);
    const verdicts = verdictsOn(note.labels, findings).filter((v) => v !== null);
    sum.found += verdicts.length;
    sum.right += verdicts.filter(Boolean).length;
    for (const group of groupsOf(note.labels, findings)) {
      sum.gold += group.gold.length;
      sum.met += pairUp(group).right.length;
    }
  }
  return sum;
}

/** By kind of finding; the result does not depend on the order of the notes. */
export function measure(notes: readonly LabelledNote[], annotate: Annotate): Measured['kinds'] {
  const kinds = new Map<FindingKind, KindCounts>();
  const of = (kind: FindingKind): KindCounts => {
    let counts = kinds.get(kind);
    if (!counts) kinds.set(kind, (counts = { gold: 0, rules: new Map(), beside: new Map() }));
    return counts;
  };
  for (const note of notes) {
    const annotation = annotate(note);
    const doc = readDocument(note);
    for (const group of groupsOf(note.labels, annotation.findings)) of(group.kind).gold += group.gold.length;
    for (const [i, right] of verdictsOn(note.labels, annotation.findings).entries()) {
      const finding = annotation.findings[i] as Finding;
      if (right === null) continue;
      const named = namedIn(annotation, finding);
      count(of(finding.kind).rules, named, right);
      count(of(finding.kind).beside, besideOf(doc, annotation, finding, named), right);
    }
  }
  return Object.fromEntries([...kinds].sort(byName).map(([kind, counts]) => [kind, settled(counts)]));
}

function count(counts: Counts, rules: ReadonlySet<string>, right: boolean): void {
  for (const rule of rules) {
    const [n, r] = counts.get(rule) ?? [0, 0];
    counts.set(rule, [n + 1, r + Number(right)]);
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

function settled({ gold, rules, beside }: KindCounts): MeasuredKind {
  const sorted = (counts: Counts): MeasuredKind['rules'] => Object.fromEntries([...counts].sort(byName));
  return { gold, rules: sorted(rules), beside: sorted(beside) };
}

const mentionsOf = ({ mentions }: Annotation, { evidence }: Finding): Mention[] =>
  evidence.map((i) => mentions[i] as Mention);

/** The rules and cues that the evidence of a finding names. */
function namedIn(annotation: Annotation, finding: Finding): Set<string> {
  return new Set(mentionsOf(annotation, finding).flatMap((m) => [m.rule, ...m.cues.map((c) => c.rule)]));
}

/** Word rules that fire in a sentence of the evidence without being named by it: words that make up the statement. */
function besideOf(doc: Document, annotation: Annotation, finding: Finding, named: ReadonlySet<string>): Set<string> {
  if (finding.kind !== 'metastasis' && finding.kind !== 'rlt_cycle') return new Set();
  const sentences = new Set(mentionsOf(annotation, finding).flatMap((m) => sentenceOf(doc, m.start) ?? []));
  const rules = [...sentences].flatMap((sentence) =>
    finding.kind === 'metastasis'
      ? tokensOf(doc, sentence).map((t) => t.rule.id)
      : wordsOf(doc, sentence, false).flatMap((w) => ('rule' in w ? [w.rule] : [])),
  );
  return new Set(rules.filter((rule) => !named.has(rule)));
}

/** The sentence at an offset of the text as given. */
function sentenceOf(doc: Document, offset: number): Sentence | undefined {
  return doc.sentences.find((s) => doc.toOriginal({ start: s.start, end: s.end }).end > offset);
}

/** As `src/nlp/measured.json` holds it, one rule a line. */
export function serialise(measured: Measured): string {
  const rows = (counts: MeasuredKind['rules']): string =>
    Object.entries(counts)
      .map(([rule, [n, right]]) => `        ${JSON.stringify(rule)}: [${n}, ${right}]`)
      .join(',\n');
  const table = (counts: MeasuredKind['rules']): string =>
    Object.keys(counts).length === 0 ? '{}' : `{\n${rows(counts)}\n      }`;
  const kinds = Object.entries(measured.kinds).map(
    ([kind, { gold, rules, beside }]) =>
      `    ${JSON.stringify(kind)}: {\n      "gold": ${gold},\n      "rules": ${table(rules)},\n      "beside": ${table(beside)}\n    }`,
  );
  const sets = measured.sets.map(
    ({ name, notes, gold, met, found, right }) =>
      `    { "name": ${JSON.stringify(name)}, "notes": ${notes}, "gold": ${gold}, "met": ${met}, "found": ${found}, "right": ${right} }`,
  );
  return `{\n  "sets": [\n${sets.join(',\n')}\n  ],\n  "kinds": {\n${kinds.join(',\n')}\n  }\n}\n`;
}
