/** What one relation says of one place: the status by the labels' rules, or nothing. */
import { assess } from '../../assertion/assess.ts';
import type { Assessment, Effect } from '../../assertion/types.ts';
import type { MetastasisStatus } from '../../../domain.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import {
  hasKnown,
  isAlternative,
  isAskedAndDenied,
  isDenied,
  isFavoured,
  isHalf,
  isOnCondition,
  isPartly,
  isResolved,
  isSclerotic,
  isSettled,
  isWatched,
  knownRemain,
  malignant,
} from './explained.ts';
import type { Relation } from './relation.ts';
import { stateOf } from './state.ts';
import { ORGANS_WITH_COURSE } from './types.ts';
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
const STEADY =
  /^(?:stab|same|as before|as previously|wie |stable|konstant|unveraendert|unchanged|idem|persist|weiterhin|noch|still|sd$|residual)/;

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
  const lent = heir && isOneClause(sentence, member, heir) ? heir : null;
  const target = named ?? lent ?? targetOf(relation, member);
  let assessment = assess(doc, target, IGNORED, lent && !relation.group.tokens.includes(lent) ? Infinity : until);
  if (relation.leading && relation.lesion) {
    const said = assess(doc, relation.lesion, IGNORED, until);
    // "Keine Laesion mehr im Skelett": that it is over stands between the finding and its place.
    const over = said.effects.has('historical') && assessment.effects.has('negated');
    if (assessment.effects.size === 0 || over) assessment = said;
  }
  const say = (status: MetastasisStatus | null, strength: 'strong' | 'weak', resolved = false): Verdict => ({
    status,
    strength,
    assessment,
    resolved,
  });
  if (isNotExamined(doc, member.end) || isNotExamined(doc, relation.group.end)) return say(null, 'weak');
  if (isOnCondition(doc, sentence, relation, assessment)) return say('uncertain', 'strong');
  if (NOT_THE_PATIENT.some((e) => assessment.effects.has(e))) return say(null, 'weak');
  const place = member.rule.place ?? 'none';
  const has = (role: Role): boolean => relation.predicates.some((p) => roleOf(doc, p) === role);
  if (place === 'other' && kind !== 'malignant' && kind !== 'suspect') return say(null, 'weak');
  if (kind === 'malignant')
    return say(
      byName(doc, sentence, relation, member, assessment),
      'strong',
      isResolved(assessment, has('gone')) && !isHalf(doc, sentence, member),
    );
  if (kind === 'resected') return say('historical', 'strong');
  if (kind === 'free') return say('absent', 'strong');
  if (kind === 'suspect') return say(assessment.effects.has('negated') ? 'absent' : 'uncertain', 'strong');
  const disease = isDisease(doc, relation, place, assessment);
  if (kind === 'neutral') {
    const said = finding(doc, relation, member, assessment, has);
    const found = said === 'historical' && isHalf(doc, sentence, member) ? 'present' : said;
    // "The osseous disease with residual uptake in T11".
    return found === null && disease && !has('benign')
      ? say(malignant(assessment), 'strong')
      : say(found, 'weak', found === 'historical' && isResolved(assessment, has('gone')));
  }
  // "Kein Progress in der Leber": nobody has said that there is anything.
  if (assessment.effects.has('no_change') && !ORGANS_WITH_COURSE.has(place) && !has('normal')) return say(null, 'weak');
  if (disease && (has('gone') || isFullRemission(doc, relation.disease))) return say('historical', 'strong', true);
  if (disease && relation.predicates.every((p) => p.rule.role !== 'normal'))
    return say(malignant(assessment), 'strong', isResolved(assessment, false));
  return say(stateOf(doc, sentence, relation, member, assessment, has), 'weak', isResolved(assessment, has('gone')));
}

