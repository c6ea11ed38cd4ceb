/** Registry records of systemic therapy, operations that take the place of a drug, and what they tell of earlier therapy. */
import { NOT_GIVEN_WORDS, SYSTEMIC_THERAPY_TYPES } from '../../../vocabulary/drugs.ts';
import type { FactOf } from '../../domain.ts';
import { compareDates } from '../../calendar.ts';
import { type Chart, evidence, profile } from './chart.ts';
import { type Concept, readConcept } from './coding.ts';
import { inWords, readWhen } from './dates.ts';
import { belongsToOtherPrimary } from './diagnosis.ts';
import { drugsOf, medicationOf } from './drugs.ts';
import { type Json, objects } from './json.ts';
import { MEDICATION_TYPES, addDrug } from './medications.ts';
import { usable } from './status.ts';

/**
 * A procedure of systemic therapy names its drugs in code, protocol or text. Where statements are part of it, they say
 * the same with codes, and only drugs that they leave out are taken from the protocol.
 */
export function readTherapyProcedure(chart: Chart, procedure: Json): void {
  if (!usable(procedure) || belongsToOtherPrimary(chart, procedure)) return;
  const concepts = [readConcept(procedure['code']), ...objects(procedure['usedCode']).map(readConcept)];
  const { start, end } = readWhen(chart, procedure, 'performed');
  const told = new Set(partsOf(chart, procedure));
  const planned = concepts.some(({ words }) => NOT_GIVEN_WORDS.test(words));
  const drugs = planned ? [] : drugsOf(concepts).filter(({ drug }) => !told.has(drug.name));
  for (const drug of drugs) addDrug(chart, procedure, 'Procedure.code', drug, { start, end, documented: null });
  if (!isSystemicTherapy(procedure, concepts)) return;
  const proof = evidence(
    procedure,
    'Procedure.code',
    `registry record of a systemic therapy${inWords(start, end)}`,
    'history-registry',
  );
  chart.add({ kind: 'therapy_history', date: start ?? end, scope: 'systemic', status: 'listed', evidence: [proof] });
}

function isSystemicTherapy(procedure: Json, concepts: readonly Concept[]): boolean {
  const typed = concepts.some(({ codings }) =>
    codings.some((c) => c.system === 'obds-therapy' && SYSTEMIC_THERAPY_TYPES.includes(c.folded)),
  );
  return typed || profile(procedure, 'onko-systemische-therapie') !== null;
}

/** Drugs named by the statements that are part of a therapy. */
function partsOf(chart: Chart, procedure: Json): string[] {
  const members = MEDICATION_TYPES.flatMap((type) => chart.ofType(type)).filter((resource) =>
    objects(resource['partOf']).some((reference) => chart.resolve(reference, resource) === procedure),
  );
  return drugsOf(members.flatMap((member) => medicationOf(chart, member).concepts)).map(({ drug }) => drug.name);
}

/**
 * Coded anticancer treatment makes the record one that lists therapy: one statement for each ingredient, at its first
 * date. Androgen deprivation alone does not: urologists order it without keeping the oncological history.
 */
export function addTherapyHistory(chart: Chart): void {
  const first = new Map<string, FactOf<'drug'>>();
  for (const fact of chart.facts) {
    if (fact.kind !== 'drug' || fact.class === 'adt') continue;
    const before = first.get(fact.drug);
    if (!before || earlier(fact, before)) first.set(fact.drug, fact);
  }
  for (const fact of first.values()) {
    const listed = fact.evidence.map((e) =>
      e.source === 'structured' ? { ...e, rule: 'history-coded-treatment' } : e,
    );
    chart.add({ kind: 'therapy_history', date: fact.date, scope: 'systemic', status: 'listed', evidence: listed });
  }
}

function earlier(a: FactOf<'drug'>, b: FactOf<'drug'>): boolean {
  if (a.date === null || b.date === null) return a.date !== null && b.date === null;
  const order = compareDates(a.date, b.date);
  return order < 0 || (order === 0 && JSON.stringify(a.evidence) < JSON.stringify(b.evidence));
}
