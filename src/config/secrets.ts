/** Credentials for the settings: read from files and the environment, never shown in an error. */
import { existsSync, readFileSync } from 'node:fs';
import { LutraError } from '../errors.ts';
import { type Auth, signingKey } from '../extractors/source.ts';
import type { AuthSetting } from './schema.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** How to sign in, with the secrets. Throws LutraError `config` where one is missing, empty or no key. */
export function credentials(auth: AuthSetting | undefined, env: Env, place: string): Auth {
  const secret = (file: string | undefined, variable: string): string => readSecret(file, env, variable, place);
  if (!auth) return env['LUTRA_FHIR_TOKEN'] === undefined ? { kind: 'none' } : bearer(secret);
  switch (auth.kind) {
    case 'none':
      return auth;
    case 'bearer':
      return bearer(secret, auth.token_file);
    case 'basic':
      return { kind: 'basic', user: auth.user, password: secret(auth.password_file, 'LUTRA_FHIR_PASSWORD') };
    case 'oauth':
      return {
        kind: 'oauth',
        clientId: auth.client_id,
        clientSecret: secret(auth.client_secret_file, 'LUTRA_FHIR_CLIENT_SECRET'),
        tokenUrl: auth.token_url ?? null,
        scope: auth.scope ?? null,
        secretIn: auth.secret_in,
      };
    case 'smart':
      return {
        kind: 'smart',
        clientId: auth.client_id,
        privateKey: keyText(secret(auth.private_key_file, '')),
        keyId: auth.key_id ?? null,
        tokenUrl: auth.token_url ?? null,
        scope: auth.scope,
      };
    default:
      return {
        kind: 'login',
        user: auth.user,
        password: secret(auth.password_file, 'LUTRA_FHIR_PASSWORD'),
        loginUrl: auth.login_url,
        refreshUrl: auth.refresh_url ?? null,
      };
  }
}

function bearer(secret: (file: string | undefined, variable: string) => string, file?: string): Auth {
  return { kind: 'bearer', token: secret(file, 'LUTRA_FHIR_TOKEN') };
}

/** The key as text, once it is known to be one: a wrong key is an error of today, not of tonight. */
function keyText(text: string): string {
  signingKey(text);
  return text;
}

function readSecret(file: string | undefined, env: Env, variable: string, place: string): string {
  if (file !== undefined && !existsSync(file))
    throw new LutraError('config', 'the secret file is not there', { place });
  const value = (file === undefined ? env[variable] : readFileSync(file, 'utf8'))?.trim();
  if (value) return value;
  throw new LutraError('config', 'the secret is empty', {
    place,
    remedy: `set ${variable || 'it'} or name a file with it in the configuration`,
  });
}
