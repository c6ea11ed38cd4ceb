/** A real web server that does as the test says and remembers what it was asked. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}
export interface Said {
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  /** Objects are sent as JSON. */
  readonly body?: unknown;
}
/** Gives the answer, or null where it has answered (or broken the connection) itself. */
export type Script = (asked: Asked, response: http.ServerResponse) => Said | null | Promise<Said | null>;

export interface Web {
  readonly origin: string;
  readonly asked: Asked[];
  script: Script;
}

/** Starts a server on a free port of this machine, closed when the test is over. */
export async function startWeb(t: TestContext, script: Script = () => ({ status: 404 })): Promise<Web> {
  const web: { origin: string; asked: Asked[]; script: Script } = { origin: '', asked: [], script };
  const server = http.createServer((request, response) => {
    void answer(web, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  web.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return web;
}

async function answer(web: Web, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked: Asked = {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
  web.asked.push(asked);
  const said = await web.script(asked, response);
  if (said === null) return;
  const { status = 200, headers = {}, body } = said;
  const json = typeof body === 'object' && body !== null && !Buffer.isBuffer(body);
  response.writeHead(status, { ...(json ? { 'content-type': 'application/json' } : {}), ...headers });
  response.end(json ? JSON.stringify(body) : body);
}
