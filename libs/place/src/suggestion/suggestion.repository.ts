import { Injectable } from '@nestjs/common';
import type { PlaceSource } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { CallName } from '../call/call.js';
import type { PhoneFix } from './fix-progress.js';
import type { PlaceSuggestion } from './suggestion.js';

const columns = `
  place_suggestion.id, place_suggestion.center_id as "centerId", place_suggestion.contact_id as "contactId",
  place_suggestion.incident_id as "incidentId", place_suggestion.source, origin_id as "originId",
  ST_Y(place_suggestion.position::geometry) as lat, ST_X(place_suggestion.position::geometry) as lon,
  place_suggestion.accuracy_metres as "accuracyMetres", confidence, altitude_metres as "altitudeMetres", label,
  positioned_at as "positionedAt", suggested_by as "suggestedBy", suggested_at as "suggestedAt",
  chosen_by as "chosenBy", chosen_at as "chosenAt", place_suggestion.version`;

/** Most suggestions that one call can have; more are no help to anybody. */
export const mostSuggestions = 50;

@Injectable()
export class SuggestionRepository {
  async insert(on: Queryable, suggestion: PlaceSuggestion): Promise<void> {
    await on.query(
      `insert into place_suggestion (id, center_id, contact_id, incident_id, source, origin_id, position,
              accuracy_metres, confidence, altitude_metres, label, positioned_at, suggested_by, suggested_at)
       values ($1, $2, $3, $4, $5, $6, ST_SetSRID(ST_MakePoint($7, $8), 4326)::geography, $9, $10, $11, $12, $13, $14,
               $15)`,
      [
        suggestion.id,
        suggestion.centerId,
        suggestion.contactId,
        suggestion.incidentId,
        suggestion.source,
        suggestion.originId,
        suggestion.lon,
        suggestion.lat,
        suggestion.accuracyMetres,
        suggestion.confidence,
        suggestion.altitudeMetres,
        suggestion.label,
        suggestion.positionedAt,
        suggestion.suggestedBy,
        suggestion.suggestedAt,
      ],
    );
  }

  /** What came from there before, held by this transaction. */
  lockByOrigin(on: Queryable, source: PlaceSource, originId: string): Promise<PlaceSuggestion | undefined> {
    return findRow(
      on,
      `select ${columns} from place_suggestion where source = $1 and origin_id = $2 for update`,
      [source, originId],
    );
  }

  /** A chosen place stays what was chosen in the incident; here the phone's later fix takes its place. */
  async refine(
    on: Queryable,
    id: string,
    fix: PhoneFix & Pick<PlaceSuggestion, 'confidence' | 'altitudeMetres'>,
  ): Promise<void> {
    await on.query(
      `update place_suggestion set version = version + 1,
              position = ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography, accuracy_metres = $4, positioned_at = $5,
              confidence = $6, altitude_metres = $7, chosen_by = null, chosen_at = null
       where id = $1`,
      [id, fix.lon, fix.lat, fix.accuracyMetres, fix.positionedAt, fix.confidence, fix.altitudeMetres],
    );
  }

  async confirm(on: Queryable, id: string, positionedAt: Date): Promise<void> {
    await on.query(`update place_suggestion set positioned_at = $2 where id = $1`, [id, positionedAt]);
  }

  async choose(on: Queryable, id: string, chosenBy: string, chosenAt: Date): Promise<void> {
    await on.query(`update place_suggestion set chosen_by = $2, chosen_at = $3 where id = $1`, [
      id,
      chosenBy,
      chosenAt,
    ]);
  }

  /**
   * Of a contact, or of an incident and all its contacts, newest first. `isPlace`: the incident's place is this point
   * now, however it was chosen.
   */
  list(on: Queryable, centerId: string, name: CallName): Promise<(PlaceSuggestion & { isPlace: boolean })[]> {
    const ofIncident = 'incidentId' in name;
    return rows(
      on,
      `select ${columns}, coalesce(incident.place_source = place_suggestion.source
              and ST_Equals(incident.position::geometry, place_suggestion.position::geometry), false) as "isPlace"
       from place_suggestion
       left join contact on contact.id = place_suggestion.contact_id
       left join incident on incident.id = coalesce(place_suggestion.incident_id, contact.incident_id)
       where place_suggestion.center_id = $1
         and ${ofIncident ? '(place_suggestion.incident_id = $2 or contact.incident_id = $2)' : 'place_suggestion.contact_id = $2'}
       order by positioned_at desc, place_suggestion.id desc limit ${mostSuggestions}`,
      [centerId, ofIncident ? name.incidentId : name.contactId],
    );
  }

  /** Those whose last fix is older, unless they are for an incident that is still open. */
  async deleteOlderThan(on: Queryable, centerId: string, positionedBefore: Date): Promise<void> {
    await on.query(
      `delete from place_suggestion where center_id = $1 and greatest(suggested_at, positioned_at) < $2
         and not exists (
           select from incident left join contact on contact.id = place_suggestion.contact_id
           where incident.id = coalesce(place_suggestion.incident_id, contact.incident_id)
             and incident.state <> 'closed')`,
      [centerId, positionedBefore],
    );
  }
}
