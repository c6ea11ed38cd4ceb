/** Reads a bulk export in a process of its own, to be killed: arguments are the base URL and the folder. */
import { night } from './bulk-server.ts';
import { keysOf } from '../extractors/fhir-server.ts';

const [base = '', folder = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(keysOf(await night(base, folder, { settings: { concurrency: 1 } }))));
