/** What became of an attachment: text with a stated method, or the reason why there is none. */
import type { TextMethod } from '../../domain.ts';
import type { NoTextReason } from '../../errors.ts';

/** What was put right on the way; each one is counted, none is silent. */
export type Repair =
  | 'content_type_missing'
  | 'content_type_wrong'
  | 'charset_declared_wrong'
  | 'charset_guessed'
  | 'mojibake'
  | 'lone_surrogates'
  | 'pages_without_text';

export interface TextFound {
  readonly text: string;
  readonly method: TextMethod;
  /** The charset the bytes were read in; null where the format fixes it. */
  readonly charset: string | null;
  readonly repairs: readonly Repair[];
}
export interface NoTextFound {
  readonly reason: NoTextReason;
  /** Declared content type, as it came. */
  readonly contentType: string | null;
}
export type TextOutcome = TextFound | NoTextFound;

/** Thrown inside this folder to end with a reason; never leaves it. */
export class NoText extends Error {
  readonly reason: NoTextReason;
  constructor(reason: NoTextReason) {
    super(reason);
    this.reason = reason;
  }
}
