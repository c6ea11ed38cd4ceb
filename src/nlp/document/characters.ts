/** Characters that have a plain form of our own choosing; all others take the one that Unicode gives. */

const GROUPS: Readonly<Record<string, string>> = {
  ae: 'ä',
  oe: 'öœø∅',
  ue: 'ü',
  Ae: 'Ä',
  Oe: 'ÖŒØ',
  Ue: 'Ü',
  ss: 'ß',
  SS: 'ẞ',
  u: 'µμ',
  '-': '‐‑‒–—―−﹣',
  "'": '‘’‚‛′´`ʼ',
  '"': '“”„‟«»″',
  '...': '…',
  x: '×',
  '->': '→⇒➔➜►',
  '<-': '←⇐',
  '>=': '≥⩾',
  '<=': '≤⩽',
  '~': '≈∼',
  '/': '⁄∕',
  '*': '•∙▪●◦‣■○▫·',
  '[x]': '☒☑✓✔',
  '[ ]': '☐□',
  '': '®™©',
  '\n': '\u2028\u2029\u0085\f\v',
  // A tab divides columns as a wide gap does.
  '  ': '\t',
};

export const FOLDED: ReadonlyMap<string, string> = new Map([
  ...Object.entries(GROUPS).flatMap(([plain, found]) => Array.from(found, (c) => [c, plain] as const)),
  ...Array.from('aouAOU', (c) => [`${c}\u0308`, `${c}e`] as const),
]);
