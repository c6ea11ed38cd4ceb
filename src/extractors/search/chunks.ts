/** Lists of patients that one search can carry. */
import type { PatientId } from '../../domain.ts';

/** Bytes of ids in one search: keeps URLs below 2 KB, which every proxy lets pass. */
const MAX_BYTES = 1500;

/** The ids in their order, in lists of a bounded length as they are `written` in the URL. */
export function idChunks(ids: readonly PatientId[], written: (id: PatientId) => string = (id) => id): PatientId[][] {
  const chunks: PatientId[][] = [];
  let bytes = 0;
  for (const id of ids) {
    const { length } = written(id);
    const last = chunks.at(-1);
    if (last && bytes + length < MAX_BYTES) last.push(id);
    else {
      chunks.push([id]);
      bytes = 0;
    }
    bytes += length + 1;
  }
  return chunks;
}
