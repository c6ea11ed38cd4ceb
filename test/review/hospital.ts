/** A small hospital for the review page: five patients, twelve questions, and the facts and letters behind them. */
import { contentHash, shortId } from '../../src/canonical.ts';
import type { Evidence, Fact, Flag, PartialDate, TopicValue } from '../../src/domain.ts';
import type { ReviewNote, ReviewReader } from '../../src/review/reader.ts';

const LETTER = `Universitätsklinikum, Klinik für Nuklearmedizin

Sehr geehrte Frau Kollegin, sehr geehrter Herr Kollege,

wir berichten über den o. g. Patienten, der sich vom 12.03.2019 bis 15.03.2019 in unserer stationären Behandlung befand.

Diagnosen:
Metastasiertes kastrationsresistentes Prostatakarzinom, ED 04/2013
Gleason-Score 4+3=7b (Stanzbiopsie 10.04.2013), iPSA 48 ng/ml
Ossäre und lymphonodale Filiae

Anamnese:
Z. n. radikaler Prostatektomie 06/2013: pT3b pN1, Gleason 4+5=9.
Kastrationsresistenz seit ca. 2016. Docetaxel 6 Zyklen 01/2017–05/2017, Abiraterol ab 08/2017 bis Progress.

Befund:
PSMA-PET/CT vom 28.02.2019: multiple PSMA-positive ossäre Herde. Leber: fragliche Läsion im Segment VII, V. a. Filia,
DD Hämangiom. Lunge frei.

Therapie:
Am 13.03.2019 1. Zyklus mit 7,4 GBq 177Lu-PSMA-617 komplikationslos appliziert. Ein weiterer Zyklus ist in 6–8 Wochen geplant.

Mit freundlichen kollegialen Grüßen`;

const ENGLISH = `Oncology follow-up

Mr. X returns for follow-up of metastatic prostate cancer. Diagnosed March 2012; biopsy Gleason 3+4=7 at outside hospital.
Review of outside slides here: Gleason 4+4=8 in 5 of 12 cores.

He progressed on enzalutamide in 2018. Cabazitaxel was discussed but he declined. Castration-resistant since fall 2017.
CT 2019-01-15: no lung nodules. Hepatic lesion indeterminate.`;

export interface Hospital extends ReviewReader {
  flags(): Flag[];
  /** Changes what the hospital sent, as a rebuild after a new night would. */
  readonly store: {
    flags: Flag[];
    notes: Map<string, ReviewNote>;
    facts: Map<string, Fact[]>;
    merged: Map<string, string>;
  };
}

export function note(patient: string, id: string, kind: string, date: PartialDate, text: string): ReviewNote {
  return { id, patient, kind, date, text };
}

/** The evidence of a quote that stands once in a note. */
export function quoted(from: ReviewNote, quote: string, rule: string): Evidence {
  const start = from.text.indexOf(quote);
  if (start < 0) throw new Error('the note does not hold the quote');
  return { source: 'note', note: from.id, start, end: start + quote.length, quote, rule, date: from.date };
}

export function coded(type: string, id: string, path: string, says: string): Evidence {
  return { source: 'structured', resource: { type, id }, path: `${type}.${path}`, says, rule: 'mii.coding' };
}

export function flag(
  patient: string,
  topic: string,
  code: string,
  question: string,
  proposal: TopicValue,
  evidence: Evidence[],
): Flag {
  return {
    id: shortId(patient, topic),
    patient,
    topic,
    code,
    question,
    proposal,
    evidence,
    fingerprint: contentHash(evidence),
  };
}

type Gleason = Extract<Fact, { kind: 'gleason' }>;
function gleason(
  patient: string,
  date: PartialDate,
  parts: [number, number],
  specimen: Gleason['specimen'],
  evidence: Evidence[],
): Fact {
  const [primary, secondary] = parts;
  return {
    kind: 'gleason',
    patient,
    date,
    primary,
    secondary,
    total: primary + secondary,
    gradeGroup: null,
    specimen,
    overall: false,
    evidence,
  };
}

