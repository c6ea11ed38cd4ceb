/**
 * Faults by script, in front of a small real FHIR server: which request is answered how, how often, and how broken on the
 * wire. What no line of the script matches is answered rightly. Two such servers are two origins.
 */
import type http from 'node:http';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../src/effects.ts';
import {
  type FhirServer,
  hospital,
  type Misbehave,
  type ServerOptions,
  startFhirServer,
} from '../extractors/fhir-server.ts';

export interface Answer {
  /** Matched against `GET /app/FHIR/r4/Observation?patient=p1`. Default: every request. */
  readonly match?: RegExp;
  /** How often this line is used. Default: for ever. */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  /** Text, bytes, or an object that is sent as JSON. */
  readonly body?: string | Buffer | object | ((request: http.IncomingMessage) => string | Buffer | object);
  readonly gzip?: boolean;
  /** Sends so many bytes of the body and closes the connection; negative counts from the end. */
  readonly cutAt?: number;
  /**
   * How the length of the body is told: `length` of the whole body, `fitted` to what is sent, `chunked`, or HTTP/1.0 that
   * only `close`s.
   */
  readonly framing?: 'length' | 'fitted' | 'chunked' | 'close';
  /** Milliseconds on the clock of the test before the answer. */
  readonly delay?: number;
  /** A byte every few milliseconds, without end. */
  readonly drip?: true;
  /** Bytes written on the connection as they are. */
  readonly raw?: string | Buffer;
  /** Closes the connection without a word. */
  readonly reset?: true;
}

/** The script as what a server does before it answers rightly. Lines are tried in order. */
export function script(answers: readonly Answer[], clock?: Clock): Misbehave {
  const used = new Map<Answer, number>();
  return (request, response) => {
    const asked = `${request.method} ${request.url}`;
    const answer = answers.find(
      (one) => (one.match?.test(asked) ?? true) && (used.get(one) ?? 0) < (one.times ?? Infinity),
    );
    if (!answer) return false;
    used.set(answer, (used.get(answer) ?? 0) + 1);
    if (answer.delay === undefined || !clock) play(answer, request, response);
    else void clock.sleep(answer.delay).then(() => play(answer, request, response));
    return true;
  };
}

function play(answer: Answer, request: http.IncomingMessage, response: http.ServerResponse): void {
  const { socket } = request;
  if (answer.reset) return void socket.destroy();
  if (answer.raw !== undefined) return void socket.end(answer.raw);
  const body = bodyOf(answer, request);
  const sent =
    answer.cutAt === undefined ? body : body.subarray(0, answer.cutAt < 0 ? body.length + answer.cutAt : answer.cutAt);
  const status = answer.status ?? 200;
  const headers: http.OutgoingHttpHeaders = {
    'content-type': 'application/fhir+json',
    ...(answer.gzip ? { 'content-encoding': 'gzip' } : {}),
    ...answer.headers,
  };
  if (answer.framing === 'close') {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    return void socket.end(Buffer.concat([Buffer.from(`HTTP/1.0 ${status} x\r\n${lines.join('')}\r\n`), sent]));
  }
  if (answer.framing !== 'chunked') headers['content-length'] = answer.framing === 'fitted' ? sent.length : body.length;
  if (answer.drip) return drip(response.writeHead(status, { ...headers, 'content-length': 1e9 }));
  response.writeHead(status, headers);
  if (sent.length === body.length || answer.framing === 'fitted') return void response.end(sent);
  response.write(sent, () => setImmediate(() => socket.destroy()));
}

function bodyOf({ body = '', gzip }: Answer, request: http.IncomingMessage): Buffer {
  const given = typeof body === 'function' ? body(request) : body;
  const bytes = Buffer.isBuffer(given) ? given : Buffer.from(typeof given === 'string' ? given : JSON.stringify(given));
  return gzip ? gzipSync(bytes) : bytes;
}

function drip(response: http.ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
}

/** A hospital's server that follows the script; closed when the test is over. */
export async function faultServer(
  t: TestContext,
  answers: readonly Answer[] = [],
  { clock, ...options }: ServerOptions & { readonly clock?: Clock } = {},
): Promise<FhirServer> {
  const server = await startFhirServer({ resources: hospital(), ...options, misbehave: script(answers, clock) });
  t.after(() => server.close());
  return server;
}
