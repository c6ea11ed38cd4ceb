/**
 * The other records of the same persons: those that a record links to, and those that link to it, for which the server
 * is asked by `Patient?link=`. A server that does not know the parameter is found out; then a record counts only where a
 * link leads to it, on every night alike, and the ledger says so.
 */
import { randomUUID } from 'node:crypto';
import type { FhirResource, PatientId } from '../../domain.ts';
import { parseReference, type PersonLink, personLinks } from '../../fhir.ts';
import type { Received } from '../received.ts';
import { isResourceId } from '../resource.ts';
import { idChunks } from './chunks.ts';
import { Names } from './collect.ts';
import { fhirUrl, ownReference, type Pull, rangeItem } from './context.ts';
import { faultOfError, isRefusal } from './fault.ts';
import { inOrder } from './order.ts';
import { walk, type Walked } from './walk.ts';

export class Persons {
  /** What became of asking who is linked to somebody; null = not asked yet. */
  #asked: 'answered' | 'failed' | 'not_known' | null = null;
  readonly #pull: Pull;
  /** By the record that carries them. */
  readonly #links = new Map<PatientId, readonly PersonLink[]>();
  /** Of whom the linked records were asked for. */
  readonly #done = new Set<PatientId>();
  #searches = 0;

  constructor(pull: Pull) {
    this.#pull = pull;
    if (!pull.spec.linkSearch) this.#asked = 'not_known';
  }

