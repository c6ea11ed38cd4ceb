/**
 * The evidence of a question as a person reads it: spans of one statement in one note together, copies of the same
 * sentence once, what contradicts the proposal first, quotes that no longer stand in their note said to be so.
 */
import { canonicalJson } from '../canonical.ts';
import type { Evidence, Fact, Flag, PartialDate } from '../domain.ts';
import { contentKey, factsOf, groupSpans, placeOf } from './evidence-groups.ts';
import type { Group } from './evidence-groups.ts';
import type { ReviewNote, ReviewReader } from './reader.ts';
import { stanceOf } from './stance.ts';
import type { Stance } from './stance.ts';
import { around, segments, sentenceAt } from './text.ts';
import type { Segment, Span } from './text.ts';
import { factWords } from './words.ts';

type NoteEvidence = Extract<Evidence, { source: 'note' }>;

export interface EvidenceItem {
  /** Place in the flag's list of evidence; names the item in requests. */
  readonly index: number;
  readonly source: Evidence['source'];
  readonly title: string;
  readonly date: PartialDate | null;
  readonly stance: Stance;
  /** What the rules read there. */
  readonly reads: readonly string[];
  readonly rule: string;
  readonly snippet: readonly Segment[];
  /** Does text of the note stand before and after the snippet? */
  readonly cut: { readonly before: boolean; readonly after: boolean };
  /** `changed`: the note no longer reads so at this place; `gone`: there is no such note now. */
  readonly trouble: 'changed' | 'gone' | null;
  /** The same sentence in several notes. */
  readonly copies: { readonly notes: number; readonly first: PartialDate | null; readonly last: PartialDate | null };
  readonly isNew: boolean;
}

const CONTEXT = 400;

/** The items of a flag. `decided` is the evidence of an earlier decision: what is not in it is new. */
export function evidenceItems(
  flag: Flag,
  reader: ReviewReader,
  facts: readonly Fact[],
  decided: readonly Evidence[] | null,
): EvidenceItem[] {
  const known = decided && new Set(decided.map(contentKey));
  const groups = groupSpans(flag.evidence, (one) =>
    factsOf(one, facts, flag)
      .map((fact) => facts.indexOf(fact))
      .join(),
  );
  const drawn = groups.map((group) => {
    const cited = factsOf(group.first, facts, flag);
    const stances = cited.map((fact) => stanceOf(fact, flag.topic, flag.proposal));
    const stance: Stance = (['contradicts', 'supports'] as const).find((s) => stances.includes(s)) ?? 'neutral';
    const reads = [...new Set(cited.map((fact) => [fact.date, factWords(fact)].filter(Boolean).join(' ')))];
    const isNew = known !== null && group.all.some((one) => !known.has(contentKey(one)));
    return { index: group.index, stance, reads, isNew, ...draw(group, flag, reader) };
  });
  return mergeCopies(drawn).sort(byWeight);
}

type Drawn = Pick<EvidenceItem, 'source' | 'title' | 'date' | 'rule' | 'snippet' | 'cut' | 'trouble' | 'copies'> & {
  readonly sentence: string;
};

function draw(group: Group, flag: Flag, reader: ReviewReader): Drawn {
  const { first } = group;
  if (first.source === 'note') {
    const spans = group.all.filter((e): e is NoteEvidence => e.source === 'note');
    return drawNote(first, spans, flag, noteOf(flag, first.note, reader));
  }
  const plain = {
    snippet: [],
    cut: { before: false, after: false },
    trouble: null,
    copies: { notes: 1, first: null, last: null },
  };
  if (first.source === 'human') {
    return {
      ...plain,
      source: 'human',
      title: `Decision by ${first.by}`,
      date: first.at.slice(0, 10),
      rule: 'decision',
      sentence: first.decision,
    };
  }
  const says: Segment[] = [{ text: first.says, mark: 'hit' }];
  return {
    ...plain,
    source: 'structured',
    title: first.path,
    date: null,
    rule: first.rule,
    snippet: says,
    sentence: placeOf(first),
  };
}

function drawNote(first: NoteEvidence, spans: readonly NoteEvidence[], flag: Flag, note: ReviewNote | null): Drawn {
  const shared = {
    source: 'note' as const,
    title: note?.kind ?? 'Note',
    date: first.date ?? note?.date ?? null,
    rule: first.rule,
  };
  const copies = { notes: 1, first: shared.date, last: shared.date };
  const trouble =
    note === null ? 'gone' : spans.every((s) => note.text.slice(s.start, s.end) === s.quote) ? null : 'changed';
  if (note === null || trouble !== null) {
    const quotes = spans.map((s): Segment => ({ text: s.quote, mark: null }));
    return { ...shared, copies, trouble, snippet: quotes, cut: { before: true, after: true }, sentence: first.quote };
  }
  const hull: Span = { start: Math.min(...spans.map((s) => s.start)), end: Math.max(...spans.map((s) => s.end)) };
  const window = around(note.text, hull, CONTEXT);
  const cut = { before: window.start > 0, after: window.end < note.text.length };
  return {
    ...shared,
    copies,
    trouble,
    cut,
    snippet: segments(note.text, window, spans, intactPlaces(flag, note)),
    sentence: sentenceAt(note.text, hull),
  };
}

/** Where a flag's evidence stands in a note, as far as the note still reads so. */
export function intactPlaces(flag: Flag, note: ReviewNote): NoteEvidence[] {
  const ofNote = flag.evidence.filter((e): e is NoteEvidence => e.source === 'note' && e.note === note.id);
  return ofNote.filter((e) => note.text.slice(e.start, e.end) === e.quote);
}

/** A note of this patient; another patient's note is never shown under this question. */
export function noteOf(flag: Flag, id: string, reader: ReviewReader): ReviewNote | null {
  const note = reader.note(id);
  return note?.patient === flag.patient ? note : null;
}

function mergeCopies(drawn: readonly (EvidenceItem & { readonly sentence: string })[]): EvidenceItem[] {
  const items = new Map<string, EvidenceItem>();
  for (const item of drawn) {
    const { sentence, ...plain } = item;
    const key = canonicalJson([
      item.source,
      sentence,
      item.stance,
      item.trouble,
      item.source === 'note' ? item.reads : item.index,
    ]);
    const same = items.get(key);
    items.set(
      key,
      same ? { ...same, isNew: same.isNew && item.isNew, copies: oneMore(same.copies, item.date) } : plain,
    );
  }
  return [...items.values()];
}

function oneMore(copies: EvidenceItem['copies'], date: PartialDate | null): EvidenceItem['copies'] {
  const dates = [copies.first, copies.last, date].filter((d) => d !== null).sort();
  return { notes: copies.notes + 1, first: dates[0] ?? null, last: dates.at(-1) ?? null };
}

const STANCE_ORDER: readonly Stance[] = ['contradicts', 'supports', 'neutral'];

function byWeight(a: EvidenceItem, b: EvidenceItem): number {
  return (
    STANCE_ORDER.indexOf(a.stance) - STANCE_ORDER.indexOf(b.stance) ||
    Number(a.source === 'note') - Number(b.source === 'note') ||
    (a.date ?? '').localeCompare(b.date ?? '', 'en') ||
    a.index - b.index
  );
}
