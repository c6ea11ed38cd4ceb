/**
 * Documents to notes. One document is one note, however often and in however many formats it comes. Pure, and
 * independent of the order of its input.
 */
import { boundsOf, compareDates, dayNumber, sameDate } from '../calendar.ts';
import { sha256, shortId } from '../canonical.ts';
import type { Language, Note, PartialDate, PatientId, ResourceKey, TextMethod } from '../domain.ts';
import type { NoTextReason } from '../errors.ts';
import { keyText } from '../fhir.ts';
import type { DocumentText, TextFound } from './documents.ts';
import { agree, essence, lettersOf, WHOLE } from './renditions.ts';

/** An attachment without text. `covered`: the same resource gave its text in another format, so nothing is missing. */
export interface NoText {
  readonly patient: PatientId;
  readonly resource: ResourceKey;
  readonly attachment: number | null;
  readonly date: PartialDate | null;
  readonly kind: string | null;
  readonly contentType: string | null;
  readonly reason: NoTextReason;
  readonly covered: boolean;
}

/** Which format tells the same text best: the hospital's own text before what had to be taken apart. */
const RANK: readonly TextMethod[] = ['plain', 'html', 'rtf', 'docx', 'pdf', 'narrative', 'conclusion'];
/** The same text filed again within so many days is the same report; later it is a new report in the same words. */
const SAME_REPORT_DAYS = 7;

type WithText = Omit<DocumentText, 'outcome'> & { readonly outcome: TextFound };

/** A text and the documents that carry it. */
interface Candidate {
  readonly best: WithText;
  readonly all: readonly WithText[];
}

/**
 * The notes of one patient, sorted by date and id, and what has no text. `documents` are the patient's alone. Documents
 * that a current one replaces are left out.
 */
export function notesOf(
  patient: PatientId,
  documents: readonly DocumentText[],
): { notes: Note[]; withoutText: NoText[] } {
  const current = withoutReplaced(documents);
  const perResource = Map.groupBy(current.filter(hasText), (document) => keyText(document.resource));
  const candidates = [...perResource.values()].flatMap(mergeRenditions);
  const notes = mergeCopies(candidates).map((group) => toNote(patient, group));
  const withoutText = current
    .filter((document) => !hasText(document))
    .map((document) => toNoText(patient, document, perResource));
  return {
    notes: notes.toSorted((a, b) => order(a.date ?? '', b.date ?? '') || order(a.id, b.id)),
    withoutText: withoutText.toSorted((a, b) => order(noTextKey(a), noTextKey(b))),
  };
}

const hasText = (document: DocumentText): document is WithText => 'text' in document.outcome;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const noTextKey = (item: NoText): string =>
  `${keyText(item.resource)} ${String(item.attachment ?? 0).padStart(6, '0')}`;

function withoutReplaced(documents: readonly DocumentText[]): readonly DocumentText[] {
  const replaces = (a: DocumentText, b: DocumentText): boolean => a.replaces.some((key) => key.id === b.resource.id);
  const replaced = new Set(
    documents.flatMap((document) =>
      // Two documents that each replace the other are a mistake of the source; neither is lost for it.
      document.replaces
        .filter(
          ({ id }) =>
            id !== document.resource.id &&
            !documents.some((other) => other.resource.id === id && replaces(other, document)),
        )
        .map(keyText),
    ),
  );
  return documents.filter(({ resource }) => !replaced.has(keyText(resource)) && !replaced.has(`/${resource.id}`));
}

/** Texts of one resource that say the same are renditions of one document; others are documents of their own. */
function mergeRenditions(texts: readonly WithText[]): Candidate[] {
  const groups: WithText[][] = [];
  for (const text of texts.toSorted(byLength)) {
    const group = groups.find(([longest]) => longest && agree(longest.outcome.text, text.outcome.text));
    if (group) group.push(text);
    else groups.push([text]);
  }
  return groups.map((all) => ({ best: bestOf(all), all }));
}

