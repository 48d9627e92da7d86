import { telephoneNumberFrom, type Refusal, type Transaction } from '#lib/platform';
import type { PlaceChange } from '../place/place.dto.js';
import { placeSourceOf } from '../place/place-source.js';
import type { IncidentChange } from './incident.dto.js';
import { placeFactsOf, type Incident } from './incident.js';

/** A point has two coordinates, and accuracy and source belong to a point. */
export function placeChangeRefusal(place: PlaceChange | undefined): Refusal | undefined {
  if (!place) return undefined;
  const point = ['lat', 'lon'] as const;
  const missing = point.filter((name) => place[name] === undefined);
  if (missing.length === 1) {
    return { code: 'validation_failed', fields: [{ field: `place.${missing[0]}`, rule: 'required' }] };
  }
  const needsPoint = (['accuracyMetres', 'source'] as const).filter((name) => place[name] !== undefined);
  if (missing.length === 0 || needsPoint.length === 0) return undefined;
  return {
    code: 'validation_failed',
    fields: needsPoint.map((name) => ({
      field: `place.${name}`,
      rule: 'onlyWith',
      parameters: { 0: 'place.lat, place.lon' },
    })),
  };
}

/** The incident as the change wants it. Who chose the point, and when, moves with the point only. */
export function withChange(
  incident: Incident,
  change: IncidentChange,
  { caller, now }: Pick<Transaction, 'caller' | 'now'>,
): Incident {
  const { caller: callerChange = {}, place = {} } = change;
  const phone = callerChange.phone;
  const edited: Incident = {
    ...incident,
    type: change.type ?? incident.type,
    priority: change.priority ?? incident.priority,
    callerName: unless(callerChange.name, incident.callerName),
    callerPhone: unless(phone ? telephoneNumberFrom(phone) : phone, incident.callerPhone),
    address: unless(place.address, incident.address),
    placeNote: unless(place.note, incident.placeNote),
  };
  if (place.lat === undefined || place.lon === undefined) return edited;
  const moved: Incident = {
    ...edited,
    lat: place.lat,
    lon: place.lon,
    accuracyMetres: place.accuracyMetres ?? null,
    placeSource: placeSourceOf(place.source, caller),
  };
  return pointMoved(incident, moved) ? { ...moved, placeChosenBy: caller.actor, placeChosenAt: now } : moved;
}

/** Whether the point, its accuracy or its source differ. */
export const pointMoved = (before: Incident, after: Incident): boolean =>
  before.lat !== after.lat ||
  before.lon !== after.lon ||
  before.accuracyMetres !== after.accuracyMetres ||
  before.placeSource !== after.placeSource;

const details = {
  callerName: 'caller.name',
  callerPhone: 'caller.phone',
  address: 'place.address',
  placeNote: 'place.note',
} as const;

/** The names of the other fields that differ, as the API spells them. */
export const changedDetails = (before: Incident, after: Incident): string[] =>
  (Object.keys(details) as (keyof typeof details)[])
    .filter((name) => before[name] !== after[name])
    .map((name) => details[name]);

const unless = <T>(change: T | undefined, present: T): T => (change === undefined ? present : change);

/** One journal entry for each kind of change. */
export function recordChanges(tx: Transaction, before: Incident, after: Incident): void {
  const entry = { subjectId: after.id, subjectVersion: after.version, incidentId: after.id };
  if (pointMoved(before, after)) {
    tx.record({ ...entry, type: 'incident.place_set', payload: placeFactsOf(after) });
  }
  if (after.type !== before.type) {
    tx.record({
      ...entry,
      type: 'incident.type_set',
      payload: { type: after.type, previous: before.type },
    });
  }
  if (after.priority !== null && after.priority !== before.priority) {
    tx.record({
      ...entry,
      type: 'incident.priority_set',
      payload: { priority: after.priority, previous: before.priority },
    });
  }
  const fields = changedDetails(before, after);
  if (fields.length > 0) tx.record({ ...entry, type: 'incident.details_changed', payload: { fields } });
}
