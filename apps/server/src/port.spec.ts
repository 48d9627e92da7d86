import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPort, PortError } from './port.js';
import { startServer } from './start-server.js';

describe('the port', () => {
  it('that somebody else has is named in one line, and no database is made', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const folder = join(tmpdir(), `layad-port-${port}-${process.pid}`);
    await expect(startServer({ PORT: String(port), LAYAD_DATA_DIR: folder })).rejects.toEqual(
      new PortError(`Port ${port} is in use; stop the other process or set PORT.`),
    );
    expect(existsSync(folder)).toBe(false);
    other.close();
  });

  it('that is free stays free', async () => {
    await checkPort({ port: 0, host: '127.0.0.1' });
  });

  it('of an address that is not this machine’s is refused in words', async () => {
    await expect(checkPort({ port: 0, host: '192.0.2.1' })).rejects.toThrow('set PORT or HOST');
  });
});
