/** What proves to a server who asks. One small interface for every way to sign in; the gateways know nothing more. */
import { Agent } from 'undici';
import { type Auth, isPrivate } from './auth.ts';
import { tokenLogin } from './login.ts';
import { oauthSecret } from './oauth.ts';
import { smartBackend } from './smart.ts';
import { Tokens, type TokenSource } from './tokens.ts';
import { basic, type SignIn, type SignInEffects, type TokenWork } from './work.ts';

export type Headers = Readonly<Record<string, string>>;

export interface Credentials {
  /** Headers for a request to this URL: none where the URL is not of an origin they are for. Rejects with a Fault `sign_in_…`. */
  headersFor(url: URL): Promise<Headers>;
  /** The server refused `sent` (401). True where there are other ones now, so that asking once more makes sense. */
  refused(url: URL, sent: Headers): Promise<boolean>;
  close(): Promise<void>;
}

/** Credentials for a server. Asks nothing yet. */
export function openCredentials(signIn: SignIn, effects: SignInEffects): Credentials {
  const agent = new Agent({ connections: 1 });
  const close = (): Promise<void> => agent.destroy();
  const mayHave = originRule(signIn);
  const { auth } = signIn;
  if (auth.kind === 'none' || auth.kind === 'bearer' || auth.kind === 'basic') {
    const headers = fixedHeaders(auth);
    return {
      headersFor: (url) => Promise.resolve(mayHave(url) ? headers : {}),
      refused: () => Promise.resolve(false),
      close,
    };
  }
  const tokens = new Tokens(sourceOf(auth, { signIn, effects, agent }), signIn.limits, effects);
  return {
    headersFor: async (url) => (mayHave(url) ? { authorization: `Bearer ${await tokens.current()}` } : {}),
    refused: async (url, sent) => mayHave(url) && (await tokens.replace(sent['authorization']?.slice(7) ?? '')),
    close,
  };
}

function sourceOf(auth: Exclude<Auth, { kind: 'none' | 'bearer' | 'basic' }>, work: TokenWork): TokenSource {
  if (auth.kind === 'oauth') return oauthSecret(auth, work);
  return auth.kind === 'smart' ? smartBackend(auth, work) : tokenLogin(auth, work);
}

function fixedHeaders(auth: Extract<Auth, { kind: 'none' | 'bearer' | 'basic' }>): Headers {
  if (auth.kind === 'none') return {};
  return { authorization: auth.kind === 'bearer' ? `Bearer ${auth.token}` : basic(auth.user, auth.password) };
}

/** Compared by parsed origin: how a URL is written proves nothing. */
function originRule({ baseUrl, tokenOrigins, insecureHttp }: SignIn): (url: URL) => boolean {
  const origins = new Set([baseUrl, ...tokenOrigins].map((url) => new URL(url).origin));
  return (url) => origins.has(url.origin) && (insecureHttp || isPrivate(url));
}
