/** The US patient's coded record: mCODE on US Core, drugs as administrations (infused) or orders (by mouth). */
import { addDays } from '../../calendar.ts';
import type { PsaPlan, SitePlan, TherapyPlan } from '../plan/types.ts';
import { SYSTEM, at, concept, condition, cut, encounter, observation, quantity } from './chart.ts';
import type { Chart } from './chart.ts';
import { DRUG_CODES, GRADE_GROUP_SCT, SITE_CODES } from './codes.ts';

const OFFSET = '-05:00';
const loinc = (code: string, display: string): object => concept(SYSTEM.loinc, code, display);
const mcode = (name: string): object => ({ profile: [`http://hl7.org/fhir/us/mcode/StructureDefinition/${name}`] });

/** Writes all coded resources of one patient into the chart. */
export function usRecord(chart: Chart): void {
  const { plan } = chart;
  patient(chart);
  diagnosis(chart);
  resistance(chart);
  gleason(chart);
  for (const site of plan.sites) if (site.structured && site.since !== null) metastasis(chart, site);
  for (const [i, later] of plan.laterSites.entries()) {
    condition(chart, `met-later-${i}`, concept(SYSTEM.icd10cm, SITE_CODES[later.site].cm), {
      onsetDateTime: later.since,
      recordedDate: later.since,
    });
  }
  for (const [i, therapy] of plan.therapies.entries()) if (therapy.structured) treatment(chart, `tx-${i}`, therapy);
  if (plan.primary === 'C61' && plan.certainty === 'confirmed' && chart.random.chance(0.5)) {
    treatment(chart, 'adt', {
      drug: plan.adt.drug,
      class: 'adt',
      start: plan.adt.start,
      end: null,
      end_reason: null,
      infusions: 1,
      structured: true,
      letter: true,
    });
  }
  radioligand(chart);
  for (const [i, psa] of plan.psa.entries()) if (psa.structured) laboratory(chart, `psa-${i}`, psa);
  contacts(chart);
}

function patient(chart: Chart): void {
  const { plan } = chart;
  const { death } = plan;
  const deceased =
    death === null
      ? {}
      : death.precision === null
        ? { deceasedBoolean: true }
        : { deceasedDateTime: cut(death.day, death.precision) };
  chart.add('Patient', '', {
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'] },
    identifier: [{ system: 'https://hospital.example/mrn', value: plan.id }],
    name: [{ use: 'official', family: plan.family, given: [plan.given] }],
    gender: plan.sex,
    birthDate: plan.birth,
    ...deceased,
  });
}

const VERIFICATION = { confirmed: 'confirmed', suspected: 'provisional', refuted: 'refuted' } as const;

/** Problem list: `recordedDate` is the day somebody typed it in, often years after the diagnosis. */
function diagnosis(chart: Chart): void {
  const { plan, random } = chart;
  const { structured, day } = plan.diagnosis;
  const onset = structured === null ? {} : { onsetDateTime: cut(day, structured) };
  const code = {
    coding: [
      { system: SYSTEM.icd10cm, code: plan.primary },
      ...(plan.primary === 'C61' && random.chance(0.4) ? [{ system: SYSTEM.snomed, code: '93974005' }] : []),
    ],
  };
  condition(
    chart,
    'dx',
    code,
    { meta: mcode('mcode-primary-cancer-condition'), ...onset, recordedDate: addDays(day, random.int(100, 300)) },
    VERIFICATION[plan.certainty],
  );
}

function resistance(chart: Chart): void {
  const stated = chart.plan.castrationResistance;
  if (stated === null || stated.structured === null) return;
  condition(chart, 'crpc', concept(SYSTEM.icd10cm, 'Z19.2', 'Hormone resistant malignancy status'), {
    onsetDateTime: cut(stated.day, stated.structured),
    recordedDate: addDays(stated.day, 12),
  });
}

/** As grade group code, as total, or as text: all three are met in the wild. */
function gleason(chart: Chart): void {
  const { plan, random } = chart;
  if (plan.gleason === null || !plan.gleason.structured) return;
  const { primary, secondary } = plan.gleason;
  const when =
    plan.diagnosis.structured === null ? {} : { effectiveDateTime: cut(plan.diagnosis.day, plan.diagnosis.structured) };
  const score = loinc('35266-6', 'Gleason score in Specimen Qualitative');
  switch (random.pick(['group', 'total', 'text'] as const)) {
    case 'group': {
      const grade = GRADE_GROUP_SCT[`${primary}+${secondary}`] as { code: string };
      observation(chart, 'gleason', concept(SYSTEM.snomed, '385377005'), {
        meta: mcode('mcode-prostate-gleason-grade-group'),
        ...when,
        valueCodeableConcept: concept(SYSTEM.snomed, grade.code),
      });
      return;
    }
    case 'total':
      observation(chart, 'gleason', score, { ...when, valueInteger: primary + secondary });
      return;
    case 'text':
      observation(chart, 'gleason', score, { ...when, valueString: `${primary}+${secondary}=${primary + secondary}` });
  }
}

