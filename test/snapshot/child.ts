/**
 * Run by tests in a process of its own: writes the snapshot of `n` patients below a folder and prints its manifest.
 * `die=K` kills the process after the K-th file; `repeat=K` publishes K snapshots with different cut-offs.
 */
import { addDays } from '../../src/calendar.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { snapshotInput } from './fixture.ts';

const [base = '', n = '20', mode = ''] = process.argv.slice(2);
const [what, times = '0'] = mode.split('=');
const progress = (done: number): void => {
  if (what === 'die' && done === Number(times)) process.kill(process.pid, 'SIGKILL');
};
for (let i = 0; i < (what === 'repeat' ? Number(times) : 1); i++) {
  const manifest = writeSnapshot(snapshotInput(Number(n), { dataCutoff: addDays('2023-06-30', i) }), base, {
    progress,
  });
  if (what !== 'repeat') console.log(JSON.stringify(manifest));
}
