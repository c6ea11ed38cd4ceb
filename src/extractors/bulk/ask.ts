/** What is asked for tonight, and what is asked for instead where a server does not offer that. */
import { SignInFault } from '../auth/refusal.ts';
import { Fault, faultOfError } from '../search/fault.ts';
import type { BulkClient } from './client.ts';
import type { OnDisk } from './deliver.ts';
import { bringToDisk } from './export.ts';
import type { Plan } from './group.ts';
import { keyOf, type Question } from './job.ts';
import type { Scope } from './omitted.ts';
import type { BulkState, BulkStorage } from './state.ts';
import type { Tallies } from './tallies.ts';

export interface Asking {
  readonly client: BulkClient;
  readonly storage: BulkStorage;
  /** Whom it is about. */
  readonly scope: Scope;
  /** Where it is told what is missing. */
  readonly tallies: Tallies;
}
export interface Exported extends OnDisk {
  readonly state: BulkState;
}

const WHOLE: Question = { since: null, patients: null };

/**
 * The export of what changed. A server that refuses to be asked for changes is asked for everything; that export has a
 * place of its own, and is waited for as long as it takes.
 */
export async function changesOf(asking: Asking, plan: Plan): Promise<{ plan: Plan; changes: Exported | null }> {
  const instead = asking.storage('everything');
  if (plan.changes.since === null || instead.load() === null) {
    const outcome = await exportOf(asking, asking.storage('changes'), plan.changes);
    if (plan.changes.since === null || !isRefused(outcome)) return { plan, changes: noted(asking, outcome) };
  }
  const changes = noted(asking, await exportOf(asking, instead, WHOLE));
  return { plan: { changes: WHOLE, joiners: null }, changes };
}

/** The export of single members. Servers need not offer one; the whole group holds them too. */
export async function joinersOf(asking: Asking, question: Question): Promise<Exported | null> {
  const { client } = asking;
  const state = asking.storage('joiners');
  client.effects.log.info('bulk.joiners', { patients: question.patients?.length ?? 0 });
  // Found out on an earlier night, and still under way.
  if (state.load()?.key !== keyOf(client.spec, WHOLE)) {
    const outcome = await exportOf(asking, state, question);
    if (!isRefused(outcome)) return noted(asking, outcome);
  }
  return noted(asking, await exportOf(asking, state, WHOLE));
}

/** An export on disk, or why there is none tonight. Rejects with SignInFault alone. */
async function exportOf({ client, scope }: Asking, state: BulkState, question: Question): Promise<Exported | Fault> {
  try {
    const local = await bringToDisk(client, state, question, scope);
    return { state, directory: state.directory, local };
  } catch (error) {
    const fault = faultOfError(error);
    if (fault instanceof SignInFault) throw fault;
    return fault;
  }
}

/** Did the server refuse the question itself, so that another one may be answered? */
function isRefused(outcome: Exported | Fault): boolean {
  return outcome instanceof Fault && !outcome.passing && /^(?:kick_off_|not_started$)/.test(outcome.code);
}

function noted({ tallies }: Asking, outcome: Exported | Fault): Exported | null {
  if (outcome instanceof Fault) {
    tallies.miss({ type: '*', reason: outcome.code, isPassing: outcome.passing });
    return null;
  }
  for (const missing of outcome.local.missing) tallies.miss(missing);
  return outcome;
}
