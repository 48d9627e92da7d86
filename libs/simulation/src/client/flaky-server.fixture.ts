import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What happens to a request: an answer, or the connection is cut after the work was done. */
export type Fate =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | 'cut' // without an answer
  | 'half'; // in the middle of the answer

/** A local HTTP server whose answers are decided one by one. */
export class FlakyServer {
  readonly received: Received[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(fateOf: (request: Received, count: number) => Fate): Promise<FlakyServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const flaky = new FlakyServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => void flaky.answer(request, response, fateOf));
    return flaky;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    fateOf: (request: Received, count: number) => Fate,
  ): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    const received = { method: request.method!, path: request.url!, headers: request.headers, body };
    this.received.push(received);
    const fate = fateOf(received, this.received.length);
    if (fate === 'cut') return void request.socket.destroy();
    if (fate === 'half') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":');
      setTimeout(() => request.socket.destroy(), 10);
      return;
    }
    response.writeHead(fate.status, { 'content-type': 'application/json', ...fate.headers });
    response.end(fate.body === undefined ? undefined : JSON.stringify(fate.body));
  }
}