/** The rank of formats decides among the renditions that are whole. */
function bestOf(texts: readonly WithText[]): WithText {
  const longest = Math.max(...texts.map((text) => lettersOf(text.outcome.text)));
  const whole = texts.filter((text) => lettersOf(text.outcome.text) >= WHOLE * longest);
  return whole.toSorted(
    (a, b) => RANK.indexOf(a.outcome.method) - RANK.indexOf(b.outcome.method) || byLength(a, b),
  )[0] as WithText;
}

function byLength(a: WithText, b: WithText): number {
  return (
    lettersOf(b.outcome.text) - lettersOf(a.outcome.text) ||
    order(a.outcome.text, b.outcome.text) ||
    (a.attachment ?? -1) - (b.attachment ?? -1)
  );
}

/** Brings together what several resources carry: the same attachment URL, or the same words within a week. */
function mergeCopies(candidates: readonly Candidate[]): Candidate[] {
  const byText = [...Map.groupBy(candidates, ({ best }) => sha256(essence(best.outcome.text))).values()].flatMap(
    splitByDate,
  );
  const merged: Candidate[] = [];
  const ofUrl = new Map<string, number>();
  for (const candidate of byText.toSorted(byCandidate)) {
    const urls = candidate.all.map((text) => text.url).filter((url) => url !== null);
    // Of several that share an address with it, the first in the sorted order: the order of the input decides nothing.
    const index = Math.min(merged.length, ...urls.flatMap((url) => ofUrl.get(url) ?? []));
    const known = merged[index];
    merged[index] = known === undefined ? candidate : join(known, candidate);
    for (const url of urls) ofUrl.set(url, index);
  }
  return merged;
}

function join(a: Candidate, b: Candidate): Candidate {
  const all = [...a.all, ...b.all];
  return { best: bestOf([a.best, b.best]), all };
}

function byCandidate(a: Candidate, b: Candidate): number {
  return byLength(a.best, b.best) || order(keyText(a.best.resource), keyText(b.best.resource));
}

function splitByDate(group: readonly Candidate[]): Candidate[] {
  const dated = group
    .filter(({ best }) => best.date !== null)
    .toSorted((a, b) => compareDates(a.best.date ?? '', b.best.date ?? ''));
  const clusters: Candidate[][] = [];
  for (const candidate of dated) {
    const anchor = clusters.at(-1)?.[0]?.best.date;
    if (anchor && near(anchor, candidate.best.date as PartialDate)) clusters.at(-1)?.push(candidate);
    else clusters.push([candidate]);
  }
  const undated = group.filter(({ best }) => best.date === null);
  if (undated.length > 0) clusters[0] = [...(clusters[0] ?? []), ...undated];
  return clusters.map((cluster) => cluster.reduce(join));
}

function near(a: PartialDate, b: PartialDate): boolean {
  return sameDate(a, b) || Math.abs(dayNumber(boundsOf(a).first) - dayNumber(boundsOf(b).first)) <= SAME_REPORT_DAYS;
}

function toNote(patient: PatientId, { best, all }: Candidate): Note {
  const sorted = all.toSorted(
    (a, b) => order(keyText(a.resource), keyText(b.resource)) || (a.attachment ?? -1) - (b.attachment ?? -1),
  );
  const dates = all.map((text) => text.date).filter((date) => date !== null);
  const date = dates.toSorted(compareDates)[0] ?? null;
  const first = <T>(pick: (text: WithText) => T | null): T | null =>
    sorted.map(pick).find((value) => value !== null) ?? null;
  const language: Language | null = first((text) => text.language);
  return {
    id: shortId('note', patient, date ?? '', best.outcome.text),
    patient,
    date,
    kind: first((text) => text.kind),
    language,
    text: best.outcome.text,
    method: best.outcome.method,
    sources: [...new Map(sorted.map((text) => [keyText(text.resource), text.resource])).values()],
  };
}

function toNoText(patient: PatientId, document: DocumentText, withText: ReadonlyMap<string, unknown>): NoText {
  const { resource, attachment, date, kind, outcome } = document;
  const { reason, contentType } = outcome as Exclude<DocumentText['outcome'], TextFound>;
  return { patient, resource, attachment, date, kind, contentType, reason, covered: withText.has(keyText(resource)) };
}
