/**
 * Which of the treatments of a sentence its status words are said of. Other treatments than ours are subjects too
 * ("on enzalutamide, Xofigo declined"); a drug behind "nach" or "after" is a circumstance and none.
 */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import type { Document, Span } from '../../types.ts';
import { endsInSentence } from '../place.ts';
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
  /(?<![\p{L}\p{N}])(?:olaparib|lynparza|niraparib|rucaparib|talazoparib|parp\p{L}*|ra-?223|radium\p{L}*(?:-223)?|xofigo|alpharadin|(?:177)?lu-?(?:177-?)?psma\p{L}*|lutet\p{L}*|pluvicto|p?rlt|ac-?225|actinium|pembrolizumab|keytruda|sipuleucel\p{L}*|provenge|cabozantinib|ipatasertib|capivasertib|carboplatin\p{L}*|cisplatin\p{L}*|mitoxantron\p{L}*|etoposid\p{L}*|bicalutamid\p{L}*|casodex|denosumab|xgeva|prolia|zoledron\p{L}*|zometa|bi(?:s)?phosphonat\p{L}*|bestrahl\p{L}*|strahlentherapie|radiotherapy|radiatio|xrt|ebrt|sbrt|chemo\p{L}*|orchiektomie|orchiectomy|bsc|best supportive care|biops\p{L}*|transfus\p{L}*)(?!\p{L})/gu;
