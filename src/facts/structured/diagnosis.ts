/** Conditions: prostate cancer with its initial diagnosis, and which tumour a finding belongs to. */
import {
  type DiagnosisMeaning,
  GERMAN_CERTAINTY,
  PROSTATE_CANCER_WORDS,
  PROSTATE_DIAGNOSES,
  isOtherPrimary,
} from '../../../vocabulary/diagnosis.ts';
import { METASTASIS_DISORDERS } from '../../../vocabulary/metastasis.ts';
import { STANCE_WORDS } from '../../../vocabulary/qualifiers.ts';
import { STATUS } from '../../../vocabulary/status.ts';
import type { PartialDate } from '../../domain.ts';
import { castrationOf } from './castration-words.ts';
import { type Chart, evidence, profile } from './chart.ts';
import { type Concept, type Match, codeInWords, isInWordsOnly, matches, readCoding, readConcept } from './coding.ts';
import { inWords, readDate, readPeriod, readWhen } from './dates.ts';
import { type Json, extensions, object, objects, text } from './json.ts';

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const FOLLOWING = 'http://hl7.org/fhir/StructureDefinition/condition-occurredFollowing';
const GERMAN_CERTAINTY_URL = /diagnosesicherheit$/i;
/** Profile versions in which `recordedDate` still was the date of diagnosis. */
const RECORDED_IS_DIAGNOSIS = /primaertumor\|(?:1\.|2023|2024)/;

export type Certainty = 'confirmed' | 'suspected' | 'history';

/** How sure a Condition is: verification status, German certainty letter, words; null = not to be used. */
export function certaintyOf(condition: Json, concept: Concept): Certainty | null {
  const verification = readConcept(condition['verificationStatus']).codings;
  const states = STATUS.get('Condition');
  const known = verification.map((coding) => states?.get(coding.code.toLowerCase())).filter((use) => use !== undefined);
  if (known.includes('drop')) return null;
  const letters = concept.codings
    .flatMap((coding) => objects(coding.element['extension']))
    .filter((extension) => GERMAN_CERTAINTY_URL.test(text(extension['url']) ?? ''))
    .flatMap((extension) => readCoding(extension['valueCoding']) ?? [])
    .map((coding) => GERMAN_CERTAINTY[coding.folded]);
  if (letters.includes('excluded')) return null;
  const { negated, uncertain } = STANCE_WORDS;
  const words = concept.text ?? '';
  const unsure = negated.test(words) || uncertain.test(words);
  if (unsure || letters.includes('suspected') || known.includes('doubt')) return 'suspected';
  return letters.includes('history') ? 'history' : 'confirmed';
}

/** Reads what a Condition says of prostate cancer. Castration resistance and metastases are read elsewhere. */
export function readCondition(chart: Chart, condition: Json): void {
  const concept = readConcept(condition['code']);
  const certainty = certaintyOf(condition, concept);
  if (certainty === null) return;
  const coded = matches(PROSTATE_DIAGNOSES, concept);
  const best = strongest(coded.length > 0 ? coded : topography(condition, concept));
  const resistant = castrationOf(concept)?.status === 'present';
  if (best) {
    // The onset of castration resistance is not the onset of the disease.
    const meaning = resistant && best.row.value === 'cancer' ? 'cancer_implied' : best.row.value;
    addDiagnosis(
      chart,
      condition,
      { meaning, says: codeInWords(best.coding), rule: best.row.id, doubt: null },
      certainty,
    );
  } else if (coded.length === 0 && isInWordsOnly(concept) && PROSTATE_CANCER_WORDS.match.test(concept.words)) {
    const meaning = resistant ? 'cancer_implied' : 'cancer';
    const doubt = 'named in words, without a code';
    addDiagnosis(chart, condition, { meaning, says: 'prostate cancer in words', rule: 'dx-words', doubt }, certainty);
  }
}

/** What a Condition was found to say, before its date and certainty. */
interface Found {
  readonly meaning: DiagnosisMeaning;
  readonly says: string;
  readonly rule: string;
  readonly doubt: string | null;
}

/**
 * The registry names the organ by ICD-O topography. It makes a diagnosis only with an invasive morphology or under the
 * primary tumour's profile, and never beside the code of another tumour or of a metastasis.
 */
function topography(condition: Json, concept: Concept): Match<DiagnosisMeaning>[] {
  const other = concept.codings.some((c) => c.system?.startsWith('icd-10') && isOtherPrimary(c.folded));
  if (other || matches(METASTASIS_DISORDERS, concept).length > 0) return [];
  const morphology = [concept, ...objects(condition['extension']).map((e) => readConcept(e['valueCodeableConcept']))];
  const invasive = morphology.some((c) => c.codings.some((coding) => /^8\d{3}\/3/.test(coding.folded)));
  if (!invasive && profile(condition, 'primaertumor') === null) return [];
  return objects(condition['bodySite']).flatMap((site) => matches(PROSTATE_DIAGNOSES, readConcept(site)));
}

const STRENGTH: readonly DiagnosisMeaning[] = ['cancer', 'cancer_implied', 'history', 'neoplasm'];

