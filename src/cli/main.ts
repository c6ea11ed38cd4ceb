/** The command line. The only place where the process ends. */
import { EXIT, LutraError, diskFault } from '../errors.ts';

const WANTED_MAJOR = 24;

/** Shown for an error of ours or a fault of the disk: what came, where, and what to do. For any other: its kind, and where to look. */
function explain(error: unknown): { text: string; status: number } {
  const known = error instanceof LutraError ? error : diskFault(error);
  if (known !== null) {
    const place = known.place === null ? '' : `\n  at: ${known.place}`;
    const remedy = known.remedy === null ? '' : `\n  do: ${known.remedy}`;
    return { text: `lutra: ${known.message}${place}${remedy}`, status: known.exitStatus };
  }
  const name = error instanceof Error ? error.name : 'error';
  // Frames name code, never data; the message of a foreign error may quote a record and stays unsaid.
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const code = (error as { code?: unknown } | null)?.code;
  return {
    text: `lutra: unexpected ${name}${typeof code === 'string' ? ` (${code})` : ''}\n${frames.slice(0, 8).join('\n')}`,
    status: EXIT.failed,
  };
}

async function main(): Promise<number> {
  process.umask(0o077);
  const { runCommandLine } = await import('./program.ts');
  return runCommandLine(process.argv.slice(2));
}

if (Number(process.versions.node.split('.')[0]) < WANTED_MAJOR) {
  console.error(`lutra: needs Node ${WANTED_MAJOR} or newer, this is ${process.version}; start it with "npx lutra"`);
  process.exit(EXIT.usage);
}
// A reader that has seen enough (`| head`) closes the pipe: no error, nothing more to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed),
);

try {
  process.exitCode = await main();
} catch (error) {
  const { text, status } = explain(error);
  console.error(text);
  process.exit(status);
}