const OTHERS = finder(OTHER_TREATMENT);
/** "Chemotherapie mit Docetaxel", "chemo (docetaxel)": one treatment by two names; or two in one breath. */
const JOINED = /^ ?(?:[^,;+&]{0,16}[/+&]|und |and |oder |or |plus |sowie |bzw\. ) ?$/u;
const NAMES_IT =
  /^(?: ?[(:=/+&-]|,? (?:mit|with|including|inkl\.|einschl\.|incl\.|i\.e\.|d\.h\.|und|and|oder|or|plus|sowie|bzw\.)(?: \p{L}+)?) ?$/u;
/** What stands behind these is the circumstance of something else. */
const CIRCUMSTANCE = finder(
  /(?<!\p{L})(?:(?<!(?:fragt?\p{L}*|wunsch|verlangt|suche) )nach|unter|after|following|post|despite|trotz|(?:erfahrung\p{L}*|experience\p{L}*|trouble|problem\p{L}*|(?:poly)?neuropath\p{L}*|toxi\p{L}*|side effects?|nebenwirkungen|allergie|allergy) (?:mit|with|from|of|on|unter|bei|auf|to|gegen))[ -](?:(?:der|dem|den|the|his|previous|prior|vorherige[mrn]?|erfolgte[mrn]?|failed|\d{1,2} ?x?|zyklen|cycles|of|von) ){0,3}$/u,
);
/** "neuropathy from docetaxel", "what docetaxel did to him". */
const CAUSE = finder(
  /(?<!\p{L})(?:what|how|(?<=[,;] |weiss |sagt )was) (?:the )?$|(?:neuropath\p{L}*|tox\p{L}*|fatigue|reaction) (?:from|due to|by|durch) (?:the |his )?$/u,
);
/** "Abirateron zugunsten von Enzalutamid abgesetzt": what follows is said of the former too. */
const FAVOURED = ending(/(?<!\p{L})(?:zugunsten (?:von|der|einer)|in favou?r of) $/u);
/** "Docetaxel, bei Progress dann Cabazitaxel": leads to what follows. */
const CONDITION = /^(?:bei|falls|if|on|ggf|gegebenenfalls|plan|anschliessend)(?!\p{L})/u;
const DIVIDES =
  /[,;]|->|\s[-/]\s|\n|\.\s|(?<!\p{L})(?:so|then|therefore|hence|daher|deshalb|dann|danach|daraufhin|stattdessen|instead|aber|but|jedoch|however|and|und|sondern)(?!\p{L})/u;

const isCircumstance = (doc: Document, group: Span): boolean => {
  return endsInSentence(doc, group.start, 70, CIRCUMSTANCE) || endsInSentence(doc, group.start, 70, CAUSE);
};

/** A treatment in its sentence: one of our groups, or another. */
interface Subject extends Span {
  readonly group: DrugGroup | null;
  readonly circumstance: boolean;
}

/** All treatments of a document in order of place. */
function subjectsOf(doc: Document, groups: readonly DrugGroup[]): Subject[] {
  const own = groups.map((group) => ({
    start: group.start,
    end: group.end,
    group,
    circumstance: isCircumstance(doc, group),
  }));
  return [...own, ...otherTreatments(doc, groups)].toSorted((a, b) => a.start - b.start);
}

function otherTreatments(doc: Document, groups: readonly DrugGroup[]): Subject[] {
  const found: Subject[] = [];
  let i = 0;
  for (const match of OTHERS.all(doc)) {
    const span = { start: match.index, end: match.index + match[0].length };
    while ((groups[i]?.end ?? Infinity) <= span.start) i += 1;
    if (!isSubject(doc, span, groups[i - 1], groups[i])) continue;
    found.push({ ...span, group: null, circumstance: false });
  }
  return found;
}

/** Is another treatment what is spoken of, and neither one with a drug beside it nor a mere circumstance? */
function isSubject(doc: Document, span: Span, last: DrugGroup | undefined, next: DrugGroup | undefined): boolean {
  if (next && next.start < span.end) return false;
  if (last && JOINED.test(doc.lower.slice(last.end, Math.min(span.start, last.end + 24)))) return false;
  if (next && next.start - span.end < 30 && NAMES_IT.test(doc.lower.slice(span.end, next.start))) return false;
  return !endsInSentence(doc, span.start, 30, GOVERNED);
}

/** "docetaxel after radiotherapy declined", "statt Lutetium": not what the sentence is about. */
const GOVERNED = finder(
  /(?<!\p{L})(?:nach|vor|after|before|post|pre|mit|with|zu|zur|zum|to|for|fuer|unter|on|neben|wegen|from|als|as|like|wie|of|von|statt|than|over|instead of|anstelle|einer|eine|no|keine?|further|weitere[rn]?) (?:(?:dem |der |the )?(?:\d\d?\.? ?)?\p{L}+ )?$/u,
);

const REACH = 160;

/** The windows of all groups of a document. */
export function windowsOf(doc: Document, groups: readonly DrugGroup[]): ReadonlyMap<DrugGroup, Window> {
  const subjects = groups.length > 0 ? subjectsOf(doc, groups) : [];
  return new Map(subjects.flatMap(({ group }, i) => (group ? [[group, windowOf(doc, group, subjects, i)]] : [])));
}

function windowOf(doc: Document, group: DrugGroup, subjects: readonly Subject[], i: number): Window {
  const { start, end } = group.sentence;
  const before = neighbour(doc, group, subjects, i, -1);
  const after = neighbour(doc, group, subjects, i, 1);
  const left = before ? afterBrackets(doc, before.end) : Math.max(start, group.start - REACH);
  const right = after ? after.start : Math.min(Math.max(end, group.end), group.end + REACH);
  return {
    left: { start: Math.min(left, group.start), end: group.start },
    right: { start: group.end, end: right },
    beyond:
      after && (after.circumstance || FAVOURED.test(doc.lower.slice(group.end, after.start)))
        ? beyond(doc, group, after, subjects[subjects.indexOf(after, i) + 1])
        : null,
    hasLeft: before !== undefined,
    hasRight: after !== undefined && !after.circumstance,
    circumstance: subjects[i]?.circumstance ?? false,
  };
}

/**
 * The next treatment in the same sentence. "Docetaxel empfohlen, Chemotherapie abgelehnt": chemotherapy is what a taxane
 * is, and another treatment than an ARPI.
 */
function neighbour(
  doc: Document,
  { drugs, sentence }: DrugGroup,
  subjects: readonly Subject[],
  i: number,
  step: 1 | -1,
): Subject | undefined {
  const isTaxane = drugs.some((d) => d.drug.endsWith('taxel'));
  for (let k = i + step; ; k += step) {
    const subject = subjects[k];
    if (!subject || subject.start < sentence.start || subject.end > sentence.end) return undefined;
    if (subject.group || !isTaxane || !doc.lower.startsWith('chemo', subject.start)) return subject;
  }
}

/** To the first mark behind the circumstance, or the next treatment. */
function beyond(doc: Document, group: DrugGroup, circumstance: Span, next: Span | undefined): Span {
  const end = Math.min(next?.start ?? Infinity, group.sentence.end, circumstance.end + REACH);
  const mark = doc.lower.slice(circumstance.end, end).search(/[,;]|->/u);
  return { start: circumstance.end, end: mark < 0 ? end : circumstance.end + mark };
}

/** What stands in brackets behind a treatment is said of it, not of the next. */
function afterBrackets(doc: Document, end: number): number {
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
