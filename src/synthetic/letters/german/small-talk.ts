/** What German letters say besides: family, complaints, other diseases, blood counts. Some of it is a trap. */
import type { Hand } from './hand.ts';

const FAMILY = [
  'Familienanamnese: Vater Prostatakarzinom, Gleason 9, mit 81 Jahren verstorben.',
  'Familienanamnese: Bruder mit Prostatakarzinom (Gleason 6, operiert); Mutter Mammakarzinom mit Lebermetastasen.',
  'Familienanamnese: Onkel erhielt wegen eines Prostatakarzinoms Docetaxel.',
  'Familienanamnese unauffällig.',
];
const SOCIAL = [
  'Verheiratet, zwei Kinder, Rentner.',
  'Alleinlebend, Pflegegrad 1 beantragt.',
  'Früher Dachdecker, Nichtraucher seit 1995.',
  'Lebt mit der Ehefrau im eigenen Haus.',
];
const SYMPTOMS = [
  'Schmerzen LWS, NRS 4, ECOG 1.',
  'Beschwerdearm, ECOG 0.',
  'Müdigkeit und Appetitmangel, 4 kg Gewichtsverlust, ECOG 2.',
  'Nykturie 2x, keine Makrohämaturie, ECOG 1.',
  'Mundtrockenheit Grad I, sonst keine Beschwerden.',
];
const COMORBID = [
  'Arterielle Hypertonie, Hyperlipidämie',
  'Diabetes mellitus Typ 2, KHK',
  'Z.n. Cholezystektomie 1999',
  'COPD GOLD II, Z.n. TVT links 2009',
  'Vorhofflimmern, Apixaban',
  'Niereninsuffizienz KDIGO G3a',
];

export const familyText = (hand: Hand): string => hand.random.pick(FAMILY);
export const anamnesis = (hand: Hand): string => `${hand.random.pick(SYMPTOMS)} ${hand.random.pick(SOCIAL)}`;
export const comorbidity = (hand: Hand): string => hand.random.pick(COMORBID);
export function bloodText(hand: Hand): string {
  const { random } = hand;
  return `Hb ${hand.num(random.int(78, 139) / 10)} g/dl, Leuko ${hand.num(random.int(28, 91) / 10)} /nl, Thrombo ${random.int(74, 312)} /nl, Krea ${hand.num(random.int(7, 19) / 10)} mg/dl, AP ${random.int(62, 690)} U/l, LDH ${random.int(160, 620)} U/l`;
}
