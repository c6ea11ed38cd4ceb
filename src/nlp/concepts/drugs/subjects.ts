/**
 * Which of the treatments of a sentence its status words are said of. Other treatments than ours are subjects too
 * ("on enzalutamide, Xofigo declined"); a drug behind "nach" or "after" is a circumstance and none.
 */
import { finder } from '../../matching/finder.ts';
import type { Document, Span } from '../../types.ts';
import { leftInSentence } from '../place.ts';
import type { DrugGroup } from './find.ts';

/**
 * The text that may speak about a group: within its sentence, from the treatment before it to the treatment after it.
 * `beyond` is what follows a drug named as a circumstance: "Cabazitaxel lehnt er nach Docetaxel [ab]".
 */
export interface Window {
  readonly left: Span;
  readonly right: Span;
  readonly beyond: Span | null;
  /** Is another treatment the neighbour on this side? Then the words between the two are divided among them. */
  readonly hasLeft: boolean;
  readonly hasRight: boolean;
  /** Named as a circumstance: what is refused or planned beside it is something else. */
  readonly circumstance: boolean;
}

/** Treatments that are no taxane and no ARPI. */
export const OTHER_TREATMENT =
  /(?<![\p{L}\p{N}])(?:olaparib|lynparza|niraparib|rucaparib|talazoparib|parp\p{L}*|ra-?223|radium\p{L}*(?:-223)?|xofigo|alpharadin|(?:177)?lu-?(?:177-?)?psma\p{L}*|lutet\p{L}*|pluvicto|p?rlt|ac-?225|actinium|pembrolizumab|keytruda|sipuleucel\p{L}*|provenge|cabozantinib|ipatasertib|capivasertib|carboplatin\p{L}*|cisplatin\p{L}*|mitoxantron\p{L}*|etoposid\p{L}*|bicalutamid\p{L}*|casodex|denosumab|xgeva|prolia|zoledron\p{L}*|zometa|bi(?:s)?phosphonat\p{L}*|bestrahl\p{L}*|strahlentherapie|radiotherapy|radiatio|xrt|ebrt|sbrt|chemo\p{L}*|orchiektomie|orchiectomy|biops\p{L}*|transfus\p{L}*)(?!\p{L})/gu;
