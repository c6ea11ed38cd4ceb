/** Activities: "7,4 GBq", "7.412 MBq", "200 mCi"; which of them the patient got. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Sentence } from '../../types.ts';
import type { ActivityRole, WordOf } from './types.ts';
import { matchesOf } from '../../matching/matches.ts';

const ACTIVITY = finder(/(?<![\d.,])(\d{1,3}(?:[.,' ]\d{3})+|\d{1,5}(?:[.,]\d{1,3})?) ?(gbq|mbq|mci)(?![a-z])/g);
/** "7.4, 7.3 and 6.0 GBq": the unit stands once, behind the last. */
const PART_OF_LIST = ending(/(?<![\d.,])(\d[.,]\d{1,2}) ?(,|(?:, )?(?:und|and)|\/|&|\+|resp\.|bzw\.) ?$/);
const OTHER_VALUE = ending(/(?<![a-z])(?:psa|hb|krea[a-z]*|crea[a-z]*|wert[a-z]*|egfr)[^,;]{0,16}$/);
/** "the first three at 7.4 GBq and the fourth at 5.92", "C1 7.5, C2 7.4 GBq": behind a cycle's number the unit is understood. */
const UNIT_UNDERSTOOD =
  /(?<![a-z])(?:[a-z]{4,7}(?:te[rn]?|st|nd|rd|th|second|third)|last|letzte[rn]?|[cz]\d|(?:cycle|zyklus|dose|gabe) \d)(?: (?:one|cycle|dose|zyklus|gabe))?(?: (?:was|wurde|reduced|reduziert|only|nur)){0,2} (?:at|mit|with|to|auf|of) (\d[.,]\d{1,2})(?!\d|[.,]\d| ?(?:[gm]bq|mci|n[gm]|m[gm]|ug|%|\/))|(?<![a-z])(?:[cz]\d|(?:cycle|zyklus|dose|gabe) \d):? (\d[.,]\d{1,2})(?=[,;)])/g;
const GBQ_PER_MCI = 0.037;
const ADMINISTERED = ending(
  /(?:appliz\w*\.?|verabreicht\w*|administered|given|injiziert\w*|net|netto|ist|tatsaechlich\w*|delivered|injected)[^\d]{0,30}$/,
);
const OTHER =
  /(?:ordered|prescribed|dispensed|residual|restaktivitaet|rest|soll(?:-?aktivitaet)?|spritze|bestellt\w*|angeliefert|kalibriert|calibrated|geliefert|verordnet|drawn|vor inj\w*|nach inj\w*|assay\w*|planned|target)[^\d]{0,25}$/;
