type Position = readonly [lon: number, lat: number];

/** A marker takes as long to a new fix as lay between the last two, within these bounds, milliseconds. */
const shortestMilliseconds = 300;
const longestMilliseconds = 3_000;
/** A jump further than this (degrees, about 3 km) is a correction, not a drive: it is not drawn as one. */
const jumpDegrees = 0.03;

interface Glide {
  readonly from: Position;
  readonly to: Position;
  readonly startedAt: number;
  readonly endsAt: number;
}

/** Markers that move smoothly from fix to fix instead of jumping. Times are milliseconds of one clock. */
export class Gliding {
  private readonly glides = new Map<string, Glide>();

  constructor(private readonly smooth: boolean) {}

  /** A new fix of `id`, heard at `now`. */
  heard(id: string, to: Position, now: number): void {
    const present = this.glides.get(id);
    const from = present ? between(present, now) : to;
    const apart = Math.max(Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]));
    if (!present || !this.smooth || apart > jumpDegrees) {
      this.glides.set(id, { from: to, to, startedAt: now, endsAt: now });
      return;
    }
    const took = now - present.startedAt;
    const lasts = Math.min(longestMilliseconds, Math.max(shortestMilliseconds, took));
    this.glides.set(id, { from, to, startedAt: now, endsAt: now + lasts });
  }

  at(id: string, now: number): Position | undefined {
    const glide = this.glides.get(id);
    return glide && between(glide, now);
  }

  /** Whether this one is on its way at `now`. */
  isMoving(id: string, now: number): boolean {
    const glide = this.glides.get(id);
    return glide !== undefined && glide.endsAt > now;
  }

  forgetAllBut(ids: ReadonlySet<string>): void {
    for (const id of this.glides.keys()) if (!ids.has(id)) this.glides.delete(id);
  }
}

function between({ from, to, startedAt, endsAt }: Glide, now: number): Position {
  if (now >= endsAt) return to;
  const share = (now - startedAt) / (endsAt - startedAt);
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}
