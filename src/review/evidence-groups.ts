/** Which pieces of evidence belong together, and which are the same. */
import { canonicalJson } from '../canonical.ts';
import type { Evidence, Fact, Flag } from '../domain.ts';
import { isAbout } from './stance.ts';

/** Spans of one statement further apart than this are shown one by one. */
const WIDEST = 1200;
type NoteEvidence = Extract<Evidence, { source: 'note' }>;

/** What a piece of evidence says, wherever it stands: offsets, rules and ids of notes may differ between two runs. */
export function contentKey(one: Evidence): string {
  if (one.source === 'note') return canonicalJson(['note', one.quote.replace(/\s+/gu, ' ').trim(), one.date]);
  return one.source === 'structured'
    ? canonicalJson(['structured', one.resource.type, one.path, one.says])
    : canonicalJson(['human', one.decision]);
}

export interface Group {
  readonly index: number;
  readonly first: Evidence;
  readonly all: readonly Evidence[];
  readonly key: string;
}

/** Spans of one statement in one note, near each other, are one group; everything else stands alone. */
export function groupSpans(evidence: readonly Evidence[], factsKey: (one: Evidence) => string): Group[] {
  const groups: { index: number; first: Evidence; all: Evidence[]; key: string }[] = [];
  for (const [index, one] of evidence.entries()) {
    const cited = factsKey(one);
    const key = one.source === 'note' && cited !== '' ? `${one.note} ${cited}` : `#${index}`;
    const home = groups.find((group) => group.key === key && isNear(group.all, one));
    if (home) home.all.push(one);
    else groups.push({ index, first: one, all: [one], key });
  }
  return groups;
}

function isNear(group: readonly Evidence[], one: Evidence): boolean {
  const spans = [...group, one].filter((e): e is NoteEvidence => e.source === 'note');
  return Math.max(...spans.map((s) => s.end)) - Math.min(...spans.map((s) => s.start)) <= WIDEST;
}

/** The facts that rest on a piece of evidence; those about the topic alone, where there are any. */
export function factsOf(one: Evidence, facts: readonly Fact[], flag: Flag): Fact[] {
  const place = placeOf(one);
  const citing = facts.filter((fact) => fact.evidence.some((e) => placeOf(e) === place));
  const about = citing.filter((fact) => isAbout(fact, flag.topic));
  return about.length > 0 ? about : citing;
}

/** Where the evidence stands: the same place cited twice has the same text here. */
export function placeOf(one: Evidence): string {
  if (one.source === 'note') return `${one.note} ${one.start} ${one.end}`;
  return one.source === 'structured' ? `${one.resource.type}/${one.resource.id} ${one.path} ${one.says}` : one.decision;
}
