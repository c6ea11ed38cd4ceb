/** The UKE patient's coded record: MII core data set and what registries and billing make of it. */
import { addDays } from '../../calendar.ts';
import type { PsaPlan, TherapyPlan } from '../plan/types.ts';
import { SYSTEM, at, concept, cut, encounter, observation, onkoProfile, quantity } from './chart.ts';
import type { Chart } from './chart.ts';
import { DRUG_CODES } from './codes.ts';
import { germanRlt } from './german-rlt.ts';
import { germanTumour } from './german-tumour.ts';

const OFFSET = '+01:00';
const loinc = (code: string, display: string): object => concept(SYSTEM.loinc, code, display);

/** Writes all coded resources of one patient into the chart. */
export function germanRecord(chart: Chart): void {
  patient(chart);
  germanTumour(chart);
  for (const [i, therapy] of chart.plan.therapies.entries())
    if (therapy.structured) systemic(chart, `sys-${i}`, therapy);
  androgenDeprivation(chart);
  germanRlt(chart);
  for (const [i, psa] of chart.plan.psa.entries()) if (psa.structured) laboratory(chart, `psa-${i}`, psa);
  contacts(chart);
  vitalStatus(chart);
}

function patient(chart: Chart): void {
  const { plan, random } = chart;
  const dated = plan.death !== null && plan.death.precision !== null;
  const onPatient = dated && random.chance(0.8);
  const deceased =
    plan.death === null
      ? {}
      : onPatient
        ? { deceasedDateTime: cut(plan.death.day, plan.death.precision ?? 'day') }
        : { deceasedBoolean: true };
  chart.add('Patient', '', {
    identifier: [{ system: 'https://hospital.example/fhir/sid/patienten', value: plan.id }],
    name: [{ use: 'official', family: plan.family, given: [plan.given] }],
    gender: plan.sex,
    birthDate: plan.birth,
    ...deceased,
  });
  if (dated && !onPatient && plan.death !== null)
    certificate(chart, cut(plan.death.day, plan.death.precision ?? 'day'));
}

/** One observation for each cause of death, as the registry format has it. */
function certificate(chart: Chart, date: string): void {
  for (const [i, cause] of [chart.plan.primary, 'R64'].entries()) {
    observation(chart, `tod-${i}`, concept(SYSTEM.snomed, '184305005', 'Cause of death'), {
      meta: onkoProfile('mii-pr-onko-tod'),
      effectiveDateTime: date,
      valueCodeableConcept: concept(SYSTEM.icd10gm, cause),
      interpretation: [concept(`${SYSTEM.onkoCode}/mii-cs-onko-tod`, 'J')],
    });
  }
}

/** Registry procedure with a statement of the drug; or single administrations on the ward. */
function systemic(chart: Chart, tail: string, therapy: TherapyPlan): void {
  const drug = DRUG_CODES[therapy.drug];
  if (drug === undefined) return;
  const medication = { coding: [{ system: SYSTEM.atc, code: drug.atc }], text: drug.german };
  if (therapy.infusions !== null && chart.random.chance(0.35)) {
    for (let i = 0; i < therapy.infusions; i++) {
      const effectiveDateTime = at(addDays(therapy.start, 21 * i), chart.random, OFFSET);
      const contained = [{ resourceType: 'Medication', id: 'med', code: medication }];
      chart.add('MedicationAdministration', `${tail}-${i}`, {
        status: 'completed',
        contained,
        medicationReference: { reference: '#med' },
        effectiveDateTime,
      });
    }
    return;
  }
  const period = { start: therapy.start, ...(therapy.end === null ? {} : { end: therapy.end }) };
  const kind = therapy.class === 'taxane' ? 'CH' : 'HO';
  const procedure = chart.add('Procedure', tail, {
    meta: onkoProfile('mii-pr-onko-systemische-therapie'),
    status: therapy.end === null ? 'in-progress' : 'completed',
    code: {
      coding: [
        { system: `${SYSTEM.onkoCode}/mii-cs-onko-therapie-typ`, code: kind },
        { system: SYSTEM.ops, code: kind === 'CH' ? '8-54' : '6-00' },
      ],
    },
    performedPeriod: period,
  });
  chart.add('MedicationStatement', tail, {
    meta: onkoProfile('mii-pr-onko-systemische-therapie-medikation'),
    partOf: [{ reference: `Procedure/${procedure.id}` }],
    status: therapy.end === null ? 'active' : 'completed',
    medicationCodeableConcept: medication,
    effectivePeriod: period,
  });
}

function androgenDeprivation(chart: Chart): void {
  const { plan, random } = chart;
  if (plan.primary !== 'C61' || plan.certainty !== 'confirmed' || !plan.historyCovered || !random.chance(0.4)) return;
  systemic(chart, 'adt', {
    drug: plan.adt.drug,
    class: 'adt',
    start: plan.adt.start,
    end: null,
    end_reason: null,
    infusions: null,
    structured: true,
    letter: true,
  });
}

function laboratory(chart: Chart, tail: string, psa: PsaPlan): void {
  const micro = chart.random.chance(0.4);
  observation(chart, tail, loinc('2857-1', 'Prostate specific Ag [Mass/volume] in Serum or Plasma'), {
    category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')],
    effectiveDateTime: at(psa.date, chart.random, OFFSET),
    issued: at(addDays(psa.date, 1), chart.random, OFFSET),
    valueQuantity: micro ? quantity(psa.value, 'µg/l', 'ug/L') : quantity(psa.value, 'ng/ml', 'ng/mL'),
  });
}

function contacts(chart: Chart): void {
  const { plan, random } = chart;
  if (random.chance(0.75)) encounter(chart, 'last', 'AMB', plan.lastActivity, plan.lastActivity);
  else
    observation(chart, 'last', loinc('718-7', 'Hemoglobin [Mass/volume] in Blood'), {
      effectiveDateTime: at(plan.lastActivity, random, OFFSET),
      valueQuantity: quantity(random.int(72, 148) / 10, 'g/dl', 'g/dL'),
    });
  if (plan.afterCutoff !== null) encounter(chart, 'after', 'AMB', plan.afterCutoff, plan.afterCutoff);
}

/** Registry word on whether the patient lives; its date is that of the message, no contact. */
function vitalStatus(chart: Chart): void {
  const { plan, random } = chart;
  if (!random.chance(0.15)) return;
  observation(chart, 'vital', loinc('67162-8', 'Vital status'), {
    ...(plan.death === null || plan.death.precision === null
      ? {}
      : { effectiveDateTime: cut(plan.death.day, plan.death.precision) }),
    valueCodeableConcept: concept(
      'https://www.medizininformatik-initiative.de/fhir/core/modul-person/CodeSystem/Vitalstatus',
      plan.death === null ? 'L' : 'T',
    ),
  });
}
