/**
 * A study as a file that a clinician can read: index event, who gets in, windows of the variables, follow-up. Checked when
 * it is loaded; whatever is wrong is told with its line and with what would be right.
 */
import { z } from 'zod';
import { isPartialDate, precisionOf } from '../calendar.ts';
import { ARPIS, METASTASIS_SITES, TAXANES } from '../domain.ts';
import { DICTIONARY } from './dictionary.ts';
import { parseStudyFile } from './study-file.ts';

const id = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'must be lower-case letters, digits, "-" or "_"');
const label = z.string().min(3);
const day = z
  .string()
  .refine((text) => isPartialDate(text) && precisionOf(text) === 'day', 'must be an existing day, like 2017-11-01');
const atLeast = z.int().min(1);

const criterion = z.discriminatedUnion('test', [
  /** Prostate cancer is recorded as confirmed or as history, and the patient is not female. */
  z.strictObject({ id, label, test: z.literal('prostate_cancer') }),
  /** Given cycles of 177Lu-PSMA, at any time and anywhere. */
  z.strictObject({ id, label, test: z.literal('psma_rlt_given'), at_least: atLeast }),
  z.strictObject({ id, label, test: z.literal('index_between'), from: day, to: day }),
  z.strictObject({ id, label, test: z.literal('castration_resistant_by_index') }),
  /** Sites on which metastases are known up to index. */
  z.strictObject({ id, label, test: z.literal('metastatic_by_index'), at_least: atLeast }),
  z.strictObject({ id, label, test: z.literal('mcrpc_between'), from: day, to: day }),
  /** Agents of a class given, at any time: whether before index is settled by the index event itself. */
  z.strictObject({ id, label, test: z.literal('class_given'), class: z.enum(['taxane', 'arpi']), at_least: atLeast }),
  z.strictObject({ id, label, test: z.literal('index_exists') }),
  z.strictObject({ id, label, test: z.literal('no_psma_rlt'), when: z.enum(['ever', 'by_index']) }),
  /** No part of the chart is missing as far as is known. */
  z.strictObject({ id, label, test: z.literal('chart_complete') }),
  /** Any column of the data dictionary that holds a number; an unknown value does not meet it. */
  z.strictObject({
    id,
    label,
    test: z.literal('variable'),
    variable: z.string(),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
  }),
]);

/** The tests that a criterion can name. */
export const CRITERION_TESTS: readonly string[] = criterion.options.map((option) => option.shape.test.value);

const index = z.discriminatedUnion('event', [
  /** Date of the first cycle of 177Lu-PSMA that was given. */
  z.strictObject({ event: z.literal('first_psma_rlt_cycle') }),
  /**
   * Start of the first line of therapy after both a taxane and an ARPI have been started, not before mCRPC.
   * Agents begun within `regimen_days` of a line's start belong to that line.
   */
  z.strictObject({
    event: z.literal('line_after_taxane_and_arpi'),
    regimen_days: z.int().min(0),
    rechallenge_gap_days: z.int().min(1),
    not_before: z.enum(['mcrpc', 'any_time']),
  }),
]);

const sites = z.array(z.enum(METASTASIS_SITES)).min(1);
const variables = z.strictObject({
  /** A document written up to so many days after index still describes the patient at index. */
  document_grace_days: z.int().min(0),
  prior_therapy: z.strictObject({
    taxane: z.array(z.enum(TAXANES)).min(1),
    arpi: z.array(z.enum(ARPIS)).min(1),
  }),
  psa_index: z.strictObject({ from_day: z.int(), to_day: z.int() }),
  metastases: z.strictObject({
    counts: z.array(z.enum(['present', 'historical', 'uncertain'])).min(1),
    /** A site said to be absent longer before index than this is not known to be absent at index. */
    absence_holds_days: z.int().min(0),
    columns: z.strictObject({ met_bone: sites, met_liver: sites, met_lung: sites, met_ln: sites }),
  }),
});

const followUp = z.strictObject({
  /** Nothing later counts, neither death nor contact. */
  data_cutoff: day,
  /** Where a date of death is a month or a year: its middle (15th, 1 July) or its last day. */
  partial_death_date: z.enum(['middle', 'end']),
});

const studySchema = z
  .strictObject({
    id,
    title: label,
    cohort: z.string().min(1),
    index,
    criteria: z.array(criterion).min(1),
    /** A row whose chart was not read to its end: marked in `chart_complete`, or also left out by a last criterion. */
    incomplete_charts: z.enum(['mark', 'exclude']).default('mark'),
    variables,
    follow_up: followUp,
  })
  .check((context) => {
    const seen = new Set<string>();
    context.value.criteria.forEach((c, i) => {
      const problem = criterionProblem(c, seen);
      if (problem)
        context.issues.push({ code: 'custom', input: c, path: ['criteria', i, problem.key], message: problem.message });
      seen.add(c.id);
    });
    const { psa_index: psa } = context.value.variables;
    if (psa.from_day > psa.to_day) {
      context.issues.push({
        code: 'custom',
        input: psa,
        path: ['variables', 'psa_index', 'from_day'],
        message: 'must not be after to_day',
      });
    }
  });

/** Columns that a `variable` criterion can compare. */
const NUMERIC: ReadonlySet<string> = new Set(
  DICTIONARY.filter(({ type }) => type !== 'text' && type !== 'date').map(({ name }) => name),
);

export type Study = z.infer<typeof studySchema>;
export type Criterion = Study['criteria'][number];

function criterionProblem(
  c: z.infer<typeof criterion>,
  seen: ReadonlySet<string>,
): { key: string; message: string } | null {
  if (seen.has(c.id)) return { key: 'id', message: `"${c.id}" is used twice` };
  if ('from' in c && c.from > c.to) return { key: 'from', message: 'must not be after "to"' };
  if (c.test === 'variable' && c.at_least === undefined && c.at_most === undefined) {
    return { key: 'variable', message: 'needs at_least or at_most' };
  }
  if (c.test === 'variable' && !NUMERIC.has(c.variable)) {
    return { key: 'variable', message: `"${c.variable}" is no column with numbers; one of ${[...NUMERIC].join(', ')}` };
  }
  return null;
}

/**
 * Reads a study's YAML text. `place` is the file's name in error messages. Throws LutraError `study` that names each wrong
 * line and says what is wanted there.
 */
export function loadStudy(yamlText: string, place: string): Study {
  const study = parseStudyFile(yamlText, place, studySchema);
  const asks = study.criteria.some(({ test }) => test === 'chart_complete');
  return study.incomplete_charts === 'exclude' && !asks
    ? { ...study, criteria: [...study.criteria, CHART_COMPLETE] }
    : study;
}

const CHART_COMPLETE: Criterion = {
  id: 'chart_complete',
  label: 'Chart read to its end, as far as is known',
  test: 'chart_complete',
};
