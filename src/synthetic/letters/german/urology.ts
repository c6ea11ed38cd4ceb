/** Letters around the treatment: pathology, urology, oncology, tumour board, practice, palliative care. */
import { addDays } from '../../../calendar.ts';
import type { TherapyPlan } from '../../plan/types.ts';
import type { View } from '../view.ts';
import { absentText, diagnosisText, gleasonText, psaText } from './blocks.ts';
import { anamnesis, bloodText, comorbidity, familyText } from './small-talk.ts';
import { announcedText, cyclesSummary, cyclesText } from './cycles.ts';
import { germanHand } from './hand.ts';
import type { Hand } from './hand.ts';
import { historyText } from './history.ts';

const list = (lines: readonly (string | null)[]): string[] => lines.filter((line) => line !== null);

/** Report on the first biopsy; single cores differ, the overall score counts. */
export function biopsyReport(view: View, hand: Hand): string {
  const { primary: a, secondary: b } = view.gleason as { primary: number; secondary: number };
  const { random, plan } = view;
  const minor = a + b > 7 ? random.pick(['3+4=7', '4+3=7']) : '3+3=6';
  return [
    `Institut für Pathologie        Eingang ${hand.day(addDays(view.date, -2))}, Befund ${hand.day(view.date)}`,
    `Patient: ${plan.family}, ${plan.given}, geb. ${hand.day(plan.birth)}`,
    'Material: Prostatastanzbiopsien (12 Zylinder)',
    '',
    `Mikroskopie: In ${random.int(4, 11)} von 12 Stanzen Infiltrate eines azinären Adenokarzinoms.`,
    a + b > 6 && random.chance(0.5)
      ? `Stanzen 1 und 3: Gleason ${minor}. Übrige befallene Stanzen: Gleason ${a}+${b}=${a + b}.`
      : 'Perineurale Invasion nachweisbar, keine Lymphgefäßinvasion.',
    '',
    `Diagnose: Adenokarzinom der Prostata, ${random.pick(['Gesamt-', ''])}${gleasonText(view, hand)}.`.replace(
      'Gesamt-GS',
      'Gesamt-Gleason-Score',
    ),
  ].join('\n');
}

/** Urology clinic, soon after the diagnosis. */
export function urologyLetter(view: View, hand: Hand): string {
  const { plan, random } = view;
  return list([
    `Klinik für Urologie, Arztbrief vom ${hand.day(view.date)}`,
    `Herr ${plan.family}, geb. ${hand.day(plan.birth)}`,
    `Diagnosen:\n- ${diagnosisText(view, hand)}\n- ${comorbidity(hand)}`,
    `Anamnese: ${anamnesis(hand)} ${familyText(hand)}`,
    view.absent.length > 0 && random.chance(0.5) ? `Staging: ${absentText(view.absent, hand)}` : null,
    `Procedere: ${random.pick(['Einleitung einer ADT, PSA-Kontrolle in 3 Monaten.', 'Vorstellung im Tumorboard.', 'Nachsorge beim niedergelassenen Urologen.'])}`,
  ]).join('\n\n');
}

/** Oncology outpatient letter while or after a drug is given. */
export function oncologyLetter(view: View, hand: Hand, drug: TherapyPlan): string {
  const { plan, random } = view;
  const history = historyText(view, hand);
  const what =
    drug.infusions === null
      ? `Fortführung von ${hand.drug(drug.drug)}`
      : `${Math.max(1, Math.min(drug.infusions, 1 + Math.floor(random.int(0, drug.infusions))))}. Gabe ${hand.drug(drug.drug)}`;
  return list([
    `Onkologische Ambulanz, ${hand.day(view.date)}`,
    `Herr ${plan.family}, ${view.age} Jahre`,
    `Diagnose: ${diagnosisText(view, hand)}`,
    history === null ? null : `Bisherige Therapie:\n${history}`,
    `Verlauf: ${what}. ${random.pick(['Verträglichkeit gut.', 'Fatigue Grad I.', 'Polyneuropathie Grad I der Füße.'])} ${psaText(view, hand) ?? ''}`,
    `Labor: ${bloodText(hand)}`,
    'Wiedervorstellung in 3 Wochen.',
  ]).join('\n\n');
}

