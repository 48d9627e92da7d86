import { placesInCity } from '../city/city-bounds.js';

export interface TimedFix {
  teamId: string;
  lat: number;
  lon: number;
  at: string;
  accuracyMetres: number;
  speed: number;
  heading: number;
}

/** A phone that was without signal for some minutes sends what it kept. */
const fixesOfAPhone = 100;
/** A gateway sends one fix of each of so many trackers. */
const teamsOfAGateway = 500;

export type Batch = { of: 'phone'; teamId: string; fixes: TimedFix[] } | { of: 'gateway'; fixes: TimedFix[] };

/** Yesterday's first moment: every fix is newer than the one before it, and all lie in one day. */
const beginning = Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000;

/**
 * Batches without end, each fix newer than all before it: by turns one from a gateway and five from phones, so that
 * as many fixes come the one way as the other. Clients share no team, so that they never wait for each other.
 */
export class FixBatches {
  private readonly places = placesInCity(3);
  private readonly turns: number[];
  private milliseconds = 0;

  constructor(
    private readonly teamIds: readonly string[],
    private readonly clients: number,
  ) {
    this.turns = Array.from({ length: clients }, () => 0);
  }

  next(client: number): Batch {
    const turn = this.turns[client]!++;
    const own = this.teamIds.length / this.clients;
    const teamAt = (index: number) => this.teamIds[client * own + (index % own)]!;
    if (turn % 6 === 0) {
      const first = (turn / 6) * teamsOfAGateway;
      return { of: 'gateway', fixes: this.fixes(teamsOfAGateway, (index) => teamAt(first + index)) };
    }
    const teamId = teamAt(turn);
    return { of: 'phone', teamId, fixes: this.fixes(fixesOfAPhone, () => teamId) };
  }

  private fixes(count: number, teamOf: (index: number) => string): TimedFix[] {
    return Array.from({ length: count }, (_, index) => ({
      teamId: teamOf(index),
      ...this.places(),
      at: new Date(beginning + this.milliseconds++).toISOString(),
      accuracyMetres: 8,
      speed: 7.5,
      heading: index % 360,
    }));
  }
}
