/** Other people's material that may lie beside the checkout. Tests over it are extra: without it they are skipped. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHARED = new URL('../../../shared/', import.meta.url);

/** The path of something there; null where it is not. */
export function shared(relative: string): string | null {
  const file = fileURLToPath(new URL(relative, SHARED));
  return existsSync(file) ? file : null;
}

/** Options that skip a test with the reason when `place` is not there. */
export function needs(place: string | null): { skip: string | false } {
  return { skip: place === null ? 'the shared material is not beside this checkout' : false };
}
