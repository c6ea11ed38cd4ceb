/** The plan of a UKE patient: treated with 177Lu-PSMA; index = first cycle. */
import { addDays, daysBetween } from '../../calendar.ts';
import { LutraError } from '../../errors.ts';
import type { DatePrecision, DayDate, RltAgent } from '../../domain.ts';
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
  isoYear,
  sequence,
  stateDiagnosis,
  taxaneOrder,
} from './course.ts';
import { DATA_CUTOFF, drawEnding } from './followup.ts';
import type { Ending } from './followup.ts';
import { NAMES } from './names.ts';
import type { CyclePlan, PatientPlan, RltPlan, StatedDate, TherapyPlan } from './types.ts';

const WINDOW = { first: '2017-11-01', last: '2022-10-31' } as const;

/** Draws everything that calibration leaves open. */
export function ukePlan(id: string, values: Values, random: Random): PatientPlan {
  const ending = endingInWindow(values, random);
  const { index, lastActivity } = ending;
  const diagnosisDay = addDays(index, -values.daysFromDiagnosis);
  const resistant = addDays(index, -values.daysFromMcrpc);
  const metastaticAtDiagnosis = random.chance(0.5);
  const local = metastaticAtDiagnosis ? 'none' : random.pick(['prostatectomy', 'radiotherapy'] as const);
  const therapies = values.taxanes === null ? [] : earlierTherapies(values, diagnosisDay, resistant, index, random);
  const rlt = drawRlt(index, lastActivity, random);
  // Where no letter follows the first cycle, no letter can tell the value at index.
  const psa = drawPsa(values.psa, diagnosisDay, index, lastActivity, random);
  return {
    id,
    hospital: 'uke',
    decoy: null,
    sex: 'male',
    family: random.pick(NAMES.uke.family),
    given: random.pick(NAMES.uke.male),
    birth: birthFor(values.age, index, random),
    primary: 'C61',
    certainty: 'confirmed',
    diagnosis: stateDiagnosis(diagnosisDay, resistant, values.diagnosisPrecision, random),
    metastaticAtDiagnosis,
    tumour: random.pick(['cT2c', 'cT3a', 'cT3b', 'cT4']),
    local,
    gleason: drawGleason(values.highGrade, random),
    initialPsa: random.pick([7.8, 11.4, 18.2, 24, 36, 48, 87, 112, 240, 415]),
    adt: {
      drug: random.pick(['leuprorelin', 'triptorelin', 'degarelix', 'goserelin']),
      start: addDays(diagnosisDay, random.int(10, 60)),
    },
    castrationResistance: stateResistance(resistant, { diagnosis: diagnosisDay, index }, values.mcrpcPrecision, random),
    sites: drawSites(values.sites, { diagnosis: diagnosisDay, resistant, index }, metastaticAtDiagnosis, random),
    suspected: null,
    metastasesDated: false,
    laterSites: drawLaterSites(values.sites, index, lastActivity, random),
    therapies: [...therapies, ...laterTherapies(therapies, index, lastActivity, values.taxanes !== null, random)],
    notGiven: values.taxanes === null ? [] : drawNotGiven(therapies, random),
    historyCovered: values.taxanes !== null,
    rlt,
    otherNuclide: null,
    psa: psa.map((value) => ({ ...value, structured: value.structured || !rlt.letter })),
    ...ending,
  };
}

function endingInWindow(values: Values, random: Random): Ending {
  const cutoff = DATA_CUTOFF.uke;
  const room = values.followUp?.days ?? 400;
  const last = [WINDOW.last, addDays(cutoff, -room)].sort()[0] as DayDate;
  for (let tries = 0; tries < 2000; tries++) {
    const start = addDays(WINDOW.first, random.int(0, daysBetween(WINDOW.first, last)));
    const ending = drawEnding(values.followUp, start, cutoff, random);
    const end = ending.death?.precision === 'month' ? ending.death.day : ending.lastActivity;
    if (
      ending.index >= WINDOW.first &&
      ending.index <= WINDOW.last &&
      ending.lastActivity >= ending.index &&
      end <= cutoff
    )
      return ending;
  }
  throw new LutraError('internal', `no course fits the follow-up of ${values.followUp?.days ?? 0} days`);
}

