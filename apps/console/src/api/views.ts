import type {
  AssignmentState,
  Channel,
  ContactState,
  Disposition,
  EtaSource,
  EventType,
  IncidentState,
  IncidentType,
  PassedOverReason,
  PlaceSource,
  Priority,
  Sex,
  TeamKind,
} from '#lib/contract';

/** What the console reads of the API's answers. */
export interface IncidentView {
  readonly id: string;
  readonly number: string;
  readonly state: IncidentState;
  readonly priority: Priority | null;
  readonly type: IncidentType;
  readonly complaint: string | null;
  readonly determinant: string | null;
  readonly caller: { readonly name: string | null; readonly phone: string | null };
  readonly place: {
    readonly lat: number;
    readonly lon: number;
    readonly accuracyMetres: number | null;
    readonly address: string | null;
    readonly note: string | null;
    readonly source: PlaceSource;
    readonly areaId: string | null;
  };
  readonly openedAt: string;
  readonly clockStartedAt: string;
  readonly queuedSince: string | null;
  readonly closing: { readonly at: string; readonly disposition: Disposition } | null;
  readonly version: number;
  readonly patients?: readonly PatientView[];
}

export interface PatientView {
  readonly id: string;
  readonly ordinal: number;
  readonly name: string | null;
  readonly sex: Sex | null;
  readonly ageYears: number | null;
  readonly condition: string | null;
}

export interface TimelineEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: EventType;
  readonly actor: string;
  readonly actorName: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly note?: string | null;
}

export interface ContactView {
  readonly id: string;
  readonly channel: Channel;
  readonly state: ContactState;
  readonly callerNumber: string | null;
  readonly callerNumberReceived: string | null;
  readonly callerName: string | null;
  readonly ringingAt: string;
  readonly answeredAt: string | null;
  readonly answeredBy: string | null;
  readonly endedAt: string | null;
  readonly incidentId: string | null;
  readonly callBackBy: string | null;
  readonly version: number;
}

export interface CandidateTeam {
  readonly id: string;
  readonly callSign: string;
  readonly kind: TeamKind;
  readonly lat: number | null;
  readonly lon: number | null;
}

export interface RecommendedTeam {
  readonly team: CandidateTeam;
  readonly distanceMetres: number;
  readonly etaSeconds: number;
  readonly etaSource: EtaSource;
  /** Null while the team is taken to be at its base. */
  readonly fixAgeSeconds: number | null;
  readonly reasons: readonly string[];
}

export interface PassedOverTeam {
  readonly team: CandidateTeam;
  readonly reason: PassedOverReason;
}

export interface Recommendation {
  readonly items: readonly RecommendedTeam[];
  readonly passedOver: readonly PassedOverTeam[];
  readonly madeAt: string;
}

export interface AssignmentView {
  readonly id: string;
  readonly incidentId: string;
  readonly teamId: string;
  readonly state: AssignmentState;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

interface Target {
  readonly seconds: number;
}

/** What a center decided for itself, as far as the console shows it. */
export interface CenterSettings {
  readonly targets: {
    readonly answer: Target;
    readonly processing: Target;
    readonly activation: Target;
    readonly response: Readonly<Record<Priority, Target>>;
  };
}

export interface CenterView {
  readonly bounds: {
    readonly south: number;
    readonly west: number;
    readonly north: number;
    readonly east: number;
  } | null;
}
