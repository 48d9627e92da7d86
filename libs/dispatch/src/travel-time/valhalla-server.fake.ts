/** A stand-in for a Valhalla server over real HTTP, for tests: answers as told and remembers what it was asked. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MatrixRequest } from './valhalla-matrix.js';

export interface FakeValhalla {
  readonly url: string;
  readonly asked: MatrixRequest[];
  close(): Promise<void>;
}

export async function fakeValhalla(
  answer: (request: MatrixRequest, response: ServerResponse) => void,
): Promise<FakeValhalla> {
  const asked: MatrixRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url === '/valhalla/status')
        return void response.end('{"version":"3.6.1","tileset_last_modified":1}');
      if (request.url !== '/valhalla/sources_to_targets') return void response.writeHead(404).end();
      const matrix = JSON.parse(body) as MatrixRequest;
      asked.push(matrix);
      answer(matrix, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/valhalla/`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What Valhalla 3.6.1 answers, with the given cells. */
export function matrixAnswer(durations: unknown[][], distances: unknown[][]): string {
  return JSON.stringify({
    sources_to_targets: { durations, distances },
    units: 'kilometers',
    algorithm: 'costmatrix',
  });
}

/** What Valhalla 3.6.1 answers when it refuses. */
export function refusal(response: ServerResponse, error_code: number, error: string): void {
  response.writeHead(400).end(JSON.stringify({ error_code, error, status_code: 400, status: 'Bad Request' }));
}