function metastasis(chart: Chart, site: SitePlan): void {
  const codes = SITE_CODES[site.site];
  const dated = {
    meta: mcode('mcode-secondary-cancer-condition'),
    onsetDateTime: site.since,
    recordedDate: site.since,
  };
  // Generic code and body site together name the metastasis.
  if (chart.random.chance(0.2)) {
    condition(
      chart,
      `met-${codes.obds}`,
      concept(SYSTEM.snomed, '128462008', 'Secondary malignant neoplastic disease'),
      { ...dated, bodySite: [concept(SYSTEM.snomed, codes.body)] },
    );
  } else {
    const both = {
      coding: [
        { system: SYSTEM.icd10cm, code: codes.cm },
        { system: SYSTEM.snomed, code: codes.sct, display: codes.display },
      ],
    };
    condition(chart, `met-${codes.obds}`, both, dated);
  }
}

/** Infusions one by one; drugs by mouth as order and statement. */
function treatment(chart: Chart, tail: string, therapy: TherapyPlan): void {
  const drug = DRUG_CODES[therapy.drug];
  if (drug === undefined) return;
  const coding = [
    ...(drug.rxnorm === null ? [] : [{ system: SYSTEM.rxnorm, code: drug.rxnorm, display: drug.english }]),
    ...(drug.hcpcs === null ? [] : [{ system: SYSTEM.hcpcs, code: drug.hcpcs }]),
  ];
  const medicationCodeableConcept = { ...(coding.length > 0 ? { coding } : {}), text: drug.english };
  if (therapy.infusions !== null) {
    for (let i = 0; i < therapy.infusions; i++) {
      const effectiveDateTime = at(addDays(therapy.start, 21 * i), chart.random, OFFSET);
      chart.add('MedicationAdministration', `${tail}-${i}`, {
        meta: mcode('mcode-cancer-related-medication-administration'),
        status: 'completed',
        medicationCodeableConcept,
        effectiveDateTime,
      });
    }
    return;
  }
  chart.add('MedicationRequest', tail, {
    meta: mcode('mcode-cancer-related-medication-request'),
    status: therapy.end === null ? 'active' : 'stopped',
    intent: 'order',
    medicationCodeableConcept,
    authoredOn: therapy.start,
  });
  if (chart.random.chance(0.5)) {
    const effectivePeriod = { start: therapy.start, ...(therapy.end === null ? {} : { end: therapy.end }) };
    chart.add('MedicationStatement', tail, {
      status: therapy.end === null ? 'active' : 'completed',
      medicationCodeableConcept,
      effectivePeriod,
    });
  }
}

/** Licensed product: its billing unit is one millicurie, so 200 units are one dose. */
function radioligand(chart: Chart): void {
  const { rlt } = chart.plan;
  if (!rlt.ops) return;
  for (const cycle of rlt.cycles) {
    const medicationCodeableConcept = {
      coding: [{ system: SYSTEM.hcpcs, code: cycle.date >= '2022-10-01' ? 'A9607' : 'A9699' }],
      text: 'Lutetium Lu 177 vipivotide tetraxetan',
    };
    chart.add('MedicationAdministration', `rlt-${cycle.number}`, {
      status: 'completed',
      medicationCodeableConcept,
      effectiveDateTime: at(cycle.date, chart.random, OFFSET),
      dosage: { dose: { value: 200, unit: 'mCi' } },
    });
  }
}

function laboratory(chart: Chart, tail: string, psa: PsaPlan): void {
  const [code, display] = chart.random.pick([
    ['2857-1', 'Prostate specific Ag [Mass/volume] in Serum or Plasma'],
    ['35741-8', 'PSA DL <= 0.01 ng/mL'],
    ['83112-3', 'PSA by Immunoassay'],
  ] as const);
  observation(chart, tail, loinc(code, display), {
    category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')],
    effectiveDateTime: at(psa.date, chart.random, OFFSET),
    issued: at(addDays(psa.date, 1), chart.random, OFFSET),
    valueQuantity: quantity(psa.value, 'ng/mL', 'ng/mL'),
  });
}

function contacts(chart: Chart): void {
  const { plan, random } = chart;
  if (random.chance(0.8)) encounter(chart, 'last', 'AMB', plan.lastActivity, plan.lastActivity);
  else
    observation(chart, 'last', loinc('6768-6', 'Alkaline phosphatase'), {
      effectiveDateTime: at(plan.lastActivity, random, OFFSET),
      valueQuantity: quantity(random.int(60, 480), 'U/L', 'U/L'),
    });
  if (plan.afterCutoff !== null) encounter(chart, 'after', 'AMB', plan.afterCutoff, plan.afterCutoff);
}
