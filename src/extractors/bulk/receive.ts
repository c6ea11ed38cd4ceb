/**
 * A FHIR R4 server by its bulk export. Everything is brought onto the disk and checked first; only then is any of it given
 * on, so that an export that breaks half-way changes nothing.
 */
import type { PatientId } from '../../domain.ts';
import { LutraError } from '../../errors.ts';
import { SignInFault } from '../auth/refusal.ts';
import type { Known } from '../known.ts';
import type { Received } from '../received.ts';
import { faultOfError } from '../search/fault.ts';
import { type BulkSpec, exportPlace, type SourceEffects } from '../source-spec.ts';
import { withAttachments } from './attachments.ts';
import { type Before, receivedBefore } from './before.ts';
import { BulkClient } from './client.ts';
import { deliver, type OnDisk } from './deliver.ts';
import { bringToDisk } from './export.ts';
import { membersOf, type Plan, planOf } from './group.ts';
import type { Question } from './job.ts';
import type { BulkState, BulkStorage, LocalExport } from './state.ts';
import { Tallies } from './tallies.ts';

/** Everything that the server exports. Rejects with LutraError `http` where it refuses this client altogether. */
export async function* receiveBulk(spec: BulkSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  if (!effects.bulk) throw new LutraError('internal', 'a bulk export needs a place for its files');
  const client = new BulkClient(spec, effects);
  try {
    yield* receive(client, effects.bulk, receivedBefore(spec, known, effects.clock.now()));
  } catch (error) {
    throw error instanceof SignInFault ? error.error : error;
  } finally {
    await client.close();
  }
}

async function* receive(client: BulkClient, storage: BulkStorage, before: Before): AsyncGenerator<Received> {
  const { spec } = client;
  const isGroup = spec.level === 'group';
  const members = isGroup ? await membersOf(client) : null;
  const plan = isGroup ? planOf(before, members) : planOf(before, before.members);
  const tallies = new Tallies(spec.types);
  const exports: Exported[] = [];
  const changes = await fetched(client, storage('changes'), plan.changes, tallies);
  if (changes) exports.push(changes);
  if (changes && plan.joiners) {
    const joiners = await joinersOf(client, storage('joiners'), plan.joiners, tallies);
    if (joiners) exports.push(joiners);
  }
  yield* withAttachments(client, deliver(client, exports, tallies), tallies);
  // Nothing at all where everything was asked for is no answer of a hospital.
  if (changes?.local.missing.length === 0 && plan.changes.since === null && tallies.isEmpty)
    tallies.miss({ type: '*', reason: 'empty_export', isPassing: false });
  const until = earliest(exports.map(({ local }) => local.until));
  yield* tallies.ranges(exportPlace(spec), plan.changes.since, until);
  if (members !== null && tallies.isComplete) yield* membership(client, plan, members, until);
  for (const { state, local } of exports) if (!local.missing.some(({ isPassing }) => isPassing)) state.clear();
}

interface Exported extends OnDisk {
  readonly state: BulkState;
}

/** An export on disk; null, and noted in `tallies`, where there is none tonight. */
async function fetched(
  client: BulkClient,
  state: BulkState,
  question: Question,
  tallies: Tallies,
): Promise<Exported | null> {
  try {
    return exported(state, await bringToDisk(client, state, question), tallies);
  } catch (error) {
    return failed(error, tallies);
  }
}

/** Servers need not offer an export of single members; the whole group holds them too. */
async function joinersOf(
  client: BulkClient,
  state: BulkState,
  question: Question,
  tallies: Tallies,
): Promise<Exported | null> {
  client.effects.log.info('bulk.joiners', { patients: question.patients?.length ?? 0 });
  try {
    return exported(state, await bringToDisk(client, state, question), tallies);
  } catch (error) {
    if (!faultOfError(error).code.startsWith('kick_off_http_4')) return failed(error, tallies);
    return fetched(client, state, { since: null, patients: null }, tallies);
  }
}

function failed(error: unknown, tallies: Tallies): null {
  const fault = faultOfError(error);
  if (fault instanceof SignInFault) throw fault;
  tallies.miss({ type: '*', reason: fault.code, isPassing: fault.passing });
  return null;
}

function exported(state: BulkState, local: LocalExport, tallies: Tallies): Exported {
  for (const missing of local.missing) tallies.miss(missing);
  return { state, directory: state.directory, local };
}

/** Whose past is held from now on. Told only where nothing is missing: else a joiner's past would never be asked for again. */
function* membership(
  client: BulkClient,
  { changes, joiners }: Plan,
  patients: readonly PatientId[],
  until: string | null,
): Generator<Received> {
  const fresh = new Set(joiners?.patients);
  const counts = { announced: null, received: 0, request: exportPlace(client.spec) };
  for (const patient of patients) {
    const since = fresh.has(patient) ? null : changes.since;
    const range = { type: 'Patient', patient, part: 'member', since, until, state: 'complete', reason: null } as const;
    yield { kind: 'range', ...range, ...counts };
  }
  yield { kind: 'members', patients, links: 'both' };
}

/** Of instants in UTC, all written alike; null where one of them is not known. */
function earliest(times: readonly (string | null)[]): string | null {
  const known = times.filter((time) => time !== null).sort((a, b) => (a < b ? -1 : 1));
  return known.length === times.length ? (known[0] ?? null) : null;
}
