import { Lag } from './lag.js';
import type { ServerClock } from './server-clock.js';

/** Node's timers hold at most this many milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Thrown out of every waiting step when the simulation ends. */
export class TimelineEnded extends Error {
  constructor() {
    super('the simulation has ended');
  }
}

/** Lets people act at moments of the server's clock, and keeps how late they came. */
export class Timeline {
  readonly lag = new Lag();
  private readonly waiting = new Set<{ timer: NodeJS.Timeout; end: () => void }>();
  private ended = false;

  constructor(readonly clock: ServerClock) {}

  now(): Date {
    return this.clock.now();
  }

  /** Waits for a moment at which somebody acts, and records how late it is then. @throws TimelineEnded */
  async until(moment: Date): Promise<void> {
    await this.wait(moment);
    this.lag.record((this.now().getTime() - moment.getTime()) / 1000);
  }

  /** Lets time go by until a moment. @throws TimelineEnded */
  async restUntil(moment: Date): Promise<void> {
    await this.wait(moment);
  }

  /** Lets so many seconds of the server's clock go by. @throws TimelineEnded */
  async rest(seconds: number): Promise<void> {
    await this.wait(secondsAfter(this.now(), seconds));
  }

  /** Ends every wait, now and from now on. */
  end(): void {
    this.ended = true;
    for (const { timer, end } of this.waiting) {
      clearTimeout(timer);
      end();
    }
    this.waiting.clear();
  }

  private async wait(moment: Date): Promise<void> {
    for (;;) {
      if (this.ended) throw new TimelineEnded();
      const milliseconds = this.clock.realMillisecondsUntil(moment);
      if (milliseconds <= 0) return;
      await this.sleep(Math.min(Math.ceil(milliseconds), longestTimer));
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = {
        timer: setTimeout(() => {
          this.waiting.delete(entry);
          resolve();
        }, milliseconds),
        end: () => reject(new TimelineEnded()),
      };
      this.waiting.add(entry);
    });
  }
}

export const secondsAfter = (moment: Date, seconds: number): Date =>
  new Date(moment.getTime() + seconds * 1000);
