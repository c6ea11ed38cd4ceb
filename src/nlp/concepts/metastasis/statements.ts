/** All statements of a document on places of metastasis, sentence by sentence; a label keeps its topic over its line. */
import { sentenceAt } from '../../document/document.ts';
import { assess } from '../../assertion/assess.ts';
import type { Assessment } from '../../assertion/types.ts';
import type { Document, Sentence } from '../../types.ts';
import { antecedentOf, fromClauses, fromPronouns, isInReach } from './anaphora.ts';
import type { Antecedent, Told } from './anaphora.ts';
import { boxOf } from './boxes.ts';
import { ellipsisOf } from './ellipsis.ts';
import { fluidReadings } from './fluids.ts';
import { NONE, foreignAfter } from './foreign.ts';
import type { Foreign } from './foreign.ts';
import { groupsOf, isPlace } from './groups.ts';
import type { Group } from './groups.ts';
import { mention } from './mention.ts';
import type { Statement } from './mention.ts';
import { PLACES } from './places.ts';
import { registryFields } from './registry.ts';
import { relationsOf } from './relate.ts';
import type { Relation } from './relation.ts';
import { verdictOn } from './status.ts';
import type { Verdict } from './status.ts';
import { tokensOf } from './tokens.ts';
import { holds, lastFinding, topicOf } from './topics.ts';
import type { Topic } from './topics.ts';
import type { Place, Token } from './types.ts';

/** What was found when the tumour was staged first weighs no more than the history. */
const OF_OLD = 0.5;

const LOCAL: ReadonlySet<Place> = new Set(['local', 'none']);

export function statementsOf(doc: Document): Statement[] {
  const statements: Statement[] = [];
  let foreign: Foreign = NONE;
  let topic: Topic | null = null;
  let antecedent: Antecedent | null = null;
  for (const sentence of doc.sentences) {
    const tokens = tokensOf(doc, sentence).filter((t) => t.rule.role !== 'skip');
    if (topic && !holds(doc, topic, sentence)) topic = null;
    if (antecedent && !isInReach(antecedent, sentence)) antecedent = null;
    if (tokens.length === 0 && !antecedent) continue;
    const words = tokens.filter((t) => t.rule.role !== 'code');
    const groups = groupsOf(doc, words, sentence);
    foreign = foreignAfter(doc, sentence, words, foreign);
    const another = foreign.until === sentence.line || foreign.aside === sentence.start;
    statements.push(...ofPatient(codes(doc, sentence, tokens), another));
    const told = fromGroups(doc, sentence, words, groups);
    statements.push(
      ...ofPatient(
        told.map((t) => t.statement),
        another,
      ),
    );
    const more =
      groups.length > 0
        ? fromClauses(doc, sentence, words, told)
        : antecedent
          ? fromPronouns(doc, sentence, words, antecedent)
          : [];
    statements.push(...ofPatient(more, another));
    if (groups.length > 0) antecedent = another ? null : antecedentOf(doc, sentence, told);
    if (more.length > 0 && groups.length === 0) continue;
    if (groups.length === 0 && topic) statements.push(...fromTopic(doc, sentence, words, topic));
    if (groups.length === 0 && !topic) statements.push(...nodules(doc, sentence, words));
    const label = groups.find((g) => g.leads)?.tokens.find((t) => t.rule.role !== 'region');
    if (groups.length > 0) topic = label ? topicOf(doc, sentence, label, groups) : lastFinding(sentence, words, groups);
  }
  return [...statements, ...fromFields(doc)];
}

/** Fields of a registry's abstract stand for themselves: whose they are is said by the form. So does a cavity's fluid. */
function fromFields(doc: Document): Statement[] {
  return [...registryFields(doc), ...fluidReadings(doc)].flatMap(({ site, status, ...at }) => {
    const sentence = doc.sentences[sentenceAt(doc, at.start)];
    const rule = PLACES.find((r) => r.id === `met-${site}-adjective`);
    if (!sentence || !rule) return [];
    const token: Token = { ...at, rule, text: doc.lower.slice(at.start, at.end) };
    const verdict: Verdict = { status, strength: 'strong', assessment: ANSWERED, resolved: status === 'historical' };
    const { value, ...rest } = mention(doc, sentence, token, null, verdict);
    return [{ ...rest, value: { ...value, entire: true } }];
  });
}

