/** Where drugs are named, and which of them are said in one breath ("Cabazitaxel und Zytiga"). */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import { JaroWinklerDistance } from 'natural/lib/natural/distance/index.js';
import { ARPIS, TAXANES } from '../../../domain.ts';
import type { Arpi, Taxane } from '../../../domain.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { sentenceAt } from '../place.ts';
import { DRUG_NAMES } from './names.ts';

export type Drug = Taxane | Arpi;

export interface NamedDrug extends Span {
  readonly drug: Drug;
  readonly rule: string;
  /** A spelling near enough to a name. */
  readonly misspelt: boolean;
}

/** Drugs of one list: what is said of one is said of all. */
export interface DrugGroup extends Span {
  readonly drugs: readonly NamedDrug[];
  readonly sentence: Sentence;
}

const NAMES = finder(
  new RegExp(
    `(?<=\\dx|(?<![\\p{L}\\p{N}]))(?:post-|prae-|pre-)?(?:${DRUG_NAMES.map((r, i) => `(?<d${i}>${r.pattern})`).join('|')})(?:s(?!\\p{L})|(?:-|(?<=el|id|on))?(?:mono)?(?:chemo)?(?:therapie|gabe|zyklen|zyklus|behandlung|chemotherapie|einnahme|progress|unvertraeglichkeit|infusion(?:en)?)\\p{L}{0,3}(?!\\p{L})|(?!\\p{L}))`,
    'gu',
  ),
);
const NAIVE = /^[- ]?(?:na(?:i|ï)v\p{L}{0,2}|frei)(?!\p{L})/u;
const MISSPELT = finder(
  /(?<![\p{L}\p{N}])(?:do[cs]e|cab[ae]|pacl|abir|abbi|aber[ai]t|enza|ensa|enzel|apal|appal|daro|xtan|zyti|erle)\p{L}{3,12}(?!\p{L})/gu,
);
const FULL_NAMES: readonly (readonly [string, Drug])[] = [...TAXANES, ...ARPIS].flatMap(
  (drug) =>
    [
      [drug, drug],
      [drug.replace(/e$/u, ''), drug],
    ] as const,
);
/** nlp.md: at .93 and above a Jaro-Winkler match of words of this length is a misspelling. */
const NEAR = 0.93;
const LIST_GAP =
  /^(?:\s?x\s?\d{1,2})?(?:[-\s]?[,/+&][-\s]?|,?\s(?:und|and|oder|or|noch|nor|sowie|bzw\.|vs\.?|versus|plus|gefolgt von|followed by)\s)$/u;

/** All named drugs in order of place; those marked "-naive" are left to the therapy history. */
function findDrugs(doc: Document): NamedDrug[] {
  const found: NamedDrug[] = [];
  const naive: Span[] = [];
  for (const match of NAMES.all(doc)) {
    const index = DRUG_NAMES.findIndex((_, i) => match.groups?.[`d${i}`] !== undefined);
    const name = DRUG_NAMES[index];
    const end = match.index + match[0].length;
    if (NAIVE.test(doc.lower.slice(end, end + 8))) naive.push({ start: match.index, end });
    else if (name) found.push({ start: match.index, end, drug: name.effect, rule: name.id, misspelt: false });
  }
  const known = [...found, ...naive].toSorted((a, b) => a.start - b.start);
  return [...found, ...findMisspelt(doc, known)].toSorted((a, b) => a.start - b.start);
}

/** `known` in order of place. */
function findMisspelt(doc: Document, known: readonly Span[]): NamedDrug[] {
  const found: NamedDrug[] = [];
  let next = 0;
  for (const match of MISSPELT.all(doc)) {
    const end = match.index + match[0].length;
    while ((known[next]?.end ?? Infinity) <= match.index) next += 1;
    if ((known[next]?.start ?? Infinity) < end) continue;
    const near = FULL_NAMES.find(([name]) => JaroWinklerDistance(match[0], name, {}) >= NEAR);
    if (near) found.push({ start: match.index, end, drug: near[1], rule: `drug.${near[1]}`, misspelt: true });
  }
  return found;
}

