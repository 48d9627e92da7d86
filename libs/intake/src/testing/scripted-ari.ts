import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What Layad asked of the exchange, in order. */
export interface AriRequest {
  method: string;
  /** The path after `/ari/`, with its query. */
  path: string;
  body: Record<string, unknown>;
}

interface ScriptedChannel {
  id: string;
  name: string;
  state: string;
  caller: { name: string; number: string };
  dialplan: { context: string; exten: string; priority: number; app_name: string; app_data: string };
  creationtime: string;
}

export const ariUser = 'layad';
export const ariPassword = 'a password of tests';
export const ariApplication = 'psc119';

/**
 * An exchange that speaks ARI on a free port of the loopback and does what it is asked, as Asterisk does: answering,
 * bridging, ringing telephones, hanging up. A script says who calls and who picks up.
 */
export class ScriptedAri {
  readonly requests: AriRequest[] = [];
  /** Every message it sent, or would have sent had anybody listened, in order. */
  readonly told: string[] = [];
  /** Telephones (endpoints) that nobody picks up. */
  readonly unattended = new Set<string>();
  /** Answers what it is asked with something that is no JSON. */
  isGarbling = false;
  /** How often somebody began to listen, however shortly. */
  timesHeard = 0;
  private readonly channels = new Map<string, ScriptedChannel>();
  private readonly bridges = new Map<string, string[]>();
  private readonly listeners = new Set<WebSocket>();
  private readonly sockets: WebSocketServer;
  private legs = 0;
  private isDown = false;

  private constructor(
    private readonly server: Server,
    private readonly now: () => Date,
  ) {
    this.sockets = new WebSocketServer({ noServer: true });
    server.on('request', (request, response) => void this.serve(request, response));
    server.on('upgrade', (request, socket, head) => {
      if (this.isDown || !isAuthorised(request)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (listener) => {
        for (const earlier of this.listeners) earlier.send(this.event('ApplicationReplaced', {}));
        this.listeners.add(listener);
        this.timesHeard += 1;
        listener.on('close', () => this.listeners.delete(listener));
      });
    });
  }

