/** Digits as written, dictated or misread by a scanner. */
import { CARDINALS } from '../../numerals.ts';

/** What a scanner makes of 9, 5 and 10. */
const MISREAD: Readonly<Record<string, number>> = { g: 9, s: 5, l0: 10, '1o': 10 };

export const toNumber = (text: string): number => MISREAD[text] ?? CARDINALS[text] ?? Number(text);

export const isGuess = (text: string | undefined): boolean => text !== undefined && text in MISREAD;

export const overlap = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;
