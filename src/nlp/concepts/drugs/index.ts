/** Taxanes and ARPIs: which were given, are planned or were declined, from when to when. */
import { compareDates } from '../../../calendar.ts';
import { TAXANES } from '../../../domain.ts';
import type { Assertion, DrugFinding, DrugStatus, PartialDate } from '../../../domain.ts';
import type { Concept, Document, RawMention } from '../../types.ts';
import { isOfRelative } from '../place.ts';
import { drugGroups } from './find.ts';
import type { Drug, DrugGroup, NamedDrug } from './find.ts';
import { periodOf } from './period.ts';
import type { Period } from './period.ts';
import { chosenByReference } from './reference.ts';
import { readStatus } from './status.ts';
import type { DrugStatement, Previous } from './beyond.ts';
import { windowsOf } from './subjects.ts';
import type { Window } from './subjects.ts';

export interface DrugMention extends Period {
  readonly drug: Drug;
  /** Null where the words only talk of the drug. */
  readonly status: DrugStatus | null;
  readonly strength: number;
  readonly doubt: string | null;
}

const OTHER_TUMOUR =
  /(?<!\p{L})(?:nsclc|sclc|bronchial\p{L}*|mamma\p{L}*|lung cancer|breast cancer|magen\p{L}*|pankreas\p{L}*|ovarial\p{L}*|kopf-hals\p{L}*|urothel\p{L}*|bladder cancer)(?!\p{L})/u;

export const drugs: Concept<DrugMention> = {
  kind: 'drug',
  recognise: (doc) => {
    const groups = drugGroups(doc);
    const mentions: RawMention<DrugMention>[] = [];
    let previous: Previous | null = null;
    const windows = windowsOf(doc, groups);
    const chosen = chosenByReference(doc, groups);
    for (const [i, group] of groups.entries()) {
      const window = windows.get(group) as Window;
      const { period, dates } = periodOf(doc, group, window);
      const statement = readStatus(doc, group, window, dates, groups[i + 1], previous);
      previous = { group, statement };
      const said = (drug: NamedDrug): DrugStatement => chosenOr(chosen.get(drug), statement);
      mentions.push(...mentionsOf(doc, group, said, period, dates.length > 0));
    }
    return mentions;
  },
  findings: (_doc, mentions) => {
    const named = new Set(mentions.map((m) => m.value.drug));
    return [...named].flatMap((drug) => findingOf(drug, mentions) ?? []);
  },
};

const UNDATED: Period = { start: null, end: null };

function mentionsOf(
  doc: Document,
  group: DrugGroup,
  said: (drug: NamedDrug) => DrugStatement,
  period: Period,
  dated: boolean,
): RawMention<DrugMention>[] {
  // "docetaxel, enzalutamide (stopped 2020)": a date in brackets is that of the last drug alone.
  const bracketed = dated && /^\s?\(/u.test(doc.lower.slice(group.end, group.end + 2));
  return group.drugs.flatMap((named, i) => {
    const statement = said(named);
    if (statement.effect === 'unticked') return [];
    return [toMention(doc, group, named, statement, bracketed && i < group.drugs.length - 1 ? UNDATED : period)];
  });
}

/** "he opted for the latter" speaks of a drug that was only proposed; one that was given has been. */
const chosenOr = (verdict: 'planned' | 'talk' | undefined, statement: DrugStatement): DrugStatement =>
  verdict === undefined || statement.effect === 'given' || statement.effect === 'declined'
    ? statement
    : { ...statement, effect: verdict, strength: 3 };

function toMention(
  doc: Document,
  group: DrugGroup,
  named: NamedDrug,
  statement: DrugStatement,
  period: Period,
): RawMention<DrugMention> {
  const other = isOfRelative(doc, named) && !isOnlyReason(doc, group);
  const status = statement.effect === 'talk' || statement.effect === 'unticked' || other ? null : statement.effect;
  const sentence = doc.lower.slice(group.sentence.start, group.sentence.end);
  const doubt = OTHER_TUMOUR.test(sentence)
    ? 'another tumour is named with the drug'
    : named.misspelt
      ? 'the drug is read from a misspelt name'
      : null;
  return {
    kind: 'drug',
    start: named.start,
    end: named.end,
    rule: named.rule,
    assertion: assertionOf(status, other),
    cues: statement.cues.map(({ rule, start, end }) => ({ rule, start, end })),
    value: {
      drug: named.drug,
      status,
      strength: statement.strength,
      doubt,
      start: status === 'declined' ? null : period.start,
      end: status === 'declined' ? null : period.end,
    },
  };
}

const REASON =
  /(?<!\p{L})(?:as|because|since|once|until|weil|da|nachdem|sobald|wegen|aufgrund|due to|after|having seen)\s(?:\p{L}+\s){0,3}(?:vaters?|mutter|bruders?|schwester|onkels?|tochter|sohn|ehefrau|father|mother|brother|sister|uncle|daughter|son|wife)(?!\p{L})/u;

/** "Docetaxel he refused as his late father had a dreadful time with it": the relative is the reason, not the patient. */
const isOnlyReason = (doc: Document, group: DrugGroup): boolean =>
  REASON.test(doc.lower.slice(group.end, group.sentence.end)) ||
  CONSEQUENCE.test(doc.lower.slice(group.sentence.start, group.start));
/** "Sein Vater starb daran, daher lehnt er Docetaxel ab". */
const CONSEQUENCE =
  /[,;-]\s(?:und |and )?(?:daher|deshalb|deswegen|darum|weshalb|therefore|hence|so he|which is why|thus)(?!\p{L})/u;

function assertionOf(status: DrugStatus | null, other: boolean): Assertion {
  if (other) return 'other_subject';
  return status === null
    ? 'hypothetical'
    : status === 'given'
      ? 'affirmed'
      : status === 'planned'
        ? 'planned'
        : 'negated';
}

/** A clear "given" settles a drug; else the last clear "planned" or "declined"; else what the place suggests. */
function findingOf(drug: Drug, mentions: readonly RawMention<DrugMention>[]): DrugFinding | null {
  const own = mentions
    .map((mention, index) => ({ ...mention.value, index }))
    .filter((m) => m.drug === drug && m.status !== null);
  const given = own.filter((m) => m.status === 'given');
  const firm = own.filter((m) => m.status !== 'given' && m.strength >= 2).at(-1);
  const strongest = Math.max(0, ...given.map((m) => m.strength));
  const chosen =
    strongest >= 3 || (given.length > 0 && strongest >= (firm?.strength ?? 0))
      ? 'given'
      : (firm?.status ?? given[0]?.status ?? own.at(-1)?.status ?? null);
  if (chosen === null) return null;
  const evidence = own.filter((m) => m.status === chosen);
  const doubts = evidence.map((m) => m.doubt);
  const doubt = doubts.every((d) => d !== null) ? doubts[0] : null;
  return {
    kind: 'drug',
    drug,
    class: (TAXANES as readonly string[]).includes(drug) ? 'taxane' : 'arpi',
    status: chosen,
    start: extreme(
      evidence.map((m) => m.start),
      1,
    ),
    end: extreme(
      evidence.map((m) => m.end),
      -1,
    ),
    evidence: evidence.map((m) => m.index),
    ...(doubt ? { doubt } : {}),
  };
}

/** The earliest (sign 1) or latest (-1) of the dates that are known. */
function extreme(dates: readonly (PartialDate | null)[], sign: 1 | -1): PartialDate | null {
  return dates.filter((d) => d !== null).toSorted((a, b) => sign * compareDates(a, b))[0] ?? null;
}