/** "Lymphonodal Vollremission": neither nearly nor not. */
function isFullRemission(doc: Document, disease: Token | null): boolean {
  if (!disease?.text.startsWith('voll')) return false;
  const { start } = disease;
  const lead = doc.lower.slice(Math.max(0, start - 14), start);
  return !/(?:fast|nahezu|beinahe|kein[a-z]*|nicht|subtotale) $/.test(lead);
}

function roleOf(doc: Document, predicate: Token): Role {
  if (isDenied(doc, predicate)) return 'normal';
  return predicate.rule.role === 'gone' && isPartly(doc, predicate) ? 'course' : predicate.rule.role;
}

/** "ZNS n.u.", "Brain: not imaged": no word on the place. */
function isNotExamined(doc: Document, end: number): boolean {
  return /^ ?[:=-]? ?(?:n\. ?[ubd]\.?|n\/a|na|keine angaben?|nicht abgeklaert|unbekannt|unknown|(?:noch )?nicht (?:untersucht|beurteilt|beurteilbar|einsehbar|einzusehen|miterfasst|erfasst|bildgebend)|ueberlagert|obscured|not (?:yet )?(?:imaged|assessed|scanned|examined|evaluated|covered|included))(?![a-z])/.test(
    doc.lower.slice(end, end + 32),
  );
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

/** What is called a metastasis: unless it may be or proved to be something else. */
function byName(
  doc: Document,
  sentence: Sentence,
  relation: Relation,
  member: Token,
  assessment: Assessment,
): MetastasisStatus | null {
  if (member.rule.id === 'met-bone-event') return ofEvent(assessment);
  if (relation.lesion?.text.startsWith('metastasectom')) return ofSurgery(doc, relation.lesion);
  if (isAlternative(doc, relation)) return 'uncertain';
  if (isAskedAndDenied(doc, sentence, relation)) return 'absent';
  if (isSettled(doc, relation)) return 'absent';
  if (assessment.effects.has('negated') && isExcepted(doc, relation)) return 'present';
  // "Liver mets: CR".
  const status =
    isRemission(relation) && assessment.effects.size === 0
      ? 'historical'
      : (malignant(assessment) ?? (hasKnown(doc, relation) ? 'present' : null));
  return status === 'historical' && isHalf(doc, sentence, member) ? 'present' : status;
}

function isRemission({ predicates }: Relation): boolean {
  return predicates.some((p) => /^(?:cr|complete (?:remission|response))$/.test(p.text));
}

/** "Lung metastasectomy 2018" took them away; planned, they are still there. */
function ofSurgery(doc: Document, surgery: Token): MetastasisStatus | null {
  const { effects } = assess(doc, surgery);
  if (effects.has('negated')) return null;
  return effects.has('planned') ? 'present' : 'historical';
}

/** Cord compression, pathological fracture: what happened tells of a metastasis, what did not happen tells nothing. */
function ofEvent({ effects }: Assessment): MetastasisStatus | null {
  if (effects.has('negated')) return null;
  return effects.has('uncertain') ? 'uncertain' : 'present';
}

/** "Ausser Lymphknoten keine Metastasen". */
function isExcepted(doc: Document, { group }: Relation): boolean {
  return /(?:^|[^a-z])(?:ausser|abgesehen von|bis auf|apart from|except(?: for)?|other than|aside from)(?: [a-z]+){0,2} $/.test(
    doc.lower.slice(Math.max(0, group.start - 36), group.start),
  );
}

/** "Keine Lungen-, aber Lebermetastasen": the second half of the word stands in another statement. */
function isOneClause(sentence: Sentence, member: Token, heir: Token): boolean {
  return sentence.clauses.some((c) => member.start >= c.start && heir.end <= c.end);
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
  if (isAlternative(doc, relation) || isWatched(doc, relation)) return 'uncertain';
  if (cues.some((c) => c.rule.startsWith('unc-not-excluded'))) return 'uncertain';
  if (has('benign') && isFavoured(doc, relation) && member.rule.place !== 'bone') return 'absent';
  if (has('benign'))
    return member.rule.place === 'bone' || (effects.has('uncertain') && !isSettled(doc, relation)) ? null : 'absent';
  if (has('suspect') || effects.has('uncertain')) return 'uncertain';
  if (effects.has('no_new') && (isSteady(doc, relation, member) || !hasKnown(doc, relation)))
    return isSteady(doc, relation, member) ? 'present' : null;
  if (isMarked(doc, relation, member) || isCounted(doc, relation, effects) || isPartlyNew(doc, relation))
    return 'present';
  if (member.rule.place === 'liver' && areNew(doc, relation)) return 'present';
  return isSclerotic(relation) ? 'present' : null;
}

/** "Sternum and R acetabulum unchanged, no new lesions", "no new bone lesions; known lesions less avid". */
function isSteady(doc: Document, { group, lesion, predicates }: Relation, member: Token): boolean {
  if (!ORGANS_WITH_COURSE.has(member.rule.place ?? 'none') || !lesion) return false;
  return (
    knownRemain(doc, lesion.end) ||
    predicates.some((p) => p.rule.role === 'course' && p.start >= group.end && p.end < lesion.start)
  );
}

/** Of lung, liver and adrenal, a finding that only has a size, or only stays as it is, is none yet. */
function isMarked(doc: Document, relation: Relation, member: Token): boolean {
  const slow = !ORGANS_WITH_COURSE.has(member.rule.place ?? 'none');
  return relation.predicates.some((predicate) => {
    const { rule, text } = predicate;
    if (rule.role === 'positive') return (!slow || rule.id !== 'met-size') && !isDenied(doc, predicate);
    return rule.role === 'course' && !(slow && STEADY.test(text));
  });
}

/** "New lesions in the liver", told as progress: several, none of them doubted. */
function areNew(doc: Document, { lesion, group }: Relation): boolean {
  if (!lesion || !/^(?:lesions|deposits|foci|masses|spots)$/.test(lesion.text)) return false;
  const at = Math.min(lesion.start, group.start);
  return /(?<![a-z])new (?:(?!no |not )[a-z-]+ ){0,3}$/.test(doc.lower.slice(Math.max(0, at - 40), at));
}

/** "5 ossaere Herde". */
const SEVERAL =
  /(?:^|[^\d.,/-])(?:[2-9]|\d{2}|mehr|zwei|drei|vier|fuenf|two|three|four|five|nur|lediglich|ausschliesslich|only) $/;

/** "Bone lesions, several new in the thoracic spine". */
function isPartlyNew(doc: Document, { lesion }: Relation): boolean {
  return (
    lesion !== null &&
    /^, (?:several|some|a few|few|many|most|einige|mehrere|teils|teilweise|davon|\d+)(?: (?:of them|are|is|sind|ist|davon|\d+)){0,2} (?:new|neu|larger|groesser|progress|progredien)/.test(
      doc.lower.slice(lesion.end, lesion.end + 40),
    )
  );
}

/** On a bone scan a lesion needs no other mark: "bone scan: seven lesions". */
function isCounted(doc: Document, relation: Relation, effects: ReadonlySet<Effect>): boolean {
  const { group, lesion } = relation;
  const several = SEVERAL.test(doc.lower.slice(Math.max(0, group.start - 20), group.start));
  if ((effects.has('affirmed') || several) && group.tokens.every((t) => ORGANS_WITH_COURSE.has(t.rule.place ?? 'none')))
    return true;
  // "Skelett mit PSMA-Mehranreicherungen".
  if (
    lesion &&
    doc.lower.slice(Math.max(0, lesion.start - 5), lesion.start).endsWith('psma-') &&
    group.tokens.every((t) => ORGANS_WITH_COURSE.has(t.rule.place ?? 'none'))
  )
    return true;
  return (
    relation.group.tokens.some((t) => t.rule.role === 'exam' && t.rule.place === 'bone') &&
    (effects.has('affirmed') || /s$|herde|laesionen|anreicherungen/.test(relation.lesion?.text ?? ''))
  );
}
