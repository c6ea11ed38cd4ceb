/** No word for a finding: what the state of the organ itself says. */
import type { Assessment } from '../../assertion/types.ts';
import type { MetastasisStatus } from '../../../domain.ts';
import { finder } from '../../matching/finder.ts';
import type { Document, Sentence } from '../../types.ts';
import { isHalf, isResolved, isSclerotic, isSettled, malignant, wasOnce } from './explained.ts';
import type { Relation } from './relation.ts';
import { ORGANS_WITH_COURSE } from './types.ts';
import type { Role, Token } from './types.ts';

/** Words of the hands and ears, not of an image. */
const EXAMINATION = finder(
  /auskult|palp|tastbar|klopf|druckschmerz|druckdolent|indolent|weich|perkut|cor |pulmo |auscult|tender|edema|murmur|nontender|ntnd|supple|heart|clear bilaterally|vesikul|atemger|to ausc|no distress|abd soft|abdomen soft|rrr|resistenz|konsistenz|rippenbogen|peristaltik|herz,? (?:und )?lunge|extremit|ggt|gpt|transaminas/,
);

/** "PSMA-PET/CT 28.4.: ... Pulmo frei": a line that its label gives to an image. */
const IMAGE = /^[ -]*(?:[a-z]+[ -/])?(?:pet|ct|mrt?|mri|szinti|sono)[a-z]*(?![a-z])[^:]{0,30}:/;

/** Said of a patient who was looked at and listened to, not of an image. */
function isOfTheHands(doc: Document, sentence: Sentence): boolean {
  if (sentence.section !== 'examination' && !EXAMINATION.isIn(doc, sentence.start, sentence.end)) return false;
  const before = doc.lower.slice(Math.max(0, sentence.start - 300), sentence.end);
  return !IMAGE.test(before.slice(before.lastIndexOf('\n', before.length - (sentence.end - sentence.start) - 1) + 1));
}

/** What is said of the place itself; null where it says nothing on metastases. */
export function stateOf(
  doc: Document,
  sentence: Sentence,
  relation: Relation,
  member: Token,
  assessment: Assessment,
  has: (role: Role) => boolean,
): MetastasisStatus | null {
  const { effects } = assessment;
  const node = relation.group.tokens.some((t) => t.rule.place === 'lymph_node' && t.rule.role === 'site');
  const whole = node || member.rule.role === 'site' || member.rule.role === 'exam';
  if (isOfTheHands(doc, sentence)) return null;
  if (has('gone') || isResolved(assessment, false))
    return isHalf(doc, sentence, member) ? 'present' : whole ? 'historical' : null;
  if (member.rule.id === 'met-exam-lung') return null;
  if (node && isYetAvid(doc, relation)) return 'present';
  if (has('normal') && !(has('benign') && isNamedHarmless(relation, member)))
    return whole && (isOrgan(member) || member.rule.id.endsWith('-specimen')) && !isOneSided(doc, relation, member)
      ? wasOnce(doc, sentence)
        ? 'historical'
        : 'absent'
      : null;
  if (isOrgan(member) && isAnsweredNone(doc, member)) return 'absent';
  if (effects.has('negated'))
    return (node && isOrgan(member)) || (whole && (relation.named || has('suspect'))) ? 'absent' : null;
  if (node && isNoneOf(doc, relation)) return 'absent';
  if (isNumbered(doc, relation) || isStationLabelled(doc, relation)) return 'present';
  if (has('suspect') || effects.has('uncertain')) return whole && !has('benign') ? 'uncertain' : null;
  if (has('benign'))
    return (isLabel(doc, relation, member) ||
      isWith(doc, relation) ||
      isHarmless(relation, member) ||
      isNamedHarmless(relation, member) ||
      (node && isReactive(doc, relation)) ||
      (isOrgan(member) && isSettled(doc, relation))) &&
      !effects.has('uncertain')
      ? 'absent'
      : null;
  if (effects.has('no_new')) return null;
  if (node && isCoordinated(doc, member)) return malignant(assessment);
  if (
    node &&
    (has('positive') ||
      has('course') ||
      /adenopath|lymphom|lad$|nodal (?:mass|bulk)|vergroesserung|paket|konglomerat/.test(member.text))
  )
    return isSmall(doc, relation) ? null : 'present';
  if (isSclerotic(relation)) return 'present';
  if (ORGANS_WITH_COURSE.has(member.rule.place ?? 'none') && (has('positive') || has('course')))
    return whole ? 'present' : markedBone(relation);
  return relation.predicates.some((p) =>
    /psma|fdg|durchsetzt|studded|riddled|peppered|uebersaet|full|befallen|involved|infiltriert|progredient|^(?:sd|pd|pr|neu|new|neu aufgetreten)$/.test(
      p.text,
    ),
  ) && whole
    ? 'present'
    : null;
}