const GROUPS = new WeakMap<Document, readonly DrugGroup[]>();

/** The groups of a document, found once however many concepts ask. */
export function drugGroups(doc: Document): readonly DrugGroup[] {
  let groups = GROUPS.get(doc);
  if (!groups) GROUPS.set(doc, (groups = groupDrugs(doc, findDrugs(doc))));
  return groups;
}

/** Joins neighbours in one sentence with nothing but list words between them. */
function groupDrugs(doc: Document, drugs: readonly NamedDrug[]): DrugGroup[] {
  const groups: DrugGroup[] = [];
  for (const drug of drugs) {
    const sentence = sentenceAt(doc, drug.start);
    if (!sentence) continue;
    const last = groups.at(-1);
    const joined =
      last?.sentence === sentence &&
      LIST_GAP.test(doc.lower.slice(last.end, drug.start)) &&
      !last.drugs.some((d) => d.drug === drug.drug) &&
      !standsAlone(doc, last, drug);
    if (last && joined) groups[groups.length - 1] = { ...last, end: drug.end, drugs: [...last.drugs, drug] };
    else groups.push({ start: drug.start, end: drug.end, drugs: [drug], sentence });
  }
  return groups;
}

/** A verdict on one drug right behind it: a word, or a remark in brackets that is not about "both". */
const OWN_VERDICT =
  /^ (?:no|nein|nie|never|none|keine?s?|nicht|declined|refused|abgelehnt|kontraindiziert|contraindicated|not \p{L}+)(?!\p{L})|^ ?\((?!both|beide|all|jeweils|je |each)[^()]{0,60}(?:nie(?!\p{L})|never|declin|refus|abgel|ablehn|kontraind|contraind|not |nicht|n\/a|keine?(?!\p{L})|arm|planned|geplant)/u;
/** Earlier members were given: "Prior: enza, docetaxel x4, [abi declined]". */
const GIVEN_LIST = ending(
  /(?:(?<!\p{L})(?:prior|previous(?:ly)?|vor\p{L}*|had|has had|hatte|erhielt|received|on|unter|z\. ?n\.|s\/p|post|after|nach|tx|rx|treatments?|therap\p{L}*|vth|tried)[^.;]{0,24}|\dx? )$/u,
);

/** "no enza, no abi, [doce x 6]": cycles or a year behind the last of a list of what was not given. */
const OWN_COURSE =
  /^\s?(?:\(?\s?(?:x\s?\d|\d{1,2}\s?x|\d{1,2} (?:cycles|zyklen)|(?:19|20)\d\d|\d{1,2}\/\d\d)|since|seit)/u;
const NOT_GIVEN_LIST = ending(/(?<!\p{L})(?:no|never|not|without|keine?n?|nie|ohne)(?: prior| any)? $/u);

/** Has the last of a list with commas a verdict of its own, so that what the list says of the others holds without it? */
function standsAlone(doc: Document, group: DrugGroup, drug: NamedDrug): boolean {
  const gap = doc.lower.slice(group.end, drug.start);
  if (
    /^,\s?$/u.test(gap) &&
    OWN_COURSE.test(doc.lower.slice(drug.end, drug.end + 14)) &&
    NOT_GIVEN_LIST.test(doc.lower.slice(Math.max(group.sentence.start, group.start - 20), group.start))
  )
    return true;
  const verdict = /^[^,]*,\s?$/u.test(gap) ? OWN_VERDICT.exec(doc.lower.slice(drug.end, drug.end + 70)) : null;
  if (!verdict) return false;
  const before = doc.lower.slice(Math.max(group.sentence.start, group.start - 40), group.start);
  return verdict[0].includes('(') || /\d/u.test(gap) || GIVEN_LIST.test(before);
}
