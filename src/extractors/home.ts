/**
 * From which server a folder of FHIR comes. Only an absolute reference to a patient asks for that: `Patient/7` of another
 * server is another person than ours. The folder is looked through once, when the first such reference is met.
 */
import { readFile, stat } from 'node:fs/promises';
import type { FhirResource } from '../domain.ts';
import { ownPath, subjectReference } from '../fhir.ts';
import { jsonObject } from './exchange.ts';
import type { FileReader, FileTally, Item } from './items.ts';
import { setAside } from './own.ts';

/** A manifest names files; anything larger is data. */
const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
const HTTP = /^https?:\/\//i;
/** The base of a resource's address, and of the export that a manifest answers. */
const OF_RESOURCE = /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/i;
const OF_EXPORT = /^(https?:\/\/.+?)\/(?:Patient\/|Group\/[^/]+\/)?\$export(?:\?|$)/i;

export class Home {
  readonly #files: readonly string[];
  readonly #readerOf: (file: string) => FileReader;
  readonly #named: string | null;
  #bases: Promise<readonly string[]> | null = null;

  /** `named`: the base URL of the folder's server, where somebody said it. */
  constructor(files: readonly string[], readerOf: (file: string) => FileReader, named: string | null) {
    this.#files = files;
    this.#readerOf = readerOf;
    this.#named = named;
  }

  /** The item, quarantined where it is a resource that names a patient of another server than the folder's. */
  async own(item: Item): Promise<Item> {
    const reference = item.kind === 'resource' ? absoluteSubject(item.resource) : null;
    if (item.kind !== 'resource' || reference === null) return item;
    const bases = await (this.#bases ??= this.#lookThrough());
    return bases.some((baseUrl) => ownPath({ baseUrl, publicBase: null }, reference) !== null) ? item : setAside(item);
  }

  async #lookThrough(): Promise<readonly string[]> {
    const signs = new Signs();
    if (this.#named !== null) signs.said.add(this.#named);
    for (const file of this.#files) {
      const request = await manifestRequest(file);
      addBase(signs.said, request, OF_EXPORT);
      if (request !== null) continue;
      const tally: FileTally = { reason: null };
      for await (const items of this.#readerOf(file)(file, '', tally)) for (const item of items) signs.take(item);
    }
    return signs.bases();
  }
}

/** What tells where a folder comes from, the surest first. */
class Signs {
  /** By a manifest, or by the operator. */
  readonly said = new Set<string>();
  readonly #ofPatients = new Set<string>();
  readonly #ofOthers = new Set<string>();
  readonly #ofSubjects = new Set<string>();
  #isRelative = false;

  take(item: Item): void {
    if (item.kind !== 'resource') return;
    const isPatient = item.resource.resourceType === 'Patient';
    addBase(isPatient ? this.#ofPatients : this.#ofOthers, item.fullUrl, OF_RESOURCE);
    const subject = subjectReference(item.resource);
    addBase(this.#ofSubjects, subject, OF_RESOURCE);
    this.#isRelative ||= subject?.startsWith('Patient/') === true;
  }

  /**
   * Without a word on where it comes from, a folder in which every patient is named below one base is of that server;
   * where some are named relatively, or below several, that says nothing.
   */
  bases(): readonly string[] {
    const known = new Set([...this.said, ...this.#ofPatients]);
    if (known.size > 0) return [...known];
    if (this.#ofOthers.size > 0) return [...this.#ofOthers];
    return this.#ofSubjects.size === 1 && !this.#isRelative ? [...this.#ofSubjects] : [];
  }
}

function addBase(bases: Set<string>, url: string | null, pattern: RegExp): void {
  const base = pattern.exec(url ?? '')?.[1];
  if (base !== undefined) bases.add(base);
}

function absoluteSubject(resource: FhirResource): string | null {
  const reference = subjectReference(resource);
  return reference !== null && HTTP.test(reference) ? reference : null;
}

/** What the export was asked for by, where the file is the manifest of one; null where it is none. */
async function manifestRequest(file: string): Promise<string | null> {
  if (!/\.json$/i.test(file) || (await stat(file)).size > MAX_MANIFEST_BYTES) return null;
  const { output, request } = jsonObject(await readFile(file)) ?? {};
  return Array.isArray(output) && typeof request === 'string' ? request : null;
}
