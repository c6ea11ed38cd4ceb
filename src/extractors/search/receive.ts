/** A FHIR R4 server, cohort-driven: find the candidates, then pull each one's chart. */
import type { PatientId } from '../../domain.ts';
import type { SearchSpec, SourceEffects } from '../source-spec.ts';
import type { Received } from '../received.ts';
import type { Known } from '../known.ts';
import { askMetadata, askUnlisted } from './capabilities.ts';
import { pullMedicationChanges } from './catalogue.ts';
import { readCharts } from './charts.ts';
import { type Pull, rangeItem } from './context.ts';
import { historyTypes, pullDeletions } from './deletions.ts';
import { discover } from './discover.ts';
import { Gateway } from './gateway.ts';
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
    const { fault, ...asked } = await askMetadata(gateway, spec);
    if (fault !== null) {
      const range = { type: '*', patient: null, reason: fault, announced: null, received: 0, request: spec.baseUrl };
      yield [rangeItem(range)];
      return;
    }
    const unlisted = await askUnlisted(gateway, spec, asked.offered);
    if (unlisted.length > 0) effects.log.warn('extract.not_in_statement', { types: unlisted.join(' ') });
    for (const type of unlisted) asked.offered?.add(type);
    const shared = {
      fetched: new Map(),
      manners: new Map(),
      sinceIgnored: new Set<string>(),
      candidates: new Set<PatientId>(),
    };
    const base: Pull = {
      spec,
      effects,
      gateway,
      known,
      ...asked,
      ...shared,
      members: new Set(),
      trusted: false,
      lists: false,
    };
    const { pull, reports } = await discover(base);
    yield reports;
    const persons = new Persons(pull);
    yield* readCharts(pull, persons);
    yield await pullMedicationChanges(pull);
    yield* inOrder(
      historyTypes(pull).map((type) => () => pullDeletions(pull, type)),
      spec.concurrency,
    );
    const { links } = persons;
    if (pull.trusted && links !== null) yield [{ kind: 'members', patients: [...pull.candidates].sort(), links }];
  } finally {
    await gateway.close();
  }
}
