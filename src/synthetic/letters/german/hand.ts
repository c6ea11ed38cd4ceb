/** How one German writer writes dates, numbers and names of drugs and organs. */
import type { DatePrecision, DayDate } from '../../../domain.ts';
import type { PublishedSite } from '../../plan/types.ts';
import type { Random } from '../../random.ts';

export interface Hand {
  readonly random: Random;
  day(date: DayDate): string;
  month(date: DayDate): string;
  /** At the precision that letters state. */
  stated(date: DayDate, precision: DatePrecision | null): string;
  num(value: number): string;
  /** Activity with one decimal. */
  gbq(value: number): string;
  psa(value: number): string;
  drug(ingredient: string): string;
  /** Ends a sentence or a telegram line. */
  readonly terse: boolean;
}

const MONTHS = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];

const DAY_STYLES: readonly ((y: string, m: string, d: string) => string)[] = [
  (y, m, d) => `${d}.${m}.${y}`,
  (y, m, d) => `${d}.${m}.${y}`,
  (y, m, d) => `${d}.${m}.${y.slice(2)}`,
  (y, m, d) => `${Number(d)}.${Number(m)}.${y.slice(2)}`,
];
const MONTH_STYLES: readonly ((y: string, m: string) => string)[] = [
  (y, m) => `${m}/${y}`,
  (y, m) => `${m}/${y}`,
  (y, m) => `${m}/${y.slice(2)}`,
  (y, m) => `${Number(m)}/${y.slice(2)}`,
  (y, m) => `${MONTHS[Number(m) - 1] as string} ${y}`,
];

/** By ingredient: full name, brand, clinic slang. */
const DRUG_NAMES: Readonly<Record<string, readonly [string, string, string]>> = {
  docetaxel: ['Docetaxel', 'Taxotere', 'Doce'],
  cabazitaxel: ['Cabazitaxel', 'Jevtana', 'Caba'],
  abiraterone: ['Abirateron', 'Zytiga', 'Abi'],
  enzalutamide: ['Enzalutamid', 'Xtandi', 'Enza'],
  apalutamide: ['Apalutamid', 'Erleada', 'Apalutamid'],
  darolutamide: ['Darolutamid', 'Nubeqa', 'Darolutamid'],
  bicalutamide: ['Bicalutamid', 'Casodex', 'Bicalutamid'],
  leuprorelin: ['Leuprorelin', 'Trenantone', 'Leuprorelin'],
  triptorelin: ['Triptorelin', 'Pamorelin', 'Triptorelin'],
  goserelin: ['Goserelin', 'Zoladex', 'Goserelin'],
  degarelix: ['Degarelix', 'Firmagon', 'Degarelix'],
};

export function germanHand(random: Random, terse = false): Hand {
  const dayStyle = random.pick(DAY_STYLES);
  const monthStyle = random.pick(terse ? MONTH_STYLES.slice(1, 4) : MONTH_STYLES);
  const naming = terse ? random.pick([0, 1, 2] as const) : random.pick([0, 0, 0, 1] as const);
  const thousands = random.chance(0.5);
  const parts = (date: DayDate): [string, string, string] => date.split('-') as [string, string, string];
  const day = (date: DayDate): string => dayStyle(...parts(date));
  const month = (date: DayDate): string => monthStyle(...(parts(date).slice(0, 2) as [string, string]));
  const num = (value: number): string => String(value).replace('.', ',');
  return {
    random,
    terse,
    day,
    month,
    stated: (date, precision) =>
      precision === 'day' ? day(date) : precision === 'month' ? month(date) : date.slice(0, 4),
    num,
    gbq: (value) => value.toFixed(1).replace('.', ','),
    psa: (value) =>
      value >= 1000 && thousands ? `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}` : num(value),
    drug: (ingredient) => DRUG_NAMES[ingredient]?.[naming] ?? ingredient,
  };
}

export const ADJECTIVE: Readonly<Record<PublishedSite, string>> = {
  bone: 'ossär',
  lymph_node: 'lymphonodal',
  liver: 'hepatisch',
  lung: 'pulmonal',
};
export const ORGAN: Readonly<Record<PublishedSite, string>> = {
  bone: 'Knochen',
  lymph_node: 'Lymphknoten',
  liver: 'Leber',
  lung: 'Lungen',
};

/** `a, b und c`. */
export function und(items: readonly string[], word = 'und'): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) as string}`;
}
