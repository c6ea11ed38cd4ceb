/** Requests with credentials, and the one second try that a 401 in the middle of a run deserves. */
import { faultOfError } from '../search/fault.ts';
import type { Credentials, Headers } from './credentials.ts';

/** Gives up after so many fresh credentials in a row that were refused, whatever was asked. */
const MAX_IN_VAIN = 3;

/** Sends requests with credentials; where these are refused, once more with new ones. Never a second time. */
export class Signer {
  readonly #credentials: Credentials;
  #inVain = 0;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Runs `attempt`, which rejects with Fault `http_401` where the server refuses the headers. Rejects as it does. */
  async send<T>(url: URL, attempt: (headers: Headers) => Promise<T>): Promise<T> {
    const headers = await this.#credentials.headersFor(url);
    try {
      return this.#accepted(await attempt(headers));
    } catch (error) {
      const fault = faultOfError(error);
      if (fault.code !== 'http_401' || this.#inVain >= MAX_IN_VAIN) throw fault;
      if (!(await this.#credentials.refused(url, headers))) throw fault;
    }
    try {
      return this.#accepted(await attempt(await this.#credentials.headersFor(url)));
    } catch (error) {
      // Counted when they are refused, not when they are got: many requests under way may need the same new ones.
      if (faultOfError(error).code === 'http_401') this.#inVain++;
      throw error;
    }
  }

  #accepted<T>(answer: T): T {
    this.#inVain = 0;
    return answer;
  }
}
