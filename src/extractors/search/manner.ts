/**
 * How a server may be asked for what changed. One that misreads a list of patients or `_lastUpdated` answers with too
 * little, which looks like a quiet night: so it is asked first for what it is known to have.
 */
import type { PatientId } from '../../domain.ts';
import { patientOf } from '../../fhir.ts';
import { Names } from './collect.ts';
import { fhirUrl, type Manner, type Pull } from './context.ts';
import { walk } from './walk.ts';

/** Everything changed after this; written as an increment writes it. */
const EVER = '1990-01-01T00:00:00.000Z';
/** Among so many patients the ones with the fewest resources of a type are chosen. */
const LOOKED_AT = 40;

/** The manner for a type, found out once in a pull. A type that nobody holds is asked for as Conditions are. */
export function mannerOf(pull: Pull, type: string): Promise<Manner> {
  const known = pull.manners.get(type);
  if (known) return known;
  const asked = findOut(pull, type);
  pull.manners.set(type, asked);
  return asked;
}

async function findOut(pull: Pull, type: string): Promise<Manner> {
  const two = holders(pull, type);
  if (two.length === 0) return type === 'Condition' ? 'lists' : mannerOf(pull, 'Condition');
  const together = await found(pull, type, two, EVER);
  if (two.every((patient) => together.has(patient))) return 'lists';
  let manner: Manner = 'lists';
  for (const patient of two) {
    if (together.has(patient) || !(await found(pull, type, [patient], null)).has(patient)) continue;
    if (!(await found(pull, type, [patient], EVER)).has(patient)) return 'whole';
    manner = 'single';
  }
  return manner;
}

/** Does the server take a list of patients as "any of them"? Asked once a night, of two who have a Condition. */
export async function takesLists(pull: Pull, diagnosed: readonly PatientId[]): Promise<boolean> {
  const two = diagnosed.slice(0, 2);
  if (two.length < 2) return false;
  const { names, reason } = await ask(pull, 'Condition', two, null);
  return reason === null && names.size === 2 && two.every((patient) => names.has(patient));
}

/** Up to two patients of whom resources of the type are held, but few. */
function holders({ known, members }: Pull, type: string): PatientId[] {
  const held = known.patients
    .filter((patient) => members.has(patient))
    .slice(0, LOOKED_AT)
    .map((patient) => ({ patient, count: countOf(known, type, patient) }));
  return held
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count)
    .slice(0, 2)
    .map(({ patient }) => patient);
}

function countOf(known: Pull['known'], type: string, patient: PatientId): number {
  if (type === 'Patient') return known.holder({ type, id: patient }) === null ? 0 : 1;
  return known.ids(type, patient).length;
}

/** Of which of these patients something came. */
async function found(
  pull: Pull,
  type: string,
  patients: readonly PatientId[],
  since: string | null,
): Promise<ReadonlySet<string>> {
  return (await ask(pull, type, patients, since)).names;
}

/** Whose resources came to a search for these patients, and why it is not the whole answer; null where it is. */
async function ask(
  { spec, gateway }: Pull,
  type: string,
  patients: readonly PatientId[],
  since: string | null,
): Promise<{ names: ReadonlySet<string>; reason: string | null }> {
  const url = fhirUrl(spec, type, [
    [type === 'Patient' ? '_id' : 'patient', patients.join(',')],
    ...(since === null ? [] : [['_lastUpdated', `ge${since}`] as const]),
    ['_count', String(spec.pageSize)],
  ]);
  const collect = (): Names => new Names(type, (resource) => patientOf(resource) ?? '');
  const { found, reason } = await walk(gateway, url, { maxPages: spec.limits.maxPages, collect });
  return { names: found.names, reason };
}
