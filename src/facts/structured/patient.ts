/** Who the patient is, and whether he has died (clinical definition 1.10). */
import { DEAD_CODES, DEATH_OBSERVATIONS, DISCHARGED_DEAD } from '../../../vocabulary/vital.ts';
import type { PartialDate } from '../../domain.ts';
import { type Chart, evidence } from './chart.ts';
import { matches, readCoding, readConcept } from './coding.ts';
import { inWords, readDate, readPeriod, readWhen } from './dates.ts';
import { type Json, object, objects, text } from './json.ts';
import { statusDoubt, statusUse, usable } from './status.ts';

const SEXES = ['male', 'female', 'other', 'unknown'] as const;

export function readPatient(chart: Chart, patient: Json): void {
  const birth = readDate(chart, patient, patient['birthDate'], 'Patient.birthDate');
  if (birth !== null) {
    chart.add({
      kind: 'birth',
      date: birth,
      evidence: [evidence(patient, 'Patient.birthDate', `born ${birth}`, 'patient-birth')],
    });
  }
  const sex = SEXES.find((value) => value === patient['gender']);
  if (sex !== undefined) {
    const says = `administrative gender ${sex}`;
    chart.add({
      kind: 'sex',
      date: null,
      value: sex,
      evidence: [evidence(patient, 'Patient.gender', says, 'patient-gender')],
    });
  }
  if (objects(patient['link']).some((link) => link['type'] === 'replaced-by')) {
    chart.problem('replaced_patient', patient, 'Patient.link');
  }
  readDeceased(chart, patient);
}

function readDeceased(chart: Chart, patient: Json): void {
  const moment = patient['deceasedDateTime'];
  if (moment === undefined && patient['deceasedBoolean'] !== true) return;
  const date = readDate(chart, patient, moment, 'Patient.deceased');
  const says = date === null ? 'deceased, date not stated' : `deceased on ${date}`;
  const proof = evidence(patient, 'Patient.deceased', says, 'death-patient');
  chart.add({ kind: 'death', date, reportedBy: 'patient', evidence: [proof] });
}

/** Vital status, causes of death (one observation a cause: the same death), certificates. */
export function readDeathObservation(chart: Chart, observation: Json): boolean {
  const [match] = matches(DEATH_OBSERVATIONS, readConcept(observation['code']));
  if (!match) return false;
  if (!usable(observation)) return true;
  const { by, when, dated } = match.row.value;
  const value = readConcept(observation['valueCodeableConcept']);
  if (when === 'value' && !value.codings.some((coding) => DEAD_CODES.has(coding.folded))) return true;
  const effective = readWhen(chart, observation, 'effective').start;
  const stated = readDate(chart, observation, observation['valueDateTime'], 'Observation.value');
  const date = dated === 'effective' ? effective : dated === 'value' ? stated : null;
  chart.add({
    kind: 'death',
    date,
    reportedBy: by,
    ...(date === null && effective !== null ? { documented: effective } : {}),
    evidence: [evidence(observation, 'Observation.code', `${match.row.meaning}: dead${inWords(date)}`, match.row.id)],
    ...statusDoubt(observation),
  });
  return true;
}

/** Discharge as dead: the day on which the stay ended. */
export function readDischarge(chart: Chart, encounter: Json): void {
  const disposition = object(object(encounter['hospitalization'])?.['dischargeDisposition']);
  if (!disposition || statusUse(encounter) === 'drop') return;
  const codings = [...readConcept(disposition).codings, ...germanReasons(disposition)];
  const row = codings.flatMap((coding) => DISCHARGED_DEAD.find(coding) ?? [])[0];
  if (!row) return;
  const period = object(encounter['period']);
  const date: PartialDate | null = period ? readPeriod(chart, encounter, period, 'Encounter.period').end : null;
  const path = 'Encounter.hospitalization.dischargeDisposition';
  const proof = evidence(encounter, path, `discharged as dead${inWords(date)}`, row.id);
  chart.add({ kind: 'death', date, reportedBy: 'encounter', evidence: [proof] });
}

/** The German discharge reason sits in an extension of the disposition, in one or two layers. */
function germanReasons(element: Json): ReturnType<typeof readConcept>['codings'] {
  return objects(element['extension']).flatMap((extension) => {
    if (text(extension['url']) === null) return [];
    return [readCoding(extension['valueCoding']) ?? [], germanReasons(extension)].flat();
  });
}
