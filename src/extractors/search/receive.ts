import type { SearchSpec, SourceEffects } from '../source.ts';
import { LutraError } from '../../errors.ts';
import type { Received } from '../received.ts';
// eslint-disable-next-line
export async function* receiveSearch(spec: SearchSpec, effects: SourceEffects): AsyncGenerator<Received> {
  effects.log.info('extract.search');
  throw new LutraError('source', 'not yet', { place: spec.baseUrl });
}
