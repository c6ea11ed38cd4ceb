/** An export names documents by URL; what they point to is fetched as it is in a search. */
import { patientOf } from '../../fhir.ts';
import type { Received, ReceivedResource } from '../received.ts';
import { type Fetching, fetchAttachments, hasLinks } from '../search/attachments.ts';
import { Gateway } from '../search/gateway.ts';
import type { BulkClient } from './client.ts';
import type { Tallies } from './tallies.ts';

/** Documents whose attachments are fetched at the same time; bounds the memory. */
const BATCH = 50;
/** With these the attachment may come another night, so its document has to be exported once more. */
const MAY_COME = /^(http_(401|408|425|429|5\d\d)|network|timeout|truncated|closed|sign_in_.*)$/;

/** Gives the items, and behind them the attachments that the documents among them link to. */
export async function* withAttachments(
  { spec, effects }: BulkClient,
  items: AsyncIterable<Received>,
  tallies: Tallies,
): AsyncGenerator<Received> {
  const gateway = new Gateway(spec, effects);
  const fetching: Fetching = { spec, gateway, fetched: new Map() };
  let documents: ReceivedResource[] = [];
  try {
    for await (const item of items) {
      yield item;
      if (item.kind === 'resource' && hasLinks(item.resource)) documents.push(item);
      if (documents.length < BATCH) continue;
      yield* fetchAll(fetching, documents, tallies);
      documents = [];
    }
    yield* fetchAll(fetching, documents, tallies);
  } finally {
    await gateway.close();
  }
}

async function* fetchAll(
  fetching: Fetching,
  documents: readonly ReceivedResource[],
  tallies: Tallies,
): AsyncGenerator<Received> {
  const answers = documents.map(async ({ resource }) => {
    const type = resource.resourceType;
    return { type, items: await fetchAttachments(fetching, patientOf(resource) ?? '', resource) };
  });
  for (const { type, items } of await Promise.all(answers)) {
    for (const item of items) {
      if (item.kind === 'range' && MAY_COME.test(item.reason ?? ''))
        tallies.miss({ type, reason: `attachment_${item.reason}`, isPassing: true });
      yield item;
    }
  }
}
