/** "There is a nodule in the left adrenal. This is unchanged since 2015." A pronoun says more of what was named before it. */
import { finder } from '../../matching/finder.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { LESIONS } from './lesions.ts';
import { mention } from './mention.ts';
import type { Statement } from './mention.ts';
import type { Relation } from './relation.ts';
import { verdictOn } from './status.ts';
import type { Verdict } from './status.ts';
import type { Place, Token, TokenRule } from './types.ts';

/** A place that a pronoun may mean, and as what the text has named it. */
interface Referent {
  readonly member: Token;
  /** Of one group are the places that are named together. */
  readonly group: Span;
  readonly as: 'metastasis' | 'finding' | 'organ' | 'gone';
  /** Of the nodes only a station was named. */
  readonly entire: boolean;
}

/** What was named last, for the sentences of the same paragraph that go on about it. */
export interface Antecedent {
  readonly sentence: Sentence;
  readonly referents: readonly Referent[];
}

export interface Told {
  readonly statement: Statement;
  readonly verdict: Verdict;
  readonly relation: Relation;
  readonly member: Token;
}

const LEAD =
  '(?:(?:however|but|and|so|also|again|overall|now|since then|(?:un)?fortunately|thankfully|previously|subsequently|in retrospect|on [a-z0-9/ -]{2,40}|at [a-z0-9/ -]{2,30}|in [a-z0-9/ -]{2,20}|after [a-z0-9/ -]{2,30}),? |(?:(?:the )?(?:mri?|ct|pet|scan|biopsy|fna|histology|radiologist|radiology|mdt|they|we|i) )(?:(?:has|have) )?(?:feels?|felt|thinks?|thought|believes?|suspects?|suspected|considers?|considered|agreed|confirm(?:s|ed)|shows?|showed|suggest(?:s|ed)|advised)(?: that)? )?';
const SUBJECT =
  '(?:it|this|that|these|those|they|them|both|all|some|most|each|neither|the (?:lesions?|nodules?|nod(?:e|es)|foc(?:us|i)|deposits?|metastas[ei]s|mets|largest|biggest|larger|findings?|abnormality|appearances?|area|uptake))(?: (?:both|all|ones?|lesions?|nodules?|nodes?|foc(?:us|i)|deposits?|area|finding|appearance|of (?:them|these|which|the(?:se|m)? [a-z]+)|two|three|four)){0,2}';
const VERB =
  "(?= (?:(?:now|still|also|all|both|has|have|since|previously|again) ){0,2}(?:is|are|was|were|has|have|had|does|do|did|may|might|could|can|cannot|can't|measur[a-z]+|show[a-z]*|remain[a-z]*|look[a-z]*|appear[a-z]*|seem[a-z]*|prov[a-z]+|turned|persist[a-z]*|represent[a-z]*|resolved|disappeared|vanished|decreased|increased|grew|shrank|to be|likely|probably)(?![a-z])(?! (?:[a-z]+ly )?(?:likely|possible|probable|unlikely|important|clear) (?:that|to|he|we)))";
const AT_HEAD = new RegExp(`^["(]?(?:${LEAD})(?<subject>${SUBJECT})${VERB}`);
/** One of two, also further on in a sentence. */
const ONE_OF_TWO = /(?:^|[,;] (?:and |but |while |whereas )?)(?<subject>the (?:former|latter))(?![a-z])/g;
/** "Liver metastases in 2020 but these have disappeared". */
const INNER_BREAK = finder(
  /(?<![a-z])(?:but|although|though) (?:(?:these|they|it|this|all) )?(?:(?:all|both) )?(?:have|has|had|is|are|was|were) (?:[a-z]+ ){0,3}(?:resolved|disappeared|gone|vanished|cleared|seen|visible)(?![a-z])/,
);

