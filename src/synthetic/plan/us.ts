/** The plan of a US patient: index = start of the first treatment after a taxane and an ARPI. */
import { addDays, daysBetween } from '../../calendar.ts';
import { LutraError } from '../../errors.ts';
import type { Arpi, DatePrecision, DayDate, DrugClass, Taxane } from '../../domain.ts';
import type { Random } from '../random.ts';
import type { Values } from './columns.ts';
import {
  arpiOrder,
  birthFor,
  drawGleason,
  drawLaterSites,
  drawNotGiven,
  drawPsa,
  drawSites,
  drawWhere,
  isoYear,
  sequence,
  stateDiagnosis,
  taxaneOrder,
} from './course.ts';
import { NO_RLT } from './edit.ts';
import { DATA_CUTOFF, drawEnding } from './followup.ts';
import type { Ending } from './followup.ts';
import { NAMES } from './names.ts';
import type { PatientPlan, StatedDate, TherapyPlan } from './types.ts';

const MCRPC_RANGE = { first: '2014-01-20', last: '2021-09-10' } as const;

/** Draws everything that calibration leaves open. */
export function usPlan(id: string, values: Values, random: Random): PatientPlan {
  const ending = endingInRange(values, random);
  const { index, lastActivity } = ending;
  const diagnosisDay = addDays(index, -values.daysFromDiagnosis);
  const resistant = addDays(index, -values.daysFromMcrpc);
  const metastaticAtDiagnosis = random.chance(0.45);
  const before = earlierTherapies(values, diagnosisDay, index, random);
  const line = indexLine(before, index, lastActivity, random);
  return {
    id,
    hospital: 'us',
    decoy: null,
    sex: 'male',
    family: random.pick(NAMES.us.family),
    given: random.pick(NAMES.us.male),
    birth: birthFor(values.age, index, random),
    primary: 'C61',
    certainty: 'confirmed',
    diagnosis: stateDiagnosis(diagnosisDay, resistant, values.diagnosisPrecision, random),
    metastaticAtDiagnosis,
    tumour: random.pick(['cT2c', 'cT3a', 'cT3b', 'cT4']),
    local: metastaticAtDiagnosis ? 'none' : random.pick(['prostatectomy', 'radiotherapy'] as const),
    gleason: drawGleason(values.highGrade, random),
    initialPsa: random.pick([6.4, 9.1, 14.7, 22, 38, 56, 91, 130, 275, 480]),
    adt: {
      drug: random.pick(['leuprolide', 'degarelix', 'goserelin']),
      start: addDays(diagnosisDay, random.int(10, 60)),
    },
    castrationResistance: stateResistance(resistant, { diagnosis: diagnosisDay, index }, values.mcrpcPrecision, random),
    sites: drawSites(values.sites, { diagnosis: diagnosisDay, resistant, index }, metastaticAtDiagnosis, random),
    suspected: null,
    metastasesDated: false,
    laterSites: drawLaterSites(values.sites, index, lastActivity, random),
    therapies: [...before, line],
    notGiven: drawNotGiven([...before, line], random),
    historyCovered: true,
    rlt: NO_RLT,
    otherNuclide: null,
    psa: drawPsa(values.psa, diagnosisDay, index, lastActivity, random),
    ...ending,
  };
}

function endingInRange(values: Values, random: Random): Ending {
  const cutoff = DATA_CUTOFF.us;
  const room = values.followUp?.days ?? 400;
  const earliest = addDays(MCRPC_RANGE.first, values.daysFromMcrpc);
  const last = [addDays(MCRPC_RANGE.last, values.daysFromMcrpc), addDays(cutoff, -room)].sort()[0] as DayDate;
  for (let tries = 0; tries < 2000; tries++) {
    const start = addDays(earliest, random.int(0, Math.max(0, daysBetween(earliest, last))));
    const ending = drawEnding(values.followUp, start, cutoff, random);
    const mcrpc = addDays(ending.index, -values.daysFromMcrpc);
    const end = ending.death?.precision === 'month' ? ending.death.day : ending.lastActivity;
    if (mcrpc >= MCRPC_RANGE.first && mcrpc <= MCRPC_RANGE.last && ending.lastActivity >= ending.index && end <= cutoff)
      return ending;
  }
  throw new LutraError('internal', `no course fits the follow-up of ${values.followUp?.days ?? 0} days`);
}

const RESISTANCE = {
  structured: ['day', null],
  both: ['day', 'month'],
  letter: [null, 'month'],
  letter_year: [null, 'year'],
} as const;

function stateResistance(
  day: DayDate,
  { diagnosis, index }: { diagnosis: DayDate; index: DayDate },
  coarsest: DatePrecision,
  random: Random,
): StatedDate {
  const alone = coarsest === 'year' && isoYear(day) > isoYear(diagnosis) && isoYear(day) < isoYear(index);
  const [month, year] = [coarsest === 'day' ? 0 : 28, alone ? 8 : 0];
  const [structured, letter] =
    RESISTANCE[random.weighted({ structured: 30, both: 38, letter: month, letter_year: year })];
  return { day, structured, letter };
}

/**
 * Index is the first treatment once both classes have been given, so the class of which there are several comes first,
 * and the other class's single drug directly before index.
 */
function earlierTherapies(values: Values, diagnosis: DayDate, index: DayDate, random: Random): TherapyPlan[] {
  const count = (values.taxanes ?? 1) + (values.arpis ?? 1);
  const wanted = addDays(index, -random.int(150, 300) * count);
  const earliest = addDays(diagnosis, 35);
  const from = wanted > earliest ? wanted : earliest;
  const taxanes = taxaneOrder(values.taxanes ?? 1);
  const arpis = arpiOrder(values.arpis ?? 1, from, index, random);
  const taxaneFirst = taxanes.length > 1 || (arpis.length === 1 && random.chance(0.45));
  const drugs: (Taxane | Arpi)[] = taxaneFirst ? [...taxanes, ...arpis] : [...arpis, ...taxanes];
  return sequence(drugs, from, addDays(index, -20), random);
}

const OTHER_LINES = ['carboplatin', 'olaparib', 'mitoxantrone', 'pembrolizumab', 'radium-223', 'sipuleucel-t'] as const;

/** The index treatment: an agent not given before, an old taxane again, or a drug of another class (coded data only). */
function indexLine(before: readonly TherapyPlan[], index: DayDate, until: DayDate, random: Random): TherapyPlan {
  const unused = (['cabazitaxel', 'enzalutamide', 'abiraterone', 'docetaxel'] as const).filter(
    (drug) => !before.some((t) => t.drug === drug),
  );
  const other = random.chance(0.3) || unused.length === 0;
  const drug = other ? random.pick(OTHER_LINES) : random.pick(unused);
  const kind: DrugClass = other ? 'other' : drug === 'cabazitaxel' || drug === 'docetaxel' ? 'taxane' : 'arpi';
  const infused = !['olaparib', 'enzalutamide', 'abiraterone'].includes(drug);
  const room = Math.max(0, daysBetween(index, until) - 5);
  const infusions = infused ? Math.min(random.int(2, 6), 1 + Math.floor(room / 21)) : null;
  const length = infusions === null ? Math.min(room, random.int(60, 300)) : (infusions - 1) * 21;
  const where = other
    ? { structured: true, letter: false }
    : drawWhere(random, { both: 60, letter: 0, structured: 40 });
  return {
    drug,
    class: kind,
    start: index,
    end: length > 0 ? addDays(index, length) : null,
    end_reason: random.pick(['psa', 'imaging', 'toxicity'] as const),
    infusions,
    ...where,
  };
}
