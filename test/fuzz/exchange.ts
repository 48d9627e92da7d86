import { request, type Agent, type IncomingHttpHeaders } from 'node:http';

/** A request as it goes on the wire: nothing about it is put right on the way. */
export interface WireRequest {
  method: string;
  /** With its query, as it is. */
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

export interface WireAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  milliseconds: number;
}

/** No answer: the connection ended, or the time was over. */
export class NoAnswer extends Error {}

/** @throws NoAnswer when none comes in time */
export function exchange(
  server: URL,
  { method, path, headers, body }: WireRequest,
  { agent, withinMilliseconds }: { agent: Agent; withinMilliseconds: number },
): Promise<WireAnswer> {
  const startedAt = performance.now();
  // Node leaves the length out where a method seldom has a body; the rest would be read as the next request.
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const give = (error: Error) => reject(new NoAnswer(error.message));
    const sent = request(
      { host: server.hostname, port: server.port, method, path, headers: { ...headers, ...length }, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', give);
        response.on('end', () => {
          clearTimeout(patience);
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
            milliseconds: performance.now() - startedAt,
          });
        });
      },
    );
    const patience = setTimeout(
      () => sent.destroy(new Error(`no answer within ${withinMilliseconds} ms`)),
      withinMilliseconds,
    );
    sent.on('error', (error) => {
      clearTimeout(patience);
      give(error);
    });
    sent.end(body);
  });
}
