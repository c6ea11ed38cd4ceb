/** PDF to text, page by page. Loaded only when the first PDF comes: the library is large. */
import { NoText, type Repair } from './outcome.ts';

/** Longer documents are no letters. */
export const MAX_PDF_PAGES = 1000;
/** A page with fewer letters and digits shows a picture, not a text. */
const MIN_PAGE_CHARACTERS = 8;

/**
 * Text of a PDF. Throws NoText: `encrypted_pdf`, `scanned_pdf` (pages are pictures), `truncated` (no end marker),
 * `bad_pdf`, `too_large`.
 */
export async function pdfToText(bytes: Buffer): Promise<{ text: string; repairs: readonly Repair[] }> {
  const { extractText, getDocumentProxy } = await import('unpdf');
  // A copy, because the library takes the buffer for itself; verbosity 0 keeps it from printing to stdout.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: unknown) =>
    refuse(error, bytes),
  );
  try {
    if (pdf.numPages > MAX_PDF_PAGES) throw new NoText('too_large');
    const { text: pages } = await extractText(pdf, { mergePages: false }).catch((error: unknown) =>
      refuse(error, bytes),
    );
    return joinPages(pages);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** Whatever the library says of a file it cannot read; only the password is told apart by name. */
function refuse(error: unknown, bytes: Buffer): never {
  if ((error as Error).name === 'PasswordException') throw new NoText('encrypted_pdf');
  throw new NoText(bytes.subarray(-2048).includes('%%EOF') ? 'bad_pdf' : 'truncated');
}

function joinPages(pages: readonly string[]): { text: string; repairs: readonly Repair[] } {
  const readable = pages.filter((page) => (page.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= MIN_PAGE_CHARACTERS);
  if (readable.length === 0) throw new NoText('scanned_pdf');
  return { text: pages.join('\n\n').trim(), repairs: readable.length < pages.length ? ['pages_without_text'] : [] };
}
