/** Earlier treatments as German letters list them: bullets, table, prose or telegram. */
import { addDays } from '../../../calendar.ts';
import type { DayDate } from '../../../domain.ts';
import type { TherapyPlan } from '../../plan/types.ts';
import { ongoing } from '../view.ts';
import type { View } from '../view.ts';
import { notGivenText } from './blocks.ts';
import { und } from './hand.ts';
import type { Hand } from './hand.ts';

interface Item {
  readonly start: DayDate;
  readonly end: DayDate | null;
  readonly name: string;
  readonly note: string;
}

const ENDED = {
  psa: ', Ende bei PSA-Progress',
  imaging: ', Ende bei Bildprogress',
  toxicity: ', Abbruch wegen Toxizität',
  completed: '',
} as const;

/** Null where this patient's record does not cover the time before index. */
export function historyText(view: View, hand: Hand): string | null {
  if (!view.plan.historyCovered) return null;
  const items = [...baseItems(view, hand), ...view.drugs.map((drug) => drugItem(drug, view, hand))].sort((a, b) =>
    a.start < b.start ? -1 : 1,
  );
  const body = hand.terse ? telegram(items, hand) : hand.random.pick([bullets, table, prose, bullets])(items, hand);
  const extra = [
    naive(view, hand),
    ...view.notGiven
      .filter(() => view.date <= view.plan.index || hand.random.chance(0.5))
      .map((plan) => notGivenText(plan, hand)),
  ];
  const said = extra.filter((line) => line !== null);
  if (!hand.terse || said.length === 0) return [body, ...said].join('\n');
  return `${body}. ${said.join(' ')}`;
}

function baseItems(view: View, hand: Hand): Item[] {
  const { plan } = view;
  const day = addDays(plan.diagnosis.day, 45);
  const local = { prostatectomy: 'RPE', radiotherapy: 'perkutane RT Prostata 74 Gy', none: null }[plan.local];
  const adt = { start: plan.adt.start, end: null, name: `ADT (${hand.drug(plan.adt.drug)})`, note: '' };
  const bicalutamide =
    plan.decoy?.reason === 'bicalutamide_only'
      ? [{ start: addDays(plan.adt.start, 200), end: null, name: hand.drug('bicalutamide'), note: '' }]
      : [];
  const nuclide = plan.otherNuclide;
  const radium =
    nuclide?.nuclide === 'ra223' && (nuclide.dates[0] as DayDate) <= view.date
      ? [
          {
            start: nuclide.dates[0] as DayDate,
            end: nuclide.dates.at(-1) as DayDate,
            name: `Radium-223 (Xofigo), ${nuclide.dates.length} Gaben`,
            note: '',
          },
        ]
      : [];
  return [
    adt,
    ...bicalutamide,
    ...radium,
    ...(local === null ? [] : [{ start: day, end: day, name: local, note: '' }]),
  ].filter((item) => item.start <= view.date);
}

function drugItem(therapy: TherapyPlan, view: View, hand: Hand): Item {
  const name = hand.drug(therapy.drug);
  const cycles = therapy.infusions;
  const counted =
    cycles === null || ongoing(therapy, view.date)
      ? name
      : hand.random.pick([`${cycles} Zyklen ${name}`, `${name} x${cycles}`, `${name} (${cycles} Zyklen)`]);
  const over = !ongoing(therapy, view.date);
  return {
    start: therapy.start,
    end: over ? therapy.end : null,
    name: counted,
    note: over && therapy.end_reason !== null && !hand.terse ? ENDED[therapy.end_reason] : '',
  };
}

function naive(view: View, hand: Hand): string | null {
  const { therapies, index } = view.plan;
  const taxane = therapies.some((therapy) => therapy.class === 'taxane' && therapy.start < index);
  if (taxane || view.date > addDays(index, 20) || !hand.random.chance(0.5)) return null;
  return hand.random.pick([
    'Bislang keine Chemotherapie.',
    'Chemonaiv.',
    'Eine Chemotherapie ist bisher nicht erfolgt.',
  ]);
}

function span(item: Item, hand: Hand): string {
  const [start, end] = [hand.month(item.start), item.end === null ? null : hand.month(item.end)];
  return end === null
    ? `seit ${start}`
    : end === start
      ? start
      : `${start}${hand.random.pick([' – ', ' bis ', '-'])}${end}`;
}

const bullets = (items: readonly Item[], hand: Hand): string =>
  items.map((item) => `- ${span(item, hand)}: ${item.name}${item.note}`).join('\n');

function table(items: readonly Item[], hand: Hand): string {
  const rows = items.map(
    (item) => `${item.name} | ${hand.month(item.start)} | ${item.end === null ? 'laufend' : hand.month(item.end)}`,
  );
  return ['Therapie | Beginn | Ende', ...rows].join('\n');
}

function prose(items: readonly Item[], hand: Hand): string {
  const sentences = items.map((item) => `${item.name} (${span(item, hand)})`);
  return `Der Patient erhielt ${und(sentences)}.`;
}

const telegram = (items: readonly Item[], hand: Hand): string =>
  items.map((item) => `${item.name} ${span(item, hand)}`).join(', ');
