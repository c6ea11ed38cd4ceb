/** The narrative of a Composition as one text, its section titles as headings. */
import type { FhirResource } from '../domain.ts';
import { htmlToText } from './text/html.ts';
import { NoText, type TextOutcome } from './text/outcome.ts';

interface Section {
  readonly title?: unknown;
  readonly text?: { readonly div?: unknown };
  readonly section?: unknown;
}

/** Sections in document order, nested ones after their parent. Its own narrative stands in where no section has text. */
export function narrativeOf(composition: FhirResource): TextOutcome {
  try {
    return read(composition);
  } catch (error) {
    if (!(error instanceof NoText)) throw error;
    return { reason: error.reason, contentType: null };
  }
}

function read(composition: FhirResource): TextOutcome {
  const sections = sectionTexts(composition['section']);
  const parts = sections.length > 0 ? sections : [divText((composition['text'] as Section['text'] | undefined)?.div)];
  const written = parts.filter((part) => part !== '').join('\n\n');
  const text = written.toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(text)) return { reason: 'no_content', contentType: null };
  return { text, method: 'narrative', charset: null, repairs: text === written ? [] : ['lone_surrogates'] };
}

function sectionTexts(sections: unknown): string[] {
  if (!Array.isArray(sections)) return [];
  return (sections as (Section | null)[]).flatMap((section) => {
    if (typeof section !== 'object' || section === null) return [];
    const body = divText(section.text?.div);
    const below = sectionTexts(section.section);
    if (body === '' && below.length === 0) return [];
    const title = typeof section.title === 'string' ? section.title.trim() : '';
    return [[title, body].filter((part) => part !== '').join('\n'), ...below];
  });
}

const divText = (div: unknown): string => (typeof div === 'string' ? htmlToText(div) : '');
