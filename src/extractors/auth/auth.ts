/** The ways to sign in at a FHIR server, as settings. Secrets come from the environment or from files. */

export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | OauthSecret
  | SmartBackend
  | TokenLogin;

/** OAuth 2.0 client credentials (RFC 6749 section 4.4) with a client secret. */
export interface OauthSecret {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null = `token_endpoint` of the server's `.well-known/smart-configuration`, which must be of the server's own origin. */
  readonly tokenUrl: string | null;
  readonly scope: string | null;
  /** `header`: HTTP Basic (the standard's default); `body`: `client_id` and `client_secret` as form fields. */
  readonly secretIn: 'header' | 'body';
}

/** SMART Backend Services: a signed assertion stands for the client, no secret leaves this machine. */
export interface SmartBackend {
  readonly kind: 'smart';
  readonly clientId: string;
  /** PKCS#8 PEM or a JWK: RSA from 2048 bits signs RS384, an elliptic key on P-384 signs ES384. */
  readonly privateKey: string;
  /** `kid` of the key that the server knows; null = the one in the JWK, if any. */
  readonly keyId: string | null;
  /** Null = as the server's `.well-known/smart-configuration` says. */
  readonly tokenUrl: string | null;
  readonly scope: string;
}

/** A GET with HTTP Basic whose answer is the bearer token itself, as plain text or a JSON string. */
export interface TokenLogin {
  readonly kind: 'login';
  readonly user: string;
  readonly password: string;
  readonly loginUrl: string;
  /** Asked with the old token for a new one before it runs out; null = sign in anew. */
  readonly refreshUrl: string | null;
}

/** True where bytes to this URL do not leave the machine, or leave it encrypted. */
export function isPrivate(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url));
}

function isThisMachine({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
