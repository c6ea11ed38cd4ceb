/** The tumour in German coded data: diagnosis, Gleason grade, TNM, distant metastases. */
import { addDays } from '../../calendar.ts';
import type { DayDate } from '../../domain.ts';
import type { SitePlan } from '../plan/types.ts';
import { DATA_ABSENT, SYSTEM, concept, condition, cut, observation, onkoProfile } from './chart.ts';
import type { Chart } from './chart.ts';
import { GRADE_GROUP_SCT, PATTERN_SCT, SITE_CODES } from './codes.ts';

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';

/** Writes everything that codes say of the tumour. */
export function germanTumour(chart: Chart): void {
  diagnosis(chart);
  gleason(chart);
  staging(chart);
  for (const site of chart.plan.sites) if (site.structured && site.since !== null) metastasis(chart, site, site.since);
  for (const [i, later] of chart.plan.laterSites.entries())
    distant(chart, `later-${i}`, SITE_CODES[later.site].obds, later.since);
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