/** A statement without a subject: "Too small to characterise." */
const NO_SUBJECT =
  /^(?<subject>)(?:too small|indeterminate|equivocal|suspicious for|concerning for|in keeping with|consistent with|compatible with|suggestive of|attention on|(?:(?:likely|probably|most likely|favou?red|presumed) )?(?:a |an |to be )?(?:benign|cysts?|adenoma|granuloma|ha?emangioma|metasta[a-z]{1,12}|inflammatory|infective|reactive|degenerative)(?! (?:prostat|hyperpl|disease))|(?:unchanged|stable|gone|resolved|non-?specific)(?= {0,3}(?:$|[.,;]| since| from| compared| in (?:size|appearance)))|no longer (?:seen|visible|avid|present|identified))(?![a-z])/;

/** Most sentences over which the subject stays. */
const LONGEST = 260;

/** What the sentence leaves for pronouns behind it; null where it denies all that it names. */
export function antecedentOf(doc: Document, sentence: Sentence, told: readonly Told[]): Antecedent | null {
  const all = told.flatMap((t) => referentOf(doc, t) ?? []);
  // "A liver metastasis in segment 7": the segment is no second thing.
  const found = new Set(all.filter((r) => r.as !== 'organ').map((r) => r.member.rule.place));
  const referents = all.filter((r) => r.as !== 'organ' || !found.has(r.member.rule.place));
  return referents.length > 0 ? { sentence, referents } : null;
}

function referentOf(doc: Document, { statement, relation, member }: Told): Referent | null {
  const { status, strength, entire = false } = statement.value;
  if (status === 'absent' || statement.assertion === 'other_subject' || statement.assertion === 'hypothetical')
    return null;
  if (member.rule.role === 'region' && relation.group.tokens.some((t) => t.rule.role !== 'region')) return null;
  const found = relation.lesion !== null || relation.disease !== null || member.rule.role === 'compound';
  const stated = status === 'present' && strength === 'strong';
  const as = status === 'historical' ? 'gone' : stated ? 'metastasis' : found ? 'finding' : 'organ';
  const station = /(?:right|left|one|single|index|largest|[lr]) $/.test(
    doc.lower.slice(Math.max(0, relation.group.start - 8), relation.group.start),
  );
  return { member, group: relation.group, as, entire: entire || !station };
}

export function isInReach({ sentence }: Antecedent, at: Sentence): boolean {
  return at.line === sentence.line && at.start - sentence.end <= LONGEST;
}

interface Subject extends Span {
  readonly words: string;
}

/** The pronouns of the sentence that stand for a place named before it. */
function subjectsOf(doc: Document, sentence: Sentence): Subject[] {
  const said = doc.lower.slice(sentence.start, sentence.end);
  const pairs = [...said.matchAll(ONE_OF_TWO)];
  const head = AT_HEAD.exec(said) ?? NO_SUBJECT.exec(said);
  return (pairs.length > 0 ? pairs : head ? [head] : []).map((m) => {
    const words = m.groups?.['subject'] ?? '';
    const end = sentence.start + m.index + (words === '' ? 0 : m[0].length);
    return { start: end - words.length, end, words };
  });
}

/** What the last clause of a sentence says of the places that its first clauses name: that they are gone. */
export function fromClauses(
  doc: Document,
  sentence: Sentence,
  tokens: readonly Token[],
  told: readonly Told[],
): Statement[] {
  const match = INNER_BREAK.first(doc, sentence.start, sentence.end);
  const at = match ? sentence.start + match.index : Infinity;
  if (told.length === 0 || told.some((t) => t.member.end > at)) return [];
  const antecedent = antecedentOf(doc, sentence, told);
  const last = antecedent && meant('', antecedent.referents);
  const said = tokens.filter((t) => t.start > at);
  const subject = { start: at + 1, end: at + 1, words: '' };
  const more = (last ?? []).flatMap((r) => saidOf(doc, sentence, subject, said, r) ?? []);
  return more.filter((s) => s.value.status === 'historical');
}

