import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrations, openDatabase, readConfiguration, createLogger, uuidSource } from '#lib/platform';
import { systemClock } from '#lib/kernel';
import { asyncApiDocument } from '#lib/realtime';
import { createApplication } from './application.js';
import { openApiDocument } from './api-documents/openapi.js';

/**
 * Writes the OpenAPI and AsyncAPI documents into `docs/api`, made from the controllers and the contract.
 * With `--check` nothing is written: a difference is named and the exit code is 1.
 */
const folder = 'docs/api';
const check = process.argv.includes('--check');

const logger = createLogger('error');
const configuration = readConfiguration({ LAYAD_SECRET: 'signs nothing: no request is ever answered' });
const database = await openDatabase({
  migrations,
  logger: { log: () => undefined, warn: () => undefined, error: (message) => logger.error(message) },
});
const application = await createApplication({
  configuration,
  database,
  clock: systemClock,
  ids: uuidSource,
  logger,
});
await application.init();
const documents = { 'openapi.json': openApiDocument(application), 'asyncapi.json': asyncApiDocument() };
await application.close();
await database.close();

await mkdir(folder, { recursive: true });
for (const [name, document] of Object.entries(documents)) {
  const path = join(folder, name);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!check) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`${path} is out of date. Run: npm run generate\n`);
    process.exitCode = 1;
  }
}
