import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { answerQuestions } from '../environment/side-process.js';
import { openBare } from './bare-incident.js';
import type { Call } from './emergency-calls.js';

export interface Start {
  databaseUrl: string;
  centerId: string;
  /** Connections to the database: as many as Layad has. */
  poolSize: number;
}

export interface Started {
  url: string;
}

/** The baseline of intake: nothing but node:http, JSON and a pool of connections. */
answerQuestions<Start, Started>(async ({ databaseUrl, centerId, poolSize }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const server = createServer((request, response) => {
    open(pool, centerId, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});

async function open(
  pool: pg.Pool,
  centerId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const call = JSON.parse(Buffer.concat(chunks).toString()) as Call;
  const client = await pool.connect();
  try {
    const incident = Buffer.from(JSON.stringify(await openBare(client, centerId, call)));
    response
      .writeHead(201, { 'content-type': 'application/json', 'content-length': incident.length })
      .end(incident);
  } finally {
    client.release();
  }
}
