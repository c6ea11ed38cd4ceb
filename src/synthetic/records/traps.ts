/** What a record also holds and must not count: withdrawn documents, misfiled letters, other laboratory tests. */
import { Buffer } from 'node:buffer';
import { addDays } from '../../calendar.ts';
import { SYSTEM, at, concept, observation, quantity } from './chart.ts';
import type { Chart } from './chart.ts';

const MISFILED = {
  uke: 'Arztbrief\nDiagnose: Prostatakarzinom, ED 01/1999, Gleason 5+5=10, Leber- und Lungenmetastasen, kastrationsresistent seit 02/2001.\nVorbehandlungen: Docetaxel, Cabazitaxel, Abirateron, Enzalutamid, 177Lu-PSMA-617 am 04.05.2015.',
  us: 'Clinic note\nDiagnosis: prostate cancer, diagnosed in 01/1999, Gleason 5+5=10, liver and lung metastases, castration-resistant since 02/2001.\nPrior therapy: docetaxel, cabazitaxel, abiraterone, enzalutamide, 177Lu-PSMA-617 on 05/04/2015.',
} as const;

/** Adds a few traps to some charts. */
export function addTraps(chart: Chart): void {
  const { plan, random } = chart;
  if (random.chance(0.05)) withdrawn(chart, 'misfiled', 'entered-in-error');
  if (random.chance(0.05)) withdrawn(chart, 'draft', 'superseded');
  if (plan.psa.length > 0 && random.chance(0.15)) laboratory(chart);
}

/** Another patient's letter, filed here and withdrawn; or a draft that a later version replaced. */
function withdrawn(chart: Chart, tail: string, status: string): void {
  const data = Buffer.from(MISFILED[chart.plan.hospital], 'utf8').toString('base64');
  chart.add('DocumentReference', tail, {
    status,
    type: { text: chart.plan.hospital === 'uke' ? 'Arztbrief' : 'Progress note' },
    date: `${addDays(chart.plan.index, -20)}T09:00:00Z`,
    content: [{ attachment: { contentType: 'text/plain; charset=UTF-8', data } }],
  });
}

/** Free PSA, testosterone, and a value that the laboratory took back: on the day before index, no total PSA among them. */
function laboratory(chart: Chart): void {
  const { plan, random } = chart;
  const effectiveDateTime = at(addDays(plan.index, -1), random, plan.hospital === 'uke' ? '+01:00' : '-05:00');
  const code = (loinc: string, display: string): object => concept(SYSTEM.loinc, loinc, display);
  observation(chart, 'free-psa', code('10886-0', 'Prostate Specific Ag Free [Mass/volume] in Serum or Plasma'), {
    effectiveDateTime,
    valueQuantity: quantity(random.int(10, 90) / 10, 'ng/mL', 'ng/mL'),
  });
  observation(chart, 'testosterone', code('2986-8', 'Testosterone [Mass/volume] in Serum or Plasma'), {
    effectiveDateTime,
    valueQuantity: quantity(random.int(3, 20), 'ng/dL', 'ng/dL'),
  });
  observation(chart, 'psa-withdrawn', code('2857-1', 'Prostate specific Ag [Mass/volume] in Serum or Plasma'), {
    status: 'entered-in-error',
    effectiveDateTime,
    valueQuantity: quantity(9999, 'ng/mL', 'ng/mL'),
  });
}
