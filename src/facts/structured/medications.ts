/** Administrations, statements, orders and dispenses of anticancer drugs and of radioligands (clinical definition 2a.4, 2b). */
import { ORDER_INTENTS } from '../../../vocabulary/status.ts';
import type { CycleStatus, Evidence, PartialDate } from '../../domain.ts';
import { type Chart, evidence, profile } from './chart.ts';
import { inWords, readDate, readPeriod, readWhen } from './dates.ts';
import { type NamedDrug, drugsOf, isSupportive, medicationOf } from './drugs.ts';
import { type Json, number, object, objects, text } from './json.ts';
import { readQuantity, toGbq } from './quantity.ts';
import { type Radioligand, radioligandOf } from './radioligand.ts';
import { COURSE_DAYS, CYCLE_GBQ } from '../../../vocabulary/radioligand.ts';
import { boundsOf, daysBetween } from '../../calendar.ts';
import { statusDoubt, usable } from './status.ts';

export const MEDICATION_TYPES = [
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationRequest',
  'MedicationDispense',
] as const;

interface Exposure {
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  readonly documented: PartialDate | null;
  /** A period without an end: nobody knows how often within it. */
  readonly open?: boolean;
}

/**
 * A MedicationRequest, -Statement, -Administration or -Dispense: a cycle where it is the radioligand, else its drugs.
 */
export function readMedication(chart: Chart, resource: Json): void {
  if (!usable(resource) || !isOrder(resource)) return;
  const { concepts, path } = medicationOf(chart, resource);
  const ligand = radioligandOf(chart, resource, path, concepts);
  if (ligand) return addRadioligand(chart, resource, path, ligand);
  const drugs = drugsOf(concepts);
  const words = concepts.some((concept) => concept.words !== '' || concept.codings.length > 0);
  if (drugs.length === 0 && isRegistry(resource) && words && !isSupportive(concepts)) {
    chart.problem('unknown_substance', resource, path);
  }
  for (const drug of drugs) addDrug(chart, resource, path, drug, exposureOf(chart, resource));
}

/** An order counts as taken, as oral drugs are known by nothing else; a proposal, a plan or a prohibition does not. */
function isOrder(resource: Json): boolean {
  if (resource['resourceType'] !== 'MedicationRequest') return true;
  return resource['doNotPerform'] !== true && ORDER_INTENTS.includes(text(resource['intent']) ?? 'order');
}

function isRegistry(resource: Json): boolean {
  return profile(resource, 'onko-systemische-therapie') !== null;
}

function exposureOf(chart: Chart, resource: Json): Exposure {
  switch (resource['resourceType']) {
    case 'MedicationRequest':
      return {
        start: readDate(chart, resource, resource['authoredOn'], 'MedicationRequest.authoredOn'),
        end: null,
        documented: null,
      };
    case 'MedicationDispense': {
      const handed = resource['whenHandedOver'] ?? resource['whenPrepared'];
      return {
        start: readDate(chart, resource, handed, 'MedicationDispense.whenHandedOver'),
        end: null,
        documented: null,
      };
    }
    case 'MedicationAdministration': {
      const when = readWhen(chart, resource, 'effective');
      return { start: when.start, end: when.end ?? (when.period ? null : when.start), documented: null };
    }
    default:
      return statementExposure(chart, resource);
  }
}

/** A statement's own period, else that of the therapy it is part of; when it was asserted is a bound only. */
function statementExposure(chart: Chart, statement: Json): Exposure {
  const own = readWhen(chart, statement, 'effective');
  const asserted = readDate(chart, statement, statement['dateAsserted'], 'MedicationStatement.dateAsserted');
  if (own.start !== null || own.end !== null) {
    return { start: own.start, end: own.end, documented: asserted, open: own.period && own.end === null };
  }
  for (const reference of objects(statement['partOf'])) {
    const therapy = chart.resolve(reference, statement);
    const period = object(therapy?.['performedPeriod']);
    if (therapy && period) {
      const when = readPeriod(chart, therapy, period, 'Procedure.performed');
      return { start: when.start, end: when.end, documented: asserted, open: when.end === null };
    }
  }
  return { start: null, end: null, documented: asserted };
}

export function addDrug(
  chart: Chart,
  resource: Json,
  path: string,
  named: NamedDrug,
  { start, end, documented }: Exposure,
): void {
  chart.add({
    kind: 'drug',
    date: start,
    drug: named.drug.name,
    class: named.drug.class,
    status: 'given',
    end,
    ...(documented === null ? {} : { documented }),
    evidence: [drugEvidence(resource, path, named, start, end)],
    ...statusDoubt(resource),
  });
}

function drugEvidence(
  resource: Json,
  path: string,
  { says, rule }: NamedDrug,
  start: PartialDate | null,
  end: PartialDate | null,
): Evidence {
  const kind = KIND[text(resource['resourceType']) ?? ''] ?? '';
  return evidence(resource, path, `${says}${kind}${inWords(start, end)}`, rule);
}
const KIND: Readonly<Record<string, string>> = {
  MedicationAdministration: ' administered',
  MedicationRequest: ' ordered',
  MedicationDispense: ' dispensed',
  Procedure: ' as therapy',
};

/** An administration is a cycle; a statement over weeks a course; an order or a dispense only a plan. */
function addRadioligand(chart: Chart, resource: Json, path: string, ligand: Radioligand): void {
  const { start, end, documented, open } = exposureOf(chart, resource);
  const type = resource['resourceType'];
  const status: CycleStatus = type === 'MedicationRequest' || type === 'MedicationDispense' ? 'planned' : 'given';
  const activity = activityOf(resource);
  const short = end === null || start === null || daysBetween(boundsOf(start).first, boundsOf(end).last) < COURSE_DAYS;
  const doubt = ligand.doubt ?? statusDoubt(resource).doubt;
  chart.add({
    kind: 'rlt_cycle',
    date: start,
    number: null,
    end: end === start ? null : end,
    agent: ligand.agent,
    activityGbq: activity,
    status,
    countable: open !== true && short && (activity === null || activity <= CYCLE_GBQ.max),
    ...(documented === null ? {} : { documented }),
    evidence: [
      evidence(resource, path, `${ligand.says}${KIND[String(type)] ?? ''}${inWords(start, end)}`, ligand.rule),
    ],
    ...(doubt === undefined ? {} : { doubt }),
  });
}

/** Units in which a dose is a count of billing units: HCPCS A9607 bills one millicurie a unit. */
const BILLING_UNITS: readonly string[] = ['1', '{unit}', 'unit', 'units', 'un'];

function activityOf(resource: Json): number | null {
  const dose = object(object(resource['dosage'])?.['dose']);
  const amount = dose && number(dose['value']) !== null ? readQuantity(dose) : null;
  if (!amount) return null;
  const billed = amount.unit !== null && BILLING_UNITS.includes(amount.unit.toLowerCase());
  return toGbq(billed ? { ...amount, unit: 'mCi' } : amount);
}
