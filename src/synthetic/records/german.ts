/** The UKE patient's coded record: MII core data set and what registries and billing make of it. */
import { addDays } from '../../calendar.ts';
import type { DayDate } from '../../domain.ts';
import type { PsaPlan, SitePlan, TherapyPlan } from '../plan/types.ts';
import { DATA_ABSENT, SYSTEM, at, concept, condition, cut, encounter, observation, quantity } from './chart.ts';
import type { Chart } from './chart.ts';
import { DRUG_CODES, GRADE_GROUP_SCT, PATTERN_SCT, SITE_CODES } from './codes.ts';
import { germanRlt } from './german-rlt.ts';

const OFFSET = '+01:00';
const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const onkoProfile = (name: string): object => ({ profile: [`${SYSTEM.onkoProfile}/${name}`] });
const loinc = (code: string, display: string): object => concept(SYSTEM.loinc, code, display);

/** Writes all coded resources of one patient into the chart. */
export function germanRecord(chart: Chart): void {
  patient(chart);
  diagnosis(chart);
  gleason(chart);
  staging(chart);
  for (const site of chart.plan.sites) if (site.structured && site.since !== null) metastasis(chart, site, site.since);
  for (const [i, later] of chart.plan.laterSites.entries())
    distant(chart, `later-${i}`, SITE_CODES[later.site].obds, later.since);
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

const VERIFICATION = { confirmed: 'confirmed', suspected: 'provisional', refuted: 'refuted' } as const;

/** Registry condition with the date of diagnosis, and billing conditions whose `recordedDate` is the day of coding. */
function diagnosis(chart: Chart): void {
  const { plan, random } = chart;
  const code = concept(SYSTEM.icd10gm, plan.primary, undefined, { version: plan.index.slice(0, 4) });
  const { structured, day } = plan.diagnosis;
  const reported = addDays(day, random.int(60, 700));
  const status = VERIFICATION[plan.certainty];
  if (structured !== null || random.chance(0.4)) {
    const asserted =
      structured === null
        ? { url: ASSERTED, _valueDateTime: DATA_ABSENT }
        : { url: ASSERTED, valueDateTime: cut(day, structured) };
    condition(
      chart,
      'dx',
      code,
      {
        meta: onkoProfile('mii-pr-onko-diagnose-primaertumor|2026.0.3'),
        extension: [asserted],
        recordedDate: reported,
      },
      status,
    );
  }
  const doubt =
    plan.certainty === 'suspected'
      ? {
          extension: [
            {
              url: 'http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit',
              valueCoding: { system: 'https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT', code: 'V' },
            },
          ],
        }
      : {};
  const billed = {
    coding: [{ system: SYSTEM.icd10gm, version: plan.index.slice(0, 4), code: plan.primary, ...doubt }],
  };
  condition(chart, 'billing', billed, { recordedDate: plan.index }, status);
}

/** Grade group with the Gleason sum as ordinal value, as registry converters write it; or the two patterns. */
function gleason(chart: Chart): void {
  const { plan, random } = chart;
  if (plan.gleason === null || !plan.gleason.structured) return;
  const { primary, secondary } = plan.gleason;
  const when =
    plan.diagnosis.structured === null ? {} : { effectiveDateTime: cut(plan.diagnosis.day, plan.diagnosis.structured) };
  const grade = GRADE_GROUP_SCT[`${primary}+${secondary}`] as { code: string };
  const ordinal = {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: primary + secondary }],
  };
  observation(chart, 'gleason', concept(SYSTEM.snomed, '1812491000004107'), {
    meta: onkoProfile('mii-pr-onko-prostate-gleason-grade-group'),
    ...when,
    valueCodeableConcept: concept(SYSTEM.snomed, grade.code, undefined, random.chance(0.5) ? ordinal : {}),
  });
  if (!random.chance(0.3)) return;
  for (const [tail, code, pattern] of [
    ['primary', '384994009', primary],
    ['secondary', '384995005', secondary],
  ] as const) {
    observation(chart, `gleason-${tail}`, concept(SYSTEM.snomed, code), {
      ...when,
      valueCodeableConcept: concept(SYSTEM.snomed, PATTERN_SCT[pattern] as string),
    });
  }
}

/** TNM at diagnosis. N0 and M0 at diagnosis say nothing of later. */
function staging(chart: Chart): void {
  const { plan } = chart;
  if (plan.primary !== 'C61' || plan.certainty !== 'confirmed' || plan.diagnosis.structured === null) return;
  const when = { effectiveDateTime: cut(plan.diagnosis.day, plan.diagnosis.structured) };
  const atDiagnosis = plan.sites.filter((site) => site.since === plan.diagnosis.day).map((site) => site.site);
  const m =
    atDiagnosis.includes('liver') || atDiagnosis.includes('lung')
      ? 'M1c'
      : atDiagnosis.includes('bone')
        ? 'M1b'
        : atDiagnosis.includes('lymph_node')
          ? 'M1a'
          : 'M0';
  const n = atDiagnosis.includes('lymph_node') ? 'N1' : 'N0';
  observation(chart, 'tnm-n', concept(SYSTEM.snomed, '399534004'), {
    ...when,
    valueCodeableConcept: concept(SYSTEM.tnm, n),
  });
  observation(chart, 'tnm-m', concept(SYSTEM.snomed, '399387003'), {
    ...when,
    valueCodeableConcept: concept(SYSTEM.tnm, m),
  });
}

function metastasis(chart: Chart, site: SitePlan, since: DayDate): void {
  const codes = SITE_CODES[site.site];
  if (!chart.plan.metastasesDated && chart.random.chance(0.3)) {
    condition(chart, `met-${codes.obds}`, concept(SYSTEM.icd10gm, codes.gm), { recordedDate: since });
    return;
  }
  distant(chart, `fm-${codes.obds}`, codes.obds, since);
  // The registry reports a known site again with every message.
  if (chart.random.chance(0.3)) distant(chart, `fm-${codes.obds}-again`, codes.obds, since);
}

function distant(chart: Chart, tail: string, obds: string, since: DayDate): void {
  observation(chart, tail, concept(SYSTEM.snomed, '385421009'), {
    meta: onkoProfile('mii-pr-onko-fernmetastasen'),
    effectiveDateTime: !chart.plan.metastasesDated && chart.random.chance(0.2) ? cut(since, 'month') : since,
    valueCodeableConcept: concept(`${SYSTEM.onkoCode}/mii-cs-onko-fernmetastasen`, obds),
  });
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
