/** Why a request gave no answer that can be used. A code, never the text of a response or a URL. */

export class Fault extends Error {
  /** `http_429`, `network`, `tls`, `timeout`, `truncated`, `html`, `not_fhir`, `foreign_link` … */
  readonly code: string;
  /** True where the same request may succeed later. */
  readonly passing: boolean;
  /** The server's Retry-After, as it came. */
  readonly retryAfter: string | null;

  constructor(code: string, options: { passing?: boolean; retryAfter?: string | null } = {}) {
    super(code);
    this.code = code;
    this.passing = options.passing ?? false;
    this.retryAfter = options.retryAfter ?? null;
  }
}

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Servers differ in how they say that they do not know a parameter. */
const REFUSALS: ReadonlySet<string | null> = new Set(['http_400', 'http_422', 'http_501']);

/** Does the server refuse the question itself, so that another form of it may be answered? */
export function isRefusal(code: string | null): boolean {
  return REFUSALS.has(code);
}

/** The fault of an HTTP status that is not 2xx. */
export function faultOfStatus(status: number, retryAfter: string | null): Fault {
  return new Fault(`http_${status}`, { passing: PASSING_STATUS.has(status), retryAfter });
}

/** A 2xx body that is not the JSON object that was asked for: a login page, or JSON that ends too early. */
export function faultOfBody(start: string, contentType: string | null, truncated: boolean): Fault {
  if (/html/i.test(contentType ?? '') || /^\s*</.test(start)) return new Fault('html');
  return truncated ? new Fault('truncated', { passing: true }) : new Fault('not_fhir');
}

/** Of our own disk: no room, no right to write, broken. */
const DISK = /^E(?:NOSPC|DQUOT|ROFS|IO)$/;
const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** The fault behind an error of fetch or undici. A certificate that is wrong stays wrong: those are never tried again. */
export function faultOfError(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const chain: { name?: unknown; code?: unknown; message?: unknown }[] = [];
  for (
    let at: unknown = error;
    typeof at === 'object' && at !== null && chain.length < 8;
    at = (at as { cause?: unknown }).cause
  ) {
    chain.push(at);
    if (at instanceof Fault) return at;
  }
  const codes = chain.map(({ code }) => (typeof code === 'string' ? code : ''));
  if (codes.some((code) => TLS.test(code))) return new Fault('tls');
  if (codes.some((code) => DISK.test(code))) return new Fault('disk', { passing: true });
  if (chain.some(({ name }) => name === 'TimeoutError') || codes.some((code) => /TIMEOUT|ETIMEDOUT/.test(code))) {
    return new Fault('timeout', { passing: true });
  }
  if (chain.some(({ message }) => message === 'terminated')) return new Fault('truncated', { passing: true });
  if (
    chain.some(({ name, message }) => name === 'HTTPParserError' || message === 'fetch failed') ||
    codes.some((code) => /^(E(?!RR_)[A-Z_]+|UND_ERR_(?!INVALID_ARG)\w+)$/.test(code))
  ) {
    return new Fault('network', { passing: true });
  }
  return new Fault('not_fhir');
}
