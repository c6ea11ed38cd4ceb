/** Numbers in digits, words and Roman figures, German and English; umlauts as two letters. */

export const ORDINALS: Readonly<Record<string, number>> = {
  erst: 1,
  zweit: 2,
  dritt: 3,
  viert: 4,
  fuenft: 5,
  sechst: 6,
  siebt: 7,
  siebent: 7,
  acht: 8,
  neunt: 9,
  zehnt: 10,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};
export const CARDINALS: Readonly<Record<string, number>> = {
  ein: 1,
  eine: 1,
  einen: 1,
  einem: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fuenf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const ROMANS: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  v: 5,
  vi: 6,
  vii: 7,
  viii: 8,
  ix: 9,
  x: 10,
};

/** The number that the text is; null where it is none, or a part of a date ("06"). */
export function numeral(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return text.startsWith('0') ? null : Number(text);
  const times = { zweimalig: 2, dreimalig: 3, viermalig: 4, einmalig: 1, twice: 2, beiden: 2 }[text];
  const stem = text.replace(/e[nmrs]?$/, '');
  return times ?? ROMANS[text] ?? CARDINALS[text] ?? ORDINALS[text] ?? ORDINALS[stem] ?? null;
}
