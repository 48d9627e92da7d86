/**
 * A stand-in for a Valhalla server over real HTTP, for tests: answers as told and remembers what it was asked. Without
 * being told of routes it knows none, like a server whose `loki.actions` lack them.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LatLon } from '#lib/kernel';
import type { MatrixRequest, ValhallaRouteRequest } from './valhalla-engine.js';

export interface FakeValhalla {
  readonly url: string;
  readonly asked: MatrixRequest[];
  readonly routesAsked: ValhallaRouteRequest[];
  close(): Promise<void>;
}

export async function fakeValhalla(
  answer: (request: MatrixRequest, response: ServerResponse) => void,
  answerRoute: (request: ValhallaRouteRequest, response: ServerResponse) => void = (_, response) =>
    refusal(response, 106, 'Try any of: /sources_to_targets /status'),
): Promise<FakeValhalla> {
  const asked: MatrixRequest[] = [];
  const routesAsked: ValhallaRouteRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url === '/valhalla/status')
        return void response.end('{"version":"3.6.1","tileset_last_modified":1}');
      if (request.url === '/valhalla/route') {
        const route = JSON.parse(body) as ValhallaRouteRequest;
        routesAsked.push(route);
        return answerRoute(route, response);
      }
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
    routesAsked,
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

/** What Valhalla 3.6.1 answers to a question for a way, with these places along it. */
export function routeAnswer(line: readonly LatLon[]): string {
  return JSON.stringify({
    trip: {
      legs: [{ summary: { length: 1, time: 60 }, shape: encodePolyline(line) }],
      units: 'kilometers',
      status: 0,
    },
  });
}

/** https://developers.google.com/maps/documentation/utilities/polylinealgorithm, with Valhalla's six decimals. */
export function encodePolyline(line: readonly LatLon[]): string {
  let before = { lat: 0, lon: 0 };
  return line
    .map(({ lat, lon }) => {
      const here = { lat: Math.round(lat * 1e6), lon: Math.round(lon * 1e6) };
      const steps = encodeStep(here.lat - before.lat) + encodeStep(here.lon - before.lon);
      before = here;
      return steps;
    })
    .join('');
}

function encodeStep(step: number): string {
  let rest = step < 0 ? -2 * step - 1 : 2 * step;
  let text = '';
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode((rest % 32) + 32 + 63);
  return text + String.fromCharCode(rest + 63);
}

/** What Valhalla 3.6.1 answers when it refuses. */
export function refusal(response: ServerResponse, error_code: number, error: string): void {
  response.writeHead(400).end(JSON.stringify({ error_code, error, status_code: 400, status: 'Bad Request' }));
}
