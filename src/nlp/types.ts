/**
 * What the parts of the NLP engine hand to each other. All spans are offsets into `Document.view`, the normalised text
 * that every rule runs on, until `annotate` maps them back to the text as given.
 */
import type { Assertion, Finding, FindingKind, Language, PartialDate } from '../domain.ts';

/** Half-open: `view.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a passage is for: it decides what an unmarked statement in it means. */
export type SectionName =
  | 'header'
  | 'diagnosis'
  | 'history'
  | 'family_history'
  | 'indication'
  | 'examination'
  | 'findings'
  | 'therapy'
  | 'labs'
  | 'medication'
  | 'impression'
  | 'plan'
  | 'consent'
  | 'reference'
  | 'body';

export interface Section extends Span {
  readonly name: SectionName;
  /** The heading; null for text before the first one. */
  readonly title: Span | null;
}

/** One statement: a sentence, a bullet, a table row or a telegram line. Scope of a cue never leaves it. */
export interface Sentence extends Span {
  readonly section: SectionName;
  /** Index of its (logical) line: sentences of one line share it. */
  readonly line: number;
  /** Parts divided by `;`, adversatives and the like, in order and without gaps. */
  readonly clauses: readonly Span[];
}

export interface Document {
  readonly id: string;
  readonly date: PartialDate | null;
  readonly kind: string | null;
  /** Of most of the text. Never a gate: all rules of both languages run on every note. */
  readonly language: Language;
  readonly original: string;
  /**
   * Normalised: umlauts and accents folded to ASCII (`ä` is `ae`, `ß` is `ss`, `é` is `e`, `µ` is `u`), superscripts and
   * full-width forms as plain characters, every dash `-`, every space a blank and a tab two, CRLF as `\n`, soft
   * hyphens gone, words rejoined over line breaks, OCR look-alikes repaired. Letter case is kept.
   */
  readonly view: string;
  /** `view` in lower case, of the same length. */
  readonly lower: string;
  readonly sections: readonly Section[];
  readonly sentences: readonly Sentence[];
  /** Places of the view that were changed by an OCR guess: readings that depend on them are doubtful. */
  readonly repairs: readonly Span[];
  readonly toOriginal: (span: Span) => Span;
}

export interface RawCue extends Span {
  readonly rule: string;
}

/** A mention before its offsets are mapped back. `value` is what the concept's own `findings` needs to know of it. */
export interface RawMention<V = unknown> extends Span {
  readonly kind: FindingKind;
  readonly rule: string;
  readonly assertion: Assertion;
  readonly cues: readonly RawCue[];
  readonly value: V;
}

/**
 * One kind of statement: where it is mentioned, and what the note says all in all. `evidence` of the findings indexes the
 * mentions given to `findings`; `annotate` renumbers them.
 */
export interface Concept<V = unknown> {
  readonly kind: FindingKind;
  recognise(doc: Document): readonly RawMention<V>[];
  findings(doc: Document, mentions: readonly RawMention<V>[]): readonly Finding[];
}

/** One rule or cue. The examples are run as tests; `expected` is the reading the rule's own concept gives to them. */
export interface Rule {
  readonly id: string;
  readonly language: Language | 'both';
  /** Regular-expression source over the lower-case view; linear, without capture groups unless the concept says so. */
  readonly pattern: string;
  readonly effect: string;
  readonly source: string;
  readonly match: readonly (readonly [text: string, expected: string])[];
  readonly noMatch: readonly string[];
}
