/** What an extractor gives. */
import { sha256 } from '../canonical.ts';
import type { ReceivedQuarantined } from '../domain.ts';
import type { QuarantineCode } from '../errors.ts';

export type * from '../domain/received.ts';

/** Builds the quarantine item for some bytes. */
export function quarantined(
  code: QuarantineCode,
  bytes: Uint8Array,
  request: string,
  detail: string,
): ReceivedQuarantined {
  return { kind: 'quarantined', code, request, hash: sha256(bytes), detail };
}
