/** Where time comes from. Injected everywhere, so that tests and replays decide what time it is. */
export interface Clock {
  /** The present moment. */
  now(): Date;
  /** How many of this clock's seconds pass in one real second; 1 outside replays. */
  readonly speed: number;
}

export const systemClock: Clock = { now: () => new Date(), speed: 1 };

/** A clock that began at `start` and runs `speed` times as fast as the wall clock: for replays of recorded days. */
export function acceleratedClock(start: Date, speed: number, wall: Clock = systemClock): Clock {
  const origin = wall.now().getTime();
  return {
    now: () => new Date(start.getTime() + (wall.now().getTime() - origin) * speed),
    speed,
  };
}

/** A clock that moves only when told to, for tests. */
export class ManualClock implements Clock {
  readonly speed = 1;

  constructor(private current: Date = new Date('2026-11-21T12:00:00.000Z')) {}

  now(): Date {
    return new Date(this.current);
  }

  advanceSeconds(seconds: number): void {
    this.current = new Date(this.current.getTime() + seconds * 1000);
  }
}
