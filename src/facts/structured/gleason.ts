/** Gleason scores from observations: elements of one examination put together, contradictions kept and marked. */
import { SPECIMEN_METHODS, SPECIMEN_WORDS } from '../../../vocabulary/gleason.ts';
import type { Evidence, FactOf, PartialDate } from '../../domain.ts';
import { gradeGroup } from '../grade-group.ts';
import { type Chart, evidence } from './chart.ts';
import { matches, readConcept } from './coding.ts';
import { inWords, readWhen } from './dates.ts';
import { belongsToOtherPrimary, isWoman } from './diagnosis.ts';
import { type Reading, readGleason } from './gleason-value.ts';
import type { Score } from './gleason-text.ts';
import { type Json, object, objects, text } from './json.ts';
import { statusDoubt, usable } from './status.ts';

type Specimen = FactOf<'gleason'>['specimen'];

interface Element {
  readonly reading: Reading;
  readonly observation: Json;
  readonly date: PartialDate | null;
  readonly specimen: Specimen;
  readonly doubt: string | null;
  readonly proof: Evidence;
}

/** A score with its proof; `source` tells the ways apart in which one score may be given twice. */
interface Candidate {
  readonly score: Score;
  readonly source: 'group' | 'total' | 'patterns';
  readonly elements: readonly Element[];
}

/** Reads all Gleason scores of the record. */
export function readGleasonScores(chart: Chart): void {
  const groups = new Map<string, Element[]>();
  const woman = isWoman(chart);
  for (const observation of chart.ofType('Observation')) {
    if (!usable(observation) || belongsToOtherPrimary(chart, observation)) continue;
    for (const holder of [observation, ...objects(observation['component'])]) {
      const reading = readGleason(chart, observation, holder);
      if (reading && woman) chart.problem('sex_conflict', observation, 'Observation.code');
      if (!reading || woman) continue;
      const element = describe(chart, observation, reading, holder === observation ? 'value' : 'component');
      const key = groupKey(observation, element);
      groups.set(key, [...(groups.get(key) ?? []), element]);
    }
  }
  for (const [, elements] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) addGroup(chart, elements);
  markOverall(chart);
}

/** The highest score of a day and way of taking tissue stands for all of its cores (clinical definition 3.6). */
function markOverall(chart: Chart): void {
  const highest = new Map<string, number>();
  const occasion = (fact: FactOf<'gleason'>): string => `${fact.date ?? ''}|${fact.specimen ?? ''}`;
  for (const fact of chart.facts) {
    if (fact.kind === 'gleason') highest.set(occasion(fact), Math.max(fact.total, highest.get(occasion(fact)) ?? 0));
  }
  chart.facts.forEach((fact, i) => {
    if (fact.kind === 'gleason' && fact.total === highest.get(occasion(fact)))
      chart.facts[i] = { ...fact, overall: true };
  });
}

/** Elements belong together that are of one specimen, or, where none is named, of one day and way of taking it. */
function groupKey(observation: Json, element: Element): string {
  const specimen = text(object(observation['specimen'])?.['reference']);
  return specimen ?? `${element.date ?? ''}|${element.specimen ?? ''}`;
}

function describe(chart: Chart, observation: Json, reading: Reading, part: 'value' | 'component'): Element {
  const tissue = chart.resolve(observation['specimen'], observation);
  const collection = object(tissue?.['collection']);
  const collected = tissue && collection ? readWhen(chart, tissue, 'collected', collection).start : null;
  const date = collected ?? readWhen(chart, observation, 'effective').start;
  return {
    reading,
    observation,
    date,
    specimen: specimenOf(observation, tissue),
    doubt: statusDoubt(observation).doubt ?? null,
    proof: evidence(observation, `Observation.${part}`, `${reading.says}${inWords(date)}`, reading.rule),
  };
}

function specimenOf(observation: Json, tissue: Json | null): Specimen {
  const collection = object(tissue?.['collection']);
  const concepts = [
    observation['method'],
    collection?.['method'],
    collection?.['bodySite'],
    tissue?.['type'],
    observation['bodySite'],
  ].map(readConcept);
  const words = concepts.map((concept) => concept.words).join(' ');
  if (SPECIMEN_WORDS[0]?.words.test(words) && !/prostat/i.test(words)) return 'metastasis';
  const coded = concepts.flatMap((concept) => matches(SPECIMEN_METHODS, concept))[0];
  return (
    coded?.row.value ?? SPECIMEN_WORDS.find((row) => row.value !== 'metastasis' && row.words.test(words))?.value ?? null
  );
}

