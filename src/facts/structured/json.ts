/** Reading JSON whose shape nobody promises: what is not of the wanted kind is not there. Never throws. */

export type Json = Readonly<Record<string, unknown>>;

/** An object, or null for anything else, lists too. */
export function object(value: unknown): Json | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : null;
}

/** The objects of a list; a lone object counts as a list of one (some servers forget the brackets). */
export function objects(value: unknown): Json[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map(object).filter((item) => item !== null);
}

/** Text without the white space around it; null where nothing else is there. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A finite number; a number written as text is none. */
export function number(value: unknown): number | null {
  // Adding zero makes -0 the 0 that it is.
  return typeof value === 'number' && Number.isFinite(value) ? value + 0 : null;
}

/** Extensions of an element under a URL, in their order. */
export function extensions(element: Json | null, url: string): Json[] {
  return objects(element?.['extension']).filter((extension) => extension['url'] === url);
}
