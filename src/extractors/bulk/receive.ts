/**
 * A FHIR R4 server by its bulk export. Everything is brought onto the disk and checked first; only then is any of it given
 * on, so that an export that breaks half-way changes nothing.
 */
import type { PatientId } from '../../domain.ts';
import { LutraError } from '../../errors.ts';
import { SignInFault } from '../auth/refusal.ts';
import type { Known } from '../known.ts';
import type { Received } from '../received.ts';
import { type BulkSpec, exportPlace, type SourceEffects } from '../source-spec.ts';
import { type Asking, changesOf, type Exported, joinersOf } from './ask.ts';
import { withAttachments } from './attachments.ts';
import { Attendance } from './attendance.ts';
import { receivedBefore } from './before.ts';
import { BulkClient } from './client.ts';
import { deliver } from './deliver.ts';
import { membersOf, type Plan, planOf } from './group.ts';
import type { Scope } from './omitted.ts';
import type { BulkStorage } from './state.ts';
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
  const listed = isGroup ? await membersOf(client) : null;
  const members = listed?.patients ?? null;
  const wanted = isGroup ? planOf(before, members) : planOf(before, before.members);
  const scope: Scope = { members, holds: (type) => known.holds(type) };
  const tallies = new Tallies(spec.types);
  const asking: Asking = { client, storage, scope, tallies };
  const { plan, changes } = await changesOf(asking, wanted);
  const joiners = changes && plan.joiners ? await joinersOf(asking, plan.joiners) : null;
  const exports = [changes, joiners].filter((one) => one !== null);
  const attendance = new Attendance();
  for await (const item of withAttachments(client, deliver(client, exports, tallies), tallies)) {
    attendance.take(item);
    yield item;
  }
  // Nothing at all where everything was asked for is no answer of a hospital.
  if (changes?.local.missing.every(({ isUnknown }) => isUnknown) && plan.changes.since === null && tallies.isEmpty)
    tallies.miss({ type: '*', reason: 'empty_export', isPassing: false });
  yield* tallies.ranges(exportPlace(spec), plan.changes.since, untilOf(exports));
  const isWhole = plan.changes.since === null && tallies.isComplete && spec.types.includes('Patient');
  const asked = exports.flatMap(({ local }) => local.members ?? []);
  const against = { asked, before: known.patients, held: isGroup ? known.held() : [], isWhole };
  const doubt = listed && attendance.doubt(listed, against, exportPlace(spec));
  if (doubt) yield doubt;
  if (members !== null && tallies.isComplete && !doubt) yield* membership(client, plan, members, exports);
  for (const { state, local } of exports) if (!local.missing.some(({ isPassing }) => isPassing)) state.clear();
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