/** What the sentence says of the places that its pronouns mean. */
export function fromPronouns(
  doc: Document,
  sentence: Sentence,
  tokens: readonly Token[],
  { referents }: Antecedent,
): Statement[] {
  const subjects = subjectsOf(doc, sentence);
  return subjects.flatMap((subject, i) => {
    const until = subjects[i + 1]?.start ?? sentence.end;
    const said = tokens.filter((t) => t.start >= subject.end && t.end <= until);
    return meant(subject.words, referents).flatMap((referent) => saidOf(doc, sentence, subject, said, referent) ?? []);
  });
}

/** Which of the places: the last that were named together, all, or one of two. */
function meant(words: string, referents: readonly Referent[]): Referent[] {
  const places: Place[] = [...new Set(referents.map((r) => r.member.rule.place ?? 'none'))];
  const of = (place: Place | undefined): Referent[] => referents.filter((r) => r.member.rule.place === place);
  if (words.endsWith('former')) return of(places[0]).slice(0, 1);
  if (words.endsWith('latter')) return of(places.at(-1)).slice(-1);
  if (/^(?:both|all)|(?:both|all)$/.test(words)) return places.flatMap((p) => of(p).slice(-1));
  const last = referents.at(-1);
  return referents.filter((r) => r.group.start === last?.group.start && r.group.end === last.group.end);
}

const FINDING = LESIONS.find((r) => r.id === 'met-finding') as TokenRule;
const METASTASIS = LESIONS.find((r) => r.id === 'met-malignant') as TokenRule;

function saidOf(
  doc: Document,
  sentence: Sentence,
  subject: Subject,
  tokens: readonly Token[],
  referent: Referent,
): Statement | null {
  const own = tokens.find((t) => t.rule.role === 'malignant' && isPredicate(doc, subject, t));
  const { start, end } = subject;
  const pronoun = referent.as === 'metastasis' || referent.as === 'gone' ? METASTASIS : FINDING;
  const lesion = own ?? (referent.as === 'organ' ? null : { start, end, rule: pronoun, text: 'it' });
  const { lesion: _, ...rule } = referent.member.rule;
  const member: Token = {
    start,
    end,
    rule: { ...rule, role: rule.role === 'compound' ? 'site' : rule.role },
    text: referent.member.text,
  };
  const group = { tokens: [member], tail: tokens, leads: true, start, end };
  const predicates = tokens.filter((t) => t !== own && t.rule.role !== 'malignant');
  const relation: Relation = { group, lesion, leading: false, predicates, disease: null, named: false };
  const verdict = verdictOn(doc, sentence, relation, member, null);
  if (!isTold(doc, sentence, verdict, own !== undefined, predicates, referent)) return null;
  const resolved = verdict.status === 'historical';
  const told = mention(doc, sentence, member, own ?? null, { ...verdict, resolved });
  return { ...told, value: { ...told.value, entire: referent.entire } };
}

/** "It was confirmed to be metastatic", not "It means that his metastatic cancer ...". */
function isPredicate(doc: Document, subject: Subject, lesion: Token): boolean {
  const between = doc.lower.slice(subject.end, lesion.start);
  return (
    between.length < 70 &&
    !/(?<![a-z])(?:that|he|his|him|due|from|caus[a-z]+|other|elsewhere|for his)(?![a-z])/.test(between)
  );
}

/** Does the sentence tell more than the one before? What is only denied of it ("It was not biopsied") is no denial of it. */
function isTold(
  doc: Document,
  sentence: Sentence,
  { status, assessment }: Verdict,
  named: boolean,
  predicates: readonly Token[],
  { as }: Referent,
): boolean {
  const { effects } = assessment;
  if (status === null) return false;
  if (as === 'metastasis') return status === 'historical' || (named && status !== 'uncertain');
  if (as === 'gone')
    return /(?<![a-z])(?:back|returned|recurred|reappeared)(?![a-z])/.test(
      doc.lower.slice(sentence.start, sentence.end),
    );
  const judged = predicates.some((t) => ['benign', 'suspect', 'normal', 'gone'].includes(t.rule.role));
  if (status === 'absent') return named || judged;
  return named || predicates.length > 0 || effects.has('uncertain') || effects.has('historical');
}
