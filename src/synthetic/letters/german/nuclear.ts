/** Letters of the nuclear medicine ward: discharge, short discharge, therapy protocol. */
import { addDays } from '../../../calendar.ts';
import type { CyclePlan } from '../../plan/types.ts';
import { noLaterThan } from '../view.ts';
import type { View } from '../view.ts';
import { absentText, diagnosisText, psaText } from './blocks.ts';
import { agentText, announcedText, cyclesText } from './cycles.ts';
import { anamnesis, bloodText, comorbidity, familyText } from './small-talk.ts';
import type { Hand } from './hand.ts';
import { historyText } from './history.ts';

const GREETING = ['Sehr geehrte Frau Kollegin, sehr geehrter Herr Kollege,', 'Sehr geehrte Kolleginnen und Kollegen,'];

function givenText(cycle: CyclePlan, hand: Hand): string {
  const [agent, gbq, day] = [agentText(cycle, hand), `${hand.gbq(cycle.gbq)} GBq`, hand.day(cycle.date)];
  return hand.random.pick([
    `Am ${day} komplikationslose i.v. Applikation von ${gbq} ${agent} (${cycle.number}. Zyklus).`,
    `Durchführung des ${cycle.number}. Zyklus der Radioligandentherapie mit ${gbq} ${agent} am ${day}.`,
    `${cycle.number}. Zyklus PSMA-RLT am ${day} mit ${gbq} ${agent}, gut vertragen.`,
    `${day}: ${cycle.number}. Zyklus ${agent}, applizierte Aktivität ${gbq}.`,
  ]);
}

const list = (lines: readonly (string | null)[]): string[] => lines.filter((line) => line !== null);

/** The long letter after a cycle. */
export function dischargeLetter(view: View, hand: Hand): string {
  const { plan, random } = view;
  const cycle = view.cycles.at(-1) as CyclePlan;
  const history = historyText(view, hand);
  const psa = psaText(view, hand);
  const earlier = view.cycles.length > 1 ? cyclesText(view.cycles, hand) : null;
  const blocks = list([
    [
      `Klinik für Nuklearmedizin                                        ${hand.day(view.date)}`,
      '',
      random.pick(GREETING),
      '',
      `wir berichten über Herrn ${plan.family}, geb. ${hand.day(plan.birth)}, stationär vom ${hand.day(addDays(cycle.date, -1))} bis ${hand.day(noLaterThan(addDays(cycle.date, 2), view.date))}.`,
    ].join('\n'),
    `Diagnosen:\n- ${diagnosisText(view, hand)}\n- ${comorbidity(hand)}`,
    history === null
      ? null
      : `${random.pick(['Vorbehandlungen:', 'Bisherige Therapie:', 'Onkologische Vorgeschichte:', 'Vortherapien:'])}\n${history}`,
    random.chance(0.6) ? `Anamnese:\n${anamnesis(hand)} ${plan.historyCovered ? familyText(hand) : ''}` : null,
    random.chance(0.5)
      ? 'Untersuchungsbefund:\nCor und Pulmo auskultatorisch unauffällig, Abdomen weich, keine Ödeme, Klopfschmerz über der LWS.'
      : null,
    `Therapie:\n${givenText(cycle, hand)}${earlier === null ? '' : `\n${earlier}`}`,
    `Labor:\n${bloodText(hand)}${psa === null ? '' : `\n${psa}`}`,
    `Posttherapeutische Ganzkörperszintigraphie:\n${random.pick(['Kräftige Anreicherung in den bekannten Tumormanifestationen.', 'Gute Speicherung in allen vorbekannten Herden.'])}${view.absent.length > 0 && random.chance(0.6) ? ` ${absentText(view.absent, hand)}` : ''}`,
    `Procedere:\n${list([
      announcedText(view, hand),
      plan.historyCovered ? 'ADT bitte fortführen.' : null,
      'Blutbildkontrollen alle 2 Wochen.',
    ])
      .map((line) => `- ${line}`)
      .join('\n')}`,
    random.chance(0.5) ? 'Strahlenschutz: Entlassung bei 2,4 µSv/h in 2 m, Merkblatt ausgehändigt.' : null,
    'Mit freundlichen kollegialen Grüßen',
  ]);
  return blocks.join('\n\n');
}

/** The one-page letter after a later cycle. */
export function shortDischarge(view: View, hand: Hand): string {
  const { plan, random } = view;
  const history = random.chance(0.5) ? historyText(view, hand) : null;
  return list([
    `KURZARZTBRIEF Nuklearmedizin, Entlassung ${hand.day(view.date)}`,
    `Hr. ${plan.family}, *${hand.day(plan.birth)}`,
    `Dg: ${diagnosisText(view, hand)}`,
    history === null ? null : `Vortherapien: ${history}`,
    cyclesText(view.cycles, hand),
    psaText(view, hand),
    `Labor: ${bloodText(hand)}`,
    `Verlauf: ${random.pick(['Gut vertragen.', 'Mundtrockenheit Grad I, sonst unauffällig.', 'Leichte Übelkeit, rückläufig.'])}`,
    announcedText(view, hand),
  ]).join('\n');
}

/** The sheet filled in at the injection. */
export function therapyProtocol(view: View, hand: Hand): string {
  const cycle = view.cycles.at(-1) as CyclePlan;
  const agent = agentText(cycle, hand);
  return [
    'THERAPIEPROTOKOLL Radioligandentherapie',
    `Pat.: ${view.plan.family}, ${view.plan.given}   *${hand.day(view.plan.birth)}`,
    `Datum: ${hand.day(cycle.date)}`,
    `Indikation: ${view.resistant === null ? 'Prostatakarzinom' : 'mCRPC'}`,
    `Präparat: ${agent}`,
    `Zyklus-Nr.: ${cycle.number}`,
    `Applizierte Aktivität: ${hand.gbq(cycle.gbq)} GBq`,
    `Beginn ${view.random.int(9, 13)}:15, Ende ${view.random.int(9, 13)}:45, NaCl 1000 ml, Kühlung der Speicheldrüsen`,
    bloodText(hand),
    'Keine Nebenwirkungen. Dosisleistung 24 h p.i. 11 µSv/h (2 m).',
  ].join('\n');
}