const OTHERS = finder(OTHER_TREATMENT);
/** "Chemotherapie mit Docetaxel", "chemo (docetaxel)": one treatment by two names; or two in one breath. */
const JOINED = /^ ?(?:[^,;+&]{0,16}[/+&]|und |and |oder |or |plus |sowie |bzw\. ) ?$/u;
const NAMES_IT =
  /^(?: ?[(:=/+&-]|,? (?:mit|with|including|inkl\.|einschl\.|incl\.|i\.e\.|d\.h\.|und|and|oder|or|plus|sowie|bzw\.)(?: \p{L}+)?) ?$/u;
/** What stands behind these is the circumstance of something else. */
const CIRCUMSTANCE =
  /(?<!\p{L})(?:(?<!(?:fragt?\p{L}*|wunsch|verlangt|suche) )nach|unter|after|following|post|despite|trotz|(?:erfahrung\p{L}*|experience\p{L}*|trouble|problem\p{L}*|(?:poly)?neuropath\p{L}*|toxi\p{L}*|side effects?|nebenwirkungen|allergie|allergy) (?:mit|with|from|of|on|unter|bei|auf|to|gegen))[ -](?:(?:der|dem|den|the|his|previous|prior|vorherige[mrn]?|erfolgte[mrn]?|failed|\d{1,2} ?x?|zyklen|cycles|of|von) ){0,3}$/u;
/** "neuropathy from docetaxel", "what docetaxel did to him". */
const CAUSE =
  /(?<!\p{L})(?:what|how|was) (?:the )?$|(?:neuropath\p{L}*|tox\p{L}*|fatigue|reaction) (?:from|due to|by|durch) (?:the |his )?$/u;
/** "Docetaxel, bei Progress dann Cabazitaxel": leads to what follows. */
const CONDITION = /^(?:bei|falls|if|on|ggf|gegebenenfalls|plan|anschliessend)(?!\p{L})/u;
const DIVIDES =
  /[,;]|->|\s[-/]\s|\n|\.\s|(?<!\p{L})(?:so|then|therefore|hence|daher|deshalb|dann|danach|daraufhin|stattdessen|instead|aber|but|jedoch|however|and|und|sondern)(?!\p{L})/u;

export const isCircumstance = (doc: Document, group: Span): boolean => {
  const left = leftInSentence(doc, group.start, 70);
  return CIRCUMSTANCE.test(left) || CAUSE.test(left);
};

/** The other treatments of a document that can be the subject of a statement. */
function otherTreatments(doc: Document, groups: readonly DrugGroup[]): Span[] {
  return OTHERS.all(doc)
    .map((m) => ({ start: m.index, end: m.index + m[0].length }))
    .filter((span) => {
      const next = groups.find((g) => g.start >= span.end);
      const last = groups.findLast((g) => g.end <= span.start);
      if (last && JOINED.test(doc.lower.slice(last.end, Math.min(span.start, last.end + 24)))) return false;
      const named =
        next !== undefined && next.start - span.end < 30 && NAMES_IT.test(doc.lower.slice(span.end, next.start));
      return (
        !named &&
        !GOVERNED.test(leftInSentence(doc, span.start, 30)) &&
        !groups.some((g) => g.start < span.end && span.start < g.end)
      );
    });
}

/** "docetaxel after radiotherapy declined", "statt Lutetium": not what the sentence is about. */
const GOVERNED =
  /(?<!\p{L})(?:nach|vor|after|before|post|pre|mit|with|zu|zur|zum|to|for|fuer|unter|on|neben|wegen|from|als|as|like|wie|of|von|statt|than|over|instead of|anstelle|einer|eine|no|keine?|further|weitere[rn]?) (?:\p{L}+ )?$/u;

const WINDOWS = new WeakMap<Document, ReadonlyMap<DrugGroup, Window>>();

/** The windows of all groups of a document. */
export function windowsOf(doc: Document, groups: readonly DrugGroup[]): ReadonlyMap<DrugGroup, Window> {
  let windows = WINDOWS.get(doc);
  if (!windows) {
    const others = groups.length > 0 ? otherTreatments(doc, groups) : [];
    windows = new Map(groups.map((group, i) => [group, windowOf(doc, groups, i, others)]));
    WINDOWS.set(doc, windows);
  }
  return windows;
}

const REACH = 160;

function windowOf(doc: Document, groups: readonly DrugGroup[], i: number, others: readonly Span[]): Window {
  const group = groups[i] as DrugGroup;
  const { start, end } = group.sentence;
  const same = groups.filter((g) => g.sentence === group.sentence && g !== group);
  const subjects = [...same, ...others.filter((o) => isRival(doc, o, group))];
  const before = latest(subjects.filter((s) => s.end <= group.start));
  const after = earliest(subjects.filter((s) => s.start >= group.end));
  const left = before ? afterBrackets(doc, before.end) : Math.max(start, group.start - REACH);
  const right = after ? after.start : Math.min(Math.max(end, group.end), group.end + REACH);
  return {
    left: { start: Math.min(left, group.start), end: group.start },
    right: { start: group.end, end: right },
    beyond: after && isCircumstance(doc, after) ? beyond(doc, group, after, subjects) : null,
    hasLeft: before !== undefined,
    hasRight: after !== undefined && !isCircumstance(doc, after),
    circumstance: isCircumstance(doc, group),
  };
}

/** "Docetaxel empfohlen, Chemotherapie abgelehnt": chemotherapy is what a taxane is, and another treatment than an ARPI. */
function isRival(doc: Document, other: Span, { drugs, sentence }: DrugGroup): boolean {
  if (other.start < sentence.start || other.end > sentence.end) return false;
  return !(doc.lower.startsWith('chemo', other.start) && drugs.some((d) => d.drug.endsWith('taxel')));
}

/** To the first mark behind the circumstance, or the next treatment. */
function beyond(doc: Document, group: DrugGroup, circumstance: Span, subjects: readonly Span[]): Span {
  const next = earliest(subjects.filter((s) => s.start >= circumstance.end));
  const end = Math.min(next?.start ?? Infinity, group.sentence.end, circumstance.end + REACH);
  const mark = doc.lower.slice(circumstance.end, end).search(/[,;]|->/u);
  return { start: circumstance.end, end: mark < 0 ? end : circumstance.end + mark };
}

const latest = (spans: readonly Span[]): Span | undefined => spans.toSorted((a, b) => b.end - a.end)[0];
const earliest = (spans: readonly Span[]): Span | undefined => spans.toSorted((a, b) => a.start - b.start)[0];

/** What stands in brackets behind a treatment is said of it, not of the next. */
export function afterBrackets(doc: Document, end: number): number {
  return end + (/^\s?\([^)]{0,80}\)/u.exec(doc.lower.slice(end, end + 84))?.[0].length ?? 0);
}

/**
 * Are words between two treatments said of the one at their left (`side` of the asking group: right) or at their right?
 * A comma, an arrow or "dann" divides: "Docetaxel abgelehnt -> Abirateron", "Enzalutamid, abgelehnt: Docetaxel".
 */
export function isOwn(between: string, from: number, to: number, side: 'left' | 'right'): boolean {
  const dividedBefore = DIVIDES.test(between.slice(0, from));
  const dividedAfter = DIVIDES.test(between.slice(to));
  if (side === 'right') return !dividedBefore || dividedAfter;
  return !dividedAfter || (dividedBefore && CONDITION.test(between.slice(from, to)));
}
