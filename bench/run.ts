/** Runs every benchmark in a process of its own and prints what each says: `npm run bench [name]`. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const wanted = process.argv[2] ?? '';
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts') && file.includes(wanted))
  .sort();
for (const bench of benches) {
  console.log(`\n${bench.replace('.bench.ts', '')}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', path.join(import.meta.dirname, bench)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
