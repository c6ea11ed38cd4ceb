/** Starts the local hospital in a process of its own. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Hospital {
  readonly origin: string;
  readonly base: string;
  /** FHIR paths asked for since the journal was taken last. */
  journal(): Promise<string[]>;
  /** A corrected and a new Observation for each of so many patients. */
  change(patients: number): Promise<void>;
  stop(): void;
}

export async function startHospital(patients: number): Promise<Hospital> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'hospital-server.ts'), String(patients)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    base: `${origin}/fhir`,
    journal: async () => (await (await fetch(`${origin}/journal`)).json()) as string[],
    change: async (n) => {
      await (await fetch(`${origin}/change?patients=${n}`, { method: 'POST' })).arrayBuffer();
    },
    stop: () => void child.kill(),
  };
}
