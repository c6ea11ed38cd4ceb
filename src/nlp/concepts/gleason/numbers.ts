/** Digits as written, dictated or misread by a scanner. */
const WORD_NUMBERS: Readonly<Record<string, number>> = {
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  three: 3,
  four: 4,
  five: 5,
  drei: 3,
  vier: 4,
  fuenf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  l0: 10,
  '1o': 10,
  g: 9,
  s: 5,
};

export const toNumber = (text: string): number => WORD_NUMBERS[text] ?? Number(text);

export const isGuess = (text: string | undefined): boolean => text !== undefined && /^(?:g|s|l0|1o)$/u.test(text);

export const overlap = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end;