/** "Kn: BWK 5, LWK 2, LK: retroperitoneal, Leber: 0": behind its label the station or bone is where it is involved. */
function isStationLabelled(doc: Document, { group, predicates }: Relation): boolean {
  const [label, ...stations] = group.tokens;
  return (
    label?.rule.role === 'site' &&
    stations.length > 0 &&
    predicates.length === 0 &&
    stations.every((t) => t.rule.role === 'region' || (t.rule.role === 'part' && t.rule.place === label.rule.place)) &&
    doc.lower.startsWith(': ', label.end) &&
    /^(?: (?:\d{1,2}|bds|re|li|beidseits|rechts|links)\.?){0,3} *(?:$|[,;.|\n])/.test(
      doc.lower.slice(group.end, group.end + 16),
    )
  );
}

/** "LK nicht vergroessert, aber PSMA-speichernd". */
function isYetAvid(doc: Document, { predicates }: Relation): boolean {
  return predicates.some(
    (p) =>
      p.rule.role === 'positive' &&
      /^(?:psma[ -]?(?:pos|\+|avid|exprim|speich|anreich)|speicher|anreicher|avid)/.test(p.text) &&
      /(?:aber|jedoch|doch|but|yet) (?:(?!nicht|not|kein)[a-z]+ ){0,2}$/.test(
        doc.lower.slice(Math.max(0, p.start - 30), p.start),
      ),
  );
}

