/** What one relation says of one place: the status by the labels' rules, or nothing. */
import { finder } from '../../matching/finder.ts';
import { assess } from '../../assertion/assess.ts';
import type { Assessment, Effect } from '../../assertion/types.ts';
import type { MetastasisStatus } from '../../../domain.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { hasKnown, isAlternative, isDenied, isOnCondition, isSettled } from './explained.ts';
import type { Relation } from './relate.ts';
import type { Place, Role, Token } from './types.ts';

export interface Verdict {
  readonly status: MetastasisStatus | null;
  readonly strength: 'strong' | 'weak';
  readonly assessment: Assessment;
  readonly resolved: boolean;
}

/** A planned radiation of a metastasis or a recommended scan does not make the metastasis itself planned. */
const IGNORED: readonly Effect[] = ['planned'];
const NOT_THE_PATIENT: readonly Effect[] = ['other_subject', 'hypothetical', 'indication'];
/** Words of the hands and ears, not of an image. */
const EXAMINATION = finder(
  /auskult|palp|tastbar|klopf|druckschmerz|druckdolent|indolent|weich|perkut|cor |pulmo |auscult|tender|edema|murmur|nontender|ntnd|supple|heart|clear bilaterally|vesikul|atemger|to ausc|no distress|abd soft|abdomen soft|rrr|resistenz|konsistenz|rippenbogen|peristaltik|herz,? (?:und )?lunge|extremit|ggt|gpt|transaminas/,
);
const STEADY = /^(?:stab|stable|konstant|unveraendert|unchanged|idem|persist|weiterhin|noch|still|sd$|residual)/;
const ORGANS_WITH_COURSE: ReadonlySet<Place> = new Set(['bone', 'lymph_node']);

/** The words that carry the statement on one member of the group. */
function targetOf(relation: Relation, member: Token): Span {
  if (member.rule.role === 'compound' || !relation.lesion || relation.leading) return member;
  return relation.lesion;
}

export function verdictOn(
  doc: Document,
  sentence: Sentence,
  relation: Relation,
  member: Token,
  heir: Token | null,
): Verdict {
  const until = relation.until ?? Infinity;
  const named = nameGiven(relation, member);
  const kind = named ? 'malignant' : (heir?.rule.lesion ?? member.rule.lesion ?? lesionRole(relation));
  const target = named ?? heir ?? targetOf(relation, member);
  let assessment = assess(doc, target, IGNORED, heir ? Infinity : until);
  if (relation.leading && relation.lesion && assessment.effects.size === 0)
    assessment = assess(doc, relation.lesion, IGNORED, until);
  const say = (status: MetastasisStatus | null, strength: 'strong' | 'weak', resolved = false): Verdict => ({
    status,
    strength,
    assessment,
    resolved,
  });
  if (isOnCondition(doc, sentence, relation, assessment)) return say('uncertain', 'strong');
  if (NOT_THE_PATIENT.some((e) => assessment.effects.has(e))) return say(null, 'weak');
  const place = member.rule.place ?? 'none';
  const has = (role: Role): boolean =>
    relation.predicates.some((p) => (isDenied(doc, p) ? 'normal' : p.rule.role) === role);
  if (place === 'other' && kind !== 'malignant' && kind !== 'suspect') return say(null, 'weak');
  if (kind === 'malignant')
    return say(
      isAlternative(doc, relation) ? 'uncertain' : malignant(assessment),
      'strong',
      isResolved(assessment, has('gone')),
    );
  if (kind === 'resected') return say('historical', 'strong');
  if (kind === 'free') return say('absent', 'strong');
  if (kind === 'suspect') return say(assessment.effects.has('negated') ? 'absent' : 'uncertain', 'strong');
  if (kind === 'neutral')
    return say(finding(doc, relation, member, assessment, has), 'weak', isResolved(assessment, has('gone')));
  // "Kein Progress in der Leber": nobody has said that there is anything.
  if (assessment.effects.has('no_change') && !ORGANS_WITH_COURSE.has(place)) return say(null, 'weak');
  if (isDisease(doc, relation, place, assessment) && relation.predicates.every((p) => p.rule.role !== 'normal'))
    return say(malignant(assessment), 'strong');
  return say(bare(doc, sentence, relation, member, assessment, has), 'weak', isResolved(assessment, has('gone')));
}

