/** Canonical JSON and content hashes: the same content gives the same hash, whatever the order of keys. */
import { hash } from 'node:crypto';

/** JSON with sorted keys and no undefined; arrays keep their order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => {
    if (v === null || typeof v !== 'object' || Array.isArray(v)) return v;
    const record = v as Record<string, unknown>;
    const sorted: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(record).sort()) sorted[key] = record[key];
    return sorted;
  });
}

/** SHA-256 as lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Content hash of a JSON value. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A short stable id made of a content hash: 20 hex digits, 80 bits. */
export function shortId(...parts: readonly string[]): string {
  return sha256(parts.join('\u0000')).slice(0, 20);
}
