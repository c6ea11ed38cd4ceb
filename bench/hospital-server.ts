/**
 * A FHIR server as fast as node:http can be, in a process of its own: every answer is built before the first question.
 * `node hospital-server.ts PATIENTS` prints its port. Beside FHIR it answers `POST /change?patients=N` (a corrected and a
 * new Observation for each of N patients) and `GET /journal` (every FHIR path asked for since the last time).
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { chartPatient, planHospital } from '../src/synthetic/hospital.ts';
import type { Resource } from '../src/synthetic/records/chart.ts';

const CANDIDATE_TYPES: ReadonlySet<string> = new Set(['Condition', 'Procedure']);
const BASE = '/fhir/';

const ADMITTED = '2023-10-02T02:15:00Z';

interface Entry {
  readonly id: string;
  readonly patient: string;
  readonly lastUpdated: string;
  readonly text: string;
}

/** By type, then by patient. */
const record = new Map<string, Map<string, Entry[]>>();
const single = new Map<string, Buffer>();
const bundles = new Map<string, Buffer>();
const changed: (Entry & { type: string })[] = [];
let journal: string[] = [];

function add(resource: object & { resourceType: string; id: string }, patient: string, lastUpdated: string): Entry {
  const text = JSON.stringify({ ...resource, meta: { versionId: '1', lastUpdated } });
  const entry = { id: resource.id, patient, lastUpdated, text };
  const ofType = record.get(resource.resourceType) ?? new Map<string, Entry[]>();
  const others = (ofType.get(patient) ?? []).filter(({ id }) => id !== resource.id);
  record.set(resource.resourceType, ofType.set(patient, [...others, entry]));
  bundles.delete(`${resource.resourceType} ${patient}`);
  single.set(`${resource.resourceType}/${resource.id}`, Buffer.from(text));
  return entry;
}

const bundle = (entries: readonly Entry[], total: number, next?: string): Buffer =>
  Buffer.from(
    `{"resourceType":"Bundle","type":"searchset","total":${total},"link":${JSON.stringify(next ? [{ relation: 'next', url: next }] : [])},"entry":[${entries
      .map(({ text }) => `{"resource":${text},"search":{"mode":"match"}}`)
      .join(',')}]}`,
  );

/** The demo's patients; beyond their number the same again under other ids. */
function admit(patients: number): void {
  const plans = planHospital('uke');
  for (let n = 0; n < patients; n++) {
    const plan = plans[n % plans.length];
    if (!plan) return;
    const round = Math.floor(n / plans.length);
    const { resources } = chartPatient(plan);
    const own = JSON.stringify(resources).replaceAll(plan.id, `${plan.id}${round === 0 ? '' : `-${round}`}`);
    const patient = `${plan.id}${round === 0 ? '' : `-${round}`}`;
    for (const resource of JSON.parse(own) as Resource[]) add(resource, patient, ADMITTED);
  }
  for (const [type, ofType] of record)
    for (const [patient, entries] of ofType) bundles.set(`${type} ${patient}`, bundle(entries, entries.length));
}

function change(patients: number): void {
  const observations = record.get('Observation') ?? new Map<string, Entry[]>();
  const now = new Date().toISOString();
  for (const [patient, [first]] of [...observations].slice(0, patients)) {
    const old = JSON.parse(first?.text ?? '{}') as Resource;
    const note = [{ text: `corrected ${now}` }];
    for (const one of [
      { ...old, note },
      { ...old, id: `${old.id}-${Date.now()}` },
    ])
      changed.push({ ...add(one, patient, now), type: 'Observation' });
  }
}

function answer(path: string): Buffer | null {
  const url = new URL(path, 'http://none');
  const [type = '', id] = url.pathname.slice(BASE.length).split('/');
  if (type === 'metadata') return Buffer.from(statement());
  if (id === '_history') return bundle([], 0);
  if (id !== undefined) return single.get(`${type}/${id}`) ?? null;
  const patients = url.searchParams.get('patient') ?? url.searchParams.get('_id');
  const since = url.searchParams.get('_lastUpdated')?.replace(/^ge/, '') ?? null;
  if (since !== null && Date.parse(since) > Date.parse(ADMITTED)) {
    const asked = new Set(patients?.split(','));
    const found = changed.filter((entry) => entry.type === type && asked.has(entry.patient));
    return bundle(found, found.length);
  }
  // Nobody here has two records.
  if (url.searchParams.has('link')) return bundle([], 0);
  if (patients !== null) return ofPatients(type, patients.split(','));
  return CANDIDATE_TYPES.has(type) ? page(type, url) : bundle([], 0);
}

function ofPatients(type: string, patients: readonly string[]): Buffer {
  const [one = ''] = patients;
  const built = patients.length === 1 ? bundles.get(`${type} ${one}`) : undefined;
  if (built) return built;
  const entries = patients.flatMap((patient) => record.get(type)?.get(patient) ?? []);
  return bundle(entries, entries.length);
}

/** Candidates, whatever codes are asked for: kept by page. */
function page(type: string, url: URL): Buffer {
  const key = `${type} page ${url.search}`;
  const known = bundles.get(key);
  if (known) return known;
  const all = [...(record.get(type)?.values() ?? [])].flat();
  const [offset, count] = [Number(url.searchParams.get('_offset') ?? 0), Number(url.searchParams.get('_count'))];
  url.searchParams.set('_offset', String(offset + count));
  const next = offset + count < all.length ? `${url.pathname}${url.search}` : undefined;
  const built = bundle(all.slice(offset, offset + count), all.length, next);
  bundles.set(key, built);
  return built;
}

function statement(): string {
  const types = [...record.keys()].filter((type) => type !== 'Binary');
  const resource = types.map((type) => ({ type, interaction: [{ code: 'history-type' }] }));
  return JSON.stringify({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource }] });
}

admit(Number(process.argv[2]));
const server = http.createServer((request, response) => {
  const path = request.url ?? '';
  if (path.startsWith(BASE)) {
    journal.push(path);
    const body = answer(path);
    response.writeHead(body === null ? 404 : 200, {
      'content-type': 'application/fhir+json',
      'content-length': body?.length ?? 0,
    });
    response.end(body ?? undefined);
    return;
  }
  if (path.startsWith('/change')) change(Number(/\d+/.exec(path)?.[0]));
  response.end(JSON.stringify(journal));
  journal = [];
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
