import { schema } from './database.fixture.js';
import { openDatabase } from './index.js';

// A process that inserts as fast as it can and says each number once it is committed, until it is killed.
const logger = { log: () => undefined, warn: console.error, error: console.error };
try {
  const { dataSource, close } = await openDatabase({ ...schema, dataFolder: process.argv[2], logger });
  process.stdout.write('open\n');
  process.on('SIGTERM', () => void close().then(() => process.exit(0)));
  for (let seq = 1; process.argv[3] === 'insert'; seq += 1) {
    await dataSource.query('insert into team (call_sign, seq) values ($1, $2)', ['T', seq]);
    process.stdout.write(`${seq}\n`);
  }
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
