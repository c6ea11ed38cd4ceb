/** HTML, XHTML, FHIR narratives and CDA documents to text. Nothing is fetched, run or guessed; tags never glue cells. */
import {
  convert,
  type DomNode,
  type FormatCallback,
  type HtmlToTextOptions,
  type SelectorDefinition,
} from 'html-to-text';
import { NoText } from './outcome.ts';

/** Longest input in characters; what is longer is refused, not cut. */
const MAX_HTML_LENGTH = 16 * 1024 * 1024;

/** A cell ends with a tab: "4" beside "2" stays "4\t2". */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addLiteral('\t');
};
/** A paragraph; the only one of a cell stays on the line of its row. */
const paragraph =
  (lineBreaks: number): FormatCallback =>
  (element, walk, builder) => {
    if (isAloneInCell(element)) return walk(element.children, builder);
    builder.openBlock({ leadingLineBreaks: lineBreaks });
    walk(element.children, builder);
    builder.closeBlock({ trailingLineBreaks: lineBreaks });
  };

function isAloneInCell(element: DomNode): boolean {
  let cell: DomNode | null | undefined = element.parent;
  while (cell && cell.name !== 'td' && cell.name !== 'th') cell = cell.parent;
  return !!cell && blocksIn(cell) === 1;
}

/** Number of paragraphs below an element; counting ends at two. */
function blocksIn(element: DomNode): number {
  let blocks = 0;
  for (const child of element.children ?? []) {
    blocks += child.name === 'p' || child.name === 'div' ? 1 : 0;
    if (blocks < 2) blocks += blocksIn(child);
    if (blocks >= 2) return 2;
  }
  return blocks;
}

/** A block that starts and ends a line, whatever it holds. */
const line: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};
const section: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const each = (tags: string, format: string): SelectorDefinition[] =>
  tags.split(' ').map((selector) => ({ selector, format }));

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  formatters: { cell, line, section, paragraph: paragraph(2), division: paragraph(1) },
  limits: { maxInputLength: MAX_HTML_LENGTH },
  selectors: [
    ...each('script style noscript iframe object embed svg img head template', 'skip'),
    ...each('td th', 'cell'),
    ...each('p', 'paragraph'),
    ...each('div', 'division'),
    ...each('tr caption dt dd', 'line'),
    ...each('table', 'section'),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
};

/** CDA keeps what people read in `section/title` and `section/text`; the rest are names and codes for machines. */
const CDA_OPTIONS: HtmlToTextOptions = {
  ...OPTIONS,
  baseElements: { selectors: ['section > title', 'section > text'], orderBy: 'occurrence' },
  selectors: [...(OPTIONS.selectors ?? []), ...each('paragraph list item title', 'line'), ...each('text', 'section')],
};

/** Text of an HTML document or fragment. Throws NoText `too_large`. */
export function htmlToText(html: string): string {
  return read(html, OPTIONS);
}

/** Text of an XML document: the narrative of a CDA document, else all character data. Throws NoText `too_large`. */
export function xmlToText(xml: string): string {
  const body = xml.replace(/^\s*<\?xml[^>]*\?>/i, '').replace(/<\?[^>]*\?>/g, '');
  return read(body, /<(?:[a-z]\w*:)?ClinicalDocument[\s>]/i.test(body) ? CDA_OPTIONS : OPTIONS);
}

function read(markup: string, options: HtmlToTextOptions): string {
  if (markup.length > MAX_HTML_LENGTH) throw new NoText('too_large');
  try {
    return tidy(convert(markup, options));
  } catch (error) {
    // Elements nested deeper than the stack; no document of a person looks like that.
    throw error instanceof RangeError ? new NoText('too_large') : error;
  }
}

/** No white space at line ends, no more than one empty line, no empty start or end. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
}
