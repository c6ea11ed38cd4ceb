/** Pseudonyms: keyed hashes, so that nobody without the hospital's key can find a patient by trying ids. */
import { createHmac } from 'node:crypto';

export interface Pseudonyms {
  /** The same patient of the same study keeps the pseudonym from snapshot to snapshot; studies do not share them. */
  patient(id: string): string;
  /** Notes, resources and decisions, as far as facts point to them. */
  source(kind: string, id: string): string;
  /** Tells whether two snapshots used the same key; says nothing of the key itself. */
  readonly keyId: string;
}

/** 80 bits: no two of a million patients collide (chance below 1e-12). */
const HEX_DIGITS = 20;

/** HMAC-SHA-256 under the key, with study and purpose in the message so that no two uses give the same value. */
export function pseudonyms(key: string, study: string): Pseudonyms {
  const keyed = (...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex').slice(0, HEX_DIGITS);
  const patients = new Map<string, string>();
  return {
    patient: (id) => {
      const known = patients.get(id) ?? keyed('patient', study, id);
      patients.set(id, known);
      return known;
    },
    source: (kind, id) => keyed('source', study, kind, id),
    keyId: keyed('key id'),
  };
}
