/** Codings and concepts as tables compare them. */
import { type SystemName, systemName } from '../../../vocabulary/systems.ts';
import { type Code, type CodeRow, type CodeTable, foldCode } from '../../../vocabulary/rows.ts';
import { type Json, object, objects, text } from './json.ts';

export interface ReadCoding extends Code {
  readonly system: SystemName | 'other' | null;
  /** As written. */
  readonly code: string;
  readonly folded: string;
  readonly display: string | null;
  readonly element: Json;
}

export interface Concept {
  readonly codings: readonly ReadCoding[];
  readonly text: string | null;
  /** Displays and text together: what a person would read. */
  readonly words: string;
}

/** A concept's words are a name; what is longer is prose that nobody should match names in. */
const LONGEST_NAME = 400;
const nameOf = (value: unknown): string | null => text(value)?.slice(0, LONGEST_NAME) ?? null;

/** A Coding; null where it has no code. A system that no table names is `other`. */
export function readCoding(value: unknown): ReadCoding | null {
  const element = object(value);
  const code = text(element?.['code']);
  if (!element || code === null) return null;
  const uri = text(element['system']);
  const system = uri === null ? null : (systemName(uri) ?? 'other');
  return { system, code, folded: foldCode(code), display: nameOf(element['display']), element };
}

/** A CodeableConcept; empty where there is none. */
export function readConcept(value: unknown): Concept {
  const element = object(value);
  const codings = objects(element?.['coding']).flatMap((coding) => readCoding(coding) ?? []);
  const displays = objects(element?.['coding']).flatMap((coding) => nameOf(coding['display']) ?? []);
  const own = nameOf(element?.['text']);
  return { codings, text: own, words: [...displays, own ?? ''].join(' ').trim() };
}

/** Is no coding of a system that is read? Then words may say what the concept is. */
export function isInWordsOnly(concept: Concept): boolean {
  return concept.codings.every(({ system }) => system === null || system === 'other');
}

export interface Match<Value> {
  readonly row: CodeRow<Value>;
  readonly coding: ReadCoding;
}

/** Every row that a coding of the concept falls under, one entry a row, in the order of the codings. */
export function matches<Value>(table: CodeTable<Value>, concept: Concept): Match<Value>[] {
  const found = new Map<string, Match<Value>>();
  for (const coding of concept.codings) {
    const row = table.find(coding);
    if (row && !found.has(row.id)) found.set(row.id, { row, coding });
  }
  return [...found.values()];
}

const SYSTEM_LABEL: Partial<Record<SystemName, string>> = {
  'icd-10-gm': 'ICD-10-GM',
  'icd-10-cm': 'ICD-10-CM',
  'icd-10': 'ICD-10',
  ops: 'OPS',
  atc: 'ATC',
  'icd-o-3': 'ICD-O-3',
  snomed: 'SNOMED CT',
  loinc: 'LOINC',
  rxnorm: 'RxNorm',
  hcpcs: 'HCPCS',
  ndc: 'NDC',
  cpt: 'CPT',
  tnm: 'TNM',
};

/** `OPS 8-530.d0`, `oBDS MPSMA`, `C61 (no code system)`: a coding in words, without its display. */
export function codeInWords(coding: ReadCoding): string {
  if (coding.system === null) return `${coding.code} (no code system)`;
  if (coding.system === 'other') return coding.code;
  return `${SYSTEM_LABEL[coding.system] ?? (coding.system.startsWith('obds') ? 'oBDS' : coding.system)} ${coding.code}`;
}
