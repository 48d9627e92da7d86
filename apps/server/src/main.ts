import { bannerFor } from './banner.js';
import { PortError } from './port.js';
import { startServer, type RunningServer } from './start-server.js';
import { ConfigurationError, DatabaseStartError } from '#lib/platform';

try {
  const server = await startServer(process.env);
  process.stdout.write(bannerFor(server));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server));
} catch (error) {
  if (![ConfigurationError, PortError, DatabaseStartError].some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`Layad cannot start. ${(error as Error).message}\n`);
  process.exitCode = 1;
}

/** A second signal ends the process at once, as the first would have without us. */
async function stop(server: RunningServer): Promise<void> {
  process.stdout.write('\nLayad is stopping: it finishes what it accepted.\n');
  await server.stop();
  // Timers of libraries may still be waiting; nothing of ours is.
  process.exit();
}
