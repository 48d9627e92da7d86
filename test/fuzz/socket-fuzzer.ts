import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { problemCodes, realtimeNamespace, type Problem } from '#lib/contract';
import type { TestCenter } from '../support/test-system-center.js';
import { expiredToken, tokenOfAnotherKey, unsignedToken } from '../support/test-system-tokens.js';
import { AnswerCheck, leakIn } from './answer-check.js';
import type { Choice } from './choice.js';
import { resolved, type Schema } from './document.js';
import type { Finding } from './fuzzer.js';
import { hostileTexts } from './hostile.js';

const answeredWithinMilliseconds = 10_000;
/** Fewer than a client may send at once, so that each is looked at. */
const messagesPerConnection = 15;

type Engine = { transport: { ws?: { send(data: string | Uint8Array): void } } };

/** Says to the live board what nobody should, and holds what it says to the AsyncAPI document. */
export class SocketFuzzer {
  readonly findings: Finding[] = [];
  connections = 0;
  messages = 0;
  private readonly check: AnswerCheck;
  private readonly payloads: Record<string, Schema>;

  constructor(
    document: object,
    private readonly choice: Choice,
    private readonly secret: string,
  ) {
    this.check = new AnswerCheck(document);
    const messages = resolved(document, { $ref: '#/channels/realtime/messages' }) as Record<
      string,
      { payload: Schema }
    >;
    this.payloads = Object.fromEntries(
      Object.entries(messages).map(([name, { payload }]) => [name, payload]),
    );
  }

  async run(center: TestCenter, rounds: number): Promise<void> {
    await this.knock(center);
    for (let round = 0; round < rounds; round++) await this.talk(center);
    await this.garble(center);
    await this.flood(center);
  }

  /** Connections that must be refused, each with a problem. */
  private async knock(center: TestCenter): Promise<void> {
    const token = await center.tokenOf('operator');
    const refused: [unknown, string][] = [
      [undefined, 'unauthenticated'],
      [{}, 'unauthenticated'],
      [{ token: null }, 'unauthenticated'],
      [{ token: [token] }, 'unauthenticated'],
      [{ token: { toString: 'x' } }, 'unauthenticated'],
      [{ token: '' }, 'unauthenticated'],
      [{ token: 'a'.repeat(5_000) }, 'unauthenticated'],
      [{ token: "' or 1=1 --" }, 'unauthenticated'],
      [{ token: '\u0000' }, 'unauthenticated'],
      [{ token: await expiredToken(token, this.secret) }, 'session_expired'],
      [{ token: await tokenOfAnotherKey(token) }, 'unauthenticated'],
      [{ token: unsignedToken(token) }, 'unauthenticated'],
      [{ token, since: -1 }, 'validation_failed'],
      [{ token, since: '1' }, 'validation_failed'],
      [{ token, since: 1.5 }, 'validation_failed'],
      [{ token, since: {} }, 'validation_failed'],
      [{ token, since: 1e300 }, 'validation_failed'],
    ];
    for (const [auth, code] of refused) {
      const socket = this.connection(center.url, auth);
      const outcome = await outcomeOf(socket);
      socket.disconnect();
      const problem = outcome as Partial<Problem> | 'connected' | 'nothing';
      if (typeof problem === 'string' || problem.code !== code) {
        this.tell(`auth ${shown(auth)}`, `is answered ${shown(outcome)}, not ${code}`);
      }
    }
    for (const since of [0, Number.MAX_SAFE_INTEGER, null]) {
      const socket = this.connection(center.url, { token, since });
      if ((await outcomeOf(socket)) !== 'connected') this.tell(`since ${since}`, 'is not let in');
      socket.disconnect();
    }
  }

  /** Messages of every shape on one connection; each that asked for an answer gets one. */
  private async talk(center: TestCenter): Promise<void> {
    const { choice } = this;
    const role = choice.of([
      'operator',
      'supervisor',
      'team',
      'manager',
      'doctor',
      'admin',
      'integration',
    ] as const);
    const socket = this.connection(center.url, { token: await center.tokenOf(role) });
    this.listen(socket);
    if ((await outcomeOf(socket)) !== 'connected') {
      this.tell(role, 'is not let in');
      return;
    }
    for (let message = 0; message < messagesPerConnection; message++) {
      const name = choice.of([
        'view',
        'view',
        'renew',
        'renew',
        'snapshot',
        'event',
        'join',
        '__proto__',
        'constructor',
        '',
        ...hostileTexts.slice(0, 12),
      ]);
      const said = Array.from({ length: choice.whole(0, 3) }, () => this.something(center));
      await this.ask(socket, name, said);
    }
    socket.disconnect();
  }

