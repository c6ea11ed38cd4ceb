/** Earlier treatments as English notes list them: bullets, numbers, table or prose. */
import { addDays } from '../../../calendar.ts';
import type { DayDate } from '../../../domain.ts';
import type { NotGivenPlan, TherapyPlan } from '../../plan/types.ts';
import { ongoing } from '../view.ts';
import type { View } from '../view.ts';
import { and } from './hand.ts';
import type { Hand } from './hand.ts';

interface Item {
  readonly start: DayDate;
  readonly end: DayDate | null;
  readonly name: string;
  readonly note: string;
}

const STOPPED = {
  psa: ', stopped for PSA progression',
  imaging: ', stopped for radiographic progression',
  toxicity: ', stopped for toxicity',
  completed: '',
} as const;

/** Treatments so far as bullets, table, or prose. */
export function historyText(view: View, hand: Hand): string {
  const { plan } = view;
  const items = [...baseItems(view, hand), ...view.drugs.map((drug) => drugItem(drug, view, hand))].sort((a, b) =>
    a.start < b.start ? -1 : 1,
  );
  const span = (item: Item): string => {
    const start = hand.month(item.start);
    return item.end === null
      ? `since ${start}`
      : hand.month(item.end) === start
        ? start
        : `${start} ${hand.random.pick(['-', 'to', 'through'])} ${hand.month(item.end)}`;
  };
  const body = hand.random.pick([
    () => items.map((item, i) => `${i + 1}. ${item.name}, ${span(item)}${item.note}`).join('\n'),
    () => items.map((item) => `- ${span(item)}: ${item.name}${item.note}`).join('\n'),
    () =>
      [
        'Treatment | Start | End',
        ...items.map(
          (item) =>
            `${item.name} | ${hand.month(item.start)} | ${item.end === null ? 'ongoing' : hand.month(item.end)}`,
        ),
      ].join('\n'),
    () => `He has received ${and(items.map((item) => `${item.name} (${span(item)})`))}.`,
  ])();
  return [body, ...view.notGiven.filter(() => view.date <= plan.index).map((entry) => notGivenText(entry, hand))].join(
    '\n',
  );
}

function baseItems(view: View, hand: Hand): Item[] {
  const { plan } = view;
  const day = addDays(plan.diagnosis.day, 45);
  const local = {
    prostatectomy: 'Radical prostatectomy',
    radiotherapy: 'External beam radiation to the prostate',
    none: null,
  }[plan.local];
  const bicalutamide =
    plan.decoy?.reason === 'bicalutamide_only'
      ? [{ start: addDays(plan.adt.start, 200), end: null, name: hand.drug('bicalutamide'), note: '' }]
      : [];
  const radioligand =
    plan.rlt.letter && plan.rlt.cycles.length > 0 && (plan.rlt.cycles[0]?.date ?? '') <= view.date
      ? [
          {
            start: plan.rlt.cycles[0]?.date as DayDate,
            end: plan.rlt.cycles.at(-1)?.date as DayDate,
            name: `177Lu-PSMA-617 x ${plan.rlt.cycles.length} cycles`,
            note: '',
          },
        ]
      : [];
  const adt = { start: plan.adt.start, end: null, name: `ADT (${hand.drug(plan.adt.drug)})`, note: '' };
  return [
    adt,
    ...bicalutamide,
    ...radioligand,
    ...(local === null ? [] : [{ start: day, end: day, name: local, note: '' }]),
  ].filter((item) => item.start <= view.date);
}

function drugItem(therapy: TherapyPlan, view: View, hand: Hand): Item {
  const name = hand.drug(therapy.drug);
  const over = !ongoing(therapy, view.date);
  const counted =
    therapy.infusions === null || !over
      ? name
      : hand.random.pick([
          `${name} x ${therapy.infusions} cycles`,
          `${therapy.infusions} cycles of ${name}`,
          `${name} (${therapy.infusions} cycles)`,
        ]);
  return {
    start: therapy.start,
    end: over ? therapy.end : null,
    name: counted,
    note: over && therapy.end_reason !== null ? STOPPED[therapy.end_reason] : '',
  };
}

export function notGivenText({ drug, how }: NotGivenPlan, hand: Hand): string {
  const name = hand.drug(drug);
  const options = {
    declined: [`He declined ${name}.`, `${name} was offered; patient declined.`],
    contraindicated: [`${name} contraindicated, never started.`, `Not a candidate for ${name}.`],
    planned: [`If he progresses, consider ${name}.`, `Plan: ${name} at progression.`],
  } as const;
  return hand.random.pick(options[how]);
}
