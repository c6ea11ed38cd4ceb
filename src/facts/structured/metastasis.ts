/** Metastases from conditions, registry observations, coded findings and TNM (clinical definition 1.2). */
import {
  METASTASIS_BODY_SITES,
  METASTASIS_DISORDERS,
  METASTASIS_WORDS,
  OBDS_SITES,
  SITE_WORDS,
  type SiteMeaning,
} from '../../../vocabulary/metastasis.ts';
import { DEATH_OBSERVATIONS } from '../../../vocabulary/vital.ts';
import { QUALIFIERS, STANCE_WORDS, type Stance } from '../../../vocabulary/qualifiers.ts';
import type { MetastasisStatus, PartialDate } from '../../domain.ts';
import { type Chart, evidence } from './chart.ts';
import { type Concept, codeInWords, isInWordsOnly, matches, readConcept } from './coding.ts';
import { inWords, readWhen } from './dates.ts';
import { belongsToOtherPrimary, certaintyOf, disorderDate, documentedBy } from './diagnosis.ts';
import { type Json, objects, text } from './json.ts';
import { statusDoubt, usable } from './status.ts';

interface NamedSite {
  readonly meaning: SiteMeaning;
  readonly says: string;
  readonly rule: string;
  readonly doubt: string | null;
}

/** The sites that a coded disorder names; a generic code takes its site from the body site. */
function sitesOf(
  chart: Chart,
  resource: Json,
  path: string,
  concept: Concept,
  bodySites: readonly Concept[],
): NamedSite[] {
  const found = matches(METASTASIS_DISORDERS, concept);
  const named = found
    .filter(({ row }) => row.value.site !== null)
    .map(({ row, coding }) => {
      const other = contradicts(coding.display, row.value);
      if (other) chart.problem('display_mismatch', resource, path);
      const doubt = other ? 'the display names another organ than the code' : null;
      return { meaning: row.value, says: codeInWords(coding), rule: row.id, doubt };
    });
  const [generic] = found;
  if (named.length > 0 || !generic) return oneEach(named);
  const sited = bodySites.flatMap((site) => siteOfBody(site, codeInWords(generic.coding)));
  if (sited.length === 0) chart.problem('metastasis_without_site', resource, path);
  return oneEach(sited);
}

/** Several codings for the same organ are synonyms: the one that says more of the nodes stands. */
function oneEach(sites: readonly NamedSite[]): NamedSite[] {
  const bySite = new Map<string, NamedSite>();
  for (const site of sites) {
    const before = bySite.get(site.meaning.site ?? '');
    if (!before || (before.meaning.nodal === undefined && site.meaning.nodal !== undefined))
      bySite.set(site.meaning.site ?? '', site);
  }
  return [...bySite.values()];
}

function siteOfBody(body: Concept, disorder: string): NamedSite[] {
  const [match] = [...matches(METASTASIS_BODY_SITES, body), ...matches(METASTASIS_DISORDERS, body)].filter(
    ({ row }) => row.value.site !== null,
  );
  if (match)
    return [
      {
        meaning: match.row.value,
        says: `${disorder} at ${match.row.meaning.toLowerCase()}`,
        rule: match.row.id,
        doubt: null,
      },
    ];
  const word = body.words === '' ? undefined : SITE_WORDS.find(({ words }) => words.test(body.words));
  return word ? [{ meaning: word.value, says: `${disorder}, body site in words`, rule: word.id, doubt: null }] : [];
}

/** Does a display speak of another organ than the code's? A display without any organ contradicts nothing. */
function contradicts(display: string | null, meaning: SiteMeaning): boolean {
  if (display === null) return false;
  const sites = SITE_WORDS.filter(({ words }) => words.test(display)).map(({ value }) => value.site);
  return sites.length > 0 && !sites.includes(meaning.site);
}

/** Conditions: ICD C77–C79, SNOMED disorders, mCODE secondary cancer with a body site. */
export function readMetastasisCondition(chart: Chart, condition: Json): void {
  const concept = readConcept(condition['code']);
  const certainty = certaintyOf(condition, concept);
  const inWords = isInWordsOnly(concept) && namesMetastasis(concept.words);
  if (certainty === null || (!inWords && matches(METASTASIS_DISORDERS, concept).length === 0)) return;
  if (belongsToOtherPrimary(chart, condition)) return chart.problem('other_primary', condition, 'Condition.code');
  const bodySites = objects(condition['bodySite']).map(readConcept);
  const date = disorderDate(chart, condition);
  const gone = readConcept(condition['clinicalStatus']).codings.some((c) =>
    ['RESOLVED', 'REMISSION'].includes(c.folded),
  );
  const stated = ({ confirmed: 'present', suspected: 'uncertain', history: 'historical' } as const)[certainty];
  const denied = stanceStatus(concept) === 'absent';
  const status = denied ? 'absent' : gone && stated === 'present' ? 'historical' : stated;
  const sites = inWords
    ? sitesInWords(concept, bodySites)
    : sitesOf(chart, condition, 'Condition.code', concept, bodySites);
  for (const site of sites) {
    addSite(chart, condition, 'Condition.code', site, { status, date, ...documentedBy(chart, condition) });
  }
}

function namesMetastasis(words: string): boolean {
  return METASTASIS_WORDS.match.test(words) && !METASTASIS_WORDS.not.test(words);
}

