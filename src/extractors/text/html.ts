/** HTML, XHTML, FHIR narratives and CDA documents to text. Nothing is fetched, run or guessed; tags never glue cells. */
import { convert, type FormatCallback, type HtmlToTextOptions, type SelectorDefinition } from 'html-to-text';

/** Longest input in characters; more is cut by nobody, it is refused by the caller. */
export const MAX_HTML_LENGTH = 16 * 1024 * 1024;

/** A cell ends with a tab: "4" beside "2" stays "4\t2". */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addLiteral('\t');
};
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
  formatters: { cell, line, section },
  limits: { maxInputLength: MAX_HTML_LENGTH },
  selectors: [
    ...each('script style noscript iframe object embed svg img head template', 'skip'),
    ...each('td th', 'cell'),
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

/** Text of an HTML document or fragment. */
export function htmlToText(html: string): string {
  return tidy(convert(html, OPTIONS));
}

/** Text of an XML document: the narrative of a CDA document, else all character data that is not markup. */
export function xmlToText(xml: string): string {
  const body = xml.replace(/^\s*<\?xml[^>]*\?>/i, '').replace(/<\?[^>]*\?>/g, '');
  return tidy(convert(body, /<(?:[a-z]\w*:)?ClinicalDocument[\s>]/i.test(body) ? CDA_OPTIONS : OPTIONS));
}

/** No white space at line ends, no more than one empty line, no empty start or end. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
}
