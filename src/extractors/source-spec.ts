/** What a source is and how it is asked: the settings, their defaults, and what reading it needs of the world. */
import type { Clock, Log } from '../effects.ts';
import { CANDIDATE_CODES, type CandidateCode } from '../../vocabulary/candidates.ts';
import type { Auth } from './auth/auth.ts';
import type { BulkStorage } from './bulk/state.ts';

export interface SearchSettings {
  readonly auth: Auth;
  /** `_count` of every search. */
  readonly pageSize: number;
  /** Requests at the same time. */
  readonly concurrency: number;
  readonly limits: SearchLimits;
  /** Origins beside the server's own that may be asked, without credentials: `https://files.hospital.example`. */
  readonly allowedOrigins: readonly string[];
  /** Origins beside the server's own that get its credentials: a file server of the same house. */
  readonly tokenOrigins: readonly string[];
  /**
   * The base URL by which a server behind a proxy calls itself in its links, where it is not the one that is asked. Links
   * below it are followed below the base. Null = its links are right.
   */
  readonly publicBase: string | null;
  /** Lets a token travel over plain http to a host other than this machine. */
  readonly insecureHttp: boolean;
  readonly candidates: readonly CandidateCode[];
  readonly increments: Increments;
  /** Asks who is linked to a member. False where it was accepted that the server cannot say: then nothing is reported. */
  readonly linkSearch: boolean;
  /**
   * Appended to the path of a document's URL that lies outside the FHIR base, it names a text rendition of the same
   * document: `/txt`. Null = the server has none.
   */
  readonly textRenditionSuffix: string | null;
}

export interface SearchLimits {
  /** Milliseconds for one request, headers and body. */
  readonly timeoutMs: number;
  /** How often one request is sent at most. */
  readonly attempts: number;
  /** Longest single wait in milliseconds, whatever Retry-After says. */
  readonly maxWaitMs: number;
  /** Pages of one search. */
  readonly maxPages: number;
  /** Bytes of one response. */
  readonly maxResponseBytes: number;
}

/** How a night after the first asks. */
export interface Increments {
  /** Milliseconds by which a night looks back before where the last one ended: for what was committed late. */
  readonly overlapMs: number;
  /** Milliseconds after which a range is read as a whole again and compared. */
  readonly fullCompareMs: number;
}

export interface FolderSpec {
  readonly kind: 'folder';
  /** A folder or a single file. */
  readonly path: string;
  /** Base URL of the server that it was exported from, where the configuration names it. */
  readonly publicBase?: string | null;
}
/** A FHIR R4 server and how to ask it. */
export interface ServerSpec extends SearchSettings {
  /** FHIR base URL, without a trailing slash. */
  readonly baseUrl: string;
}
export interface SearchSpec extends ServerSpec {
  readonly kind: 'search';
}
/** What a bulk export is of. */
export interface BulkSettings {
  readonly level: 'system' | 'patient' | 'group';
  /** Id of the Group; null at other levels. */
  readonly groupId: string | null;
  readonly types: readonly string[];
  /** Milliseconds for an export, from kick-off to the last file. */
  readonly maxExportWaitMs: number;
}
export interface BulkSpec extends ServerSpec, BulkSettings {
  readonly kind: 'bulk';
}
/** A parsed `--source` value with its settings. */
export type SourceSpec = FolderSpec | SearchSpec | BulkSpec;

/** What holds where the configuration says nothing: `src/config/schema.ts` takes its defaults from here. */
export const DEFAULT_SETTINGS: SearchSettings = {
  auth: { kind: 'none' },
  pageSize: 200,
  concurrency: 4,
  limits: {
    timeoutMs: 60_000,
    attempts: 6,
    maxWaitMs: 300_000,
    maxPages: 10_000,
    maxResponseBytes: 256 * 1024 * 1024,
  },
  allowedOrigins: [],
  tokenOrigins: [],
  publicBase: null,
  textRenditionSuffix: null,
  linkSearch: true,
  insecureHttp: false,
  candidates: CANDIDATE_CODES,
  increments: { overlapMs: 6 * 3_600_000, fullCompareMs: 7 * 86_400_000 },
};

export interface SourceEffects {
  readonly clock: Clock;
  readonly log: Log;
  /** Told how many of the charts are read; of how many is known once the patients are found. */
  readonly chartsRead?: (done: number, total: number) => void;
  /** Where a bulk export keeps its files and what must survive a crash; needed for that alone. */
  readonly bulk?: BulkStorage;
}

/**
 * The export operation's URL. It names the source: how far a group was received says nothing of another group, and nothing
 * of what was searched for.
 */
export function exportPlace({ baseUrl, level, groupId }: Pick<BulkSpec, 'baseUrl' | 'level' | 'groupId'>): string {
  const place = { system: '', patient: 'Patient/', group: `Group/${encodeURIComponent(groupId ?? '')}/` }[level];
  return `${baseUrl}/${place}$export`;
}
