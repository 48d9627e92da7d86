import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#lib/simulation';
import type { Opened } from './opened.js';

const startWithinMilliseconds = 10_000;

/** A Redis server of its own that keeps nothing on the disk. */
export class RedisProcess {
  private server: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  /** @throws Error where redis-server is not installed */
  static async create(opened: Opened): Promise<RedisProcess> {
    const redis = opened.add(new RedisProcess(await freePort()), (it) => it.stop());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.server = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', ''], {
      stdio: 'ignore',
    });
    const failed = once(this.server, 'error').then(() => {
      throw new Error('redis-server is not installed here.');
    });
    await Promise.race([failed, this.answers()]);
    failed.catch(() => undefined);
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  private async answers(): Promise<void> {
    const until = performance.now() + startWithinMilliseconds;
    while (performance.now() < until) {
      const socket = createConnection(this.port, '127.0.0.1');
      const connected = await Promise.race([
        once(socket, 'connect').then(() => true),
        once(socket, 'error').then(() => false),
      ]).catch(() => false);
      socket.destroy();
      if (connected) return;
      await pause(50);
    }
    throw new Error('redis-server did not start');
  }
}
