/** A stretch of a whole note for the reader's eyes, with every place of the question marked in it. */
import type { Evidence, Flag } from '../domain.ts';
import { noteOf } from './evidence.ts';
import type { ReviewReader } from './reader.ts';
import { around, segments } from './text.ts';
import type { Segment } from './text.ts';
import { visible } from './visible.ts';

/** As much of a note as a page shows at once; the rest is asked for. */
const MOST = 64_000;

export interface NotePart {
  readonly title: string;
  readonly note: string;
  readonly segments: readonly Segment[];
  /** Where the stretch before and the one after begin; null = this is where the note begins or ends. */
  readonly before: number | null;
  readonly after: number | null;
}

/** The stretch around the evidence `index` of the flag, or from an offset on; null where there is no such note now. */
export function notePart(flag: Flag, index: number, from: number | null, reader: ReviewReader): NotePart | null {
  const asked = flag.evidence[index];
  const note = asked?.source === 'note' ? noteOf(flag, asked.note, reader) : null;
  if (asked?.source !== 'note' || note === null) return null;
  const intact = (e: Evidence): e is typeof asked =>
    e.source === 'note' && e.note === note.id && note.text.slice(e.start, e.end) === e.quote;
  const places = flag.evidence.filter(intact);
  const start = Math.min(from ?? Math.max(0, asked.start - MOST / 2), note.text.length);
  const window = around(note.text, { start, end: Math.min(note.text.length, start + MOST) }, 0);
  const others = places.filter((e) => e !== asked);
  const parts = segments(note.text, window, intact(asked) ? [asked] : [], others);
  return {
    title: [note.kind ?? 'Note', note.date].filter(Boolean).join(' · '),
    note: note.id,
    segments: parts.map(({ text, mark }) => ({ text: visible(text), mark })),
    before: window.start > 0 ? Math.max(0, window.start - MOST) : null,
    after: window.end < note.text.length ? window.end : null,
  };
}
