/**
 * What time it is on the server, which in a replay is another day and runs faster.
 *
 * Each answer gives a lower bound, because time went on while it travelled; the highest bound is kept, so this clock
 * is late by the quickest answer's way back and never early: a mark made with it is never in the server's future.
 */
export class ServerClock {
  private origin = -Infinity;

  constructor(
    /** The server's seconds in a real second. */
    readonly speed: number,
    private readonly monotonicMilliseconds: () => number = () => performance.now(),
  ) {}

  /** The server said, in a message that has just arrived, that it is `now`. */
  observe(now: Date): void {
    this.origin = Math.max(this.origin, now.getTime() - this.monotonicMilliseconds() * this.speed);
  }

  now(): Date {
    return new Date(this.origin + this.monotonicMilliseconds() * this.speed);
  }

  /** Real milliseconds until a moment of the server; negative when it is past. */
  realMillisecondsUntil(moment: Date): number {
    return (moment.getTime() - this.now().getTime()) / this.speed;
  }
}
