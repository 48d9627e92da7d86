import type { TeamCapability, TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { PlanUnit } from './plan.js';

/** Everything about a team that decides whether, and how high, it is recommended. */
export interface Candidate {
  readonly teamId: string;
  readonly callSign: string;
  readonly kind: TeamKind;
  readonly capabilities: readonly TeamCapability[];
  readonly onDuty: boolean;
  /** Whether it has a live assignment. */
  readonly busy: boolean;
  readonly crewSize: number;
  readonly minimumCrew: number;
  /** Where it is; null when nobody knows. */
  readonly fix: Fix | null;
  /** Whether it declined, or did not answer, this incident. */
  readonly alreadyTried: boolean;
  readonly burden: Burden;
}

export interface Fix {
  readonly position: LatLon;
  readonly ageSeconds: number;
  /** The team stands at its base until a device says otherwise: such a position does not age. */
  readonly atBase: boolean;
}

/** How much a team has worked lately. */
export interface Burden {
  readonly recentAssignments: number;
  /** Milliseconds since 1970; null when it had none. */
  readonly lastAssignedAt: number | null;
}

/** What is looked for, and where. */
export interface Need {
  readonly place: LatLon;
  readonly unit: PlanUnit;
  readonly maximumDistanceMetres: number;
  readonly fixMaximumAgeSeconds: number;
  /** Teams whose travel times differ by no more than this count as equally near. */
  readonly tieSeconds: number;
}
