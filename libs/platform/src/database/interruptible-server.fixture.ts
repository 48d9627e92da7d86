import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A road to a server that a test can cut, block without a sign, and open again. */
export class InterruptibleRoad {
  private readonly sockets = new Set<Socket>();
  private server = createServer();
  private port = 0;
  private blocked = false;
  private endsNext = false;

  constructor(private readonly serverUrl: string) {}

  async open(): Promise<void> {
    const target = new URL(this.serverUrl);
    this.blocked = false;
    this.server = createServer((near) => {
      const far = connect(Number(target.port || 5432), target.hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
      }
      near.on('data', (bytes) => this.blocked || far.write(bytes)).on('close', () => far.destroy());
      far.on('data', (bytes) => this.hand(bytes, near)).on('close', () => near.destroy());
    });
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    const url = new URL(this.serverUrl);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  /** As when the server's process ends: every connection closes, new ones are refused. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** As when a cable is pulled out: connections stay open and nothing comes through. */
  block(): void {
    this.blocked = true;
  }

  unblock(): void {
    this.blocked = false;
  }

  /** As when the server is stopped: it ends the next new connection in the same breath in which it lets it in. */
  endNextConnection(): void {
    this.endsNext = true;
  }

  private hand(bytes: Buffer, near: Socket): void {
    if (this.blocked) return;
    if (!this.endsNext || !bytes.subarray(-6).equals(readyForQuery)) {
      near.write(bytes);
      return;
    }
    this.endsNext = false;
    near.end(Buffer.concat([bytes, ended]));
  }
}

/** Messages of PostgreSQL's protocol: ready for a statement; and `57P01`, terminating by an administrator's command. */
const readyForQuery = Buffer.from('5a0000000549', 'hex');
const facts = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0');
const length = Buffer.alloc(4);
length.writeInt32BE(facts.length + 4);
const ended = Buffer.concat([Buffer.from('E'), length, facts]);