const ANSWERED: Assessment = { assertion: 'affirmed', effects: new Set(), cues: [] };

/** One metastasis, or the tissue of the cancer; a plural speaks of others. */
const VERDICT = /^(?:metastas[ei]|metastasis|filia|met|absied[a-z]+|metastatic [a-z ]+|metastase d[a-z ]+)$/;

function codes(doc: Document, sentence: Sentence, tokens: readonly Token[]): Statement[] {
  return tokens
    .filter((t) => t.rule.role === 'code')
    .map((t) => {
      const assessment = assess(doc, t, ['planned', 'negated', 'historical']);
      const other = assessment.effects.has('other_subject');
      const status = other ? null : (t.rule.status ?? null);
      // A stage without nodes is that of the day of diagnosis; it denies nothing that came later.
      const staged = status === 'absent' && t.rule.id.startsWith('met-tnm');
      const strength = staged ? 'weak' : 'strong';
      const said = mention(doc, sentence, t, t, { status, strength, assessment, resolved: false });
      return staged ? { ...said, value: { ...said.value, weight: Math.min(said.value.weight, OF_OLD) } } : said;
    });
}

function fromGroups(doc: Document, sentence: Sentence, tokens: readonly Token[], groups: readonly Group[]): Told[] {
  let last: Verdict | null = null;
  return relationsOf(doc, sentence, tokens, groups).flatMap((relation, i) => {
    const left = ellipsisOf(doc, sentence, tokens, relation, last);
    const told = fromRelation(doc, sentence, relation, groups[i + 1], left);
    last = told.at(-1)?.verdict ?? last;
    return told;
  });
}

function ofPatient(statements: readonly Statement[], another: boolean): Statement[] {
  return another ? statements.map((s) => elsewhere(s)) : [...statements];
}

/** Metastases of another primary tumour are none of the patient's prostate cancer. */
function elsewhere(statement: Statement): Statement {
  if (statement.value.status === 'absent') return statement;
  return { ...statement, assertion: 'other_subject', value: { ...statement.value, status: null } };
}

/** `left`: what the relation says by leaving out the word that was said before. */
function fromRelation(
  doc: Document,
  sentence: Sentence,
  relation: Relation,
  next: Group | undefined,
  left: Verdict | null,
): Told[] {
  const told: Told[] = [];
  const { tokens } = relation.group;
  for (const [i, member] of tokens.entries()) {
    const place = member.rule.place ?? 'none';
    if (LOCAL.has(place)) continue;
    if (member.rule.role === 'region' && !speaksOfNodes(relation)) continue;
    if (isWhereNodesLie(doc, tokens, i)) continue;
    const heir = member.rule.role === 'compound' ? null : heirOf(doc, tokens, i, next);
    const verdict = boxOf(doc, sentence, relation, member) ?? left ?? verdictOn(doc, sentence, relation, member, heir);
    const entire = tokens.every((t) => t.rule.role !== 'region' && t.rule.role !== 'part');
    const { value, ...rest } = mention(doc, sentence, member, relation.lesion, verdict);
    told.push({ statement: { ...rest, value: { ...value, entire } }, verdict, relation, member });
  }
  return told;
}

/** "Lymphknoten im Becken": there the bones' word is only a direction. */
function isWhereNodesLie(doc: Document, tokens: readonly Token[], at: number): boolean {
  const [before, member] = [tokens[at - 1], tokens[at]];
  return (
    before?.rule.place === 'lymph_node' &&
    member?.rule.role === 'part' &&
    member.text.startsWith('becken') &&
    /^ (?:im|in) (?:kleinen )?$/.test(doc.lower.slice(before.end, member.start))
  );
}

