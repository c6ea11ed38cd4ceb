/** Source -> raw store and ledger. One item: the source itself. */
import { openSource } from '../../src/extractors/source.ts';
import { type QuarantinedItem, type RangeReport, quarantine, recordRanges } from '../../src/store/ledger.ts';
import { type ReceivedResource, assignPatients, retireResource, storeResources } from '../../src/store/raw.ts';
import { sourceSpec } from '../../src/config.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../steps.ts';

/** Resources a transaction: large enough to be fast, small enough to keep other writers waiting only briefly. */
const BATCH = 500;

export const extractStep: Step = {
  id: 'extract',
  batch: 1,
  items: (context) => (context.source === null ? [] : ['source']),
  perform: async (context, _items, onDone) => {
    if (context.source === null) return;
    await extract(context, context.source);
    onDone();
  },
};

export interface ExtractCounts extends Record<string, number> {
  received: number;
  stored: number;
  unchanged: number;
  quarantined: number;
}

async function extract(context: RunContext, sourceText: string): Promise<void> {
  const source = openSource(sourceSpec(sourceText, context.settings), context);
  const origin = { source: source.id, seenAt: new Date(context.clock.now()).toISOString() };
  const counts: ExtractCounts = { received: 0, stored: 0, unchanged: 0, quarantined: 0 };
  const resources: ReceivedResource[] = [];
  const bad: QuarantinedItem[] = [];
  const ranges: RangeReport[] = [];
  const flush = (): void => {
    const { stored, unchanged } = storeResources(context.db, resources.splice(0), origin);
    quarantine(context.db, bad.splice(0), origin);
    counts.stored += stored;
    counts.unchanged += unchanged;
    context.progress('extract', counts.received, null);
  };
  for await (const item of source.receive()) {
    if (item.kind === 'range') {
      ranges.push(item);
      continue;
    }
    counts.received++;
    if (item.kind === 'resource') resources.push(item);
    else if (item.kind === 'deleted') retireResource(context.db, item.key);
    else {
      bad.push(item);
      counts.quarantined++;
    }
    if (resources.length + bad.length >= BATCH) flush();
  }
  flush();
  const unassigned = assignPatients(context.db);
  recordRanges(context.db, ranges.map(toRange), { source: source.id, run: context.run, at: origin.seenAt });
  context.log.info('extract', { run: context.run, ...counts, unassigned });
}

/** The range alone, without the discriminator it travelled with. */
function toRange({ type, patient, state, reason, announced, received, request }: RangeReport): RangeReport {
  return { type, patient, state, reason, announced, received, request };
}
