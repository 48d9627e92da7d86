import { bannerFor } from './banner.js';
import { startServer } from './start-server.js';
import { ConfigurationError, DatabaseStartError } from '#lib/platform';

try {
  const server = await startServer(process.env);
  process.stdout.write(bannerFor(server));
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof DatabaseStartError)) throw error;
  process.stderr.write(`Layad cannot start. ${error.message}\n`);
  process.exitCode = 1;
}
