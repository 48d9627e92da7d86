import pg from 'pg';
import { HttpClient } from '../client/http-client.js';
import { foundCenter, type BenchCenter } from '../city/center.js';
import type { Bench } from '../row.js';
import { startLayad } from './server-process.js';

/** Layad on a database of its own, with one center in it, and a connection to that database beside Layad's. */
export interface Stage {
  /** Where Layad listens. */
  url: string;
  databaseUrl: string;
  database: pg.Client;
  center: BenchCenter;
  /** Speaks to Layad as the center's operator. */
  operator: HttpClient;
  /** Speaks to Layad as the center's tracker gateway. */
  tracker: HttpClient;
}

/** Most requests that a bench has under way at a time. */
const mostConnections = 32;

export async function setStage({ postgres, opened }: Bench): Promise<Stage> {
  const databaseUrl = await postgres.newDatabase(opened);
  const url = await startLayad(databaseUrl, opened);
  const database = opened.add(new pg.Client({ connectionString: databaseUrl }), (client) => client.end());
  await database.connect();
  const center = await foundCenter(database);
  const token = await HttpClient.signIn(url, center.operator);
  const speakAs = (bearer: string) =>
    opened.add(new HttpClient(url, bearer, mostConnections), (client) => client.close());
  return {
    url,
    databaseUrl,
    database,
    center,
    operator: speakAs(token),
    tracker: speakAs(center.apiKey),
  };
}