function addGroup(chart: Chart, elements: readonly Element[]): void {
  const coded = elements.flatMap(({ reading, ...rest }): Candidate[] =>
    reading.element === 'score'
      ? [{ score: reading.score, source: reading.which, elements: [{ reading, ...rest }] }]
      : [],
  );
  const candidates = merge([...coded, ...paired(chart, elements, coded)]);
  const contradictory = candidates.length > 1 && contradicts(candidates);
  for (const candidate of candidates) {
    const doubt = contradictory ? 'the coded score and the patterns of one examination contradict each other' : null;
    addScore(chart, candidate, doubt);
  }
}

/** One primary and one secondary pattern of a group make a score; more are told apart by the score derived from them. */
function paired(chart: Chart, elements: readonly Element[], coded: readonly Candidate[]): Candidate[] {
  const patterns = elements.filter(({ reading }) => reading.element === 'pattern');
  if (patterns.length === 0) return [];
  const whole = pair(patterns);
  if (whole) return [whole];
  const used = new Set<Element>();
  const derived = coded.flatMap(({ elements: [parent] }) => {
    const members = new Set(
      [...objects(parent?.observation['derivedFrom']), ...objects(parent?.observation['hasMember'])].map(
        (r) => parent && chart.resolve(r, parent.observation),
      ),
    );
    const own = patterns.filter(({ observation }) => members.has(observation));
    const made = pair(own);
    if (made) for (const element of own) used.add(element);
    return made ?? [];
  });
  for (const { observation } of patterns.filter((element) => !used.has(element))) {
    chart.problem('gleason_unpaired', observation, 'Observation.value');
  }
  return derived;
}

function pair(patterns: readonly Element[]): Candidate | null {
  const values = (which: 'primary' | 'secondary'): number[] => [
    ...new Set(patterns.flatMap(({ reading: r }) => (r.element === 'pattern' && r.which === which ? [r.pattern] : []))),
  ];
  const [primary, ...morePrimary] = values('primary');
  const [secondary, ...moreSecondary] = values('secondary');
  if (primary === undefined || secondary === undefined || morePrimary.length + moreSecondary.length > 0) return null;
  return {
    score: { primary, secondary, total: primary + secondary, contradictory: false },
    source: 'patterns',
    elements: patterns,
  };
}

/** Equal scores are one; a sum alone joins the score whose parts make it, where there is just one. */
function merge(candidates: readonly Candidate[]): Candidate[] {
  const merged: Candidate[] = [];
  const detailed = candidates.toSorted((a, b) => Number(a.score.primary === null) - Number(b.score.primary === null));
  for (const candidate of detailed) {
    const same = merged.filter(({ score }) => agree(score, candidate.score));
    const [into] = same;
    if (!into || same.length > 1) merged.push(candidate);
    else merged[merged.indexOf(into)] = { ...into, elements: [...into.elements, ...candidate.elements] };
  }
  return merged;
}

/** Can both be one score, as far as each says its parts? One whose parts do not make its total agrees with none. */
export function agree(a: Score, b: Score): boolean {
  if (a.total !== b.total || a.contradictory || b.contradictory) return false;
  return b.primary === null || a.primary === null || (a.primary === b.primary && a.secondary === b.secondary);
}

/** Several coded scores of one day are several cores. One score given in two ways that differ is a contradiction. */
function contradicts(candidates: readonly Candidate[]): boolean {
  const count = (source: Candidate['source']): number => candidates.filter((c) => c.source === source).length;
  return count('group') <= 1 && count('total') <= 1 && count('patterns') <= 1;
}

function addScore(chart: Chart, candidate: Candidate, conflict: string | null): void {
  const { score, elements } = candidate;
  const dates = elements.flatMap(({ date }) => date ?? []).sort();
  const doubt =
    conflict ??
    (score.contradictory ? 'the parts do not add up to the total' : elements.flatMap((e) => e.doubt ?? [])[0]);
  chart.add({
    kind: 'gleason',
    date: dates[0] ?? null,
    primary: score.primary,
    secondary: score.secondary,
    total: score.total,
    gradeGroup: gradeGroup(score),
    specimen: elements.map(({ specimen }) => specimen).find((specimen) => specimen !== null) ?? null,
    overall: false,
    evidence: elements.map(({ proof }) => proof),
    ...(doubt === undefined ? {} : { doubt }),
  });
}
