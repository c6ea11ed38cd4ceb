import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { sameDate } from '../../src/calendar.ts';
import { evaluate } from '../../src/cohort/evaluate.ts';
import { patientSummary } from '../../src/cohort/patient-summary.ts';
import type { Annotation, Fact, Finding, Mention, Note } from '../../src/domain.ts';
import { TAXANES } from '../../src/domain.ts';
import { noteFacts } from '../../src/facts/from-note.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { UKE, coded, fact } from './builders.ts';

/** The labelled notes: what a careful reader finds in each, and what is true of the patient over all of them. */
const CORPUS = new URL('../corpus/dev/', import.meta.url);

interface Label {
  readonly evidence: string;
  readonly [field: string]: unknown;
}
interface CorpusPatient {
  readonly patient: string;
  readonly language: 'de' | 'en';
  readonly structured: { readonly birth_date: string; readonly last_contact: string };
  readonly notes: readonly {
    readonly id: string;
    readonly date: string;
    readonly kind: string;
    readonly text: string;
    readonly labels: Readonly<Record<'rlt_cycles' | 'metastases' | 'gleason' | 'drugs' | 'psa', readonly Label[]>> & {
      readonly crpc: Label | null;
    };
  }[];
  readonly truth: {
    readonly eligible_uke: boolean;
    readonly initial_diagnosis_date: string | null;
    readonly crpc_date: string | null;
    readonly first_rlt_date: string | null;
    readonly rlt_cycle_count: number;
    readonly metastases_pre_index: readonly string[];
    readonly psa_at_index: number | null;
  };
}

/** The labels of a note in the form that reading it would give them. */
function labelled(note: CorpusPatient['notes'][number], language: 'de' | 'en'): Annotation {
  const { rlt_cycles: cycles, metastases, gleason, drugs, psa, crpc } = note.labels;
  const mentions: Mention[] = [];
  const finding = (kind: Finding['kind'], { evidence, ...fields }: Label, more: object = {}): Finding => {
    const start = Math.max(0, note.text.indexOf(evidence));
    const end = start + evidence.length;
    mentions.push({ kind, start, end, text: evidence, rule: 'label', section: '', assertion: 'affirmed', cues: [] });
    return { kind, ...fields, ...more, evidence: [mentions.length - 1] } as unknown as Finding;
  };
  const findings = [
    ...cycles.map((label) => finding('rlt_cycle', label)),
    ...metastases.map((label) => finding('metastasis', label)),
    ...gleason.map((label) => finding('gleason', label, { specimen: null, date: null, tertiary: null })),
    ...drugs.map((label) =>
      finding('drug', label, {
        class: TAXANES.some((t) => t === label['drug']) ? 'taxane' : 'arpi',
        start: null,
        end: null,
      }),
    ),
    ...psa.map((label) => finding('psa', label, { comparator: null })),
    ...(crpc ? [finding('castration_resistance', crpc)] : []),
  ];
  return { id: note.id, language, rules: 'labels', mentions, findings };
}

function factsOf(patient: CorpusPatient): Fact[] {
  const { birth_date, last_contact } = patient.structured;
  const notes = patient.notes.flatMap((n) => {
    const note: Note = { ...n, patient: patient.patient, language: patient.language, method: 'plain', sources: [] };
    return noteFacts(note, labelled(n, patient.language));
  });
  const structured = [
    fact('birth', { date: birth_date, ...coded('Patient', 'p') }),
    fact('diagnosis', coded('Condition', 'c61')),
    fact('activity', { date: last_contact, ...coded('Encounter', 'e') }),
  ];
  return [...structured, ...notes].map((f) => ({ ...f, patient: patient.patient }));
}

const files = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.json'))
      .sort()
  : [];

test(
  'the labels of each note, reconciled, give the truth over all notes',
  { skip: files.length === 0 && 'no labelled corpus here' },
  () => {
    const wrong: string[] = [];
    let checked = 0;
    const check = (ok: boolean, what: string): void => {
      checked++;
      if (!ok) wrong.push(what);
    };
    const same = (a: string | null, b: string | null): boolean => (a === null || b === null ? a === b : sameDate(a, b));
    for (const file of files) {
      const patient = JSON.parse(readFileSync(new URL(file, CORPUS), 'utf8')) as CorpusPatient;
      const record = reconcile(factsOf(patient), []);
      const summary = patientSummary(UKE, record, evaluate(UKE, record));
      const { truth, patient: id } = patient;
      check(summary.eligible === truth.eligible_uke, `${id} eligible: ${summary.reason}`);
      check(same(summary.first_rlt_date, truth.first_rlt_date), `${id} first cycle ${summary.first_rlt_date}`);
      check(summary.rlt_cycle_count === truth.rlt_cycle_count, `${id} cycles ${summary.rlt_cycle_count}`);
      check(same(summary.crpc_date, truth.crpc_date), `${id} castration resistance ${summary.crpc_date}`);
      check(summary.psa_at_index === truth.psa_at_index, `${id} PSA ${summary.psa_at_index}`);
      check(
        summary.metastases_pre_index.toSorted().join() === truth.metastases_pre_index.toSorted().join(),
        `${id} sites ${summary.metastases_pre_index.join()}`,
      );
    }
    assert.equal(checked, files.length * 6);
    assert.ok(wrong.length <= checked * 0.02, wrong.join('\n'));
  },
);
