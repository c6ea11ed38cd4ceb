/** Which letters a UKE patient has, and when. */
import { addDays, daysBetween } from '../../../calendar.ts';
import type { DayDate } from '../../../domain.ts';
import type { PatientPlan } from '../../plan/types.ts';
import type { Random } from '../../random.ts';
import { noLaterThan, viewAt } from '../view.ts';
import type { Letter, LetterKind, View } from '../view.ts';
import { germanHand } from './hand.ts';
import type { Hand } from './hand.ts';
import { ctReport, petReport } from './imaging.ts';
import { dischargeLetter, shortDischarge, therapyProtocol } from './nuclear.ts';
import { otherDiseaseLetters, otherNuclideLetter } from './other.ts';
import {
  biopsyReport,
  boardProtocol,
  calledOff,
  oncologyLetter,
  palliativeLetter,
  practiceNote,
  urologyLetter,
} from './urology.ts';

const KIND = {
  biopsy: { code: 'PT080102', display: 'Histologie' },
  clinic: { code: 'AD010111', display: 'Ambulanzbrief' },
  discharge: { code: 'AD010104', display: 'Entlassungsbericht' },
  pet: { code: 'DG020109', display: 'PET-Befund' },
  ct: { code: 'DG020103', display: 'CT-Befund' },
  board: { code: 'SD150103', display: 'Tumorkonferenz' },
  protocol: { code: 'TH020105', display: 'Therapieprotokoll mit Radionukliden' },
  course: { code: 'AD010110', display: 'Verlaufsbericht' },
} as const satisfies Record<string, LetterKind>;

/** Letters of one patient, in order of their dates. */
export function germanLetters(plan: PatientPlan, random: Random): Letter[] {
  if (plan.primary !== 'C61' || plan.certainty !== 'confirmed') return otherDiseaseLetters(plan, random);
  const letters: Letter[] = [];
  const write = (key: string, date: DayDate, kind: LetterKind, text: (view: View, hand: Hand) => string): void => {
    letters.push({ key, date, kind, text: text(viewAt(plan, date, random), germanHand(random)) });
  };
  early(plan, random, write);
  beforeIndex(plan, random, write);
  cycles(plan, random, write);
  if (plan.otherNuclide !== null)
    write('nuclide', addDays(plan.otherNuclide.dates.at(-1) as DayDate, 1), KIND.discharge, otherNuclideLetter);
  late(plan, random, write);
  return letters.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

type Write = (key: string, date: DayDate, kind: LetterKind, text: (view: View, hand: Hand) => string) => void;

function early(plan: PatientPlan, random: Random, write: Write): void {
  const { day } = plan.diagnosis;
  if (plan.gleason?.letter === true && random.chance(0.4))
    write('biopsy', addDays(day, random.int(2, 6)), KIND.biopsy, biopsyReport);
  if (plan.historyCovered && random.chance(0.25))
    write('urology', addDays(day, random.int(10, 30)), KIND.clinic, urologyLetter);
  const drug = plan.therapies.find((therapy) => therapy.letter && therapy.start < plan.index);
  if (drug !== undefined && random.chance(0.45)) {
    const date = addDays(drug.start, random.int(10, 40));
    if (date < plan.index) write('oncology', date, KIND.clinic, (view, hand) => oncologyLetter(view, hand, drug));
  }
}

function beforeIndex(plan: PatientPlan, random: Random, write: Write): void {
  const { index } = plan;
  write('pet', addDays(index, -random.int(12, 40)), KIND.pet, petReport);
  if (plan.historyCovered) write('board', addDays(index, -random.int(2, 9)), KIND.board, boardProtocol);
  if (plan.historyCovered && random.chance(0.4))
    write('practice', addDays(index, -random.int(45, 85)), KIND.course, (view) => practiceNote(view, random));
  const { announced, cycles: given } = plan.rlt;
  if (given.length === 0 && announced !== null && announced.status !== 'planned') {
    write('called-off', noLaterThan(addDays(announced.date, 1), plan.lastActivity), KIND.course, calledOff);
  }
}

/** A letter on the first cycle, on some in between, and on the last; each names all cycles so far. */
function cycles(plan: PatientPlan, random: Random, write: Write): void {
  if (!plan.rlt.letter) return;
  const own = plan.rlt.cycles.filter((cycle) => !cycle.external);
  for (const cycle of own) {
    const date = noLaterThan(addDays(cycle.date, random.int(1, 3)), plan.lastActivity);
    const [first, last] = [cycle === own[0], cycle === own.at(-1)];
    if (first) write(`cycle-${cycle.number}`, date, KIND.discharge, dischargeLetter);
    else if (last)
      write(`cycle-${cycle.number}`, date, KIND.discharge, random.chance(0.5) ? dischargeLetter : shortDischarge);
    else if (random.chance(0.35)) write(`cycle-${cycle.number}`, date, KIND.discharge, shortDischarge);
    if (random.chance(0.2)) write(`protocol-${cycle.number}`, cycle.date, KIND.protocol, therapyProtocol);
  }
}

function late(plan: PatientPlan, random: Random, write: Write): void {
  const room = daysBetween(plan.index, plan.lastActivity);
  if (room > 60 && random.chance(0.5)) write('ct', addDays(plan.index, random.int(45, room)), KIND.ct, ctReport);
  if (room > 120 && random.chance(0.4))
    write('practice-late', addDays(plan.index, random.int(90, room)), KIND.course, (view) =>
      practiceNote(view, random),
    );
  // Only a letter that dates it tells that castration resistance came after index.
  const resistant = plan.castrationResistance?.day ?? plan.index;
  if (resistant > plan.index) {
    write('resistant', addDays(resistant, 20), KIND.course, (view) => practiceNote(view, random));
  }
  const died = plan.death?.precision === 'day' ? plan.death.day : null;
  if (died !== null && random.chance(0.45))
    write('palliative', addDays(died, random.int(0, 3)), KIND.discharge, palliativeLetter);
  else if (room > 150 && random.chance(0.3)) write('palliative', plan.lastActivity, KIND.discharge, palliativeLetter);
}
