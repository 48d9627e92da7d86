import type { PositionMessage, Snapshot } from '#lib/contract';

export interface Fix {
  readonly lat: number;
  readonly lon: number;
  readonly heading: number | null;
  /** When the device took it, milliseconds since 1970. */
  readonly at: number;
}

/**
 * Where every team was last seen. Positions come many times a second and none of them matters to the lists, so they
 * stay out of the board: only the map listens.
 */
export class Positions {
  private readonly fixes = new Map<string, Fix>();
  private readonly listeners = new Set<(teamIds: readonly string[]) => void>();

  get(teamId: string): Fix | undefined {
    return this.fixes.get(teamId);
  }

  listen(listener: (teamIds: readonly string[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  begin({ teams }: Snapshot): void {
    this.fixes.clear();
    for (const { id, position } of teams) {
      if (position) this.fixes.set(id, { ...position, at: Date.parse(position.at) });
    }
    this.tell(teams.map(({ id }) => id));
  }

  /** Older fixes than the present one are ignored. */
  take(messages: readonly PositionMessage[]): void {
    const moved: string[] = [];
    for (const { teamId, lat, lon, at, heading } of messages) {
      const time = Date.parse(at);
      if ((this.fixes.get(teamId)?.at ?? 0) > time) continue;
      this.fixes.set(teamId, { lat, lon, heading: heading ?? null, at: time });
      moved.push(teamId);
    }
    if (moved.length > 0) this.tell(moved);
  }

  private tell(teamIds: readonly string[]): void {
    for (const listener of this.listeners) listener(teamIds);
  }
}
