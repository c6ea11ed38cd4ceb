/** Total PSA in serum, ng/mL (clinical definition 1.8). What cannot be read surely is counted, never guessed. */
import { HIGHEST_PSA, PSA_CODES, PSA_NAMES } from '../../../vocabulary/laboratory.ts';
import { type Chart, evidence } from './chart.ts';
import { type Concept, codeInWords, matches, readConcept } from './coding.ts';
import { inWords, readDate, readWhen } from './dates.ts';
import { type Json, number, object, objects, text } from './json.ts';
import { type Amount, isNgPerMl, parseAmount, readQuantity } from './quantity.ts';
import { statusDoubt, usable } from './status.ts';

/** Reads an observation and the components of a panel. */
export function readPsa(chart: Chart, observation: Json): void {
  for (const holder of [observation, ...objects(observation['component'])]) readHolder(chart, observation, holder);
}

function readHolder(chart: Chart, observation: Json, holder: Json): void {
  const name = psaName(chart, observation, readConcept(holder['code']));
  if (!name || !usable(observation)) return;
  const path = holder === observation ? 'Observation.value' : 'Observation.component';
  const amount = readAmount(holder);
  if (amount === 'ambiguous') return chart.problem('ambiguous_number', observation, path);
  if (amount === null || amount.value < 0) {
    const absent = object(holder['dataAbsentReason']) !== null || object(observation['dataAbsentReason']) !== null;
    const panel = holder === observation && objects(observation['component']).length > 0;
    if (!absent && !panel) chart.problem('no_value', observation, path);
    return;
  }
  const units = [amount.unit, text(object(holder['valueQuantity'])?.['unit'])].map(isNgPerMl);
  if (units.includes(false)) return chart.problem('unit_not_accepted', observation, path);
  if (amount.value > HIGHEST_PSA) return chart.problem('psa_implausible', observation, path);
  addPsa(chart, observation, path, name, amount, units.includes(true));
}

function addPsa(chart: Chart, observation: Json, path: string, name: PsaName, amount: Amount, unit: boolean): void {
  const { start: date, time } = readWhen(chart, observation, 'effective');
  const tissue = date === null ? chart.resolve(observation['specimen'], observation) : null;
  const collection = object(tissue?.['collection']);
  const collected = tissue && collection ? readWhen(chart, tissue, 'collected', collection) : null;
  const taken = date ?? collected?.start ?? null;
  const issued = taken === null ? readDate(chart, observation, observation['issued'], 'Observation.issued') : null;
  const doubt = statusDoubt(observation).doubt ?? (unit ? undefined : 'no unit is written; ng/mL is assumed');
  chart.add({
    kind: 'psa',
    date: taken,
    value: amount.value,
    comparator: amount.comparator,
    time: time ?? collected?.time ?? null,
    ...(issued === null ? {} : { documented: issued }),
    evidence: [
      evidence(
        observation,
        path,
        `${name.says}: ${amount.comparator ?? ''}${amount.value} ng/mL${inWords(taken)}`,
        name.rule,
      ),
    ],
    ...(doubt === undefined ? {} : { doubt }),
  });
}

interface PsaName {
  readonly says: string;
  readonly rule: string;
}

/** Is it total PSA in serum? By LOINC; by its local name only where no LOINC code is given. */
function psaName(chart: Chart, observation: Json, code: Concept): PsaName | null {
  const found = matches(PSA_CODES, code);
  const [match] = found;
  if (match) {
    if (new Set(found.map(({ row }) => row.value)).size > 1)
      chart.problem('conflicting_codes', observation, 'Observation.code');
    else if (match.row.value === 'review') chart.problem('psa_unit_review', observation, 'Observation.code');
    else if (match.row.value === 'total') return { says: codeInWords(match.coding), rule: match.row.id };
    return null;
  }
  if (code.codings.some((coding) => coding.system === 'loinc')) return null;
  const names = [code.text, ...code.codings.flatMap((coding) => [coding.display, coding.code])];
  const named = names.some((name) => name !== null && PSA_NAMES.match.test(name.trim()));
  return named ? { says: 'PSA by its local name', rule: 'psa-local-name' } : null;
}

function readAmount(holder: Json): Amount | 'ambiguous' | null {
  const quantity = object(holder['valueQuantity']);
  if (quantity) return readQuantity(quantity);
  const integer = number(holder['valueInteger']);
  if (integer !== null) return { value: integer, comparator: null, unit: null };
  const written = text(holder['valueString']);
  return written === null ? null : parseAmount(written);
}
