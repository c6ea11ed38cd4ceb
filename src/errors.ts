/**
 * The one error catalogue. A code is stable and never reused; a message says what came, what was wanted and what to do.
 * No message carries text of a patient's record: ids of resources are hashed or left out where they could name a person.
 */

/** Exit status of the command line: 0 done and complete, 1 failed, 2 wrong usage or configuration, 3 done but incomplete. */
export const EXIT = { done: 0, failed: 1, usage: 2, incomplete: 3 } as const;

const ERROR_CODES = {
  usage: EXIT.usage,
  config: EXIT.usage,
  study: EXIT.usage,
  rules: EXIT.usage,
  source: EXIT.usage,
  not_found: EXIT.usage,
  environment: EXIT.usage,
  http: EXIT.failed,
  store: EXIT.failed,
  busy: EXIT.failed,
  corrupt: EXIT.failed,
  snapshot: EXIT.failed,
  queue: EXIT.failed,
  internal: EXIT.failed,
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** Any error that Lutra raises on purpose. `remedy` tells the person at the terminal what to do. */
export class LutraError extends Error {
  readonly code: ErrorCode;
  readonly place: string | null;
  readonly remedy: string | null;

  constructor(code: ErrorCode, message: string, options: { place?: string; remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LutraError';
    this.code = code;
    this.place = options.place ?? null;
    this.remedy = options.remedy ?? null;
  }

  get exitStatus(): number {
    return ERROR_CODES[this.code];
  }
}

/** Why an item was set aside. Every item that comes in is stored, unchanged or quarantined under one of these. */
const QUARANTINE_CODES = [
  'not_json',
  'not_an_object',
  'too_deep',
  'too_large',
  'bad_utf8',
  'duplicate_key',
  'unknown_type',
  'missing_id',
  'bad_id',
  'bad_shape',
  'no_patient',
  'subject_mismatch',
  'foreign_subject',
  'hash_mismatch',
] as const;
export type QuarantineCode = (typeof QUARANTINE_CODES)[number];

/** Why a document gives no text. Recorded with the document; never an empty note. */
const NO_TEXT_REASONS = [
  'image',
  'scanned_pdf',
  'encrypted_pdf',
  'bad_pdf',
  'bad_base64',
  'truncated',
  'bad_archive',
  'bad_charset',
  'unsupported_type',
  'no_content',
  'not_fetched',
  'too_large',
  'hash_mismatch',
  'empty',
] as const;
export type NoTextReason = (typeof NO_TEXT_REASONS)[number];

/** Faults of the disk, told by the codes of SQLite and of the system. */
const DISK_FAULTS = [
  {
    codes: /^(?:SQLITE_FULL|ENOSPC|EDQUOT)$/,
    says: 'no room on the disk',
    remedy: 'make room in the data directory, then run again: it goes on from where it stopped',
  },
  {
    codes: /^(?:SQLITE_READONLY\w*|EROFS|EACCES|EPERM)$/,
    says: 'a file or folder may not be read or written',
    remedy: 'see who owns the data directory and the source, and whether the disk is mounted read-only',
  },
  {
    codes: /^(?:SQLITE_IOERR\w*|EIO)$/,
    says: 'the disk could not read or write',
    remedy: 'see the log of the system for faults of the disk',
  },
] as const;

/** A fault of the disk in words with what to do; null = the error is something else. */
export function diskFault(error: unknown): LutraError | null {
  const code = codeOf(error);
  const fault = DISK_FAULTS.find(({ codes }) => code !== null && codes.test(code));
  return fault ? new LutraError('store', `${fault.says} (${code})`, { remedy: fault.remedy, cause: error }) : null;
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

/**
 * What may be said of any error without quoting a record: our own messages and faults of the disk in full, of others only
 * their kind.
 */
export function safeMessage(error: unknown): string {
  const known = error instanceof LutraError ? error : diskFault(error);
  if (known !== null) return known.message;
  const code = codeOf(error);
  const name = error instanceof Error ? error.name : 'error';
  return code === null ? name : `${name} ${code}`;
}