function german(patient: string, copies: number): { notes: ReviewNote[]; facts: Fact[]; flags: Flag[] } {
  const letters = ['2019-03-15', '2019-05-02', '2020-01-20'].slice(0, copies);
  const notes = letters.map((date, i) => note(patient, `${patient}-n${i}`, 'Arztbrief Nuklearmedizin', date, LETTER));
  const [first] = notes as [ReviewNote];
  const everywhere = (quote: string, rule: string): Evidence[] => notes.map((one) => quoted(one, quote, rule));
  const biopsy = everywhere('Gleason-Score 4+3=7b', 'gleason.sum');
  const surgery = everywhere('Gleason 4+5=9', 'gleason.sum');
  const liver = [
    quoted(first, 'fragliche Läsion im Segment VII', 'met.liver'),
    quoted(first, 'V. a. Filia', 'met.filia'),
  ];
  const crpc = quoted(first, 'Kastrationsresistenz seit ca. 2016', 'crpc.since');
  const z19 = coded('Condition', `${patient}-c2`, 'onset', 'ICD-10-GM Z19.2 on 2017-06-01');
  const facts: Fact[] = [
    { kind: 'birth', patient, date: '1944-05', evidence: [] },
    {
      kind: 'diagnosis',
      patient,
      date: '2013-04',
      certainty: 'confirmed',
      evidence: [quoted(first, 'ED 04/2013', 'dx.ed')],
    },
    gleason(patient, '2013-04-10', [4, 3], 'biopsy', biopsy),
    gleason(patient, '2013-06', [4, 5], 'prostatectomy', surgery),
    { kind: 'castration_resistance', patient, date: '2016', status: 'present', evidence: [crpc] },
    { kind: 'castration_resistance', patient, date: '2017-06-01', status: 'present', evidence: [z19] },
    {
      kind: 'drug',
      patient,
      date: '2017-01',
      drug: 'docetaxel',
      class: 'taxane',
      status: 'given',
      end: '2017-05',
      evidence: [],
    },
    { kind: 'psa', patient, date: '2019-03-12', value: 137, comparator: null, time: null, evidence: [] },
    { kind: 'metastasis', patient, date: '2019-02-28', site: 'bone', status: 'present', evidence: [] },
    { kind: 'metastasis', patient, date: '2019-02-28', site: 'liver', status: 'uncertain', evidence: liver },
  ];
  const flags = [
    flag(
      patient,
      'gleason_initial',
      'gleason_conflict',
      'Which Gleason score stands for the diagnosis: 4 + 3 = 7 of the biopsy or 4 + 5 = 9 of the prostatectomy?',
      { primary: 4, secondary: 5, total: 9 },
      [...biopsy, ...surgery],
    ),
    flag(
      patient,
      'metastasis:liver',
      'uncertain_only',
      'Only uncertain statements speak of the liver. Are there liver metastases before the index date?',
      { status: 'uncertain' },
      liver,
    ),
    flag(
      patient,
      'crpc_date',
      'date_conflict',
      'Castration resistance is dated 2016 by a letter and 2017-06-01 by a coded diagnosis. Which holds?',
      { date: '2016' },
      [crpc, z19],
    ),
  ];
  return { notes, facts, flags };
}

function american(patient: string): { notes: ReviewNote[]; facts: Fact[]; flags: Flag[] } {
  const letter = note(patient, `${patient}-n0`, 'Progress note', '2019-02-01', ENGLISH);
  const outside = quoted(letter, 'Gleason 3+4=7', 'gleason.sum');
  const inside = quoted(letter, 'Gleason 4+4=8', 'gleason.sum');
  const order = coded(
    'MedicationRequest',
    `${patient}-m1`,
    'medication',
    'RxNorm 996051 cabazitaxel ordered 2018-11-20',
  );
  const declined = quoted(letter, 'Cabazitaxel was discussed but he declined', 'drug.cabazitaxel');
  const cabazitaxel = { kind: 'drug', patient, drug: 'cabazitaxel', class: 'taxane', end: null } as const;
  const facts: Fact[] = [
    gleason(patient, '2012-03', [3, 4], 'biopsy', [outside]),
    gleason(patient, '2012-03', [4, 4], 'biopsy', [inside]),
    { ...cabazitaxel, date: '2018-11-20', status: 'planned', evidence: [order] },
    { ...cabazitaxel, date: null, status: 'declined', evidence: [declined] },
    { kind: 'death', patient, date: '2020-08', reportedBy: 'patient', evidence: [] },
  ];
  const flags = [
    flag(
      patient,
      'gleason_initial',
      'gleason_conflict',
      'Two readings of the same biopsy differ. Which score stands?',
      { primary: 4, secondary: 4, total: 8 },
      [outside, inside],
    ),
    flag(
      patient,
      'drug:cabazitaxel',
      'status_conflict',
      'An order and a letter disagree. Was cabazitaxel given?',
      { status: 'declined' },
      [order, declined],
    ),
  ];
  return { notes: [letter], facts, flags };
}

/** Twelve questions over five patients. Every call makes the very same. */
export function hospital(): Hospital {
  const parts = [
    german('uke-0001', 3),
    german('uke-0002', 1),
    american('us-0001'),
    american('us-0002'),
    american('us-0003'),
  ];
  const store = {
    flags: parts.flatMap((part) => part.flags),
    notes: new Map(parts.flatMap((part) => part.notes.map((one) => [one.id, one] as const))),
    facts: new Map<string, Fact[]>(parts.map((part) => [part.flags[0]?.patient ?? '', part.facts])),
    merged: new Map<string, string>(),
  };
  return {
    store,
    flags: () => store.flags,
    flag: (id) => store.flags.find((one) => one.id === id) ?? null,
    note: (id) => store.notes.get(id) ?? null,
    facts: (patient) => store.facts.get(patient) ?? [],
    canonicalOf: (record) => store.merged.get(record) ?? record,
  };
}
