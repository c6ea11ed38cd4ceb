/** Facts for tests: a test states only what matters. */
import { noteFacts } from '../../src/facts/from-note.ts';
import type { Annotation, Decision, Evidence, Fact, FactKind, FactOf, Finding, Note } from '../../src/domain.ts';

export const PATIENT = 'p1';

/** A quoted span of a note of this date; the words make it this very statement. */
export function inNote(
  date: string,
  quote = 'the words',
  document = 'letter',
): { evidence: Evidence[]; documented: string } {
  const note = `note-${date}-${document}`;
  return {
    documented: date,
    evidence: [{ source: 'note', note, start: 0, end: quote.length, quote, rule: 'r', date, document }],
  };
}

export function coded(type: string, id: string, says = `${type} ${id}`): { evidence: Evidence[] } {
  return { evidence: [{ source: 'structured', resource: { type, id }, path: `${type}.code`, says, rule: 's' }] };
}

const DEFAULTS = {
  birth: {},
  sex: { value: 'male' },
  death: { reportedBy: 'patient' },
  activity: { activity: 'encounter' },
  diagnosis: { certainty: 'confirmed' },
  castration_resistance: { status: 'present' },
  metastasis: { site: 'bone', status: 'present' },
  gleason: { primary: null, secondary: null, total: 8, gradeGroup: null, specimen: null, overall: false },
  rlt_cycle: { number: null, end: null, agent: '177Lu-PSMA', activityGbq: null, status: 'given', countable: true },
  drug: { drug: 'docetaxel', class: 'taxane', status: 'given', end: null },
  psa: { value: 10, comparator: null, time: null },
  therapy_history: { scope: 'systemic', status: 'listed' },
  other_subject: { letter: 'n1', says: 'birth_date' },
} as const satisfies { [K in FactKind]: object };

export function fact<K extends FactKind>(kind: K, fields: Partial<FactOf<K>>): FactOf<K> {
  return { patient: PATIENT, kind, date: null, evidence: [], ...DEFAULTS[kind], ...fields } as unknown as FactOf<K>;
}

export function decision(fields: Partial<Decision> & Pick<Decision, 'topic' | 'action' | 'value'>): Decision {
  return {
    seq: 1,
    id: 'd1',
    patient: PATIENT,
    comment: null,
    by: 'ada',
    at: '2024-01-02T10:00:00Z',
    fingerprint: '',
    evidence: [],
    ...fields,
  };
}

/** Findings of a note whose text is their quotes, one a line. */
export function factsOfNote(date: string, findings: readonly { finding: Finding; quote: string }[]): Fact[] {
  const text = findings.map(({ quote }) => quote).join('\n');
  const note: Note = {
    id: `n-${date}`,
    patient: PATIENT,
    date,
    kind: 'letter',
    language: 'de',
    text,
    method: 'plain',
    sources: [],
  };
  const mentions = findings.map(({ finding, quote }) => {
    const start = text.indexOf(quote);
    return {
      kind: finding.kind,
      start,
      end: start + quote.length,
      text: quote,
      rule: 'r',
      section: '',
      assertion: 'affirmed' as const,
      cues: [],
    };
  });
  const annotation: Annotation = {
    id: note.id,
    language: 'de',
    rules: 't',
    mentions,
    findings: findings.map((f) => f.finding),
  };
  return noteFacts(note, annotation);
}
