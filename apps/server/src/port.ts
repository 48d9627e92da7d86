import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Configuration } from '#lib/platform';

/** The server cannot listen where it is told to. One line, for the person who starts it. */
export class PortError extends Error {}

/**
 * Makes sure that the server can listen, before it makes or changes a database.
 * @throws PortError
 */
export async function checkPort({ port, host }: Pick<Configuration, 'port' | 'host'>): Promise<void> {
  const server = createServer();
  try {
    server.listen({ port, host });
    await once(server, 'listening');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new PortError(
      code === 'EADDRINUSE'
        ? `Port ${port} is in use; stop the other process or set PORT.`
        : `Port ${port} on ${host} cannot be used (${code}); set PORT or HOST.`,
    );
  }
  server.close();
  await once(server, 'close');
}