  /** Whose links count; null where that was not to be learned tonight. */
  get links(): 'both' | 'own' | null {
    if (this.#asked === 'failed') return null;
    return this.#asked === 'answered' ? 'both' : 'own';
  }

  /** Takes note of what received Patients say of others. */
  take(items: readonly Received[]): void {
    for (const item of items)
      if (item.kind === 'resource' && item.resource.resourceType === 'Patient')
        this.#links.set(item.resource.id, personLinks(item.resource));
  }

  /** Records that are there, are no members yet, and belong to the person of one of those given. */
  async others(records: readonly PatientId[]): Promise<{ patients: PatientId[]; reports: Received[] }> {
    const { known, members } = this.#pull;
    const ahead = new Map<PatientId, PersonLink['type'][]>();
    for (const record of records)
      for (const { type, reference } of this.#links.get(record) ?? known.links(record))
        for (const other of ownPatient(this.#pull, reference)) ahead.set(other, [...(ahead.get(other) ?? []), type]);
    const forward = [...ahead.keys()].filter((id) => !members.has(id)).sort();
    const there = new Set(await reachable(this.#pull, forward));
    // Who replaces the same record is the same person, also where that record is there no more.
    const replaced = forward.filter((id) => !there.has(id) && ahead.get(id)?.includes('replaces'));
    const { found, reports } = await this.#linkedTo(records, replaced);
    const patients = [...new Set([...there, ...found])].filter((id) => !members.has(id)).sort();
    return { patients, reports };
  }

  /** Records that link to one of those given; to one that is not there, as its replacement alone. */
  async #linkedTo(
    records: readonly PatientId[],
    replaced: readonly PatientId[],
  ): Promise<{ found: PatientId[]; reports: Received[] }> {
    const reports: Received[] = [];
    if (this.#asked === null) reports.push(...(await this.#probe()));
    if (this.#asked !== 'answered') return { found: [], reports };
    const anyLink = (): boolean => true;
    const asReplacement = ({ type }: PersonLink): boolean => type === 'replaces';
    const searches = [
      ...this.#chunks(records).map((ids) => () => this.#search(ids, anyLink)),
      ...this.#chunks(replaced).map((ids) => () => this.#search(ids, asReplacement)),
    ];
    const found = new Set<PatientId>();
    for await (const { names, report } of inOrder(searches, this.#pull.spec.concurrency)) {
      reports.push(...report);
      for (const name of names) found.add(name);
    }
    return { found: [...found], reports };
  }

  /** Asks who is linked to a record that cannot be there: nobody is, and a server that gives somebody does not listen. */
  async #probe(): Promise<Received[]> {
    const url = fhirUrl(this.#pull.spec, 'Patient', [
      ['link', `Patient/${randomUUID()}`],
      ['_count', '1'],
    ]);
    const walked = await walk(this.#pull.gateway, url, {
      maxPages: this.#pull.spec.limits.maxPages,
      collect: () => new Names('Patient', () => null),
      asked: () => false,
    });
    const { reason } = walked;
    const isUnknown = isRefusal(reason) || reason === 'filter_ignored';
    this.#asked = reason === null ? 'answered' : isUnknown ? 'not_known' : 'failed';
    if (reason === null) return [];
    const range = { scope: 'discovery', type: 'Patient', patient: null, part: 'link', announced: null } as const;
    const request = fhirUrl(this.#pull.spec, 'Patient', [['link', '']]).href;
    const said = rangeItem({ ...range, reason, received: 0, request });
    return this.#asked === 'failed' ? [said] : [{ ...said, state: 'unknown', reason: 'no_link_search' }];
  }

  async #search(
    ids: readonly PatientId[],
    counts: (link: PersonLink) => boolean,
  ): Promise<{ names: ReadonlySet<string>; report: Received[] }> {
    const { spec, gateway } = this.#pull;
    const asked = new Set(ids);
    const isLinked = (patient: FhirResource): boolean =>
      personLinks(patient).some(
        (link) => counts(link) && ownPatient(this.#pull, link.reference).some((id) => asked.has(id)),
      );
    const url = fhirUrl(spec, 'Patient', [
      ['link', ids.map(nameOf).join(',')],
      ['_count', String(spec.pageSize)],
    ]);
    const part = `link ${++this.#searches}`;
    const walked = await walk(gateway, url, {
      maxPages: spec.limits.maxPages,
      collect: () => new Names('Patient', (patient) => (isLinked(patient) ? patient.id : null)),
    });
    const { names, unreadable } = walked.found;
    const reason = walked.reason ?? (unreadable.length > 0 ? 'unreadable_items' : null);
    if (reason !== null) this.#asked = 'failed';
    return { names, report: [...unreadable, reportOf({ ...walked, reason }, part, url)] };
  }

  /** Each record once in a pull, in searches of a bounded length. */
  #chunks(records: readonly PatientId[]): PatientId[][] {
    const anew = records.filter((id) => !this.#done.has(id));
    for (const id of anew) this.#done.add(id);
    return this.#pull.lists ? idChunks(anew, nameOf) : anew.map((id) => [id]);
  }
}

const nameOf = (id: PatientId): string => `Patient/${id}`;

function reportOf({ reason, announced, matches }: Walked<Names>, part: string, url: URL): Received {
  const range = { scope: 'discovery', type: 'Patient', patient: null, part, reason, announced } as const;
  return rangeItem({ ...range, received: matches, request: url.href });
}

/** Linked records that are there: a link to one that is not says nothing about what is missing here. */
async function reachable(pull: Pull, patients: readonly PatientId[]): Promise<PatientId[]> {
  const answers = await Promise.all(
    patients.map((patient) =>
      pull.gateway.getFhir(fhirUrl(pull.spec, `Patient/${patient}`)).then(
        () => null,
        (error: unknown) => faultOfError(error).code,
      ),
    ),
  );
  const found = patients.filter((_, at) => answers[at] !== 'http_404' && answers[at] !== 'http_410');
  if (found.length < patients.length)
    pull.effects.log.warn('extract.linked_patient_missing', { patients: patients.length - found.length });
  return found;
}

/** The patient of this server whom a reference names; none or one. */
function ownPatient(pull: Pull, reference: string): PatientId[] {
  const key = parseReference(ownReference(pull, reference) ?? undefined);
  return key?.type === 'Patient' && isResourceId(key.id) ? [key.id] : [];
}
