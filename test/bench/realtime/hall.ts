import type { Socket } from 'socket.io-client';
import { now } from './monotonic.js';

/** Who is watched: the consoles of Layad, or those of the bare server. */
export type HallName = 'layad' | 'bare';

/** What is known once everybody has the event. */
export interface Reached {
  /** When the last console had it. */
  lastAt: number;
  /** The event as a console received it. */
  event: unknown;
}

/** Consoles that wait for the same event. */
export class Hall {
  private consoles = 0;
  private waiting = 0;
  private last: Reached | undefined;
  private resolve: ((answer: Reached) => void) | undefined;

  add(socket: Socket): void {
    this.consoles++;
    socket.on('event', (event: unknown) => this.receive(event));
    socket.on('disconnect', (reason) => {
      throw new Error(`a console was disconnected: ${reason}`);
    });
  }

  /** Makes ready for the next event. */
  watch(): void {
    this.waiting = this.consoles;
    this.last = undefined;
  }

  /** Resolves when every console has it, also when they had it before this was asked. */
  reached(): Promise<Reached> {
    const { last } = this;
    if (last) return Promise.resolve(last);
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  private receive(event: unknown): void {
    if (--this.waiting !== 0) return;
    this.last = { lastAt: now(), event };
    this.resolve?.(this.last);
    this.resolve = undefined;
  }
}
