/** PSMA-RLT as procedures: billing codes, and the registry's shapes of 2024, in between and 2026 (clinical definition 2a.3). */
import { ACTINIUM_MBQ, COURSE_DAYS, CYCLE_GBQ } from '../../../vocabulary/radioligand.ts';
import { boundsOf, daysBetween } from '../../calendar.ts';
import { type Chart, evidence } from './chart.ts';
import { type Concept, readConcept } from './coding.ts';
import { type When, inWords, readWhen } from './dates.ts';
import { type Json, extensions, object, objects, text } from './json.ts';
import { type Amount, readQuantity, toGbq } from './quantity.ts';
import { type Radioligand, radioligandOf } from './radioligand.ts';
import { statusDoubt, usable } from './status.ts';

const METHOD = 'http://hl7.org/fhir/StructureDefinition/procedure-method';
const IRRADIATION = /mii-ex-onko-strahlentherapie-bestrahlung$/;
const DOSE = /(?:gesamtdosis|einzeldosis)$/i;
const MODALITY = /radiotherapy-modality/;

/** Reads all procedures. Where a parent and its parts describe the same therapy, the parts alone count. */
export function readRltProcedures(chart: Chart): void {
  const read = chart.ofType('Procedure').filter(usable);
  const parents = new Set<Json>();
  const withParts = read.filter((procedure) => therapiesOf(chart, procedure).some((t) => t.ligand !== null));
  for (const procedure of withParts) {
    for (const reference of objects(procedure['partOf'])) {
      const parent = chart.resolve(reference, procedure);
      if (parent) parents.add(parent);
    }
  }
  for (const procedure of withParts) if (!parents.has(procedure)) addTherapies(chart, procedure);
}

interface Therapy {
  readonly ligand: Radioligand | null;
  readonly amount: Amount | null;
}

/** The therapies in one procedure: the nested ones of the 2024 shape, each by itself, or the procedure as a whole. */
function therapiesOf(chart: Chart, procedure: Json): Therapy[] {
  const own = [
    procedure['code'],
    ...objects(procedure['usedCode']),
    ...extensions(procedure, METHOD).map((e) => e['valueCodeableConcept']),
  ].map(readConcept);
  const modality = objects(procedure['extension'])
    .filter((e) => MODALITY.test(text(e['url']) ?? ''))
    .flatMap(conceptsWithin);
  const all = [...own, ...modality];
  const nested = objects(procedure['extension']).filter((e) => IRRADIATION.test(text(e['url']) ?? ''));
  const parts = nested.map((part) => ({ concepts: conceptsWithin(part), amount: doseWithin(part) }));
  const whole = { concepts: [] as Concept[], amount: doseWithin(procedure) };
  return (parts.length > 0 ? parts : [whole]).map(({ concepts, amount }) => ({
    ligand: radioligandOf(chart, procedure, 'Procedure.code', [...all, ...concepts]),
    amount,
  }));
}

function conceptsWithin(element: Json): Concept[] {
  return objects(element['extension']).flatMap((inner) => [
    readConcept(inner['valueCodeableConcept']),
    ...conceptsWithin(inner),
  ]);
}

/** The total activity if given, else the single one. */
function doseWithin(element: Json): Amount | null {
  const doses = objects(element['extension'])
    .filter((e) => DOSE.test(text(e['url']) ?? ''))
    .toSorted((a, b) => Number(/gesamt/i.test(text(b['url']) ?? '')) - Number(/gesamt/i.test(text(a['url']) ?? '')));
  const quantity = doses.map((dose) => object(dose['valueQuantity'])).find((q) => q !== null);
  return quantity ? readQuantity(quantity) : null;
}

function addTherapies(chart: Chart, procedure: Json): void {
  const when = readWhen(chart, procedure, 'performed');
  const therapies = therapiesOf(chart, procedure).filter((therapy) => therapy.ligand !== null);
  const [first] = therapies;
  if (!first?.ligand) return;
  if (isActinium(first)) return chart.problem('activity_implausible', procedure, 'Procedure.extension(dose)');
  const activities = therapies.flatMap(({ amount }) => (amount ? (toGbq(amount) ?? []) : []));
  const total = activities.length > 0 ? Math.round(activities.reduce((a, b) => a + b, 0) * 1e6) / 1e6 : null;
  const countable = therapies.length === 1 && isOneAdministration(when, total, first.ligand);
  const odd = countable && total !== null && total < CYCLE_GBQ.min;
  if (odd) chart.problem('activity_implausible', procedure, 'Procedure.extension(dose)');
  const doubt =
    first.ligand.doubt ??
    statusDoubt(procedure).doubt ??
    (odd ? 'the activity is too low for one administration' : undefined);
  const dose = total === null ? '' : `, ${total} GBq`;
  chart.add({
    kind: 'rlt_cycle',
    date: when.start,
    number: null,
    end: when.end,
    agent: first.ligand.agent,
    activityGbq: total,
    status: 'given',
    countable,
    ...(when.start === null && when.end !== null ? { documented: when.end } : {}),
    evidence: [
      evidence(
        procedure,
        'Procedure.code',
        `${first.ligand.says}${inWords(when.start, when.end)}${dose}`,
        first.ligand.rule,
      ),
    ],
    ...(doubt === undefined ? {} : { doubt }),
  });
}

/** Without a stated nuclide, a few MBq are actinium's. */
function isActinium({ ligand, amount }: Therapy): boolean {
  if (!ligand?.doubt || !amount) return false;
  const mbq = (toGbq(amount) ?? 0) * 1000;
  return mbq >= ACTINIUM_MBQ.min && mbq <= ACTINIUM_MBQ.max;
}

/**
 * One administration, or a course of unknown length? A period of two weeks or more, an activity that no single one has,
 * or a registry record that is still open stands for a course: it dates the first cycle only.
 */
function isOneAdministration(when: When, gbq: number | null, ligand: Radioligand): boolean {
  if (gbq !== null && gbq > CYCLE_GBQ.max) return false;
  if (!when.period) return true;
  if (when.start === null || when.end === null) return !ligand.registry && when.start !== null;
  return daysBetween(boundsOf(when.start).first, boundsOf(when.end).last) < COURSE_DAYS;
}