/** "Retroperitoneal disease": no organ but nodes lies there. */
const OF_NODES = /^(?:retrop|mediastin|para-?aort|supra[ck]lav|ilia[ck]|inguinal|axill|obturat)/;

/** A focus there lies in a node; beside the iliac vessels it may lie in bone. */
const CERTAIN = /^(?:retrop|mediastin|para-?aort|obturat)/;

/** A station names nodes where metastases are spoken of or nodes stand beside it; else it is only a direction. */
function speaksOfNodes(relation: Relation): boolean {
  const { tokens } = relation.group;
  if (tokens.some((t) => t.rule.role !== 'region' && t.rule.place !== 'lymph_node')) return false;
  if (tokens.some((t) => t.rule.place === 'lymph_node' && t.rule.role !== 'region')) return true;
  return (
    relation.lesion?.rule.role === 'malignant' ||
    relation.predicates.some((p) => p.rule.id === 'met-size') ||
    /^knoten|^knoetchen/.test(relation.lesion?.text ?? '') ||
    (relation.lesion?.rule.role === 'neutral' &&
      relation.predicates.some((p) => /psma|avid/.test(p.text)) &&
      tokens.some((t) => CERTAIN.test(t.text))) ||
    (relation.disease?.text === 'disease' && tokens.every((t) => OF_NODES.test(t.text)))
  );
}

/** The compound that lends its second half: `Leber-, Lungen- oder Hirnmetastasen`. */
function heirOf(doc: Document, tokens: readonly Token[], at: number, next: Group | undefined): Token | null {
  const inGroup = tokens.slice(at + 1).find((t) => t.rule.role === 'compound');
  if (inGroup) return inGroup;
  const member = tokens[at] as Token;
  if (!member.rule.id.endsWith('-stem')) return null;
  const later = next?.tokens.find((t) => t.rule.role === 'compound');
  return later && doc.lower.slice(member.end, later.start).length < 60 ? later : null;
}

/** A sentence without place within a labelled line speaks of the label's organ. */
function fromTopic(
  doc: Document,
  sentence: Sentence,
  tokens: readonly Token[],
  { token: topic, heading, once }: Topic,
): Statement[] {
  const lesion = tokens.find((t) => t.rule.role === 'malignant' || t.rule.role === 'neutral' || t.rule.role === 'free');
  if (once && !VERDICT.test(lesion?.text ?? '')) return [];
  const anchor = lesion ?? (heading ? tokens[0] : undefined);
  if (!anchor || LOCAL.has(topic.rule.place ?? 'none') || tokens.some((t) => t.rule.role === 'other_primary'))
    return [];
  const group: Group = {
    tokens: [{ ...topic, rule: { ...topic.rule, role: 'site' } }],
    tail: tokens,
    leads: true,
    start: anchor.start,
    end: anchor.start,
  };
  const predicates = tokens.filter((t) => t !== lesion && !isPlace(t));
  const relation: Relation = { group, lesion: lesion ?? null, leading: false, predicates, disease: null, named: false };
  const said = { ...topic, start: anchor.start, end: anchor.end };
  return [mention(doc, sentence, said, anchor, verdictOn(doc, sentence, relation, lesion ? topic : said, null))];
}

/** "Keine Rundherde": round lesions without an organ are those of the lung. */
function nodules(doc: Document, sentence: Sentence, tokens: readonly Token[]): Statement[] {
  const lesion = tokens.find((t) => /^(?:rundherd|rh$|nodules)/.test(t.text));
  if (!lesion) return [];
  const assessment = assess(doc, lesion, ['planned']);
  const status = assessment.effects.has('negated') ? 'absent' : null;
  return [
    mention(doc, sentence, { ...lesion, rule: { ...lesion.rule, place: 'lung' } }, null, {
      status,
      strength: 'weak',
      assessment,
      resolved: false,
    }),
  ];
}
