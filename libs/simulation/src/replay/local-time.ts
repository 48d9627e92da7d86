const quarterHour = 900_000;

/** Reads the wall clock of a time zone as UTC, summer time included. */
export class LocalTime {
  private readonly format: Intl.DateTimeFormat;
  /** Offsets change on quarter hours only, so one reckoning serves all moments of one. */
  private readonly offsets = new Map<number, number>();

  /** @throws RangeError for a zone that is not in the IANA list. */
  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * The moment at which clocks there show this. An hour that is repeated in autumn is taken as its first pass; an
   * hour that is skipped in spring is read as if the clocks had not been moved yet.
   */
  toUtc(year: number, month: number, day: number, hour: number, minute: number, second: number): Date {
    const asIfUtc = Date.UTC(year, month - 1, day, hour, minute, second);
    const [before, after] = [-86_400_000, 86_400_000].map((away) => this.offsetAt(asIfUtc + away));
    const fitting = [before!, after!].filter((offset) => this.offsetAt(asIfUtc - offset) === offset);
    return new Date(asIfUtc - (fitting.length === 0 ? before! : Math.max(...fitting)));
  }

  /** Milliseconds by which local clocks are ahead of UTC. */
  private offsetAt(moment: number): number {
    const quarter = Math.floor(moment / quarterHour);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      const start = quarter * quarterHour;
      const part: Record<string, number> = {};
      for (const { type, value } of this.format.formatToParts(start)) part[type] = Number(value);
      const { year, month, day, hour, minute, second } = part as Record<Part, number>;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) - start;
      this.offsets.set(quarter, offset);
    }
    return offset;
  }
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
