/** Run as a process of its own, to be killed: serves the review page on the database file given, and prints its address. */
import { silentLog } from '../../src/effects.ts';
import { startReview } from '../../src/review/server.ts';
import { openReviewDb } from '../../src/store/review-db.ts';
import { hospital } from './hospital.ts';

const reviewDb = await openReviewDb(process.argv[2] ?? '');
const { url } = await startReview({ reviewDb, reader: hospital(), log: silentLog });
process.stdout.write(`${url}\n`);
