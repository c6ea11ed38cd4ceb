/**
 * Whose letter is it? A letter that was filed or pasted under the wrong patient names somebody else in its head. What it
 * says is held back until a person has looked (reconcile/subject.ts).
 */
import { makeDate } from '../calendar.ts';
import type { Fact, FactOf, FhirResource, Note, PartialDate, PatientId } from '../domain.ts';
import { object, objects, text } from './structured/json.ts';

type Stated = Pick<FactOf<'other_subject'>, 'says'> & { readonly start: number; readonly end: number };

const MONTHS = ['jan', 'feb', 'm[aä]r|mrz', 'apr', 'ma[iy]', 'jun', 'jul', 'aug', 'sep', 'o[kc]t', 'nov', 'de[zc]'];
const MONTH_NAME = new RegExp(`^(?:${MONTHS.map((month) => `(${month})`).join('|')})`, 'i');
const DATE = String.raw`(?<a>\d{1,4})(?:[./-]|\.? )(?<b>\d{1,2}|[A-Za-zä]{3,9})(?:[./-]|,? |\. ?)(?<c>\d{2,4})`;
const MONTH_FIRST = String.raw`(?<m>[A-Z][a-z]{2,8})\.? (?<d>\d{1,2})(?:st|nd|rd|th)?,? (?<y>\d{4})`;
const BORN = String.raw`(?:\bgeb(?:oren)?\.?(?: am)?|\bGeburts(?:datum|tag)|\bGeb\.?-?Dat(?:um)?\.?|\b[Dd]ate of birth|\bD\.?O\.?B\.?|\b[Bb]orn(?: on)?|(?<=[,(] ?)\*)`;
const BIRTH_DATE = new RegExp(`${BORN}[ \\t]{0,3}:?[ \\t]{0,3}(?:${DATE}|${MONTH_FIRST})(?!\\d)`, 'g');
/** Relatives have birth dates too. */
const RELATIVE =
  /\b(?:S(?:ohn|öhne)|Töchter|Tochter|Ehefrau|Frau|Bruder|Schwester|Vater|Mutter|sons?|daughters?|wife|brother|sister|father|mother|children|Kinder)\b[^.\n]{0,40}$/i;
const PATIENT_LINE =
  /^[ \t]*(?:Patient(?:in)?|Patientenname|Name des Patienten|Patient(?:'s)? [Nn]ame)[ \t]*:[ \t]*(?<last>\p{Lu}[\p{L}'-]+),[ \t]*(?<first>\p{Lu}[\p{L}'-]+)[ \t]*(?:$|[,;(*]|geb|DOB)/gmu;

/**
 * One fact for every letter whose head states a birth date, or else a name, that is not the patient's; the quote is what
 * it states. `resources` are the patient's own. Where the coded record has no complete birth date nothing can be
 * compared. Two letters and more that agree on another birth date, with none that states the recorded one, put the record
 * in question rather than the letters: no letter is suspected then. Throws nothing.
 */
export function otherSubjects(patient: PatientId, resources: readonly FhirResource[], notes: readonly Note[]): Fact[] {
  const records = resources.filter((resource) => resource.resourceType === 'Patient');
  const births = records.flatMap(({ birthDate }) => (typeof birthDate === 'string' ? [birthDate] : []));
  const names = namesOf(records);
  const stated = notes.map((note) => ({ note, found: birthDatesIn(note.text) }));
  const recorded = stated.some(({ found }) => found.some(({ readings }) => readings.some((r) => births.includes(r))));
  const usual = recorded ? [] : agreed(stated.flatMap(({ found }) => [...new Set(found.flatMap((f) => f.readings))]));
  return stated.flatMap(({ note, found }) => {
    const other =
      found.length > 0 ? otherBirth(found, [...births, ...usual]) : otherName(note.text, names, births.length > 0);
    return other ? [suspicion(patient, note, other)] : [];
  });
}

function suspicion(patient: PatientId, note: Note, { says, start, end }: Stated): Fact {
  const quote = note.text.slice(start, end);
  const documented = note.date === null ? {} : { documented: note.date };
  const evidence = {
    source: 'note',
    note: note.id,
    start,
    end,
    quote,
    rule: `other_${says}`,
    date: note.date,
  } as const;
  return { kind: 'other_subject', patient, date: null, letter: note.id, says, evidence: [evidence], ...documented };
}

interface BirthDate {
  readonly start: number;
  readonly end: number;
  /** 03/04/1948 is the third of April or the fourth of March; '48 is 1948 or 2048. */
  readonly readings: readonly PartialDate[];
}

function birthDatesIn(letter: string): BirthDate[] {
  return [...letter.matchAll(BIRTH_DATE)].flatMap((match) => {
    const readings = readingsOf(match.groups ?? {});
    if (readings.length === 0 || RELATIVE.test(letter.slice(Math.max(0, match.index - 60), match.index))) return [];
    return [{ start: match.index, end: match.index + match[0].length, readings }];
  });
}

function readingsOf({ a = '', b = '', c = '', m = '', d = '', y = '' }: Record<string, string>): PartialDate[] {
  const [first, second, third] = [Number(a), monthOf(b), Number(c)];
  if (m !== '') return dates([[Number(y), monthOf(m), Number(d)]]);
  if (a.length === 4) return dates([[first, second, third]]);
  const years = c.length === 2 ? [1900 + third, 2000 + third] : [third];
  return dates(years.flatMap((year) => [[year, second, first] as const, [year, first, second] as const]));
}

const dates = (candidates: readonly (readonly [number, number, number])[]): PartialDate[] =>
  candidates.flatMap(([year, month, day]) => makeDate(year, month, day) ?? []);

/** A month by its number or name, 0 for neither: no date is made of it. */
function monthOf(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  return (
    (MONTH_NAME.exec(word)
      ?.slice(1)
      .findIndex((name) => name !== undefined) ?? -1) + 1
  );
}

/** Dates that two letters or more state. */
function agreed(all: readonly PartialDate[]): PartialDate[] {
  return [...Map.groupBy(all, (date) => date)].filter(([, same]) => same.length > 1).map(([date]) => date);
}

function otherBirth(found: readonly BirthDate[], own: readonly PartialDate[]): Stated | null {
  const known = own.filter((date) => date.length === 10);
  const [first] = found;
  if (!first || known.length === 0 || found.some(({ readings }) => readings.some((r) => known.includes(r))))
    return null;
  return { says: 'birth_date', start: first.start, end: first.end };
}

/** Only where the head names the patient as such, and no part of the patient's names stands anywhere in the letter. */
function otherName(letter: string, names: ReadonlySet<string>, identified: boolean): Stated | null {
  const [line] = letter.matchAll(PATIENT_LINE);
  if (!line || !identified || names.size === 0 || wordsOf(letter).some((word) => names.has(word))) return null;
  const start = line.index + line[0].search(/\S/);
  return { says: 'name', start, end: line.index + line[0].trimEnd().length };
}

function namesOf(records: readonly FhirResource[]): Set<string> {
  const names = records.flatMap((record) => objects(record['name'])).map(object);
  const parts = names.flatMap((name) => [text(name?.['family']), text(name?.['text']), ...givenOf(name?.['given'])]);
  return new Set(parts.flatMap((part) => wordsOf(part ?? '')).filter((word) => word.length > 1));
}

const givenOf = (given: unknown): (string | null)[] => (Array.isArray(given) ? given.map(text) : []);

/** Words as they compare: "MÜLLER" and "Mueller" are one. */
function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return (
    plain
      .replaceAll('ß', 'ss')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/\p{L}+/gu) ?? []
  );
}