/** Of several codings of one Condition the one that says most; codes that are no case give none. */
export function strongest(found: readonly Match<DiagnosisMeaning>[]): Match<DiagnosisMeaning> | null {
  return STRENGTH.flatMap((meaning) => found.filter(({ row }) => row.value === meaning))[0] ?? null;
}

function addDiagnosis(chart: Chart, condition: Json, found: Found, stated: Certainty): void {
  const { meaning } = found;
  const onWoman = isWoman(chart);
  if (onWoman) chart.problem('sex_conflict', condition, 'Condition.code');
  const earlier = isEarlierTumour(chart, condition);
  const history = meaning === 'history' || earlier;
  const certainty: Certainty = meaning === 'neoplasm' || onWoman ? 'suspected' : history ? 'history' : stated;
  const own = meaning !== 'cancer_implied' && !history ? diagnosisDate(chart, condition) : null;
  const date = own?.date ?? null;
  const open = meaning === 'neoplasm' ? 'the code leaves open whether the tumour is malignant' : found.doubt;
  const doubt = onWoman ? 'prostate cancer coded for a woman' : open;
  chart.add({
    kind: 'diagnosis',
    date,
    certainty,
    ...documentedBy(chart, condition),
    evidence: [
      evidence(condition, own?.path ?? 'Condition.code', `${found.says}${inWords(date)}`, own?.rule ?? found.rule),
    ],
    ...(doubt === null ? {} : { doubt }),
  });
}

interface DatedBy {
  readonly date: PartialDate;
  readonly path: string;
  readonly rule: string;
}

/**
 * Initial diagnosis: asserted date, else onset; `recordedDate` only under a profile of the time when it held the date of
 * diagnosis, and only where no asserted date is known at all (clinical definitions 0.2 and 2a.1).
 */
function diagnosisDate(chart: Chart, condition: Json): DatedBy | null {
  const asserted = assertedDate(chart, condition);
  if (asserted !== null)
    return { date: asserted, path: 'Condition.extension(condition-assertedDate)', rule: 'dx-asserted' };
  const onset = readWhen(chart, condition, 'onset').start;
  if (onset !== null) return { date: onset, path: 'Condition.onset', rule: 'dx-onset' };
  const recorded = readDate(chart, condition, condition['recordedDate'], 'Condition.recordedDate');
  const old = RECORDED_IS_DIAGNOSIS.test(profile(condition, 'primaertumor') ?? '');
  if (recorded === null || !old || chart.ofType('Condition').some((other) => hasAssertedDate(other))) return null;
  return { date: recorded, path: 'Condition.recordedDate', rule: 'dx-recorded-2024' };
}

function hasAssertedDate(condition: Json): boolean {
  return extensions(condition, ASSERTED).some((extension) => text(extension['valueDateTime']) !== null);
}

function assertedDate(chart: Chart, condition: Json): PartialDate | null {
  const [extension] = extensions(condition, ASSERTED).filter((e) => e['valueDateTime'] !== undefined);
  return readDate(chart, condition, extension?.['valueDateTime'], 'Condition.extension(condition-assertedDate)');
}

/** When a disorder began: asserted date, else onset. For metastases and castration resistance. */
export function disorderDate(chart: Chart, condition: Json): PartialDate | null {
  return assertedDate(chart, condition) ?? readWhen(chart, condition, 'onset').start;
}

/** By when it was known: the day of coding, else the end of the stay on which it was coded. A bound, no date. */
export function documentedBy(chart: Chart, condition: Json): { readonly documented?: PartialDate } {
  const recorded = readDate(chart, condition, condition['recordedDate'], 'Condition.recordedDate');
  if (recorded !== null) return { documented: recorded };
  const encounter = chart.resolve(condition['encounter'], condition);
  const period = object(encounter?.['period']);
  if (!encounter || !period) return {};
  const stay = readPeriod(chart, encounter, period, 'Encounter.period');
  const by = stay.end ?? stay.start;
  return by === null ? {} : { documented: by };
}

/** Does any record of the patient state the administrative gender female? */
export function isWoman(chart: Chart): boolean {
  return chart.ofType('Patient').some((patient) => patient['gender'] === 'female');
}

/** Is the Condition one that another tumour is said to have followed? */
function isEarlierTumour(chart: Chart, condition: Json): boolean {
  return chart
    .ofType('Condition')
    .some((other) => extensions(other, FOLLOWING).some((e) => chart.resolve(e['valueReference'], other) === condition));
}

const RELATED = [
  'http://hl7.org/fhir/StructureDefinition/condition-related',
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-condition-related',
];

/** Does the resource say that it belongs to a malignant tumour other than the prostate's? */
export function belongsToOtherPrimary(chart: Chart, resource: Json): boolean {
  const references = [
    ...objects(resource['focus']),
    ...RELATED.flatMap((url) => extensions(resource, url)).flatMap((e) => object(e['valueReference']) ?? []),
  ];
  return references.some((reference) => {
    const target = chart.resolve(reference, resource);
    if (target?.['resourceType'] !== 'Condition') return false;
    const concept = readConcept(target['code']);
    return concept.codings.some((c) => c.system?.startsWith('icd-10') && isOtherPrimary(c.folded));
  });
}
