/** Control words of RTF that change or make text, and the ones whose content is no text of the letter. */

/** Words and symbols that stand for characters. */
export const SYMBOLS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n\n',
  page: '\n\n',
  column: '\n',
  row: '\n',
  nestrow: '\n',
  cell: '\t',
  nestcell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  '\\': '\\',
  '{': '{',
  '}': '}',
  '~': '\u00a0',
  '-': '',
  _: '-',
  '\n': '\n',
  '\r': '\n',
};

/** Destinations that hold no text of the letter: tables, pictures, field codes, page furniture, comments of authors. */
export const DESTINATIONS_SKIPPED: ReadonlySet<string> = new Set(
  `fonttbl colortbl stylesheet info pict object fldinst header headerl headerr headerf footer footerl footerr footerf
  filetbl revtbl listtable listoverridetable rsidtbl generator themedata colorschememapping datastore latentstyles
  xmlnstbl mmathPr nonshppict private xe tc rxe txe bkmkstart bkmkend annotation atnid atnauthor atndate atnref upr
  ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template operator userprops docvar`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

/** `\ansicpgN` and the document charsets `\mac`, `\pc`, `\pca`. */
export const CODEPAGES: Readonly<Record<string | number, string>> = {
  437: 'cp437',
  850: 'cp850',
  852: 'cp852',
  874: 'windows-874',
  932: 'cp932',
  936: 'cp936',
  949: 'cp949',
  950: 'cp950',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macroman',
  65001: 'utf-8',
  mac: 'macroman',
  pc: 'cp437',
  pca: 'cp850',
};

/** `\fcharsetN` of a font to a charset; null for the ones that leave the document's charset in force. */
export function charsetOfFont(charset: number): string | null {
  const codepages: Readonly<Record<number, string>> = {
    77: 'macroman',
    128: 'cp932',
    129: 'cp949',
    134: 'cp936',
    136: 'cp950',
    161: 'windows-1253',
    162: 'windows-1254',
    163: 'windows-1258',
    177: 'windows-1255',
    178: 'windows-1256',
    186: 'windows-1257',
    204: 'windows-1251',
    222: 'windows-874',
    238: 'windows-1250',
    254: 'cp437',
    255: 'cp850',
  };
  return codepages[charset] ?? null;
}