/** Organs of a metastasis that only words name: of a lower grade, hence with a doubt. */
function sitesInWords(concept: Concept, bodySites: readonly Concept[]): NamedSite[] {
  const words = [concept, ...bodySites].map((c) => c.words).join(' ');
  const found = SITE_WORDS.filter((row) => row.words.test(words));
  const marrow = found.some(({ id }) => id === 'site-word-marrow');
  return oneEach(
    found
      .filter(({ value }) => !(marrow && value.site === 'bone'))
      .map(({ id, value }) => ({
        meaning: value,
        says: 'metastasis in words',
        rule: id,
        doubt: 'named in words, without a code',
      })),
  );
}

interface Statement {
  readonly status: MetastasisStatus;
  readonly date: PartialDate | null;
  readonly documented?: PartialDate;
}

/** Adds a statement on the named site; nothing where the name is of no site. */
export function addSite(chart: Chart, resource: Json, path: string, named: NamedSite, statement: Statement): void {
  const { site, nodal } = named.meaning;
  if (site === null) return;
  const { doubt = named.doubt ?? undefined } = statusDoubt(resource);
  chart.add({
    kind: 'metastasis',
    site,
    ...(nodal === undefined ? {} : { nodal }),
    ...statement,
    evidence: [
      evidence(
        resource,
        path,
        `${named.says}${statement.status === 'present' ? '' : `, ${statement.status}`}${inWords(statement.date)}`,
        named.rule,
      ),
    ],
    ...(doubt === undefined ? {} : { doubt }),
  });
}

/**
 * Observations: the registry's site list (one observation a site, positive only), and any observation whose coded value,
 * or whose code with a yes or no as value, is a metastasis. A negating coding or `valueBoolean` false turns it round.
 */
export function readMetastasisObservation(chart: Chart, observation: Json): void {
  const value = readConcept(observation['valueCodeableConcept']);
  const code = readConcept(observation['code']);
  const registry = matches(OBDS_SITES, value);
  const coded = matches(METASTASIS_DISORDERS, value).length > 0;
  const asked = matches(METASTASIS_DISORDERS, code).length > 0 || isHistoryOfMetastasis(observation);
  if (matches(DEATH_OBSERVATIONS, code).length > 0) return;
  if ((registry.length === 0 && !coded && !asked) || !usable(observation)) return;
  if (belongsToOtherPrimary(chart, observation))
    return chart.problem('other_primary', observation, 'Observation.value');
  const date = readWhen(chart, observation, 'effective').start;
  for (const { row, coding } of registry) {
    if (row.value.site === null) chart.problem('metastasis_without_site', observation, 'Observation.value');
    addSite(
      chart,
      observation,
      'Observation.value',
      { meaning: row.value, says: `${codeInWords(coding)} ${row.meaning}`, rule: row.id, doubt: null },
      { status: 'present', date },
    );
  }
  if (registry.length > 0) return;
  const status = coded ? stanceStatus(value) : answerStatus(observation, value);
  if (status === null) return chart.problem('no_value', observation, 'Observation.value');
  const bodySites = objects(observation['bodySite']).map(readConcept);
  const concept = coded ? value : asGeneric(code);
  const path = coded ? 'Observation.value' : 'Observation.code';
  for (const site of sitesOf(chart, observation, path, concept, bodySites))
    addSite(chart, observation, path, site, { status, date });
}

/** Coded conclusions of a report, in the same way as coded findings. */
export function readReportCodes(chart: Chart, report: Json): void {
  const coded = objects(report['conclusionCode']).map(readConcept);
  const found = coded.filter((concept) => matches(METASTASIS_DISORDERS, concept).length > 0);
  if (found.length === 0 || !usable(report)) return;
  const date = readWhen(chart, report, 'effective').start;
  const path = 'DiagnosticReport.conclusionCode';
  for (const concept of found) {
    for (const site of sitesOf(chart, report, path, concept, [])) {
      addSite(chart, report, path, site, { status: stanceStatus(concept), date });
    }
  }
}

/** mCODE history of metastatic cancer names the site in `bodySite`; its code is taken as the generic disorder. */
const HISTORY_CODES: ReadonlySet<string> = new Set(['425048006']);

function isHistoryOfMetastasis(observation: Json): boolean {
  return readConcept(observation['code']).codings.some((c) => c.system === 'snomed' && HISTORY_CODES.has(c.folded));
}

function asGeneric(code: Concept): Concept {
  return {
    ...code,
    codings: code.codings.map((c) =>
      c.system === 'snomed' && HISTORY_CODES.has(c.folded) ? { ...c, folded: '128462008', code: '128462008' } : c,
    ),
  };
}

/** What a concept's other codings and its text do to the metastasis that it names. */
function stanceStatus(concept: Concept): MetastasisStatus {
  const stances = new Set<Stance>(matches(QUALIFIERS, concept).map(({ row }) => row.value));
  if (stances.has('negated')) return 'absent';
  if (stances.has('uncertain')) return 'uncertain';
  // Words alone do not deny a code, but nobody may take it as certain.
  return STANCE_WORDS.negated.test(concept.words) || STANCE_WORDS.uncertain.test(concept.words)
    ? 'uncertain'
    : 'present';
}

function answerStatus(observation: Json, value: Concept): MetastasisStatus | null {
  const affirmed: MetastasisStatus = isHistoryOfMetastasis(observation) ? 'historical' : 'present';
  const answer = observation['valueBoolean'];
  if (typeof answer === 'boolean') return answer ? affirmed : 'absent';
  const [match] = matches(QUALIFIERS, value);
  if (match) return { negated: 'absent' as const, uncertain: 'uncertain' as const, affirmed }[match.row.value];
  return text(observation['valueString']) === null && value.codings.length === 0 ? null : 'uncertain';
}