/** "Leberherde, V.a. Filiae": the finding gets its name behind it. */
function nameGiven(relation: Relation, member: Token): Token | null {
  return member.rule.lesion === 'neutral' && relation.lesion?.rule.role === 'malignant' ? relation.lesion : null;
}

/** Bare "disease" beside an organ is metastasis in bone and nodes only: "liver disease" is something else. */
function isDisease(doc: Document, relation: Relation, place: Place, { effects }: Assessment): boolean {
  if (!relation.disease) return false;
  return (
    relation.listed === true ||
    relation.disease.text !== 'disease' ||
    effects.has('negated') ||
    leadsByPreposition(doc, relation) ||
    (ORGANS_WITH_COURSE.has(place) && relation.predicates.every((p) => p.rule.role !== 'benign'))
  );
}

/** "Disease in bone, nodes and liver". */
function leadsByPreposition(doc: Document, { disease, group }: Relation): boolean {
  return (
    disease !== null &&
    disease.end < group.start &&
    /^ (?:in|involving|within) /.test(doc.lower.slice(disease.end, group.start + 1))
  );
}

function lesionRole(relation: Relation): 'malignant' | 'neutral' | 'suspect' | 'free' | null {
  const role = relation.lesion?.rule.role;
  return role === 'malignant' || role === 'neutral' || role === 'suspect' || role === 'free' ? role : null;
}

function isResolved(assessment: Assessment, gone: boolean): boolean {
  return gone || assessment.cues.some((c) => c.rule.startsWith('hist-gone') || c.rule === 'hist-no-longer-de');
}

function malignant({ effects }: Assessment): MetastasisStatus | null {
  if (effects.has('negated')) return effects.has('historical') ? 'historical' : 'absent';
  if (effects.has('uncertain')) return 'uncertain';
  if (effects.has('historical')) return 'historical';
  if (effects.has('no_new')) return null;
  return 'present';
}

/** Any finding: denied, suspected, or with marks of a metastasis upon it; harmless otherwise. */
function finding(
  doc: Document,
  relation: Relation,
  member: Token,
  { effects, cues }: Assessment,
  has: (role: Role) => boolean,
): MetastasisStatus | null {
  // Inflamed and gone again: it never was a metastasis.
  if ((has('gone') || effects.has('historical')) && !has('benign')) return 'historical';
  if (effects.has('negated') || relation.predicates.some((p) => /^(?:no|kein|ohne).*malign/.test(p.text)))
    return 'absent';
  if (isAlternative(doc, relation)) return 'uncertain';
  if (cues.some((c) => c.rule.startsWith('unc-not-excluded'))) return 'uncertain';
  if (has('benign'))
    return member.rule.place === 'bone' || (effects.has('uncertain') && !isSettled(doc, relation)) ? null : 'absent';
  if (has('suspect') || effects.has('uncertain')) return 'uncertain';
  if (effects.has('no_new') && !hasKnown(doc, relation)) return null;
  if (isMarked(relation, member) || isCounted(doc, relation, effects)) return 'present';
  return isSclerotic(relation) ? 'present' : null;
}

/** Of lung, liver and adrenal, a finding that only has a size, or only stays as it is, is none yet. */
function isMarked(relation: Relation, member: Token): boolean {
  const slow = !ORGANS_WITH_COURSE.has(member.rule.place ?? 'none');
  return relation.predicates.some(({ rule, text }) => {
    if (rule.role === 'positive') return !slow || rule.id !== 'met-size';
    return rule.role === 'course' && !(slow && STEADY.test(text));
  });
}