/** Protocol of the board that decides for (or against) the radioligand therapy. */
export function boardProtocol(view: View, hand: Hand): string {
  const { plan, random } = view;
  const history = historyText(view, { ...hand, terse: true });
  return list([
    `Uroonkologisches Tumorboard, Protokoll vom ${hand.day(view.date)}`,
    `Pat. ${plan.family}, ${view.age} J.`,
    `Diagnose: ${diagnosisText(view, hand)}`,
    history === null ? null : `Vorbehandlung: ${history}`,
    view.cycles.length > 0 ? cyclesText(view.cycles, hand) : null,
    psaText(view, hand),
    view.absent.length > 0 ? `Bildgebung: ${absentText(view.absent, hand)}` : null,
    `Empfehlung: ${recommendation(view, hand)}`,
    random.chance(0.3) ? 'Denosumab fortführen, Zahnstatus prüfen.' : null,
  ]).join('\n');
}

function recommendation(view: View, hand: Hand): string {
  const { plan, random } = view;
  if (view.cycles.length > 0)
    return announcedText(view, hand) ?? random.pick(['Verlaufskontrolle in 8 Wochen.', 'Best supportive care.']);
  if (plan.rlt.announced === null)
    return random.pick([
      'Fortführung der laufenden Therapie.',
      'Restaging in 3 Monaten.',
      'Vorstellung in der Strahlentherapie zur Schmerzbestrahlung.',
    ]);
  const first = plan.rlt.cycles[0]?.date ?? plan.rlt.announced.date;
  return random.pick([
    `PSMA-Radioligandentherapie, 1. Zyklus am ${hand.day(first)} geplant.`,
    `177Lu-PSMA-Therapie vorgesehen ab ${hand.month(first)}.`,
    `Vorstellung in der Nuklearmedizin zur Radioligandentherapie, geplant für ${hand.month(first)}.`,
  ]);
}

/** What became of an announced therapy that never began. */
export function calledOff(view: View, hand: Hand): string {
  const { plan, random } = view;
  const announced = plan.rlt.announced as NonNullable<typeof plan.rlt.announced>;
  const why =
    announced.status === 'declined'
      ? random.pick([
          'Die 177Lu-PSMA-Radioligandentherapie wird vom Patienten abgelehnt.',
          'Herr X. möchte keine Lu-PSMA-Therapie, ausführlich besprochen.',
        ])
      : random.pick([
          `Der für den ${hand.day(announced.date)} geplante 1. Zyklus der Lu-PSMA-Therapie wurde wegen Thrombopenie abgesagt.`,
          `1. Zyklus PSMA-RLT am ${hand.day(announced.date)} abgesagt (Sepsis), keine neue Terminierung.`,
        ]);
  return list([
    `Telefonnotiz ${hand.day(view.date)}, Hr. ${plan.family}`,
    why.replace('Herr X.', `Herr ${plan.family}`),
    psaText(view, hand),
    'Weiterbehandlung heimatnah.',
  ]).join('\n');
}

/** Telegram style of a practice. */
export function practiceNote(view: View, random: View['random']): string {
  const hand = germanHand(random, true);
  const history = historyText(view, hand);
  return list([
    `Uro-Praxis, ${hand.day(view.date)}, Hr. ${view.plan.family} *${view.plan.birth.slice(0, 4)}`,
    diagnosisText(view, hand),
    history === null ? null : `Ther.: ${history}`,
    view.cycles.length > 0 ? cyclesSummary(view.cycles, hand) : null,
    psaText(view, hand),
    view.absent.length > 0 && random.chance(0.4) ? absentText(view.absent, hand) : null,
    random.pick([
      view.plan.historyCovered ? 'Trenantone heute. WV 3 Mon.' : 'WV 3 Mon.',
      'Schmerzmed. angepasst.',
      'RR 150/90, Gewicht konstant.',
      'WV in 4 Wo.',
    ]),
  ]).join('\n');
}

/** Last letter of the course. */
export function palliativeLetter(view: View, hand: Hand): string {
  const { plan, random } = view;
  const history = historyText(view, hand);
  const died = plan.death !== null && plan.death.precision === 'day' && plan.death.day <= view.date;
  return list([
    `Palliativstation                                  ${hand.day(view.date)}`,
    died
      ? `Wir müssen Ihnen mitteilen, dass Herr ${plan.family} am ${hand.day(plan.death.day)} verstorben ist.`
      : `Wir berichten über Herrn ${plan.family}, geb. ${hand.day(plan.birth)}.`,
    `Hauptdiagnose: ${diagnosisText(view, hand)}`,
    history === null ? null : `Onkologische Vorgeschichte:\n${history}`,
    view.cycles.length > 0 ? cyclesSummary(view.cycles, hand) : null,
    `Labor: ${bloodText(hand)}`,
    random.pick([
      'Symptomkontrolle mit Morphin s.c.',
      'Best supportive care, SAPV eingebunden.',
      'Schmerzfrei unter Hydromorphon.',
    ]),
  ]).join('\n\n');
}
