/** Radioligand cycles as German letters list, sum up and announce them. */
import type { CyclePlan } from '../../plan/types.ts';
import type { View } from '../view.ts';
import type { Hand } from './hand.ts';

const AGENT_NAMES = {
  '177Lu-PSMA-617': ['177Lu-PSMA-617', 'Lu-177-PSMA-617', '[177Lu]Lu-PSMA-617', 'Lutetium-177-PSMA-617'],
  '177Lu-PSMA-I&T': ['177Lu-PSMA-I&T', 'Lu-177-PSMA-I&T', '[177Lu]Lu-PSMA-I&T'],
  '177Lu-PSMA': ['177Lu-PSMA', 'Lu-177-PSMA', 'Lutetium-177-PSMA'],
} as const;
export const agentText = (cycle: CyclePlan, hand: Hand): string => hand.random.pick(AGENT_NAMES[cycle.agent]);

/** All cycles up to the letter, each with its date. */
export function cyclesText(cycles: readonly CyclePlan[], hand: Hand): string {
  const [first] = cycles;
  if (first === undefined) return '';
  const agent = agentText(first, hand);
  const gbq = (cycle: CyclePlan): string => `${hand.gbq(cycle.gbq)} GBq${cycle.external ? ' (extern)' : ''}`;
  const total = hand.num(Math.round(cycles.reduce((sum, cycle) => sum + cycle.gbq, 0) * 10) / 10);
  return hand.random.pick([
    [
      `Bisherige Radioligandentherapie (${agent}):`,
      ...cycles.map((c) => `   ${c.number}. Zyklus ${hand.day(c.date)}, ${gbq(c)}`),
    ].join('\n'),
    [`${agent}:`, ...cycles.map((c) => ` #${c.number}  ${hand.day(c.date)}  ${gbq(c)}`)].join('\n'),
    `${cycles.length === 1 ? 'Ein Zyklus' : `${cycles.length} Zyklen`} ${agent} (${cycles.map((c) => hand.day(c.date)).join(', ')}${cycles.length > 1 ? `; kumulativ ${total} GBq` : ''}).`,
    [
      `Zyklus | Datum | Aktivität (${agent})`,
      ...cycles.map((c) => `${c.number} | ${hand.day(c.date)} | ${gbq(c)}`),
    ].join('\n'),
  ]);
}

/** Later letters sum up: so many cycles from one month to another. */
export function cyclesSummary(cycles: readonly CyclePlan[], hand: Hand): string {
  const [first, last] = [cycles[0], cycles.at(-1)];
  if (first === undefined || last === undefined || cycles.length < 2 || hand.random.chance(0.5))
    return cyclesText(cycles, hand);
  const agent = agentText(first, hand);
  const span = `${hand.month(first.date)}${hand.random.pick(['–', ' bis '])}${hand.month(last.date)}`;
  return hand.random.pick([
    `Z.n. ${cycles.length} Zyklen ${agent} (${span}).`,
    `${cycles.length} Zyklen ${agent} (${span}).`,
  ]);
}

/** The next cycle: announced, called off or refused. */
export function announcedText(view: View, hand: Hand): string | null {
  const { announced } = view.plan.rlt;
  const last = view.cycles.at(-1);
  if (announced === null || (last !== undefined && last.number < view.plan.rlt.cycles.length)) {
    const next = view.plan.rlt.cycles.find((cycle) => cycle.date > view.date);
    return next === undefined || last === undefined
      ? null
      : `${next.number}. Zyklus für ${hand.month(next.date)} vorgesehen.`;
  }
  const number = (last?.number ?? 0) + 1;
  if (announced.status === 'declined') return 'Eine Fortsetzung der Radioligandentherapie lehnt der Patient ab.';
  if (announced.status === 'cancelled')
    return `Der für den ${hand.day(announced.date)} vorgesehene ${number}. Zyklus wurde abgesagt.`;
  return hand.random.pick([
    `${number}. Zyklus geplant für ${hand.month(announced.date)}.`,
    `Wiedervorstellung zum ${number}. Zyklus am ${hand.day(announced.date)} vorgesehen.`,
  ]);
}