  /** @param now what time the exchange says it is */
  static async start(now: () => Date = () => new Date()): Promise<ScriptedAri> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedAri(server, now);
  }

  /** What a Layad is started with to follow this exchange. */
  environment(centerCode: string): NodeJS.ProcessEnv {
    const { port } = this.server.address() as AddressInfo;
    return {
      ASTERISK_URL: `http://127.0.0.1:${port}`,
      ASTERISK_USER: ariUser,
      ASTERISK_PASSWORD: ariPassword,
      ASTERISK_APPLICATION: ariApplication,
      ASTERISK_CENTER: centerCode,
    };
  }

  /** Whether somebody listens. */
  get isHeard(): boolean {
    return this.listeners.size > 0;
  }

  /** Sends a message byte for byte, as it was recorded. */
  play(message: string): void {
    this.told.push(message);
    for (const listener of this.listeners) listener.send(message);
  }

  /** Somebody calls; answers the name of their channel. */
  ring(number: string, { id = `${1_795_000_000 + this.legs}.${this.legs++}`, name = '' } = {}): string {
    const channel: ScriptedChannel = {
      id,
      name: `PJSIP/trunk-0000000${this.legs}`,
      state: 'Ring',
      caller: { name, number },
      dialplan: {
        context: 'inbound119',
        exten: '119',
        priority: 4,
        app_name: 'Stasis',
        app_data: `${ariApplication},119`,
      },
      creationtime: this.stamp(),
    };
    this.channels.set(id, channel);
    this.tell('StasisStart', { args: ['119'], channel });
    return id;
  }

  /** The exchange answers by itself and connects with a telephone, as a queue of its own does. */
  answer(id: string, extension?: string): void {
    this.setUp(id);
    const bridgeId = `queue-${id}`;
    this.bridges.set(bridgeId, []);
    this.enter(bridgeId, id);
    if (extension === undefined) return;
    const leg = this.newLeg(`leg-${id}`, `PJSIP/${extension}`, 'Up');
    this.enter(bridgeId, leg.id);
  }

  /** The line is dead: whoever it was has hung up. */
  hangUp(id: string): void {
    const channel = this.channels.get(id);
    if (!channel) return;
    this.channels.delete(id);
    for (const [bridgeId, members] of this.bridges) {
      this.bridges.set(
        bridgeId,
        members.filter((member) => member !== id),
      );
    }
    this.tell('ChannelHangupRequest', { cause: 16, channel });
    if (channel.dialplan.app_name === 'Stasis') this.tell('StasisEnd', { channel });
    this.tell('ChannelDestroyed', { cause: 16, cause_txt: 'Normal Clearing', channel });
  }

  /** Loses the connection and refuses new ones; calls go on. */
  goDown(): void {
    this.isDown = true;
    for (const listener of this.listeners) listener.terminate();
  }

  comeBack(): void {
    this.isDown = false;
  }

  isTalking(...ids: string[]): boolean {
    return [...this.bridges.values()].some((members) => ids.every((id) => members.includes(id)));
  }

  get lines(): string[] {
    return [...this.channels.keys()];
  }

  async stop(): Promise<void> {
    for (const listener of this.listeners) listener.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const path = request.url!.replace(/^\/ari\//, '');
    if (this.isDown || !isAuthorised(request)) {
      response.writeHead(this.isDown ? 503 : 401).end();
      return;
    }
    if (request.method !== 'GET') this.requests.push({ method: request.method!, path, body });
    const [status, answer] = this.obey(
      request.method!,
      path.split('?')[0]!.split('/').map(decodeURIComponent),
      body,
    );
    response.writeHead(status, { 'content-type': 'application/json' });
    if (this.isGarbling) {
      response.end('[{');
      return;
    }
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  }

  private obey(
    method: string,
    [kind, id, act]: string[],
    body: Record<string, unknown>,
  ): [status: number, answer?: unknown] {
    switch (`${method} ${kind} ${act ?? (id === undefined ? 'all' : 'one')}`) {
      case 'GET channels all':
        return [200, [...this.channels.values()]];
      case 'GET bridges all':
        return [200, [...this.bridges].map(([bridgeId, channels]) => ({ id: bridgeId, channels }))];
      case 'POST channels one':
        return this.originate(id!, body as { endpoint: string; appArgs: string });
      case 'POST channels ring':
        return [this.channels.has(id!) ? 204 : 404];
      case 'POST channels answer':
        if (!this.channels.has(id!)) return [404];
        this.setUp(id!);
        return [204];
      case 'DELETE channels one':
        if (!this.channels.has(id!)) return [404];
        this.hangUp(id!);
        return [204];
      case 'POST bridges one':
        if (!this.bridges.has(id!)) this.bridges.set(id!, []);
        return [200, { id, channels: this.bridges.get(id!) }];
      case 'POST bridges addChannel':
        for (const channelId of (body as { channel: string }).channel.split(',')) this.enter(id!, channelId);
        return [204];
      case 'DELETE bridges one':
        return this.bridges.delete(id!) ? [204] : [404];
      default:
        return [404];
    }
  }

  private originate(id: string, { endpoint, appArgs }: { endpoint: string; appArgs: string }): [number] {
    if (this.channels.has(id)) return [409];
    const leg = this.newLeg(id, endpoint, 'Ringing');
    setImmediate(() => {
      if (!this.channels.has(id)) return;
      if (this.unattended.has(endpoint)) {
        this.hangUp(id);
        return;
      }
      leg.state = 'Up';
      leg.dialplan = { ...leg.dialplan, app_name: 'Stasis', app_data: `${ariApplication},${appArgs}` };
      this.tell('StasisStart', { args: appArgs.split(','), channel: leg });
    });
    return [200];
  }

  private newLeg(id: string, endpoint: string, state: string): ScriptedChannel {
    this.legs += 1;
    const leg: ScriptedChannel = {
      id,
      name: `${endpoint}-${this.legs.toString(16).padStart(8, '0')}`,
      state,
      caller: { name: '', number: endpoint.split('/')[1] ?? '' },
      dialplan: { context: 'default', exten: 's', priority: 1, app_name: '', app_data: '' },
      creationtime: this.stamp(),
    };
    this.channels.set(id, leg);
    return leg;
  }

  private setUp(id: string): void {
    const channel = this.channels.get(id)!;
    if (channel.state === 'Up') return;
    channel.state = 'Up';
    this.tell('ChannelStateChange', { channel });
  }

  private enter(bridgeId: string, channelId: string): void {
    const channel = this.channels.get(channelId);
    const members = this.bridges.get(bridgeId);
    if (!channel || !members) return;
    members.push(channelId);
    this.tell('ChannelEnteredBridge', { bridge: { id: bridgeId, channels: [...members] }, channel });
  }

  private tell(type: string, more: object): void {
    this.play(this.event(type, more));
  }

  private event(type: string, more: object): string {
    return JSON.stringify({
      type,
      timestamp: this.stamp(),
      ...more,
      asterisk_id: '02:fc:00:00:00:01',
      application: ariApplication,
    });
  }

  private stamp(): string {
    return this.now().toISOString().replace('Z', '+0000');
  }
}

const isAuthorised = ({ headers }: IncomingMessage): boolean =>
  headers.authorization === `Basic ${Buffer.from(`${ariUser}:${ariPassword}`).toString('base64')}`;
