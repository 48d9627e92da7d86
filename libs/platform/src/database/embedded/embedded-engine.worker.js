// The embedded PostgreSQL in a thread of its own, so that a long statement never holds up the
// server. It knows bytes only: sessions and notifications are the engine's, in the main thread.
// Plain JavaScript, because a worker is started from the file as it lies there, also under a
// test runner that compiles in memory.
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import { fsyncSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** @typedef {import('./embedded-engine.js').EngineStart} EngineStart */
/** @typedef {import('./embedded-engine.js').EngineRequest} EngineRequest */

/** @type {EngineStart} */
const { folder, snapshot } = workerData;
const port = parentPort;
if (port === null) throw new Error('to be started as a worker');

// PGlite turns fsync off; what was acknowledged must survive a power cut too.
const durable = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

const database = await PGlite.create({
  dataDir: folder ?? 'memory://',
  extensions: { postgis, pg_trgm },
  startParams: folder === undefined ? PGlite.defaultStartParams : durable,
  ...(snapshot === undefined ? {} : { loadDataDir: new Blob([new Uint8Array(snapshot)]) }),
});

if (folder !== undefined) {
  // The file system bridge has no fsync of its own and would only say yes.
  const { stream_ops: operations } = /** @type {any} */ (database.Module.FS).filesystems.NODEFS;
  operations.fsync = (/** @type {{ nfd?: number }} */ { nfd }) => {
    if (nfd !== undefined) fsyncSync(nfd);
    return 0;
  };
}

port.on('message', async (/** @type {EngineRequest} */ { id, kind, bytes }) => {
  try {
    const answer =
      kind === 'exchange' ? await exchange(bytes) : kind === 'dump' ? await dump() : await close();
    port.postMessage({ id, bytes: answer }, [answer.buffer]);
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
port.postMessage({ ready: true });

/** @param {Uint8Array} bytes */
async function exchange(bytes) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  // Each part is a view of the engine's own memory, good only for the length of the call.
  await database.execProtocolRawStream(bytes, { onRawData: (part) => void parts.push(new Uint8Array(part)) });
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

async function dump() {
  return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
}

async function close() {
  await database.close();
  return new Uint8Array(0);
}
