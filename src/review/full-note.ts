/** A stretch of a whole note for the reader's eyes, with every place of the question marked in it. */
import type { Flag } from '../domain.ts';
import { intactPlaces, noteOf } from './evidence.ts';
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
  const places = intactPlaces(flag, note);
  const start = Math.min(from ?? Math.max(0, asked.start - MOST / 2), note.text.length);
  const cut = around(note.text, { start, end: Math.min(note.text.length, start + MOST) }, 0);
  // a part that was asked for begins where the one before it ended
  const window = { start: from === null ? cut.start : start, end: cut.end };
  const parts = segments(note.text, window, places.includes(asked) ? [asked] : [], places);
  return {
    title: [note.kind ?? 'Note', note.date].filter(Boolean).join(' · '),
    note: note.id,
    segments: parts.map(({ text, mark }) => ({ text: visible(text), mark })),
    before: window.start > 0 ? Math.max(0, window.start - MOST) : null,
    after: window.end < note.text.length ? window.end : null,
  };
}
