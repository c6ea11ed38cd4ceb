/** docs/cli.md, from the table of verbs. */
import { EXIT } from '../../src/errors.ts';
import type { Option, Verb } from '../../src/cli/verb.ts';
import { VERBS } from '../../src/cli/verbs.ts';

export function cliPage(): string {
  return [
    '# Command line',
    '',
    'Made from `src/cli/verbs.ts` by `npm run docs`.',
    '',
    'From a checkout: `npx lutra VERB`. Results go to standard output; progress (on a terminal) or one JSON log line a step',
    '(elsewhere) to standard error.',
    '',
    '| exit status | means |',
    '|---|---|',
    `| ${EXIT.done} | done and complete |`,
    `| ${EXIT.failed} | failed |`,
    `| ${EXIT.usage} | wrong usage or configuration; nothing was written |`,
    `| ${EXIT.incomplete} | done but incomplete: the report names what is missing |`,
    '',
    'Secrets come from the environment or from files, never from arguments: `LUTRA_FHIR_TOKEN` (static bearer token of the FHIR',
    'server), `REDIS_URL` (queue).',
    ...VERBS.flatMap(verbSection),
    '',
  ].join('\n');
}

function verbSection(verb: Verb): string[] {
  return [
    '',
    `## lutra ${[verb.name, verb.arguments].filter(Boolean).join(' ')}`,
    '',
    `${verb.what[0]?.toUpperCase()}${verb.what.slice(1)}${verb.what.endsWith('?') ? '' : '.'}`,
    '',
    ...(verb.options.length > 0
      ? ['| option | what | default |', '|---|---|---|', ...verb.options.map(optionRow), '']
      : []),
    '```',
    verb.example,
    '```',
  ];
}

function optionRow(option: Option): string {
  return `| \`${option.flags}\` | ${option.what} | ${option.default ?? (option.required ? 'required' : '')} |`;
}
