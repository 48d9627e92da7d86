import { WebSocket, type RawData } from 'ws';

export interface AriConnectionTimes {
  shortestRetryMilliseconds: number;
  longestRetryMilliseconds: number;
  /** A ping every so often, and as long again for its answer. */
  pingMilliseconds: number;
}

export const usualTimes: AriConnectionTimes = {
  shortestRetryMilliseconds: 250,
  longestRetryMilliseconds: 10_000,
  pingMilliseconds: 5_000,
};

export interface AriListener {
  opened: () => void;
  closed: () => void;
  message: (text: string) => void;
}

/** Asterisk's events over one WebSocket that comes back by itself, waiting longer after each failure. */
export class AriConnection {
  private socket: WebSocket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private ping: NodeJS.Timeout | undefined;
  private retryMilliseconds: number;
  private stopped = false;

  constructor(
    private readonly events: { url: string; authorization: string },
    private readonly listener: AriListener,
    private readonly times: AriConnectionTimes = usualTimes,
  ) {
    this.retryMilliseconds = times.shortestRetryMilliseconds;
  }

  start(): void {
    if (this.stopped) return;
    const socket = new WebSocket(this.events.url, {
      headers: { authorization: this.events.authorization },
      handshakeTimeout: 2 * this.times.pingMilliseconds,
      perMessageDeflate: false,
      maxPayload: 1_048_576,
    });
    this.socket = socket;
    socket.on('open', () => this.opened(socket));
    socket.on('message', (data) => this.listener.message(textOf(data)));
    // An error is always followed by a close.
    socket.on('error', () => undefined);
    socket.on('close', () => this.closed(socket));
  }

  /** Lets go and begins again, as after a loss: what was missed is then read from Asterisk. */
  restart(): void {
    this.socket?.terminate();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.ping);
    this.socket?.terminate();
  }

  /** What was begun can be relied on: the next loss is the first again. */
  settled(): void {
    this.retryMilliseconds = this.times.shortestRetryMilliseconds;
  }

  private opened(socket: WebSocket): void {
    let answered = true;
    socket.on('pong', () => (answered = true));
    this.ping = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    }, this.times.pingMilliseconds).unref();
    this.listener.opened();
  }

  private closed(socket: WebSocket): void {
    if (this.socket !== socket) return;
    clearInterval(this.ping);
    this.socket = undefined;
    this.listener.closed();
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), this.retryMilliseconds).unref();
    this.retryMilliseconds = Math.min(2 * this.retryMilliseconds, this.times.longestRetryMilliseconds);
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString('utf8');
}
