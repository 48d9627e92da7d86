import type { PositionMessage, Presence } from '#lib/contract';

export type Viewers = Presence['viewers'];

/** Whom one process shows an incident to. No viewers: nobody any more. */
export interface IncidentViewers {
  incidentId: string;
  viewers: Viewers;
}

/** What server processes tell each other, by Redis. All of it may be lost without harm: it is told again. */
export interface ProcessEvents {
  positions: (centerId: string, positions: PositionMessage[]) => void;
  /** `all`: whatever is not named has nobody. */
  viewers: (processId: string, viewing: IncidentViewers[], all: boolean) => void;
  /** A process has come (back): tell it your viewers. */
  viewersWanted: () => void;
}
