/** Examples of the forms of cycle numbers and counts, by id: the numbers read, or the count with an x. */
import type { Rule } from '../../types.ts';

type Examples = Pick<Rule, 'match' | 'noMatch'>;

export const NUMBER_EXAMPLES: Readonly<Record<string, Examples>> = {
  'cycle-first-of': {
    match: [
      ['die ersten beiden Zyklen', '1 2'],
      ['Lu-PSMA, the first three at 7.4 GBq', '1 2 3'],
    ],
    noMatch: ['die ersten drei Wochen', 'first two of the list'],
  },
  'cycle-completed-of': { match: [['4/4 Zyklen', '4x']], noMatch: ['12/12/2020'] },
  'cycle-range': { match: [['Zyklus 1-4', '1 2 3 4']], noMatch: ['Zyklus 1-4/2020'] },
  'cycle-two-ordinals': { match: [['1. und 2. Zyklus', '1 2']], noMatch: ['1. und 2. Rippe'] },
  'cycle-total': { match: [['3. Zyklus der Rechallenge (insgesamt 7)', '7']], noMatch: ['insgesamt 7 mm'] },
  'cycle-next': { match: [['nächster Zyklus', '']], noMatch: ['next 3 months'] },
  'cycle-ordinal-of': { match: [['third of six cycles', '3']], noMatch: ['third of March'] },
  'cycle-ordinal': {
    match: [
      ['3. Zyklus', '3'],
      ['zweiter Zyklus', '2'],
      ['2nd cycle', '2'],
    ],
    noMatch: ['am 3. Tag'],
  },
  'cycle-ordinal-dose': { match: [['3. Gabe', '3']], noMatch: ['3. Rippe'] },
  'cycle-of': { match: [['cycle 3 of 6', '3']], noMatch: ['grade 3 of 6'] },
  'cycle-count': {
    match: [
      ['4 Zyklen', '4x'],
      ['vier Zyklen', '4x'],
    ],
    noMatch: ['4 Wochen'],
  },
  'cycle-count-dose': { match: [['drei Gaben', '3x']], noMatch: ['drei Wochen'] },
  'cycle-more': {
    match: [['4x Lu-PSMA 2018, 2 weitere 2020', '2x']],
    noMatch: ['two more weeks', 'zwei weitere Herde'],
  },
  'cycle-had': {
    match: [
      ['4 Zyklen Lu-PSMA geplant, bisher 2 erhalten', '2x'],
      ['insgesamt 5 Lu-PSMA erhalten', '5x'],
    ],
    noMatch: ['bisher 2 Wochen', 'he had two falls'],
  },
  'cycle-agent-of': { match: [['Pluvicto 3/6 on 5/18/21', '3']], noMatch: ['Pluvicto 3/6/21'] },
  'cycle-first': { match: [['Erstgabe Lu-PSMA', '1']], noMatch: ['Erstdiagnose'] },
  'cycle-days': { match: [['Zyklen vom 16.10.2020 und 11.12.2020', '0x']], noMatch: ['Zyklen vom Vorjahr'] },
  'cycle-times': { match: [['4x Lu-PSMA', '4x']], noMatch: ['4xyz', 'x12mg'] },
  'cycle-number': {
    match: [
      ['Zyklus III', '3'],
      ['cycle #3', '3'],
    ],
    noMatch: ['Zyklus 7,4 GBq'],
  },
  'cycle-number-dose': { match: [['Therapie Nr. 2', '2']], noMatch: ['Dosis 3 mg'] },
  'cycle-hash': { match: [['Infusion vom 12.03.2021 (#3)', '3']], noMatch: ['#12/2020'] },
  'cycle-letter': {
    match: [
      ['C3', '3'],
      ['C2D1', '2'],
    ],
    noMatch: ['C79.5', 'PC3', 'Radikulopathie C7 re.'],
  },
  'cycle-count-apart': {
    match: [['vier zwischen Februar und September 2019 verabreichten Zyklen Lu-PSMA', '4x']],
    noMatch: ['vier von Februar bis September 2019 behandelte Herde'],
  },
  'cycle-bare-ordinal': { match: [['second on 3/12/2021', '2']], noMatch: ['second opinion'] },
  'cycle-ordinal-alone': {
    match: [
      ['Lu-PSMA: der 4. im Mai ist ausgefallen', '4'],
      ['3rd planned May 4', '3'],
    ],
    noMatch: ['am 4. im Kalender', 'the 3rd rib'],
  },
  'cycle-ordinal-telegram': {
    match: [
      ['Lu-PSMA 2x, 3. gepl. 22.06.', '3'],
      ['Lu-PSMA 3x, 4. (31.03.) abgesagt', '4'],
    ],
    noMatch: ['LWK 3, 4. Rippe'],
  },
  'cycle-line-ordinal': {
    match: [
      ['7. am 10.11.2021 fest eingeplant', '7'],
      ['6. heute, gut vertragen', '6'],
    ],
    noMatch: ['7. Rippe links', 'LWK 3, 4. Rippe'],
  },
  'cycle-bracket': { match: [['12.03.2021 (2)', '2']], noMatch: ['Anmerkung (2)'] },
};
