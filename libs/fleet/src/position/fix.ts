import type { LatLon } from '#lib/kernel';

/** One reading of a device: where it was, and when. */
export interface Fix extends LatLon {
  /** When the device fixed it, by its own clock. */
  at: Date;
  accuracyMetres?: number | null;
  /** Metres per second. */
  speed?: number | null;
  /** Degrees, 0 = north, clockwise. */
  heading?: number | null;
}

/** A reading together with whose it is: by id, or by the call sign a tracker knows. */
export interface TeamFix extends Fix {
  teamId?: string;
  callSign?: string;
}

/** Fixes of one team, in order of time. */
export interface TeamTrack {
  teamId: string;
  fixes: Fix[];
}

/** What must be known of a team to judge its fixes. */
export interface FixedTeam {
  id: string;
  callSign: string;
  onDuty: boolean;
  dutySince: Date | null;
  /** The newest fix that is known, of whatever source. */
  lastFixAt: Date | null;
}
