import { Inject, Injectable } from '@nestjs/common';
import { networkOf } from '#lib/identity';
import { addressBehind, CONFIGURATION, type Caller, type Configuration } from '#lib/platform';
import type { RealtimeSocket } from '../socket.js';

/**
 * How many connections each address and each user or key has to this process. A place is taken at the door, before
 * anything is read for the newcomer, and given back when the connection under it closes, however that comes about.
 */
@Injectable()
export class Occupancy {
  private readonly taken = new Map<string, number>();

  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  /** Takes a place for the address of the connection; false when there is none left. */
  takeForAddress({ conn, handshake }: RealtimeSocket): boolean {
    const { trustedProxies, socketsPerAddress } = this.configuration;
    const address = addressBehind(conn.remoteAddress, handshake.headers['x-forwarded-for'], trustedProxies);
    return this.take(conn, `address ${networkOf(address)}`, socketsPerAddress);
  }

  /** Takes a place for whoever it is; false when there is none left. */
  takeForCaller({ conn }: RealtimeSocket, { actor }: Caller): boolean {
    return this.take(conn, actor, this.configuration.socketsPerUser);
  }

  private take(conn: RealtimeSocket['conn'], key: string, most: number): boolean {
    const present = this.taken.get(key) ?? 0;
    if (present >= most) return false;
    // It may have gone while it was asked who it is: nobody would give the place back.
    if (conn.readyState === 'closed') return true;
    this.taken.set(key, present + 1);
    conn.once('close', () => this.giveBack(key));
    return true;
  }

  private giveBack(key: string): void {
    const left = this.taken.get(key)! - 1;
    if (left === 0) this.taken.delete(key);
    else this.taken.set(key, left);
  }
}
