/** Reads the arguments against the table of verbs. */
import { Command, CommanderError } from 'commander';
import { EXIT, LutraError } from '../errors.ts';
import { CODE_VERSION } from '../../workers/version.ts';
import { type Io, processIo } from './io.ts';
import type { Option, Options, Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

/** Runs one command line and gives the exit status. */
export async function runCommandLine(args: readonly string[], io: Io = processIo()): Promise<number> {
  let status: number = EXIT.done;
  const program = buildProgram(async (verb, options, positional) => {
    status = await verb.run(io, options, positional);
  });
  if (args.length === 0) {
    io.err(program.helpInformation());
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  return status;
}

type Runner = (verb: Verb, options: Options, positional: readonly string[]) => Promise<void>;

function buildProgram(runner: Runner): Command {
  const program = new Command('lutra')
    .description('From FHIR records and clinical letters to an analysis-ready cohort, every cell explained.')
    .version(`lutra ${CODE_VERSION}`, '--version', 'the version of this Lutra')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'lutra: ')) })
    .showHelpAfterError('  do: lutra --help');
  for (const verb of VERBS) addVerb(program, verb, runner);
  return program;
}

function addVerb(program: Command, verb: Verb, runner: Runner): void {
  const words = verb.name.split(' ');
  const parent = words.length === 1 ? program : groupOf(program, words[0] as string);
  const command = parent
    .command([words.at(-1), verb.arguments].filter(Boolean).join(' '))
    .description(verb.what)
    .addHelpText('after', `\nExample: ${verb.example}`)
    .showHelpAfterError(`  do: lutra ${verb.name} --help`)
    .exitOverride();
  for (const option of verb.options) addOption(command, option);
  command.action(async (...received: unknown[]) => {
    const options = command.opts<Options>();
    const missing = verb.options.find((o) => o.required && options[nameOf(o)] === undefined);
    if (missing) {
      throw new LutraError('usage', `"lutra ${verb.name}" needs ${missing.flags}`, { remedy: verb.example });
    }
    await runner(
      verb,
      options,
      received.slice(0, -2).filter((value) => typeof value === 'string'),
    );
  });
}

/** What the verbs of two words have in common, by their first. */
const GROUPS: Readonly<Record<string, string>> = { user: 'accounts of reviewers: add, password, shut' };

function groupOf(program: Command, name: string): Command {
  return (
    program.commands.find((c) => c.name() === name) ??
    program
      .command(name)
      .description(GROUPS[name] ?? name)
      .exitOverride()
  );
}

function addOption(command: Command, option: Option): void {
  const { flags, what } = option;
  const usesDefault = option.default !== undefined && !option.default.includes(' where ');
  if (usesDefault) command.option(flags, what, option.default);
  else if (option.default !== undefined) command.option(flags, `${what} (default: ${option.default})`);
  else command.option(flags, option.required ? `${what} (required)` : what);
}

/** The name under which commander gives an option's value. */
export function nameOf(option: Option): string {
  return (/--([a-z]+)/.exec(option.flags) ?? [])[1] ?? '';
}
