/** Which anticancer drugs a medication names, by code and by name; references to Medication resolved. */
import { DRUG_CODES, type DrugEntry, SUPPORTIVE_WORDS, drugsInText } from '../../../vocabulary/drugs.ts';
import type { Chart } from './chart.ts';
import { type Concept, codeInWords, matches, readConcept } from './coding.ts';
import { type Json, object, objects, text } from './json.ts';

export interface NamedDrug {
  readonly drug: DrugEntry;
  readonly says: string;
  readonly rule: string;
}

export interface Medication {
  readonly concepts: readonly Concept[];
  readonly path: string;
}

/** The concepts that say what a medication is: its code, its ingredients, or what the reference displays. */
export function medicationOf(chart: Chart, resource: Json): Medication {
  const type = text(resource['resourceType']) ?? '';
  const reference = object(resource['medicationReference']);
  if (!reference) return { concepts: [readConcept(resource['medicationCodeableConcept'])], path: `${type}.medication` };
  const target = chart.resolve(reference, resource);
  if (!target) chart.problem('unresolved_reference', resource, `${type}.medication`);
  const ingredients = objects(target?.['ingredient']).map((ingredient) =>
    readConcept(ingredient['itemCodeableConcept']),
  );
  const display = readConcept({ text: reference['display'] });
  return { concepts: [readConcept(target?.['code']), ...ingredients, display], path: `${type}.medication` };
}

/** Every anticancer drug that the concepts name; a code stands before a name. */
export function drugsOf(concepts: readonly Concept[]): NamedDrug[] {
  const named = new Map<string, NamedDrug>();
  for (const { row, coding } of concepts.flatMap((concept) => matches(DRUG_CODES, concept))) {
    for (const drug of row.value) add(named, { drug, says: `${codeInWords(coding)} (${drug.name})`, rule: row.id });
  }
  for (const drug of concepts.flatMap((concept) => drugsInText(concept.words))) {
    add(named, { drug, says: `${drug.name} by its name`, rule: `drug-name-${drug.name}` });
  }
  return [...named.values()];
}

function add(named: Map<string, NamedDrug>, entry: NamedDrug): void {
  if (!named.has(entry.drug.name)) named.set(entry.drug.name, entry);
}

/** Is it a supportive drug, which is known and no exposure? */
export function isSupportive(concepts: readonly Concept[]): boolean {
  return concepts.some((concept) => SUPPORTIVE_WORDS.test(concept.words));
}
