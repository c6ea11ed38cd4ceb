/** By which method a search is sent: by POST where GET cannot carry it or is not offered, by GET where POST is not. */
import { faultOfError } from './fault.ts';

/** Longer URLs are refused by common servers and proxies; they are sent as POST at once. */
const LONGEST_GET = 8000;
/** The URL was too long for somebody on the way. */
const TOO_LONG: ReadonlySet<string> = new Set(['http_413', 'http_414', 'http_431']);
/** The server, or a proxy that keeps ids out of URLs, does not search by GET. */
const NO_GET: ReadonlySet<string> = new Set(['http_405', 'http_501']);
/** The server does not search by POST, or not this way. */
const NO_POST = /^(?:http_(?:400|403|404|405|406|415|422|501)|redirected_post)$/;
/** A search of one type. Others (`?_getpages=…` at the base) are the server's own and mean nothing as a form. */
const TYPE_LEVEL = /\/[A-Z][A-Za-z]+$/;

/** Asks by `get`, or by `post` where the URL is too long for it; falls back to the other once. Rejects with a Fault. */
export async function byGetOrPost<A>(
  url: URL,
  get: (url: URL) => Promise<A>,
  post: (url: URL) => Promise<A>,
): Promise<A> {
  if (!TYPE_LEVEL.test(url.pathname)) return get(url);
  const first = url.href.length > LONGEST_GET ? { ask: post, other: get } : { ask: get, other: post };
  try {
    return await first.ask(url);
  } catch (error) {
    const { code } = faultOfError(error);
    if (first.ask === get ? !TOO_LONG.has(code) && !NO_GET.has(code) : !NO_POST.test(code)) throw error;
    return first.other(url);
  }
}
