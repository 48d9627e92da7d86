import type { PositionMessage } from '#lib/contract';

/** The newest position of each team since it was last asked, by center. */
export class LatestPositions {
  private byCenter = new Map<string, Map<string, PositionMessage>>();

  /** Keeps the newer of two fixes of a team: one told late never moves it back. */
  add(centerId: string, positions: readonly PositionMessage[]): void {
    const byTeam = this.byCenter.get(centerId) ?? new Map<string, PositionMessage>();
    this.byCenter.set(centerId, byTeam);
    for (const position of positions) {
      const known = byTeam.get(position.teamId);
      // Moments written alike stand in the order of their texts.
      if (!known || known.at <= position.at) byTeam.set(position.teamId, position);
    }
  }

  /** What has come since the last time, and forgets it. */
  take(): Map<string, PositionMessage[]> {
    const taken = new Map([...this.byCenter].map(([centerId, byTeam]) => [centerId, [...byTeam.values()]]));
    this.byCenter = new Map();
    return taken;
  }
}
