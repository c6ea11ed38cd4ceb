/** The private key of a SMART Backend Services client. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { LutraError } from '../../errors.ts';

export interface SigningKey {
  readonly key: KeyObject;
  readonly algorithm: 'RS384' | 'ES384';
  /** `kid` written in a JWK. */
  readonly keyId: string | null;
}

/** Reads a PKCS#8 PEM or a JWK. Throws LutraError `config` for a key that cannot sign RS384 or ES384. */
export function signingKey(text: string): SigningKey {
  const unfit = (message: string): LutraError =>
    new LutraError('config', message, {
      place: 'fhir.auth.private_key_file',
      remedy: 'give a private key as PKCS#8 PEM or JWK: RSA from 2048 bits, or an elliptic key on P-384',
    });
  const { key, keyId } = parse(text, unfit);
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2048)
    return { key, keyId, algorithm: 'RS384' };
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'secp384r1') return { key, keyId, algorithm: 'ES384' };
  throw unfit('the private key cannot sign RS384 or ES384');
}

function parse(text: string, unfit: (message: string) => LutraError): { key: KeyObject; keyId: string | null } {
  try {
    if (!text.trimStart().startsWith('{')) return { key: createPrivateKey(text), keyId: null };
    const jwk = JSON.parse(text) as { kid?: unknown };
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    return { key, keyId: typeof jwk.kid === 'string' ? jwk.kid : null };
  } catch {
    // What the parser says may quote the key.
    throw unfit('the private key cannot be read');
  }
}
