/** The secret that turns patient ids into pseudonyms: one a data directory, made once, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LutraError } from '../errors.ts';

/**
 * The key of this data directory. Whoever has it and a list of patient ids can undo the pseudonyms: it stays with the
 * databases and never goes into a snapshot. Losing it means that later snapshots name the same patients differently.
 */
export function pseudonymKey(dataDir: string): string {
  const file = path.join(dataDir, 'pseudonym.key');
  if (!existsSync(file)) {
    // Two runs may start at once: the first to write wins, the other reads what it wrote.
    try {
      writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  const key = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(key)) {
    throw new LutraError('corrupt', 'the pseudonym key is damaged', {
      place: file,
      remedy: 'restore it from a backup',
    });
  }
  return key;
}
