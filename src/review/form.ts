/** Reading a form strictly: the fields a handler names, each once, nothing else. */
import type { Ctx } from './site.ts';

/** The fields of the body, '' where one was not sent; null for unknown or repeated fields. */
export async function readForm<K extends string>(c: Ctx, names: readonly K[]): Promise<Record<K, string> | null> {
  const sent = new URLSearchParams(await c.req.text());
  const keys = [...sent.keys()];
  if (new Set(keys).size !== keys.length || keys.some((key) => !names.includes(key as K))) return null;
  return Object.fromEntries(names.map((name) => [name, sent.get(name) ?? ''])) as Record<K, string>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

/** A whole number of at most nine digits, or null. */
export const wholeNumber = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);
