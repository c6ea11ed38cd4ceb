/**
 * A structural look at JSON bytes, before and beside `JSON.parse`: how deep it nests and how many members it writes down.
 * `JSON.parse` keeps the last of two equal keys and says nothing; a text that writes more members than the parsed value
 * has contains a duplicate key. Counting is exact for every text that `JSON.parse` accepts.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

export interface Structure {
  /** Deepest nesting of objects and arrays; a flat object is 1. */
  readonly depth: number;
  /** Members (`"key":`) of all objects together. */
  readonly members: number;
}

/** Position after the string that starts at `start` (a quote), or `end` where it is not closed. */
export function skipString(bytes: Uint8Array, start: number, end: number): number {
  let at = start + 1;
  for (let byte = bytes[at]; at < end && byte !== QUOTE; byte = bytes[++at]) if (byte === BACKSLASH) at++;
  return Math.min(at + 1, end);
}

/** Depth and member count of the JSON text in `bytes[start, end)`; meaningless where the text is no JSON. */
export function inspect(bytes: Uint8Array, start: number, end: number): Structure {
  let [members, depth, deepest] = [0, 0, 0];
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      let next = skipString(bytes, at, end);
      while (next < end && (bytes[next] as number) <= SPACE) next++;
      if (next < end && bytes[next] === COLON) members++;
      else next--;
      at = next;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > deepest) deepest = depth;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return { depth: deepest, members };
}

/** Members of all objects in a parsed JSON value. Recursive: call it only below a depth cap. */
export function countMembers(value: unknown): number {
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) if (typeof item === 'object' && item !== null) members += countMembers(item);
    return members;
  }
  const record = value as Record<string, unknown>;
  for (const key in record) {
    members++;
    const item = record[key];
    if (typeof item === 'object' && item !== null) members += countMembers(item);
  }
  return members;
}
