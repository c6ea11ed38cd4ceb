/**
 * A small FHIR R4 server whose record changes from night to night: versions, deletions, history, `_lastUpdated`, paging,
 * and a clock of its own. What a test scripts is the record and the server's habits.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type Json = Record<string, unknown>;

interface Version {
  readonly at: number;
  /** Null = deleted. */
  readonly resource: Json | null;
}

export interface Habits {
  /** Offers `Type/_history`. */
  readonly history?: boolean;
  /** A history that ends too early, or is a word of an error. */
  readonly spoilsHistory?: 'cut' | 'outcome';
  /** Answers with everything, whatever `_lastUpdated` says. */
  readonly ignoresSince?: boolean;
  /** Finds nothing where `_lastUpdated` is asked for. */
  readonly misreadsSince?: boolean;
  /** Takes "a,b" as the id of one patient; `Observation`: in searches of this type alone. */
  readonly noLists?: boolean | 'Observation' | 'Patient';
  /** Does not search Patient by `link`: refuses to, or ignores it. */
  readonly noLinks?: 'refuses' | 'ignores' | null;
  /** 404 instead of 410 for what was deleted. */
  readonly forgets?: boolean;
  /** Answers a request itself with a status, or lets it pass (null). */
  readonly refuse?: (path: string) => number | null;
  /** Searches find nothing. */
  readonly blind?: boolean;
}

const TYPES =
  'Patient Condition Observation Procedure Encounter Specimen Composition DiagnosticReport DocumentReference MedicationAdministration MedicationStatement MedicationRequest Medication'.split(
    ' ',
  );
const PAGE = 3;

export class LivingHospital {
  habits: Habits;
  /** The server's clock. */
  now = Date.UTC(2024, 0, 1, 2);
  readonly requests: string[] = [];
  readonly #versions = new Map<string, Version[]>();
  readonly #server: http.Server;

  constructor(habits: Habits = {}) {
    this.habits = { history: true, ...habits };
    this.#server = http.createServer((request, response) => this.#answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/fhir`;
  }

  /** Writes a new version, committed `hoursAgo` by the time stamped on it. */
  put(resource: Json, hoursAgo = 0): void {
    const key = `${String(resource['resourceType'])}/${String(resource['id'])}`;
    const versions = this.#versions.get(key) ?? [];
    const at = this.now - hoursAgo * 3_600_000;
    const meta = { versionId: String(versions.length + 1), lastUpdated: new Date(at).toISOString() };
    versions.push({ at, resource: { ...resource, meta } });
    this.#versions.set(key, versions);
    this.now += 1000;
  }

  delete(type: string, id: string): void {
    this.#versions.get(`${type}/${id}`)?.push({ at: this.now, resource: null });
    this.now += 1000;
  }

  /** The resource as it stands; null where it is not there. */
  get(type: string, id: string): Json | null {
    return this.#versions.get(`${type}/${id}`)?.at(-1)?.resource ?? null;
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    response.sendDate = false;
    response.setHeader('date', new Date(this.now).toUTCString());
    const url = new URL(request.url ?? '', this.base);
    const path = url.pathname.replace(/^\/fhir\//, '');
    this.requests.push(`${path}${url.search}`);
    const status = this.habits.refuse?.(`${path}${decodeURIComponent(url.search)}`) ?? null;
    const body = status === null ? this.#bodyOf(path, url) : null;
    response.writeHead(body === null ? (status ?? 404) : typeof body === 'number' ? body : 200, {
      'content-type': 'application/fhir+json',
    });
    response.end(
      JSON.stringify(typeof body === 'object' && body ? body : { resourceType: 'OperationOutcome', issue: [] }),
    );
  }

  #bodyOf(path: string, url: URL): Json | number | null {
    if (path === 'metadata') return this.#statement();
    const [type = '', id, ...rest] = path.split('/');
    if (id === '_history')
      return this.habits.history ? this.#spoilt(this.#page(this.#history(type, url), url, 'history')) : 404;
    if (rest.length > 0) return 404;
    if (url.searchParams.has('link') && this.habits.noLinks === 'refuses') return 400;
    if (id === undefined) return this.#page(this.#search(type, url.searchParams), url, 'searchset');
    const versions = this.#versions.get(path);
    if (!versions) return 404;
    return versions.at(-1)?.resource ?? (this.habits.forgets ? 404 : 410);
  }