/** "5 ossaere Herde". */
const SEVERAL = /(?:^|[^\d.,/-])(?:[2-9]|\d{2}|zwei|drei|vier|fuenf|two|three|four|five) $/;

/** On a bone scan a lesion needs no other mark: "bone scan: seven lesions". */
function isCounted(doc: Document, relation: Relation, effects: ReadonlySet<Effect>): boolean {
  const { group } = relation;
  const several = SEVERAL.test(doc.lower.slice(Math.max(0, group.start - 20), group.start));
  if ((effects.has('affirmed') || several) && group.tokens.every((t) => t.rule.place === 'bone')) return true;
  return (
    relation.group.tokens.some((t) => t.rule.role === 'exam' && t.rule.place === 'bone') &&
    (effects.has('affirmed') || /s$|herde|laesionen|anreicherungen/.test(relation.lesion?.text ?? ''))
  );
}

function isSclerotic(relation: Relation): boolean {
  return relation.group.tokens.some((t) => /plast|blast|scler|lytic|lytisch|lyse/.test(t.text));
}

/** "LK iliakal rechts nicht mehr nachweisbar, links noch 12 mm". */
function isHalf(doc: Document, sentence: Sentence, member: Token): boolean {
  return /, (?:die )?(?:links|rechts|left|right|uebrige[nr]?|anderen?|others?|remaining) (?:noch|weiter|still|persist|unveraendert|unchanged)/.test(
    doc.lower.slice(member.end, sentence.end),
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

/** No word for a finding: the organ's own state. */
function bare(
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
  if (sentence.section === 'examination' || EXAMINATION.isIn(doc, sentence.start, sentence.end)) return null;
  if (has('gone') || isResolved(assessment, false))
    return isHalf(doc, sentence, member) ? 'present' : whole ? 'historical' : null;
  if (member.rule.id === 'met-exam-lung') return null;
  if (has('normal')) return whole && isOrgan(member) && !isOneSided(doc, relation, member) ? 'absent' : null;
  if (effects.has('negated'))
    return (node && isOrgan(member)) || (whole && (relation.named || has('suspect'))) ? 'absent' : null;
  if (node && isNoneOf(doc, relation)) return 'absent';
  if (has('suspect') || effects.has('uncertain')) return whole && !has('benign') ? 'uncertain' : null;
  if (has('benign'))
    return (isLabel(doc, relation, member) || isWith(doc, relation)) && !effects.has('uncertain') ? 'absent' : null;
  if (effects.has('no_new')) return null;
  if (node && isCoordinated(doc, member)) return malignant(assessment);
  if (
    node &&
    (has('positive') || has('course') || /adenopath|lymphom|lad$|vergroesserung|paket|konglomerat/.test(member.text))
  )
    return isSmall(doc, relation) ? null : 'present';
  if (isSclerotic(relation)) return 'present';
  if (ORGANS_WITH_COURSE.has(member.rule.place ?? 'none') && (has('positive') || has('course')))
    return whole ? 'present' : markedBone(relation);
  return relation.predicates.some((p) =>
    /psma|fdg|durchsetzt|befallen|involved|infiltriert|progredient|^(?:sd|pd|pr|neu|new)$/.test(p.text),
  ) && whole
    ? 'present'
    : null;
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

/** "Leber: Zyste S II", "Nebennieren: Adenom li.": all that a report has to say of the organ is harmless. */
function isLabel(doc: Document, { group }: Relation, member: Token): boolean {
  return group.leads && isOrgan(member) && doc.lower.charAt(group.end) === ':';
}

function markedBone(relation: Relation): MetastasisStatus | null {
  return relation.predicates.some((p) => /psma|avid|speicher|anreicher/.test(p.text)) ? 'present' : null;
}

/** Nodes below 10 mm with nothing else to them. */
function isSmall(doc: Document, relation: Relation): boolean {
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
