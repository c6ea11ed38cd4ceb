/** What is shown of a note and its annotation, on a terminal or a page. */
import type { Annotation, Cue, Finding, FindingKind, Mention, NoteInput } from '../../domain.ts';
import { partsOf } from '../../nlp/in-words.ts';

export interface ShownMention extends Mention {
  /** From 1, in order of place. */
  readonly number: number;
  /** What the findings make of it; empty where none rests on it. */
  readonly readings: readonly string[];
}

export interface ShownFinding {
  readonly kind: FindingKind;
  readonly words: string;
  /** Numbers of the mentions it rests on. */
  readonly from: readonly number[];
  readonly confidence: number | null;
  readonly doubt: string | null;
}

export interface ShownNote {
  readonly id: string;
  readonly about: string;
  readonly language: string;
  readonly text: string;
  readonly mentions: readonly ShownMention[];
  readonly findings: readonly ShownFinding[];
}

export function shownNote(note: NoteInput, annotation: Annotation): ShownNote {
  const order = annotation.mentions
    .map((mention, index) => ({ mention, index }))
    .toSorted((a, b) => a.mention.start - b.mention.start || b.mention.end - a.mention.end || a.index - b.index);
  const numbers = new Map(order.map(({ index }, i) => [index, i + 1]));
  const readings = (index: number): string[] =>
    annotation.findings.filter((f) => f.evidence.includes(index)).map((f) => inWords(f));
  const about = [note.id, note.date ?? 'no date', note.kind ?? null, annotation.language, `rules ${annotation.rules}`];
  return {
    id: note.id,
    about: about.filter((part) => part !== null).join(' · '),
    language: annotation.language,
    text: note.text,
    mentions: order.map(({ mention, index }, i) => ({ ...mention, number: i + 1, readings: readings(index) })),
    findings: annotation.findings.map((finding) => ({
      kind: finding.kind,
      words: inWords(finding),
      from: finding.evidence.map((i) => numbers.get(i) ?? 0).toSorted((a, b) => a - b),
      confidence: finding.confidence ?? null,
      doubt: finding.doubt ?? null,
    })),
  };
}

const inWords = (finding: Finding): string => partsOf(finding).join(' ');

export const KIND_WORDS: Readonly<Record<FindingKind, string>> = {
  metastasis: 'metastasis',
  rlt_cycle: 'PSMA-RLT',
  gleason: 'Gleason score',
  psa: 'PSA',
  drug: 'drug',
  castration_resistance: 'castration resistance',
  diagnosis: 'initial diagnosis',
  therapy_history: 'earlier therapy',
};

/** `metastasis, negated: liver absent`. */
export function mentionWords({ kind, assertion, readings }: ShownMention): string {
  const name = KIND_WORDS[kind];
  const stance = assertion === 'affirmed' ? '' : `, ${assertion.replace('_', ' ')}`;
  const words = [...new Set(readings)].map((reading) =>
    reading.startsWith(`${name} `) ? reading.slice(name.length + 1) : reading,
  );
  return `${name}${stance}: ${words.length === 0 ? 'no finding' : words.join('; ')}`;
}

/** `rule met-liver-stem; neg-kein "Keine"; section impression`. */
export function whyWords({ rule, cues, section }: ShownMention, text: string): string {
  const words = cues.map((cue: Cue) => `${cue.rule} "${text.slice(cue.start, cue.end).trim()}"`);
  return [`rule ${rule}`, ...words, `section ${section}`].join('; ');
}

export function confidenceWords({ confidence }: ShownFinding): string {
  return confidence === null ? 'uncalibrated' : confidence.toFixed(2);
}