  #spoilt(history: Json): Json {
    const { spoilsHistory } = this.habits;
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] };
    if (spoilsHistory === 'cut') return { resourceType: 'Bundle', total: 5, entry: [] };
    return spoilsHistory === 'outcome' ? { resourceType: 'Bundle', entry: [{ resource: outcome }] } : history;
  }

  #statement(): Json {
    const interaction = this.habits.history ? [{ code: 'history-type' }] : [];
    const resource = TYPES.map((type) => ({ type, interaction }));
    return { resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource }] };
  }

  #search(type: string, asked: URLSearchParams): Json[] {
    if (this.habits.blind) return [];
    const since = /^ge(.+)$/.exec(asked.get('_lastUpdated') ?? '')?.[1];
    const matches = [...this.#versions]
      .filter(([key]) => key.startsWith(`${type}/`))
      .flatMap(([, versions]) => {
        const last = versions.at(-1);
        if (!last?.resource) return [];
        if (since !== undefined && this.habits.misreadsSince) return [];
        const isOld = since !== undefined && !this.habits.ignoresSince && last.at < Date.parse(since);
        return isOld || !this.#fits(last.resource, asked) ? [] : [last.resource];
      });
    const entries: Json[] = matches.map((resource) => ({ resource, search: { mode: 'match' } }));
    if (!asked.has('_include')) return entries;
    const included = new Set(
      matches.map((resource) => (resource['medicationReference'] as { reference?: string })?.reference),
    );
    for (const reference of included) {
      const [, id] = reference?.split('/') ?? [];
      const resource = id === undefined ? null : this.get('Medication', id);
      if (resource) entries.push({ resource, search: { mode: 'include' } });
    }
    return entries;
  }

  #fits(resource: Json, asked: URLSearchParams): boolean {
    const text = JSON.stringify(resource);
    const list = (name: string): string[] | null => {
      const value = asked.get(name);
      const { noLists = false } = this.habits;
      const isOne = name !== 'code' && (noLists === true || noLists === resource['resourceType']);
      return value === null ? null : isOne ? [value] : value.split(',');
    };
    const subjects = list('patient')?.map((id) => `Patient/${id}`) ?? list('subject');
    const named = (resource['subject'] as { reference?: string } | undefined)?.reference ?? '';
    if (subjects && !subjects.includes(named)) return false;
    if (this.habits.noLinks !== 'ignores' && list('link')?.some((one) => linksTo(resource, one)) === false)
      return false;
    if (list('_id')?.includes(String(resource['id'])) === false) return false;
    if (list('code')?.some((code) => text.includes(`"code":"${code}"`)) === false) return false;
    return list('medication')?.some((one) => text.includes(`"${one}"`)) !== false;
  }

  /** Newest first. */
  #history(type: string, url: URL): Json[] {
    const since = Date.parse(url.searchParams.get('_since') ?? '1970');
    return [...this.#versions]
      .filter(([key]) => key.startsWith(`${type}/`))
      .flatMap(([key, versions]) => versions.map((version) => ({ key, ...version })))
      .filter(({ at }) => at >= since)
      .toSorted((a, b) => b.at - a.at)
      .map(({ key, at, resource }) => ({
        request: { method: resource ? 'PUT' : 'DELETE', url: key },
        response: { status: '200', lastModified: new Date(at).toISOString() },
        ...(resource ? { resource } : {}),
      }));
  }

  #page(entries: readonly Json[], url: URL, type: string): Json {
    const offset = Number(url.searchParams.get('_offset') ?? 0);
    if (url.searchParams.get('_summary') === 'count') {
      const total = entries.filter(
        ({ search }) => (search as { mode?: string } | undefined)?.mode !== 'include',
      ).length;
      return { resourceType: 'Bundle', type, total };
    }
    const link = [];
    if (offset + PAGE < entries.length) {
      url.searchParams.set('_offset', String(offset + PAGE));
      link.push({ relation: 'next', url: `${url.pathname}${url.search}` });
    }
    return { resourceType: 'Bundle', type, link, entry: entries.slice(offset, offset + PAGE) };
  }
}

function linksTo(patient: Json, reference: string): boolean {
  const links = (patient['link'] ?? []) as { other?: { reference?: string } }[];
  return links.some(({ other }) => other?.reference === reference);
}