const CUMULATIVE = /(?:kumul\w*|kum\.?|cumul\w*|gesamt(?:aktivitaet|dosis)?|total|insgesamt|summe)[^\d]{0,30}$/;
const EACH = ending(
  /(?:(?<![a-z])(?:je|jeweils|each|all|a)(?: (?:mit|with|of|at|etwa|ca\.?|rund|um|about|approx\.?|around))? ?"?)$/,
);
const EACH_BEHIND = /^ ?(?:each|jeweils|apiece|per (?:cycle|dose)|pro (?:zyklus|gabe))(?![a-z])/;
/** Of all cycles together: of none of them. */
const MEAN_BEHIND = /^ ?(?:on average|mean|average|im (?:mittel|schnitt)|durchschn|total|insgesamt|kumul|cumul)/;
/** Below it is no therapy with lutetium, above no single cycle: nlp.md §6.12. */
const PLAUSIBLE = { least: 0.5, most: 12 };

export function activitiesIn(doc: Document, sentence: Sentence): WordOf<'activity'>[] {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const named = ACTIVITY.all(doc, sentence.start, sentence.end).flatMap((found): WordOf<'activity'>[] => {
    const match = convertedOf(text, found);
    const start = sentence.start + found.index;
    const gbq = inGbq(match[1] ?? '', match[2] ?? '');
    const before = text.slice(Math.max(0, found.index - 45), found.index);
    const behind = text.slice(found.index + found[0].length, found.index + found[0].length + 16);
    const word = {
      kind: 'activity' as const,
      start,
      end: start + found[0].length,
      gbq,
      role: roleOf(before, behind, gbq),
    };
    const others = partsOfList(before).map(({ written, at }) => {
      const from = start - before.length + at;
      return { ...word, start: from, end: from + written.length, gbq: inGbq(written, match[2] ?? '') };
    });
    return [...others, word];
  });
  return named.length === 0
    ? named
    : [...named, ...withoutUnit(text, sentence.start)].sort((a, b) => a.start - b.start);
}

const BEHIND_DATE = /^(?:\.|:)? ?[(:,]? ?(?:mit |with |at )?(\d[.,]\d{1,2})(?=\)?(?: ?[,;)\n]| ?(?:und|and|#|$)))/;
const LINE = 400;
const BLOOD = /(?<![a-z])(?:psa|hb|krea|crea|egfr|thrombo|plt)/;

/**
 * "#1 12.1. 7,4; #2 9.3. 7,3; #3 4.5. 7,1 GBq": a number behind a day is the activity, where the line names the unit
 * behind another day and no blood value.
 */
export function understoodBehind(
  doc: Document,
  sentence: Sentence,
  dates: readonly DateMention[],
  named: readonly WordOf<'activity'>[],
): WordOf<'activity'>[] {
  if (dates.length === 0 || dates.length <= named.length) return [];
  const line = doc.lower.slice(sentence.start, sentence.start + LINE).split('\n')[0] ?? '';
  if (!/\d ?gbq/.test(line) || BLOOD.test(line)) return [];
  return dates.flatMap(({ end: at }) => {
    const match = BEHIND_DATE.exec(doc.lower.slice(at, Math.min(sentence.end, at + 24)));
    const gbq = inGbq(match?.[1] ?? '0', 'gbq');
    if (!match || gbq < PLAUSIBLE.least || gbq > PLAUSIBLE.most) return [];
    const end = at + match[0].length;
    return [{ kind: 'activity' as const, start: end - (match[1] ?? '').length, end, gbq, role: 'plain' as const }];
  });
}

/** What stands before the last of a list, as written; two that only a comma divides are none. */
function partsOfList(before: string): { written: string; at: number }[] {
  const parts: { written: string; joint: string; at: number }[] = [];
  for (let text = before, match = PART_OF_LIST.exec(text); match; match = PART_OF_LIST.exec(text)) {
    parts.unshift({ written: match[1] ?? '', joint: match[2] ?? '', at: match.index });
    text = text.slice(0, match.index);
  }
  const [first] = parts;
  const isList = parts.length > 1 || parts[0]?.joint !== ',';
  return first && isList && !OTHER_VALUE.test(before.slice(0, first.at)) ? parts : [];
}

function withoutUnit(text: string, offset: number): WordOf<'activity'>[] {
  return matchesOf(UNIT_UNDERSTOOD, text).flatMap((match) => {
    const written = match[1] ?? match[2] ?? '';
    const [end, gbq] = [offset + match.index + match[0].length, inGbq(written, 'gbq')];
    const plausible = gbq >= PLAUSIBLE.least && gbq <= PLAUSIBLE.most;
    return plausible
      ? [{ kind: 'activity' as const, start: end - written.length, end, gbq, role: 'plain' as const }]
      : [];
  });
}

/** "196 mCi (7.25 GBq)": the writer's own conversion stands before ours. */
function convertedOf(text: string, found: RegExpMatchArray): RegExpMatchArray {
  if (found[2] !== 'mci') return found;
  const end = (found.index ?? 0) + found[0].length;
  return /^ ?[(=/] ?(\d{1,2}[.,]\d{1,3}) ?(gbq)/.exec(text.slice(end, end + 16)) ?? found;
}

/** "7.412 MBq" and "7,412 MBq" are thousands: no one measures thousandths of a megabecquerel. */
export function inGbq(number: string, unit: string): number {
  const grouped = /^\d{1,3}(?:[.,' ]\d{3})+$/.test(number) && unit === 'mbq';
  const value = Number(grouped ? number.replace(/[.,' ]/g, '') : number.replace(/['\s]/g, '').replace(',', '.'));
  const factor = unit === 'gbq' ? 1 : unit === 'mbq' ? 0.001 : GBQ_PER_MCI;
  return Math.round(value * factor * 1000) / 1000;
}

function roleOf(before: string, behind: string, gbq: number): ActivityRole {
  if (CUMULATIVE.test(before) || MEAN_BEHIND.test(behind)) return 'cumulative';
  if (OTHER.test(before) || gbq < PLAUSIBLE.least) return 'other';
  if (gbq > PLAUSIBLE.most) return 'cumulative';
  if (EACH.test(before) || EACH_BEHIND.test(behind)) return 'each';
  return ADMINISTERED.test(before) ? 'administered' : 'plain';
}

const OWN: ReadonlySet<ActivityRole> = new Set(['plain', 'each']);

/** The patient's dose of one cycle: what is called administered, else the first plain one. */
export function doseOf(activities: readonly WordOf<'activity'>[]): number | null {
  const best = activities.find((a) => a.role === 'administered') ?? activities.find((a) => OWN.has(a.role));
  return best?.gbq ?? null;
}