/** Only letters tell in Germany: ICD-10-GM has no code for castration resistance. Mostly to the month. */
function stateResistance(
  day: DayDate,
  { diagnosis, index }: { diagnosis: DayDate; index: DayDate },
  coarsest: DatePrecision,
  random: Random,
): StatedDate {
  if (coarsest === 'day') return { day, structured: null, letter: 'day' };
  const alone = coarsest === 'year' && isoYear(day) > isoYear(diagnosis) && isoYear(day) < isoYear(index);
  return { day, structured: null, letter: random.weighted({ month: 90, day: 5, year: alone ? 8 : 0 }) };
}

function earlierTherapies(
  values: Values,
  diagnosis: DayDate,
  resistant: DayDate,
  index: DayDate,
  random: Random,
): TherapyPlan[] {
  const room = 130 * ((values.taxanes ?? 0) + (values.arpis ?? 0));
  const wanted = [addDays(resistant, -random.int(0, 200)), addDays(index, -room)].sort()[0] as DayDate;
  const from = latest(latest(addDays(diagnosis, 40), wanted), '2013-10-01');
  const arpis = arpiOrder(values.arpis ?? 0, from, index, random);
  const drugs = random.shuffle([...taxaneOrder(values.taxanes ?? 0), ...arpis.slice(0, 2)]).concat(arpis.slice(2));
  const [first, second] = [drugs.indexOf('docetaxel'), drugs.indexOf('cabazitaxel')];
  if (second >= 0 && second < first) [drugs[second], drugs[first]] = ['docetaxel', 'cabazitaxel'];
  return sequence(drugs, from, addDays(index, -50), random);
}

const latest = (a: DayDate, b: DayDate): DayDate => (a > b ? a : b);

/** What followed after progression: must not count as prior. */
function laterTherapies(
  before: readonly TherapyPlan[],
  index: DayDate,
  until: DayDate,
  told: boolean,
  random: Random,
): TherapyPlan[] {
  if (!told || daysBetween(index, until) < 200 || !random.chance(0.3)) return [];
  const drug = (['cabazitaxel', 'docetaxel', 'abiraterone'] as const).find(
    (candidate) => !before.some((t) => t.drug === candidate),
  );
  if (drug === undefined) return [];
  const later = sequence([drug], addDays(index, 150), until, random);
  return later.map((therapy) => ({ ...therapy, structured: therapy.structured, letter: therapy.letter }));
}

const AGENTS: Readonly<Record<RltAgent, number>> = { '177Lu-PSMA-617': 60, '177Lu-PSMA-I&T': 30, '177Lu-PSMA': 10 };

/** One to eight cycles, six to eight weeks apart, as long as the patient is seen. */
function drawRlt(first: DayDate, until: DayDate, random: Random): RltPlan {
  const agent = random.weighted(AGENTS);
  const cycles: CyclePlan[] = [];
  const wanted = random.pick([1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 6, 8]);
  for (
    let date = first;
    cycles.length < wanted && (date === first || addDays(date, 4) <= until);
    date = addDays(date, random.int(41, 63))
  ) {
    cycles.push({ number: cycles.length + 1, date, gbq: random.int(60, 78) / 10, agent, external: false });
  }
  const last = cycles.at(-1) as CyclePlan;
  const where = random.weighted({ both: 62, letter: 22, structured: 16 });
  return {
    ops: where !== 'letter',
    course: random.weighted({ none: 55, nested_2024: 12, used_code: 12, method_2026: 21 }),
    letter: where !== 'structured',
    cycles,
    announced: {
      date: addDays(last.date, random.int(42, 60)),
      status: random.weighted({ planned: 70, cancelled: 22, declined: 8 }),
    },
  };
}
