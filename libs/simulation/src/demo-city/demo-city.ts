import type { AreaLevel, BedCategory, FacilityCapability, FacilityKind } from '#lib/contract';
import type { Locale, Role, TeamCapability, TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { CrewMember } from '../client/views.js';

/** A polygon as GeoJSON has it (RFC 7946): closed rings of [longitude, latitude]. */
export interface Polygon {
  readonly type: 'Polygon';
  readonly coordinates: readonly (readonly (readonly [number, number])[])[];
}

export interface DemoArea {
  readonly level: AreaLevel;
  readonly code: string;
  readonly name: string;
  readonly geometry: Polygon;
}

/** A road as GeoJSON has it (RFC 7946): lines of [longitude, latitude]. */
export interface DemoRoad {
  /** A word of OpenStreetMap’s `highway`. */
  readonly class: string;
  readonly name: string;
  readonly geometry: {
    readonly type: 'MultiLineString';
    readonly coordinates: readonly (readonly (readonly [number, number])[])[];
  };
}

export interface DemoBeds {
  readonly category: BedCategory;
  readonly total: number;
  readonly available: number;
}

export interface DemoFacility {
  /** Short and stable: what the demo teams name as their base. */
  readonly code: string;
  readonly kind: FacilityKind;
  readonly name: string;
  readonly position: LatLon;
  readonly capabilities: readonly FacilityCapability[];
  readonly beds: readonly DemoBeds[];
}

export interface DemoTeam {
  readonly callSign: string;
  readonly kind: TeamKind;
  readonly phone: string;
  readonly capabilities: readonly TeamCapability[];
  readonly minimumCrew: number;
  /** The {@link DemoFacility.code} it is stationed at. */
  readonly baseCode: string;
  readonly crew: readonly CrewMember[];
}

export interface DemoUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly locale: Locale;
  /** For the role `team`: the team it signs in for. */
  readonly callSign?: string;
}

/** A city to try Layad with, as plain data in the order in which it has to be made. */
export interface DemoCity {
  readonly center: {
    readonly code: string;
    readonly name: string;
    readonly timeZone: string;
    readonly locale: Locale;
    readonly serviceArea: Polygon;
  };
  readonly areas: readonly DemoArea[];
  readonly roads: readonly DemoRoad[];
  /** Whose data the roads are. */
  readonly roadAttribution: string;
  readonly facilities: readonly DemoFacility[];
  readonly teams: readonly DemoTeam[];
  readonly users: readonly DemoUser[];
  /** The password of every demo user. */
  readonly password: string;
}
