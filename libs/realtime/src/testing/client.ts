import { io, type Socket } from 'socket.io-client';
import {
  realtimeNamespace,
  type Acknowledgement,
  type ClientToServerEvents,
  type Closing,
  type Heartbeat,
  type PositionMessage,
  type Presence,
  type Problem,
  type ScreenEvent,
  type ServerToClientEvents,
  type Snapshot,
} from '#lib/contract';
import { eventually } from '#testing';

type Message =
  | { name: 'snapshot'; said: Snapshot }
  | { name: 'event'; said: ScreenEvent }
  | { name: 'positions'; said: PositionMessage[] }
  | { name: 'heartbeat'; said: Heartbeat }
  | { name: 'presence'; said: Presence }
  | { name: 'closing'; said: Closing };
type Said<N extends Message['name']> = Extract<Message, { name: N }>['said'];

export interface ClientOptions {
  transports?: string[];
  reconnection?: boolean;
  extraHeaders?: Record<string, string>;
}

/** A real Socket.IO client that remembers what it was sent, in order. */
export class Client {
  readonly messages: Message[] = [];
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  problem: Problem | undefined;
  endedWith: string | undefined;

  constructor(
    url: string,
    auth: object,
    { transports = ['websocket'], reconnection = false, extraHeaders = {} }: ClientOptions = {},
  ) {
    this.socket = io(`${url}${realtimeNamespace}`, {
      auth,
      transports,
      forceNew: true,
      reconnection,
      extraHeaders,
      reconnectionDelay: 20,
    });
    this.socket.onAny((name: string, said: unknown) => this.messages.push({ name, said } as Message));
    this.socket.on('disconnect', (reason) => (this.endedWith = reason));
    this.socket.on('connect_error', (error) => {
      this.problem = (error as Error & { data?: Problem }).data;
      this.endedWith = 'connect_error';
    });
  }

  said<N extends Message['name']>(name: N): Said<N>[] {
    return this.messages.filter((message) => message.name === name).map(({ said }) => said as Said<N>);
  }

  get snapshot(): Snapshot | undefined {
    return this.said('snapshot')[0];
  }

  get seqs(): number[] {
    return this.said('event').map(({ seq }) => seq);
  }

  get types(): string[] {
    return this.said('event').map(({ type }) => type);
  }

  /** Everything up to here has come, as far as this client may know. */
  get seq(): number {
    return Math.max(
      0,
      this.snapshot?.seq ?? 0,
      ...this.seqs,
      ...this.said('heartbeat').map(({ seq }) => seq),
    );
  }

  async ended(): Promise<string> {
    await eventually(() => this.endedWith !== undefined, 'the end of the connection');
    return this.endedWith!;
  }

  ask(name: string, ...said: unknown[]): Promise<Acknowledgement> {
    return (this.socket.timeout(5_000) as unknown as Socket).emitWithAck(
      name,
      ...said,
    ) as Promise<Acknowledgement>;
  }

  /** Takes nothing from the wire any more, as a phone in a tunnel or a frozen tab does. */
  freeze(): void {
    this.wire.pause();
  }

  thaw(): void {
    this.wire.resume();
  }

  private get wire(): { pause(): void; resume(): void } {
    const { transport } = this.socket.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void; resume(): void } } };
    };
    return transport.ws._socket;
  }

  close(): void {
    this.socket.disconnect();
  }
}
