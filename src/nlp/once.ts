/** What several rules ask of a document is read from it once. */

/** `read` as it is, but done once for each document, however many ask. */
export function once<D extends object, T>(read: (doc: D) => T): (doc: D) => T {
  const known = new WeakMap<D, { readonly value: T }>();
  return (doc) => {
    const found = known.get(doc);
    if (found) return found.value;
    const value = read(doc);
    known.set(doc, { value });
    return value;
  };
}
