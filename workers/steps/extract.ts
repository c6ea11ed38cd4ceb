/** Source -> raw store and ledger. One item: the source itself. */
import path from 'node:path';
import { bulkStorage } from '../../src/extractors/bulk/state.ts';
import type {
  Received,
  ReceivedDeleted,
  ReceivedMembers,
  ReceivedQuarantined,
  ReceivedRange,
  ReceivedResource,
} from '../../src/domain.ts';
import { openSource } from '../../src/extractors/source.ts';
import { transaction } from '../../src/store/database.ts';
import { markGone, retireResources, volumeDrops } from '../../src/store/deletions.ts';
import { quarantine } from '../../src/store/ledger.ts';
import { forgetOldParts, recordRanges } from '../../src/store/ranges.ts';
import { assignPatients, storeResources } from '../../src/store/raw.ts';
import { vanishPatients } from '../../src/store/vanish.ts';
import { sourceSpec } from '../../src/config.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { knownOf } from './known.ts';
import { whoLeft } from './members.ts';

/** Resources a transaction: large enough to be fast, small enough to keep other writers waiting only briefly. */
const BATCH = 500;

export const extractStep: Step = {
  id: 'extract',
  batch: 1,
  items: (context) => (context.source === null ? [] : ['source']),
  // One item, which tells by itself how far it is: in charts, or where their number is not known, in resources.
  perform: async (context) => {
    if (context.source !== null) await extract(context, context.source);
  },
};

/** What a night received, in numbers. */
export interface ExtractCounts extends Record<string, number> {
  received: number;
  stored: number;
  unchanged: number;
  deleted: number;
  quarantined: number;
}

async function extract(context: RunContext, sourceText: string): Promise<void> {
  const spec = sourceSpec(sourceText, context.settings);
  const effects = { ...context, bulk: bulkStorage(path.join(path.dirname(context.db.sql.name), 'bulk')) };
  const { id } = openSource(spec, effects);
  const intake = new Intake(context, id);
  const chartsRead = (done: number, total: number): void => intake.tell(done, total);
  const source = openSource(spec, { ...effects, chartsRead }, knownOf(context.db, id));
  for await (const item of source.receive()) intake.take(item);
  intake.close();
  transaction(context.db, () => {
    let unassigned = assignPatients(context.db);
    const left =
      intake.members && spec.kind !== 'folder' ? whoLeft(context.db, intake.origin, intake.members, spec) : 0;
    if (left > 0) unassigned = assignPatients(context.db);
    const vanished = vanishPatients(context.db);
    const isWholeView = spec.kind === 'folder' || (spec.kind === 'bulk' && intake.isWhole && intake.isComplete);
    const gone = isWholeView ? compareView(intake) : 0;
    if (!intake.aborted) forgetOldParts(context.db, intake.origin);
    context.log.info('extract', { run: context.run, ...intake.counts, unassigned, left, vanished, gone });
  });
}

/**
 * A folder is a whole view of what it holds, and so is a whole export of which nothing is missing. What was held before
 * and is in it no more is marked and counted, never retired; where more than half of a type is missing, the view is called
 * a loss.
 */
function compareView({ context, origin, isComplete }: Intake): number {
  for (const { type, held, seen } of volumeDrops(context.db, origin)) {
    const range = { type, patient: null, part: 'volume', state: 'incomplete', reason: 'volume_drop' } as const;
    recordRanges(context.db, [{ ...range, announced: held, received: seen, request: origin.source }], origin);
  }
  return isComplete ? markGone(context.db, origin) : 0;
}

/** An older version that is held must not stay as if the patient were still ours. */
function movedAway(
  { request }: ReceivedQuarantined,
  { key, at }: NonNullable<ReceivedQuarantined['moved']>,
): ReceivedDeleted {
  return { kind: 'deleted', key, reason: 'moved', request, ...(at === null ? {} : { deletedAt: at }) };
}

/** Takes what a source gives and writes it in batches: data, deletions, ranges and watermarks in one transaction. */
class Intake {
  readonly context: RunContext;
  readonly origin: { readonly source: string; readonly seenAt: string; readonly run: string; readonly at: string };
  readonly counts: ExtractCounts = { received: 0, stored: 0, unchanged: 0, deleted: 0, quarantined: 0 };
  /** The source could not be asked at all. */
  aborted = false;
  /** Every range so far is complete. */
  isComplete = true;
  /** No range so far is of changes alone. */
  isWhole = true;
  members: ReceivedMembers | null = null;
  #tellsCharts = false;
  readonly #resources: ReceivedResource[] = [];
  readonly #deleted: ReceivedDeleted[] = [];
  readonly #bad: ReceivedQuarantined[] = [];
  readonly #ranges: ReceivedRange[] = [];

  constructor(context: RunContext, source: string) {
    const at = new Date(context.clock.now()).toISOString();
    this.context = context;
    this.origin = { source, seenAt: at, run: context.run, at };
  }

  /** A range may be written only with all data before it: order is kept, and so is what a deletion follows. */
  take(item: Received): void {
    if (item.kind === 'members') {
      this.members = item;
      return;
    }
    if (item.kind === 'range') {
      // Who is in the group says nothing of what came.
      this.isComplete &&= item.state === 'complete' || item.scope === 'discovery';
      this.isWhole &&= (item.since ?? null) === null;
      this.aborted ||=
        item.type === '*' && item.patient === null && item.part === undefined && item.state !== 'complete';
      this.#ranges.push(item);
      return;
    }
    this.counts.received++;
    if (item.kind === 'resource') {
      if (this.#deleted.length > 0) this.flush();
      this.#resources.push(item);
    } else if (item.kind === 'deleted') this.#deleted.push(item);
    else {
      this.#bad.push(item);
      this.counts.quarantined++;
      if (item.moved) this.#deleted.push(movedAway(item, item.moved));
    }
    if (this.#resources.length + this.#bad.length + this.#deleted.length >= BATCH) this.flush();
  }

  flush(): void {
    const { db } = this.context;
    transaction(db, () => {
      const { stored, unchanged } = storeResources(db, this.#resources.splice(0), this.origin);
      this.counts.stored += stored;
      this.counts.unchanged += unchanged;
      this.counts.deleted += retireResources(db, this.#deleted.splice(0), this.origin);
      quarantine(db, this.#bad.splice(0), this.origin);
      recordRanges(db, this.#ranges.splice(0), this.origin);
    });
    if (!this.#tellsCharts) this.context.progress('extract', this.counts.received, null, { unit: 'resources' });
  }

  /** Charts read, of how many. */
  tell(done: number, total: number): void {
    this.#tellsCharts = true;
    const resources = { count: this.counts.received, unit: 'resources' };
    this.context.progress('extract', done, total, { unit: 'charts', with: resources });
  }

  close(): void {
    this.flush();
    const { received } = this.counts;
    if (!this.#tellsCharts) this.context.progress('extract', received, received, { unit: 'resources' });
  }
}
