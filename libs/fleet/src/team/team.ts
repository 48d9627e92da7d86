import type { CrewRole, PositionSource, TeamCapability, TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';

export interface CrewMember {
  /** Personal data: shown to who may set a crew, never journalled. */
  name: string;
  role: CrewRole;
}

/** Where a team was when last heard of. */
export interface TeamPosition extends LatLon {
  /** When the device fixed it, UTC. */
  at: string;
  receivedAt: string;
  accuracyMetres: number | null;
  /** Metres per second. */
  speed: number | null;
  /** Degrees, 0 = north, clockwise. */
  heading: number | null;
  source: PositionSource;
}

/** A crew with a vehicle and a call sign. What it is doing stands on its assignments, never here. */
export interface Team {
  id: string;
  callSign: string;
  kind: TeamKind;
  /** Where it is reached at work: E.164, or an extension of the exchange. Never journalled. */
  phone: string | null;
  capabilities: TeamCapability[];
  /** People without whom it does not set out. */
  minimumCrew: number;
  baseFacilityId: string | null;
  base: LatLon;
  onDuty: boolean;
  dutySince: string | null;
  /** Empty off duty. */
  crew: CrewMember[];
  position: TeamPosition | null;
  active: boolean;
  version: number;
}

/** A team as one caller sees it; its `phone` is null for roles that do not call teams. */
export interface TeamView extends Omit<Team, 'crew' | 'position'> {
  /** Null for roles that may not read names. */
  crew: CrewMember[] | null;
  crewSize: number;
  position: (TeamPosition & { ageSeconds: number }) | null;
}

export type TeamFacts = Pick<
  Team,
  'callSign' | 'kind' | 'phone' | 'capabilities' | 'minimumCrew' | 'baseFacilityId' | 'base' | 'active'
>;

export interface NewTeam extends Pick<TeamFacts, 'callSign' | 'kind'> {
  /** As people write it. */
  phone?: string | null;
  capabilities?: TeamCapability[];
  minimumCrew?: number;
  baseFacilityId?: string | null;
  /** The position of the base facility if left out. */
  base?: LatLon;
}

export type TeamChanges = Partial<TeamFacts>;