  private something(center: TestCenter): unknown {
    const { choice } = this;
    return choice.of<() => unknown>([
      () => null,
      () => undefined,
      () => choice.of(hostileTexts),
      () => ({ incidentId: choice.uuid() }),
      () => ({ incidentId: null }),
      () => ({ incidentId: choice.of(hostileTexts) }),
      () => ({ incidentId: [center.id], extra: 1 }),
      () => ({ token: choice.of(hostileTexts) }),
      () => ({ token: 'a'.repeat(4_096) }),
      () => Buffer.from([0, 255, 1]),
      () => [[[[]]]],
      () => JSON.parse('{"__proto__":{"incidentId":null},"incidentId":null}') as unknown,
      () => -0,
      () => Number.MAX_VALUE,
    ])();
  }

  private async ask(socket: Socket, name: string, said: unknown[]): Promise<void> {
    this.messages += 1;
    try {
      const answer: unknown = await socket.timeout(answeredWithinMilliseconds).emitWithAck(name, ...said);
      const fault =
        this.check.faultOf(answer, this.payloads['acknowledgement']!) ?? leakIn(JSON.stringify(answer));
      if (fault !== undefined) this.tell(`${name} ${shown(said)}`, `${fault}: ${shown(answer)}`);
    } catch {
      if (socket.connected) this.tell(`${name} ${shown(said)}`, 'got no answer');
    }
  }

  /** Bytes that are no message at all. Whoever sends them may be shut out; nobody else may notice. */
  private async garble(center: TestCenter): Promise<void> {
    const token = await center.tokenOf('operator');
    const frames: (string | Uint8Array)[] = [
      '',
      '9',
      '4',
      '42',
      '42["view"',
      '42/realtime,["view",',
      '42/realtime,99999999999999999999["view",{}]',
      '451-/realtime,["view",{"_placeholder":true,"num":0}]',
      '45999999-/realtime,["x"]',
      '40/realtime,{"token":',
      '40/elsewhere,{}',
      '44/realtime,{"message":"x"}',
      '\u0000',
      '4'.repeat(10_000),
      new Uint8Array([0, 1, 2, 255]),
      new Uint8Array(20_000),
    ];
    for (const frame of frames) {
      const socket = this.connection(center.url, { token });
      if ((await outcomeOf(socket)) !== 'connected')
        this.tell('a good token', 'is not let in beside garbage');
      (socket.io.engine as unknown as Engine).transport.ws?.send(frame);
      await pause(20);
      socket.disconnect();
    }
  }

  /** Ten times what a connection may say: the flood is ended, with the reason. */
  private async flood(center: TestCenter): Promise<void> {
    const socket = this.connection(center.url, { token: await center.tokenOf('operator') });
    let reason: unknown;
    socket.on('closing', ({ code }: { code: string }) => (reason = code));
    if ((await outcomeOf(socket)) !== 'connected') this.tell('a flood', 'is not let in to begin with');
    for (let message = 0; message < 2_000; message++) socket.emit('view', { incidentId: null });
    for (let waited = 0; waited < answeredWithinMilliseconds && reason === undefined; waited += 50)
      await pause(50);
    if (reason !== 'rate_limited') this.tell('a flood of 2,000 messages', `ends with ${shown(reason)}`);
    socket.disconnect();
  }

  private connection(url: string, auth: unknown): Socket {
    this.connections += 1;
    return io(`${url}${realtimeNamespace}`, {
      auth: auth as Record<string, unknown>,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
  }

  private listen(socket: Socket): void {
    socket.onAny((name: string, said: unknown) => {
      const schema = this.payloads[name];
      const fault = schema ? this.check.faultOf(said, schema) : 'is not documented';
      if (fault !== undefined) this.tell(`the message ${name} of the server`, `${fault}: ${shown(said)}`);
    });
  }

  private tell(request: string, fault: string): void {
    this.findings.push({ request: `socket: ${request.slice(0, 300)}`, fault: fault.slice(0, 600) });
  }
}

/** `connected`, or the problem document of the refusal. */
function outcomeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve('nothing'), answeredWithinMilliseconds);
    const done = (outcome: unknown) => {
      clearTimeout(patience);
      resolve(outcome);
    };
    socket.once('connect', () => done('connected'));
    socket.once('connect_error', (error) => {
      const { data } = error as Error & { data?: Partial<Problem> };
      const known = data?.code !== undefined && problemCodes.includes(data.code);
      done(known && typeof data.title === 'string' ? data : error.message);
    });
  });
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 300);
