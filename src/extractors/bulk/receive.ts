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
import { receivedBefore } from './before.ts';
import { BulkClient } from './client.ts';
import { deliver, type OnDisk } from './deliver.ts';
import { bringToDisk } from './export.ts';
import { membersOf, type Plan, planOf } from './group.ts';
import { keyOf, type Question } from './job.ts';
import type { Scope } from './omitted.ts';
import type { BulkState, BulkStorage, LocalExport } from './state.ts';
import { Tallies } from './tallies.ts';

/** Everything that the server exports. Rejects with LutraError `http` where it refuses this client altogether. */
export async function* receiveBulk(spec: BulkSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  if (!effects.bulk) throw new LutraError('internal', 'a bulk export needs a place for its files');
  const client = new BulkClient(spec, effects);
  try {
    yield* receive(client, effects.bulk, known);
  } catch (error) {
    throw error instanceof SignInFault ? error.error : error;
  } finally {
    await client.close();
  }
}

async function* receive(client: BulkClient, storage: BulkStorage, known: Known): AsyncGenerator<Received> {
  const { spec } = client;
  const before = receivedBefore(spec, known, client.effects.clock.now());
  const isGroup = spec.level === 'group';
  const members = isGroup ? await membersOf(client) : null;
  const plan = isGroup ? planOf(before, members) : planOf(before, before.members);
  const scope: Scope = { members, holds: (type) => known.holds(type) };
  const tallies = new Tallies(spec.types);
  const exports: Exported[] = [];
  const changes = await fetched(client, { state: storage('changes'), scope, tallies }, plan.changes);
  if (changes) exports.push(changes);
  if (changes && plan.joiners) {
    const joiners = await joinersOf(client, { state: storage('joiners'), scope, tallies }, plan.joiners);
    if (joiners) exports.push(joiners);
  }
  yield* withAttachments(client, deliver(client, exports, tallies), tallies);
  // Nothing at all where everything was asked for is no answer of a hospital.
  if (changes?.local.missing.every(({ isUnknown }) => isUnknown) && plan.changes.since === null && tallies.isEmpty)
    tallies.miss({ type: '*', reason: 'empty_export', isPassing: false });
  yield* tallies.ranges(exportPlace(spec), plan.changes.since, untilOf(exports));
  if (members !== null && tallies.isComplete) yield* membership(client, plan, members, exports);
  for (const { state, local } of exports) if (!local.missing.some(({ isPassing }) => isPassing)) state.clear();
}

interface Exported extends OnDisk {
  readonly state: BulkState;
}
/** Where one export is kept, whom it is about, and where it is told what is missing of it. */
interface Slot {
  readonly state: BulkState;
  readonly scope: Scope;
  readonly tallies: Tallies;
}

/** An export on disk; null, and noted in `tallies`, where there is none tonight. */
async function fetched(client: BulkClient, slot: Slot, question: Question): Promise<Exported | null> {
  try {
    return exported(slot, await bringToDisk(client, slot.state, question, slot.scope));
  } catch (error) {
    return failed(error, slot.tallies);
  }
}

/** Servers need not offer an export of single members; the whole group holds them too. */
async function joinersOf(client: BulkClient, slot: Slot, question: Question): Promise<Exported | null> {
  client.effects.log.info('bulk.joiners', { patients: question.patients?.length ?? 0 });
  const whole: Question = { since: null, patients: null };
  // Found out on an earlier night, and still under way.
  if (slot.state.load()?.key === keyOf(client.spec, whole)) return fetched(client, slot, whole);
  try {
    return exported(slot, await bringToDisk(client, slot.state, question, slot.scope));
  } catch (error) {
    if (!faultOfError(error).code.startsWith('kick_off_http_4')) return failed(error, slot.tallies);
    return fetched(client, slot, whole);
  }
}

function failed(error: unknown, tallies: Tallies): null {
  const fault = faultOfError(error);
  if (fault instanceof SignInFault) throw fault;
  tallies.miss({ type: '*', reason: fault.code, isPassing: fault.passing });
  return null;
}

function exported({ state, tallies }: Slot, local: LocalExport): Exported {
  for (const missing of local.missing) tallies.miss(missing);
  return { state, directory: state.directory, local };
}

/**
 * Whose past is held from now on. Told only where nothing is missing, and of nobody who was no member yet when the exports
 * were begun: else a joiner's past would never be asked for again.
 */
function* membership(
  client: BulkClient,
  { changes, joiners }: Plan,
  patients: readonly PatientId[],
  exports: readonly Exported[],
): Generator<Received> {
  const until = untilOf(exports);
  const [inChanges, inPasts] = exports.map(({ local }) => new Set(local.members));
  const fresh = new Set(joiners?.patients);
  const counts = { announced: null, received: 0, request: exportPlace(client.spec) };
  for (const patient of patients) {
    if (!(fresh.has(patient) ? inPasts : inChanges)?.has(patient)) continue;
    const since = fresh.has(patient) ? null : changes.since;
    const range = { type: 'Patient', patient, part: 'member', since, until, state: 'complete', reason: null } as const;
    yield { kind: 'range', ...range, ...counts };
  }
  yield { kind: 'members', patients, links: 'both' };
}

/** Up to when all of them hold: instants in UTC, all written alike. Null where one of them does not say. */
function untilOf(exports: readonly Exported[]): string | null {
  const times = exports.map(({ local }) => local.until);
  const known = times.filter((time) => time !== null).sort((a, b) => (a < b ? -1 : 1));
  return known.length === times.length ? (known[0] ?? null) : null;
}
