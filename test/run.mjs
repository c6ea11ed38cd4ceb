// Everything that `npm test` does, in order; plain JavaScript, so that it starts on any Node and can say what is missing.
// Brings up what the tests need: an installed Redis and browser are used; on Debian or Ubuntu, as root, they are installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(status ?? 1);
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `The tests need Node 24, this is ${process.version}. Use "npm test" after "npm ci" (on Linux x64 it brings Node 24), or install Node 24.`,
  );
  process.exit(2);
}
const checksOnly = process.argv.includes('--checks-only');
const testArguments = process.argv.slice(2).filter((argument) => argument !== '--checks-only');

/** Servers the tests start by themselves, and the Debian packages that bring them. */
const NEEDED = [
  { name: 'Redis', commands: ['redis-server'], packages: ['redis-server'] },
  { name: 'Chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium'] },
];

const missing = checksOnly ? [] : NEEDED.filter((need) => !need.commands.some(has));
if (missing.length > 0) {
  const packages = missing.flatMap((need) => need.packages);
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0 || !has('apt-get')) {
    const names = missing.map((need) => need.name).join(' and ');
    console.error(
      `The tests need ${names}. Install it (Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}) and run them again.`,
    );
    process.exit(2);
  }
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  run('package lists', 'apt-get', ['update', '-qq'], quiet);
  // policy-rc.d would be the other way to keep the package from starting a server of its own; RUNLEVEL=1 says the same.
  run('install', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    ...quiet,
    RUNLEVEL: '1',
  });
}

const node = process.execPath;
const bin = (name) => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
run('types', node, [bin('typescript/bin/tsc'), '--noEmit']);
run('lint', node, [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']);
run('format', node, [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
if (!checksOnly) {
  run('tests', node, ['--test', '--test-reporter=spec', ...testArguments, 'test/**/*.test.ts'], {
    TZ: 'Europe/Berlin',
  });
}
