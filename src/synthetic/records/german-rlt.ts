/** Radionuclide therapy in German coded data: billing codes, and the three shapes of the oncology module. */
import { addDays } from '../../calendar.ts';
import type { DayDate } from '../../domain.ts';
import type { CyclePlan, OtherNuclidePlan } from '../plan/types.ts';
import { SYSTEM, concept, encounter } from './chart.ts';
import type { Chart } from './chart.ts';

const RADIONUCLIDE_THERAPY = concept(SYSTEM.snomed, '399315003', 'Radionuclide therapy');
const METHOD = 'http://hl7.org/fhir/StructureDefinition/procedure-method';
const method = (code: string): object =>
  concept(`${SYSTEM.onkoCode}/mii-cs-onko-strahlentherapie-applikationsart`, code);
const radiation = (code: string): object =>
  concept(`${SYSTEM.onkoCode}/mii-cs-onko-strahlentherapie-strahlenart`, code);
const ext = (name: string): string => `${SYSTEM.onkoProfile}/mii-ex-onko-strahlentherapie-bestrahlung${name}`;
const profile = (name: string): object => ({ profile: [`${SYSTEM.onkoProfile}/mii-pr-onko-strahlentherapie${name}`] });

/** Writes the patient's radionuclide therapies. */
export function germanRlt(chart: Chart): void {
  const { rlt, otherNuclide } = chart.plan;
  const own = rlt.cycles.filter((cycle) => !cycle.external);
  if (rlt.ops) for (const cycle of own) billed(chart, cycle);
  if (own.length > 0) course(chart, own, 'MPSMA', 'Lu-177');
  if (otherNuclide !== null) other(chart, otherNuclide);
}

function procedure(chart: Chart, tail: string, ops: string, day: DayDate, status = 'completed'): void {
  chart.add('Procedure', tail, {
    status,
    category: RADIONUCLIDE_THERAPY,
    code: concept(SYSTEM.ops, ops, undefined, { version: day.slice(0, 4) }),
    performedDateTime: day,
  });
}

/** One billing code a cycle, with its stay and the images of the next day (which are no cycle). */
function billed(chart: Chart, cycle: CyclePlan): void {
  const { plan } = chart;
  const cancelled = plan.decoy?.reason === 'rlt_not_done';
  procedure(chart, `rlt-${cycle.number}`, '8-530.d0', cycle.date, cancelled ? 'not-done' : 'completed');
  if (cancelled) return;
  const out = addDays(cycle.date, 2) > plan.lastActivity ? plan.lastActivity : addDays(cycle.date, 2);
  encounter(chart, `stay-${cycle.number}`, 'IMP', addDays(cycle.date, -1), out);
  if (chart.random.chance(0.3) && addDays(cycle.date, 1) <= plan.lastActivity) {
    chart.add('Procedure', `scan-${cycle.number}`, {
      status: 'completed',
      code: concept(SYSTEM.ops, '3-70c.1'),
      performedDateTime: addDays(cycle.date, 1),
    });
  }
}

/** The registry's one procedure over all cycles: it dates the first and says nothing of their number. */
function course(chart: Chart, cycles: readonly CyclePlan[], application: string, nuclide: string): void {
  const [first, last] = [cycles[0] as CyclePlan, cycles.at(-1) as CyclePlan];
  const performedPeriod = { start: first.date, end: last.date };
  const total = { value: Math.round(cycles.reduce((sum, cycle) => sum + cycle.gbq, 0) * 10) / 10, unit: 'GBq' };
  const base = {
    status: 'completed',
    category: RADIONUCLIDE_THERAPY,
    code: concept(SYSTEM.ops, '8-53'),
    performedPeriod,
  };
  const parts = { application: method(application), radiation: radiation(nuclide) };
  switch (chart.plan.rlt.course) {
    case 'none':
      return;
    case 'nested_2024': {
      const inner = [
        { url: 'Applikationsart', valueCodeableConcept: parts.application },
        { url: 'Strahlenart', valueCodeableConcept: parts.radiation },
        { url: 'Gesamtdosis', valueQuantity: total },
      ];
      chart.add('Procedure', 'course', { meta: profile(''), ...base, extension: [{ url: ext(''), extension: inner }] });
      return;
    }
    case 'used_code':
      chart.add('Procedure', 'course', {
        meta: profile('-bestrahlung-nuklearmedizin'),
        ...base,
        usedCode: [parts.radiation, parts.application],
      });
      return;
    case 'method_2026': {
      const parent = chart.add('Procedure', 'course', {
        meta: profile(''),
        ...base,
        code: concept(SYSTEM.ops, '8-52'),
      });
      chart.add('Procedure', 'course-part', {
        meta: profile('-bestrahlung-nuklearmedizin|2026.0.3'),
        ...base,
        partOf: [{ reference: `Procedure/${parent.id}` }],
        extension: [
          { url: METHOD, valueCodeableConcept: parts.application },
          { url: ext('-gesamtdosis'), valueQuantity: total },
        ],
        usedCode: [parts.radiation],
      });
    }
  }
}

/** Other radionuclides under their own codes; actinium under the same method, told apart by its nuclide alone. */
function other(chart: Chart, { nuclide, dates }: OtherNuclidePlan): void {
  for (const [i, day] of dates.entries()) {
    encounter(chart, `nuc-stay-${i}`, 'IMP', day, day);
    if (nuclide === 'lu177-dotatate') procedure(chart, `nuc-${i}`, '8-530.61', day);
    else if (nuclide === 'ra223') {
      const medicationCodeableConcept = {
        coding: [{ system: SYSTEM.atc, code: 'V10XX03' }],
        text: 'Radium-223-dichlorid',
      };
      chart.add('MedicationAdministration', `nuc-${i}`, {
        status: 'completed',
        medicationCodeableConcept,
        effectiveDateTime: day,
      });
    } else {
      chart.add('Procedure', `nuc-${i}`, {
        meta: profile('-bestrahlung-nuklearmedizin'),
        status: 'completed',
        category: RADIONUCLIDE_THERAPY,
        code: concept(SYSTEM.ops, '8-53'),
        performedDateTime: day,
        extension: [{ url: METHOD, valueCodeableConcept: method('MPSMA') }],
        usedCode: [radiation('Ac-225')],
      });
    }
  }
}
