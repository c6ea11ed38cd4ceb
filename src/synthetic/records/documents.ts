/** Letters as the hospitals send them: in every rendition, as DocumentReference, DiagnosticReport or both, inline or as Binary. */
import { Buffer } from 'node:buffer';
import type { Letter } from '../letters/view.ts';
import { SYSTEM } from './chart.ts';
import type { Chart } from './chart.ts';
import { pdfOf } from './pdf.ts';

type Form = 'utf8' | 'plain' | 'latin1' | 'html' | 'rtf' | 'pdf';

const FORMS: Readonly<Record<Form, number>> = { utf8: 52, plain: 14, latin1: 11, html: 12, rtf: 9, pdf: 2 };

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const html = (text: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Brief</title></head><body>${text
    .split('\n')
    .map((line) => `<div>${line === '' ? '<br>' : escapeHtml(line)}</div>`)
    .join('\n')}</body></html>`;

/** RTF in the Windows code page, what it lacks as `\u`. */
function rtf(text: string): string {
  const char = (c: string): string => {
    if (c === '\n') return '\\par\n';
    if (c === '\\' || c === '{' || c === '}') return `\\${c}`;
    const code = c.codePointAt(0) as number;
    if (code < 128) return c;
    return code < 256 && code >= 160 ? `\\'${code.toString(16)}` : `\\u${code}?`;
  };
  return `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs20 ${Array.from(text, char).join('')}}`;
}

const isLatin1 = (text: string): boolean =>
  Array.from(text).every((c) => (c.codePointAt(0) as number) < 256 && !(c >= '\u0080' && c <= '\u009f'));
const base64 = (text: string, encoding: 'utf8' | 'latin1'): string => Buffer.from(text, encoding).toString('base64');

interface Attachment {
  readonly contentType: string;
  readonly data: string;
}

const RENDER: Readonly<Record<Form, (text: string) => Attachment>> = {
  utf8: (text) => ({ contentType: 'text/plain; charset=UTF-8', data: base64(text, 'utf8') }),
  plain: (text) => ({ contentType: 'text/plain', data: base64(text, 'utf8') }),
  latin1: (text) => ({ contentType: 'text/plain; charset=ISO-8859-1', data: base64(text, 'latin1') }),
  html: (text) => ({ contentType: 'text/html; charset=UTF-8', data: base64(html(text), 'utf8') }),
  rtf: (text) => ({ contentType: 'application/rtf', data: base64(rtf(text), 'latin1') }),
  pdf: (text) => ({ contentType: 'application/pdf', data: pdfOf(text).toString('base64') }),
};

function render(text: string, form: Form): Attachment {
  if ((form === 'latin1' || form === 'pdf') && !isLatin1(text)) return render(text, 'utf8');
  return RENDER[form](text);
}

/** Adds one letter to the chart. */
export function document(chart: Chart, letter: Letter): void {
  const { random } = chart;
  const attachment = render(letter.text, random.weighted(FORMS));
  const as = random.weighted({ reference: 70, report: 20, both: 10 });
  // Through both resources the same attachment is the same document, by its address or by its content.
  const place = random.chance(0.2) ? binary(chart, letter.key, attachment) : attachment;
  if (as !== 'report') reference(chart, letter, place);
  if (as !== 'reference') report(chart, letter, place);
}

function binary(chart: Chart, key: string, { contentType, data }: Attachment): object {
  const stored = chart.add('Binary', `bin-${key}`, { contentType, data });
  return { contentType, url: `Binary/${stored.id}` };
}

function kindOf(chart: Chart, letter: Letter): object {
  const system = chart.plan.hospital === 'uke' ? SYSTEM.kdl : SYSTEM.loinc;
  return { coding: [{ system, code: letter.kind.code, display: letter.kind.display }] };
}

function reference(chart: Chart, letter: Letter, attachment: object): void {
  const offset = chart.plan.hospital === 'uke' ? '+01:00' : '-05:00';
  chart.add('DocumentReference', `doc-${letter.key}`, {
    status: 'current',
    docStatus: 'final',
    type: kindOf(chart, letter),
    date: `${letter.date}T12:00:00${offset}`,
    content: [{ attachment: { ...attachment, language: chart.plan.hospital === 'uke' ? 'de' : 'en' } }],
  });
}

function report(chart: Chart, letter: Letter, attachment: object): void {
  const offset = chart.plan.hospital === 'uke' ? '+01:00' : '-05:00';
  // A report on a day after the last contact was only issued then.
  const seen = letter.date <= chart.plan.lastActivity ? { effectiveDateTime: letter.date } : {};
  chart.add('DiagnosticReport', `rep-${letter.key}`, {
    status: 'final',
    code: kindOf(chart, letter),
    ...seen,
    issued: `${letter.date}T13:30:00${offset}`,
    presentedForm: [attachment],
  });
}
