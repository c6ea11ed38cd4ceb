/** A FHIR R4 server, cohort-driven: find the candidates, then pull each one's chart. */
import { keyText } from '../../fhir.ts';
import type { SearchSpec, SourceEffects } from '../source-spec.ts';
import type { Received } from '../received.ts';
import type { Known } from '../known.ts';
import { pullMedicationChanges } from './catalogue.ts';
import { readCharts } from './charts.ts';
import { rangeItem } from './context.ts';
import { historyTypes, pullDeletions } from './deletions.ts';
import { discover } from './discover.ts';
import { Gateway } from './gateway.ts';
import { retryOutstanding } from './linked.ts';
import { openPull } from './open.ts';
import { inOrder } from './order.ts';
import { Persons } from './persons.ts';

/**
 * Everything that the server has on candidate patients and on those read before: whole charts of whom is new or due, what
 * changed of the others, what was deleted. Whatever could not be read is a range that says so; a server that cannot be
 * asked at all is one incomplete range over everything. Given in batches, as they are read.
 */
export async function* receiveSearch(
  spec: SearchSpec,
  effects: SourceEffects,
  known: Known,
): AsyncGenerator<readonly Received[]> {
  const gateway = new Gateway(spec, effects);
  try {
    const opened = await openPull(gateway, spec, effects, known);
    if ('fault' in opened) {
      yield [unreachable(spec, opened.fault)];
      return;
    }
    const { pull, reports } = await discover(opened.pull);
    yield reports;
    const persons = new Persons(pull);
    yield* readCharts(pull, persons);
    yield await pullMedicationChanges(pull);
    const gone = new Set<string>();
    const histories = historyTypes(pull).map((type) => () => pullDeletions(pull, type));
    for await (const items of inOrder(histories, spec.concurrency)) {
      for (const item of items) if (item.kind === 'deleted') gone.add(keyText(item.key));
      yield items;
    }
    // Last: documents that a server refuses one after the other are no reason to ask it nothing else.
    yield* retryOutstanding(pull, gone);
    const { links } = persons;
    if (pull.trusted && links !== null) yield [{ kind: 'members', patients: [...pull.candidates].sort(), links }];
  } finally {
    await gateway.close();
  }
}

/** Nothing at all could be asked: one range over everything. */
function unreachable({ baseUrl }: SearchSpec, reason: string): Received {
  return rangeItem({ type: '*', patient: null, reason, announced: null, received: 0, request: baseUrl });
}
