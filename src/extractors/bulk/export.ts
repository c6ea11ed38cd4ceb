/** One export from kick-off to disk, taken up again where a crash, a night's end or a dead link interrupted it. */
import { Fault, faultOfError } from '../search/fault.ts';
import type { BulkClient } from './client.ts';
import { type Failed, fetchFiles } from './files.ts';
import { awaitManifest, dismiss, keyOf, kickOff, type Question } from './job.ts';
import { type Manifest, untilOf } from './manifest.ts';
import { missingByOmission, type Scope } from './omitted.ts';
import { missingByOutcomes } from './outcomes.ts';
import type { BulkState, ExportState, LocalExport, LocalFile, Missing } from './state.ts';

/** Its status URL answers 404 or 410, or links of its files are dead although they were fetched anew. */
const GONE = 'export_gone';
const DEAD_LINK = /^http_(403|404|410)$/;
/** Faults that are not the export's: it is kept until they are mended. */
const OURS = /^(sign_in_|http_401|tls)/;
/** An export that is gone is begun anew, once. */
const MAX_EXPORTS = 2;

/**
 * Brings an export onto the disk. What could not be had of it is named in it. Rejects with a Fault where nothing was to be
 * had; where the fault is a passing one (`export_pending`), the export is kept for the next night.
 */
export async function bringToDisk(
  client: BulkClient,
  state: BulkState,
  question: Question,
  scope: Scope,
): Promise<LocalExport> {
  const key = keyOf(client.spec, question);
  const stored = state.load();
  if (stored && stored.key !== key) await abandon(client, state);
  else if (stored?.complete) return stored.complete;
  for (let turn = 1; ; turn++) {
    try {
      return await attempt(client, state, { question, scope, key, isLast: turn >= MAX_EXPORTS });
    } catch (error) {
      const fault = faultOfError(error);
      if (!fault.passing && !OURS.test(fault.code)) await abandon(client, state);
      if (fault.code !== GONE || turn >= MAX_EXPORTS) throw fault;
      client.effects.log.warn('bulk.anew', { code: fault.code });
    }
  }
}

interface Task {
  readonly question: Question;
  readonly scope: Scope;
  readonly key: string;
  /** True where no other export follows this one. */
  readonly isLast: boolean;
}

async function attempt(client: BulkClient, state: BulkState, task: Task): Promise<LocalExport> {
  const begun = await beginOrResume(client, state, task);
  const statusUrl = begun.statusUrl;
  let manifest = await awaitManifest(client, statusUrl);
  let failed = await fetchFiles(client, state, manifest);
  if (failed.some(isDead)) {
    client.effects.log.warn('bulk.links_dead', { files: failed.filter(isDead).length });
    manifest = await awaitManifest(client, statusUrl);
    failed = await fetchFiles(client, state, manifest);
    if (failed.some(isDead) && !task.isLast) throw new Fault(GONE);
  }
  const found = await localExport(state, manifest, failed, begun);
  const left = await missingByOmission(client, manifest, { ...task, excused: found.missing });
  const local = { ...found, missing: [...found.missing, ...left] };
  // What may still come is waited for until the next night; else the server can let go of it all.
  if (local.missing.some(({ isPassing }) => isPassing)) return local;
  state.save({ ...(state.load() as ExportState), complete: local });
  await dismiss(client, statusUrl);
  return local;
}

const isDead = ({ fault }: Failed): boolean => DEAD_LINK.test(fault.code);

/** The status URL is on disk before anything is asked of it: at most the one kick-off without an answer is orphaned. */
async function beginOrResume(
  client: BulkClient,
  state: BulkState,
  { question, scope, key }: Task,
): Promise<ExportState & { statusUrl: string }> {
  const stored = state.load();
  if (stored?.statusUrl != null) {
    client.effects.log.info('bulk.resume');
    return { ...stored, statusUrl: stored.statusUrl };
  }
  if (stored) client.effects.log.warn('bulk.orphan');
  // Who joins while it is made may not be in it, whatever the group is when it is read.
  const members = question.patients ?? scope.members;
  const empty: ExportState = { key, statusUrl: null, requestedAt: null, members, files: [], complete: null };
  state.save(empty);
  const started = { ...empty, ...(await kickOff(client, question)) };
  state.save(started);
  client.effects.log.info('bulk.started');
  return started;
}

/** Gives up an export that is of no use any more, here and at the server. */
async function abandon(client: BulkClient, state: BulkState): Promise<void> {
  const statusUrl = state.load()?.statusUrl ?? null;
  if (statusUrl !== null) await dismiss(client, statusUrl);
  state.clear();
}

async function localExport(
  state: BulkState,
  manifest: Manifest,
  failed: readonly Failed[],
  { requestedAt, members }: ExportState,
): Promise<LocalExport> {
  const stored = new Map(state.load()?.files.map((file) => [file.key, file]));
  const files = manifest.files
    .map(({ key }) => stored.get(key))
    .filter((file): file is LocalFile => file !== undefined);
  const until = untilOf(manifest.transactionTime, requestedAt);
  const missing: Missing[] = [...failed.map(missingBy), ...(await missingByOutcomes(state.directory, files))];
  if (until === null) missing.push({ type: '*', reason: 'no_transaction_time', isPassing: false });
  return { files, missing, until, members };
}

/** Without its deletions and errors nobody knows what else is not complete. */
function missingBy({ file, fault }: Failed): Missing {
  return file.role === 'output'
    ? { type: file.type, reason: fault.code, isPassing: fault.passing }
    : { type: '*', reason: `${file.role}_${fault.code}`, isPassing: fault.passing };
}
