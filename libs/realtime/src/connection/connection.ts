import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import type { Acknowledgement } from '#lib/contract';
import { reachesCrews } from '#lib/fleet';
import { callerMay, problemFrom, type Caller, type Refusal } from '#lib/platform';
import type { Audience } from '../feed/center-feed.js';
import type { BoardView } from '../snapshot/board.js';
import { realtimeSettings } from '../realtime-settings.js';
import { closeConnection, rooms, taken, waitingMessages, type RealtimeSocket } from '../socket.js';
import type { Admission } from './entrance.js';
import { MessageAllowance } from './message-allowance.js';

/** Why a connection is ended, and whether the client should simply come back. */
export type Farewell = Refusal & { reconnect: boolean };

/** One client: who it is, until when, and what it may receive. */
export class Connection {
  readonly allowance = new MessageAllowance(
    realtimeSettings.messageBurst,
    realtimeSettings.messagesPerSecond,
  );
  private holder: Caller;
  private bearer: string;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  /** @param recheck asks whether the token still stands; called when it may not */
  constructor(
    readonly socket: RealtimeSocket,
    { caller, token }: Admission,
    private readonly recheck: (connection: Connection) => void,
  ) {
    this.holder = caller;
    this.bearer = token;
    this.scheduleRecheck();
  }

  get caller(): Caller {
    return this.holder;
  }

  get token(): string {
    return this.bearer;
  }

  get isEnding(): boolean {
    return this.ended;
  }

  get audience(): Audience {
    const { centerId, role, teamId } = this.holder;
    if (teamId !== undefined && role === 'team') {
      return { centerId, teamId, rooms: [rooms.teams(centerId), rooms.team(teamId)] };
    }
    const consoles = this.view.callers ? rooms.personalConsoles : rooms.plainConsoles;
    return { centerId, rooms: [consoles(centerId)] };
  }

  get view(): BoardView {
    const { centerId, role, teamId } = this.holder;
    if (role === 'system') throw new Error('the system has no screen');
    const numbers = callerMay(this.holder, 'contact.read');
    return {
      centerId,
      callers: numbers || callerMay(this.holder, 'patient.read'),
      numbers,
      teamPhones: reachesCrews(this.holder),
      ...(role === 'team' && teamId !== undefined ? { teamId } : {}),
    };
  }

  /** Whether this is still the person, the role and the team that the rooms were chosen for. */
  isSameAs({ actor, role, centerId, teamId }: Caller): boolean {
    const { holder } = this;
    return (
      holder.actor === actor &&
      holder.role === role &&
      holder.centerId === centerId &&
      holder.teamId === teamId
    );
  }

  /** Goes on under a fresh token of the same person. */
  renew(caller: Caller, token: string): void {
    this.holder = caller;
    this.bearer = token;
    this.scheduleRecheck();
  }

  /** Asks again at the end of the token, and from time to time before it. */
  scheduleRecheck(): void {
    clearTimeout(this.timer);
    if (this.ended) return;
    const leftMilliseconds = (expiryOf(this.bearer) ?? Infinity) - Date.now();
    const milliseconds = leftMilliseconds > 0 ? leftMilliseconds + 50 : realtimeSettings.recheckMilliseconds;
    this.timer = setTimeout(
      () => this.recheck(this),
      Math.min(milliseconds, realtimeSettings.recheckMilliseconds),
    ).unref();
  }

  /** The socket is gone. */
  forget(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  /** A refusal in the words of this client. */
  refusal(refusal: Refusal): Acknowledgement {
    const { code, title } = problemFrom(refusal, this.holder.locale);
    return { ok: false, code, message: title };
  }

  /**
   * Tells the client why, after what it was sent already, and ends the connection. A client that does not take it in
   * time is cut off. Resolves when it is told.
   */
  async end({ reconnect, ...refusal }: Farewell): Promise<void> {
    if (this.ended) return;
    this.forget();
    const { socket } = this;
    for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
    const { code, title, detail } = problemFrom(refusal, this.holder.locale);
    socket.emit('closing', { code, message: `${title}. ${detail}`, reconnect });
    // A connection closed under the client makes it come back by itself; a farewell of the server does not.
    if (!reconnect) socket.disconnect(false);
    await Promise.race([
      taken(socket),
      pause(realtimeSettings.farewellMilliseconds, undefined, { ref: false }),
    ]);
    closeConnection(socket, { discard: true });
  }

  get waitingMessages(): number {
    return waitingMessages(this.socket);
  }
}

/** When the token ends, milliseconds; undefined for an API key. Read, not trusted: the token was checked by identity. */
function expiryOf(token: string): number | undefined {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? undefined : exp * 1000;
  } catch {
    return undefined;
  }
}