/** Of a pair of organs only one is well. */
function isOneSided(doc: Document, relation: Relation, member: Token): boolean {
  if (member.rule.place !== 'adrenal') return false;
  return (
    /^[ (]*(?:rechts|links|re\.?|li\.?)(?![a-z])/.test(doc.lower.slice(member.end, member.end + 10)) ||
    /(?:left|right|linke|rechte|[lr]) $/.test(doc.lower.slice(Math.max(0, relation.group.start - 7), member.start))
  );
}

/** "Knochenmetastasen u. LK paraaortal": the noun of the first is meant of the second. */
function isCoordinated(doc: Document, member: Token): boolean {
  return /(?:metastas[a-z]*|met(?:s|\.)|fili[a-z]*)(?: (?:und|u\.|\+|&|and)|(?: (?:multipel|multiple|disseminiert|diffus))?,) (?:[a-z]+ )?$/.test(
    doc.lower.slice(Math.max(0, member.start - 40), member.start),
  );
}

/** "0/22 Lymphknoten befallen", "Lymphknoten (0/18)". */
function isNoneOf(doc: Document, { group }: Relation): boolean {
  const [before, after] = [
    doc.lower.slice(Math.max(0, group.start - 14), group.start),
    doc.lower.slice(group.end, group.end + 14),
  ];
  return (
    /(?:^|[^\d.,])0 ?(?:\/|von|of) ?\d{1,2} $/.test(before) || /^[ :(]{1,3}0 ?(?:\/|von|of) ?\d{1,2}(?!\d)/.test(after)
  );
}

/** "LN: none, liver: none". */
function isAnsweredNone(doc: Document, member: Token): boolean {
  return /^ ?[:=-] ?(?:none|keine?|nihil|nil|0)(?= *(?:$|[,.;()\n|/]))/.test(
    doc.lower.slice(member.end, member.end + 16),
  );
}

/** "Lok. 2: Rippe 7 li.", "Target lesion 1: LK iliakal": an entry of a list of lesions. */
function isNumbered(doc: Document, { group }: Relation): boolean {
  return /(?:lok(?:alisation)?|(?:ziel)?laesion|(?:target |non-?target )?lesion|herd|site)\.? ?\d{1,2} ?: {0,3}$|(?:new|non-?target)(?: lesions?)?: (?:left |right )?$|target lesions?[^\n]{0,100}(?<![\d.])\d[.)] {0,2}$/.test(
    doc.lower.slice(Math.max(0, group.start - 120), group.start),
  );
}

/** "lung" or "leber" as a noun; an adjective alone ("hepatic") has no state. */
function isOrgan(member: Token): boolean {
  return (
    member.rule.role === 'exam' ||
    member.rule.id.endsWith('-organ') ||
    /^(?:[zc]erebral|ossaer|oss\.?|hep(?:at)?\.?|hepatisch|pulm?\.?|pulmonal|lymphonodal)$/.test(member.text)
  );
}

/** "Rechte Nebenniere mit 15 mm Adenom". */
function isWith(doc: Document, { group, predicates }: Relation): boolean {
  return predicates.some(
    (p) =>
      p.rule.role === 'benign' &&
      /^(?: (?:rechts|links|re\.|li\.|bds\.))? (?:mit|with|shows?|zeigt) (?:[a-z\d]+ ){0,4}$/.test(
        doc.lower.slice(group.end, Math.max(group.end, p.start)),
      ),
  );
}

/** "Mediastinale LK, reaktiv": nodes declared inflamed. */
function isReactive(doc: Document, { predicates }: Relation): boolean {
  return predicates.some(
    (p) =>
      /^(?:reaktiv|reactive|entzuendlich|inflammatory|sarkoid|sarcoid|silikose|anthrako)/.test(p.text) &&
      !/(?:likely|probably|possibly|eher|ehesten|a\. ?e\.|v\. ?a\.|\?) ?$/.test(
        doc.lower.slice(Math.max(0, p.start - 12), p.start),
      ),
  );
}

/** "A small cyst in the left lobe of liver is of no concern". */
function isHarmless({ predicates }: Relation, member: Token): boolean {
  return isOrgan(member) && predicates.some((p) => /^(?:of no |benign|harml|gutartig|not malignant)/.test(p.text));
}

/** "L adrenal 1.2 cm, lipid rich adenoma": the finding has no other name than the harmless one. */
function isNamedHarmless({ predicates }: Relation, member: Token): boolean {
  return (
    isOrgan(member) &&
    predicates.some((p) => /adenoma|h[a]?emangiom|granulom|hamartom|lipom|hyperplasia|^cysts?$/.test(p.text))
  );
}

/** "Leber: Zyste S II", "Nebennieren: Adenom li.": all that a report has to say of the organ is harmless. */
function isLabel(doc: Document, { group }: Relation, member: Token): boolean {
  return group.leads && isOrgan(member) && doc.lower.charAt(group.end) === ':';
}

function markedBone(relation: Relation): MetastasisStatus | null {
  return relation.predicates.some((p) => /psma|avid|speicher|anreicher|typisch|^neu:?$/.test(p.text))
    ? 'present'
    : null;
}

/** Nodes below 10 mm with nothing else to them. */
function isSmall(doc: Document, relation: Relation): boolean {
  const { end } = relation.group;
  if (/^:? ?(?:[a-z]+ )?sub-?(?:cm|centimet)/.test(doc.lower.slice(end, end + 30))) return true;
  const sizes = relation.predicates.filter((p) => p.rule.id === 'met-size');
  if (
    sizes.length === 0 ||
    relation.predicates.some(
      (p) => p.rule.role === 'course' || (p.rule.role === 'positive' && p.rule.id !== 'met-size'),
    )
  )
    return false;
  return sizes.every((p) => millimetres(doc.lower.slice(p.start, p.end)) < 10);
}

function millimetres(text: string): number {
  const sizes = Array.from(text.matchAll(/\d+(?:[.,]\d+)?/g), (m) => Number(m[0].replace(',', '.')));
  return Math.max(0, ...sizes) * (text.endsWith('cm') ? 10 : 1);
}
