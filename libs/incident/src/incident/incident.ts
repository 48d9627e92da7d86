import type {
  Disposition,
  EventPayload,
  IncidentState,
  IncidentType,
  PlaceSource,
  Priority,
} from '#lib/contract';

/** One emergency, as it is stored. */
export interface Incident {
  id: string;
  centerId: string;
  /** For people: `BDG-20261121-0042`, the center's code, its local day and the count of that day. */
  number: string;
  state: IncidentState;
  priority: Priority | null;
  type: IncidentType;
  /** The caller's words, as said. Never rewritten: what comes later is a note. */
  complaint: string;
  determinant: string | null;
  callerName: string | null;
  callerPhone: string | null;
  lat: number;
  lon: number;
  accuracyMetres: number | null;
  /** The words for the place, apart from the point: neither is made from the other without a person choosing. */
  address: string | null;
  placeNote: string | null;
  placeSource: PlaceSource;
  placeChosenBy: string;
  placeChosenAt: Date;
  areaId: string | null;
  openedAt: Date;
  openedBy: string;
  /** t0: response time runs from here. */
  clockStartedAt: Date;
  queuedSince: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  disposition: Disposition | null;
  duplicateOf: string | null;
  version: number;
}

/** The place of an incident as the journal tells it: the point, never the words. */
export const placeFactsOf = ({
  lat,
  lon,
  accuracyMetres,
  placeSource,
  areaId,
}: Incident): EventPayload<'incident.place_set'> => ({
  lat,
  lon,
  accuracyMetres,
  source: placeSource,
  areaId,
});
