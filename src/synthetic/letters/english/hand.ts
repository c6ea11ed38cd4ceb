/** How one US writer writes dates, numbers and names of drugs and organs. */
import type { DatePrecision, DayDate } from '../../../domain.ts';
import type { PublishedSite } from '../../plan/types.ts';
import type { Random } from '../../random.ts';

export interface Hand {
  readonly random: Random;
  day(date: DayDate): string;
  month(date: DayDate): string;
  /** At the precision that letters state. */
  stated(date: DayDate, precision: DatePrecision | null): string;
  psa(value: number): string;
  drug(ingredient: string): string;
  readonly terse: boolean;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const monthName = (m: string): string => MONTHS[Number(m) - 1] as string;

const DAY_STYLES: readonly ((y: string, m: string, d: string) => string)[] = [
  (y, m, d) => `${m}/${d}/${y}`,
  (y, m, d) => `${Number(m)}/${Number(d)}/${y}`,
  (y, m, d) => `${monthName(m)} ${Number(d)}, ${y}`,
  (y, m, d) => `${monthName(m).slice(0, 3)} ${Number(d)}, ${y}`,
];
const MONTH_STYLES: readonly ((y: string, m: string) => string)[] = [
  (y, m) => `${m}/${y}`,
  (y, m) => `${Number(m)}/${y}`,
  (y, m) => `${monthName(m)} ${y}`,
  (y, m) => `${monthName(m).slice(0, 3)} ${y}`,
];

const BRANDS: Readonly<Record<string, string>> = {
  docetaxel: 'Taxotere',
  cabazitaxel: 'Jevtana',
  abiraterone: 'Zytiga',
  enzalutamide: 'Xtandi',
  apalutamide: 'Erleada',
  darolutamide: 'Nubeqa',
  bicalutamide: 'Casodex',
  leuprolide: 'Lupron',
  degarelix: 'Firmagon',
  goserelin: 'Zoladex',
};

export function englishHand(random: Random, terse = false): Hand {
  const dayStyle = random.pick(DAY_STYLES);
  const monthStyle = random.pick(MONTH_STYLES);
  const brand = random.chance(0.2);
  const comma = random.chance(0.4);
  const parts = (date: DayDate): [string, string, string] => date.split('-') as [string, string, string];
  const day = (date: DayDate): string => dayStyle(...parts(date));
  const month = (date: DayDate): string => monthStyle(...(parts(date).slice(0, 2) as [string, string]));
  return {
    random,
    terse,
    day,
    month,
    stated: (date, precision) =>
      precision === 'day' ? day(date) : precision === 'month' ? month(date) : date.slice(0, 4),
    psa: (value) =>
      value >= 1000 && comma ? `${Math.floor(value / 1000)},${String(value % 1000).padStart(3, '0')}` : String(value),
    drug: (ingredient) => (brand ? (BRANDS[ingredient] ?? ingredient) : ingredient),
  };
}

export const NOUN: Readonly<Record<PublishedSite, string>> = {
  bone: 'bone',
  lymph_node: 'lymph node',
  liver: 'liver',
  lung: 'lung',
};
export const ADJECTIVE: Readonly<Record<PublishedSite, string>> = {
  bone: 'osseous',
  lymph_node: 'nodal',
  liver: 'hepatic',
  lung: 'pulmonary',
};

/** `a, b and c`. */
export function and(items: readonly string[], word = 'and'): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) as string}`;
}
