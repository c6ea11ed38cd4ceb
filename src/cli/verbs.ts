/** Every verb of the command line: `lutra --help` and docs/cli.md are made of this table. */
import type { Option, Verb } from './verb.ts';

const data: Option = { flags: '--data <dir>', what: 'data directory', default: './lutra-data' };
const config: Option = {
  flags: '--config <file>',
  what: 'configuration file',
  default: 'lutra.config.yaml where it exists',
};
const study: Option = {
  flags: '--study <id...>',
  what: 'study id (a file of studies/) or path to a study file',
  many: true,
  required: true,
};
const source: Option = {
  flags: '--source <place>',
  what: 'folder with NDJSON or Bundles, or base URL of a FHIR R4 server; default: `source` of the configuration',
};
const json: Option = { flags: '--json', what: 'machine-readable output' };
const queue: Option = {
  flags: '--queue',
  what: 'put the run on the queue (REDIS_URL) and wait for the workers to do it',
};

export const VERBS: readonly Verb[] = [
  {
    name: 'demo',
    what: 'make two synthetic hospitals with known truth, run everything on them, compare',
    options: [{ ...data, default: './demo-data' }],
    example: 'lutra demo',
    run: async (io, options) => (await import('./demo.ts')).demo(io, options),
  },
  {
    name: 'run',
    what: 'the nightly job: extract, annotate, build, snapshot',
    options: [study, source, data, config, queue],
    example: 'lutra run --study uke-psma-rlt --source ./export',
    run: async (io, options) => (await import('./run.ts')).run(io, options),
  },
  {
    name: 'extract',
    what: 'pull resources and notes into the raw store',
    options: [source, data, config],
    example: 'lutra extract --source https://fhir.example.org/r4',
    run: async (io, options) => (await import('./run.ts')).extract(io, options),
  },
  {
    name: 'annotate',
    what: 'turn documents into notes and read them',
    options: [data, config],
    example: 'lutra annotate',
    run: async (io, options) => (await import('./run.ts')).annotate(io, options),
  },
  {
    name: 'build',
    what: 'make facts, patient records, flags and cohort rows',
    options: [study, data, config],
    example: 'lutra build --study uke-psma-rlt',
    run: async (io, options) => (await import('./run.ts')).build(io, options),
  },
  {
    name: 'snapshot',
    what: 'freeze the cohort as SQLite, CSV and Parquet with dictionary, attrition, Table 1, KM curve, manifest and report',
    options: [study, data, config],
    example: 'lutra snapshot --study uke-psma-rlt',
    run: async (io, options) => (await import('./run.ts')).snapshot(io, options),
  },
  {
    name: 'nlp',
    arguments: '[file]',
    what: 'notes in (one JSON object a line; - or nothing: standard input), findings out as NDJSON; no database',
    options: [
      { flags: '--explain', what: 'each note with its mentions marked and explained, for reading in a terminal' },
      { flags: '--html <file>', what: 'the same as a page that needs nothing else; - = standard output' },
    ],
    example: 'lutra nlp notes.ndjson > findings.ndjson',
    run: async (io, options, positional) => (await import('./nlp.ts')).nlp(io, options, positional[0] ?? '-'),
  },
  {
    name: 'patients',
    what: 'every patient with the derived values, eligible or not, and the criterion that excluded them',
    options: [study, data, json],
    example: 'lutra patients --study uke-psma-rlt --json',
    run: async (io, options) => (await import('./patients.ts')).patients(io, options),
  },
  {
    name: 'cohort',
    what: 'the analysis-ready rows',
    options: [study, data, { flags: '--format <format>', what: 'csv or json', default: 'csv' }],
    example: 'lutra cohort --study uke-psma-rlt --format csv',
    run: async (io, options) => (await import('./cohort.ts')).cohort(io, options),
  },
  {
    name: 'explain',
    arguments: '<patient> [variable]',
    what: 'where each cell of a patient comes from: value, rule, quoted span or coded element, resource, request',
    options: [{ ...study, what: 'study id; default: every study that was built', required: false }, data],
    example: 'lutra explain uke-0001 gleason_sum --study uke-psma-rlt',
    run: async (io, options, positional) => (await import('./explain.ts')).explain(io, options, positional),
  },
  {
    name: 'review',
    what: 'the abstractors’ web app, on this machine only unless told otherwise',
    options: [
      data,
      { flags: '--port <port>', what: 'port', default: '4180' },
      { flags: '--host <host>', what: 'address to listen on', default: '127.0.0.1' },
      { flags: '--origin <url>', what: 'https address of the proxy before the page, where others may reach it' },
    ],
    example: 'lutra review',
    run: async (io, options) => (await import('./review.ts')).review(io, options),
  },
  {
    name: 'user add',
    arguments: '<name>',
    what: 'make a reviewer’s account; the password is read from standard input',
    options: [data],
    example: 'lutra user add m.curie',
    run: async (io, options, positional) => (await import('./review.ts')).addReviewer(io, options, positional[0] ?? ''),
  },
  {
    name: 'user password',
    arguments: '<name>',
    what: 'give an account a new password, read from standard input; opens it if it was shut, and ends its sessions',
    options: [data],
    example: 'lutra user password m.curie',
    run: async (io, options, positional) =>
      (await import('./review.ts')).changePassword(io, options, positional[0] ?? ''),
  },
  {
    name: 'user shut',
    arguments: '<name>',
    what: 'shut an account and end its sessions; what it decided stays in force',
    options: [data],
    example: 'lutra user shut m.curie',
    run: async (io, options, positional) => (await import('./review.ts')).shutAccount(io, options, positional[0] ?? ''),
  },
  {
    name: 'worker',
    what: 'do the jobs of the queue (REDIS_URL); as many on as many hosts as wanted',
    options: [
      { ...study, what: `${study.what}; for the nightly run`, required: false },
      source,
      data,
      config,
      { flags: '--concurrency <n>', what: 'jobs at a time', default: '1' },
    ],
    example: 'lutra worker --study uke-psma-rlt --source https://fhir.example.org/r4',
    run: async (io, options) => (await import('./queue.ts')).worker(io, options),
  },
  {
    name: 'schedule',
    what: 'set (or with --off take away) the nightly run on the queue (REDIS_URL)',
    options: [
      { flags: '--cron <pattern>', what: 'when, as five cron fields', default: '0 2 * * *' },
      { flags: '--tz <zone>', what: 'time zone of the pattern', default: 'Europe/Berlin' },
      { flags: '--off', what: 'take the schedule away' },
      config,
    ],
    example: 'lutra schedule --cron "30 1 * * *" --tz Europe/Berlin',
    run: async (io, options) => (await import('./queue.ts')).schedule(io, options),
  },
  {
    name: 'status',
    what: 'what is complete, what is not, and why; with the content hash of all derived data',
    options: [data, json],
    example: 'lutra status',
    run: async (io, options) => (await import('./status.ts')).status(io, options),
  },
  {
    name: 'doctor',
    what: 'is this machine fit to run Lutra?',
    options: [data, config],
    example: 'lutra doctor',
    run: async (io, options) => (await import('./doctor.ts')).doctor(io, options),
  },
  {
    name: 'snapshots',
    what: 'list the snapshots: study, cut-off, when written, patients, are the data complete and the files sound',
    options: [data, json],
    example: 'lutra snapshots',
    run: async (io, options) => (await import('./snapshots.ts')).snapshots(io, options),
  },
  {
    name: 'verify',
    arguments: '<snapshot>',
    what: 're-check every hash and count of a snapshot',
    options: [],
    example: 'lutra verify lutra-data/snapshots/uke-psma-rlt-2023-06-30-1a2b3c4d',
    run: async (io, _options, positional) => (await import('./snapshots.ts')).verify(io, positional[0] ?? ''),
  },
  {
    name: 'diff',
    arguments: '<a> <b>',
    what: 'what changed between two snapshots, and for which reason',
    options: [],
    example: 'lutra diff lutra-data/snapshots/A lutra-data/snapshots/B',
    run: async (io, _options, positional) =>
      (await import('./snapshots.ts')).diff(io, positional[0] ?? '', positional[1] ?? ''),
  },
];
