/** What a note's findings say, as facts with the quoted words behind them. */
import type {
  Annotation,
  Evidence,
  Fact,
  FactOf,
  Finding,
  FindingKind,
  Mention,
  Note,
  PartialDate,
  PatientId,
} from '../domain.ts';

type Common = Pick<FactOf<'rlt_cycle'>, 'patient' | 'documented' | 'doubt' | 'evidence'>;
type Of<K extends FindingKind> = Extract<Finding, { kind: K }>;
type Readers = { readonly [K in FindingKind]: (finding: Of<K>, common: Common) => Fact };

/**
 * A fact's date is the date that the words state. The note's own date is only a bound, `documented`: what an undated
 * sentence says was so by then at the latest. Measurements without a date keep none: which day they belong to is open.
 */
const READERS: Readers = {
  rlt_cycle: (f, common) => ({
    ...common,
    kind: 'rlt_cycle',
    date: f.date,
    end: null,
    number: f.number,
    agent: f.agent,
    activityGbq: f.activity_gbq,
    status: f.status,
    countable: true,
  }),
  metastasis: (f, common) => ({ ...common, kind: 'metastasis', date: f.since ?? null, site: f.site, status: f.status }),
  gleason: (f, common) => ({
    ...common,
    kind: 'gleason',
    date: f.date,
    primary: f.primary,
    secondary: f.secondary,
    total: f.total,
    gradeGroup: f.grade_group,
    specimen: f.specimen,
    overall: f.overall === true,
  }),
  castration_resistance: (f, common) => ({ ...common, kind: 'castration_resistance', date: f.date, status: f.status }),
  drug: (f, common) => ({
    ...common,
    kind: 'drug',
    date: f.start,
    end: f.end,
    drug: f.drug,
    class: f.class,
    status: f.status,
  }),
  psa: (f, common) => ({ ...common, kind: 'psa', date: f.date, value: f.value, comparator: f.comparator, time: null }),
  diagnosis: (f, common) => ({ ...common, kind: 'diagnosis', date: f.date, certainty: 'confirmed' }),
  therapy_history: (f, common) => ({
    ...common,
    kind: 'therapy_history',
    date: null,
    scope: f.scope,
    status: f.status,
  }),
};

/** One fact a finding, in the order of the annotation. Throws nothing; the annotation must be of this note. */
export function noteFacts(note: Note, annotation: Annotation): Fact[] {
  return annotation.findings.map((finding) => {
    const reader = READERS[finding.kind] as (finding: Finding, common: Common) => Fact;
    return datedByStaging(reader(finding, commonOf(note, annotation, finding)), annotation);
  });
}

/**
 * "ED 11/2006, cT3b cN0": letters carry the first staging forward for years. A site that a note denies by nothing but
 * such a code was free at the diagnosis that the note names, not on the day of the letter.
 */
function datedByStaging(fact: Fact, annotation: Annotation): Fact {
  if (fact.kind !== 'metastasis' || fact.status !== 'absent' || fact.date !== null) return fact;
  const onlyStaging = fact.evidence.every((e) => e.source === 'note' && e.rule.startsWith('met-tnm'));
  const diagnosis = annotation.findings.find((finding) => finding.kind === 'diagnosis');
  return onlyStaging && diagnosis ? { ...fact, date: diagnosis.date } : fact;
}

function commonOf(note: Note, annotation: Annotation, finding: Finding): Common {
  const evidence = finding.evidence.flatMap((i) => {
    const mention = annotation.mentions[i];
    return mention ? [quote(note, mention)] : [];
  });
  const patient: PatientId = note.patient;
  const documented: { documented?: PartialDate } = note.date === null ? {} : { documented: note.date };
  return { patient, evidence, ...documented, ...(finding.doubt === undefined ? {} : { doubt: finding.doubt }) };
}

function quote(note: Note, { start, end, text, rule }: Mention): Evidence {
  const common = { source: 'note', note: note.id, start, end, quote: text, rule, date: note.date } as const;
  return note.kind === null ? common : { ...common, document: note.kind };
}
