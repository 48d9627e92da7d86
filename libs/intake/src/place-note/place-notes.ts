import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type LatLon, type Result } from '#lib/kernel';
import { Incidents } from '#lib/incident';
import { PersonalDataAccess } from '#lib/identity';
import {
  callerMay,
  CLOCK,
  Commands,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Refusal,
} from '#lib/platform';
import {
  placeNoteSettings,
  type PlaceHistory,
  type PlaceHistoryRequest,
  type PlaceNotePage,
  type PlaceNoteQuery,
  type PlaceNoteRequest,
  type PlaceNoteView,
} from './place-note.dto.js';
import { PlaceNoteRepository } from './place-note.repository.js';

const most = { notes: 50, incidents: 20 };

/** What crews should know of places: written by operators, shown to them and to the teams of incidents there. */
@Injectable()
export class PlaceNotes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly notes: PlaceNoteRepository,
    private readonly incidents: Incidents,
    private readonly personalDataAccess: PersonalDataAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  add(caller: Caller, request: PlaceNoteRequest): Promise<Result<PlaceNoteView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      if (request.expiresAt && request.expiresAt <= tx.now) {
        return refuse({ code: 'validation_failed', fields: [{ field: 'expiresAt', rule: 'inPast' }] });
      }
      const note = await this.notes.insert(tx.manager, tx.centerId, {
        id: tx.newIdentifier(),
        kind: request.kind,
        lat: request.lat,
        lon: request.lon,
        radiusMetres: request.radiusMetres ?? placeNoteSettings.usualRadiusMetres,
        text: request.text,
        writtenBy: caller.actor,
        writtenAt: tx.now,
        expiresAt: request.expiresAt ?? null,
      });
      const { kind, lat, lon, radiusMetres, expiresAt } = note;
      tx.record({
        type: 'place_note.added',
        subjectId: note.id,
        subjectVersion: note.version,
        payload: { kind, lat, lon, radiusMetres, expiresAt: expiresAt?.toISOString() ?? null },
      });
      return accept(note);
    });
  }

  /** Takes a note away. It stays in the database; twice is no error. */
  remove(caller: Caller, id: string): Promise<Result<PlaceNoteView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const removed = await this.notes.remove(tx.manager, tx.centerId, id, caller.actor, tx.now);
      if (!removed) {
        const gone = await this.notes.find(tx.manager, tx.centerId, id);
        return gone ? accept(gone) : refuse({ code: 'not_found' });
      }
      tx.record({
        type: 'place_note.removed',
        subjectId: id,
        subjectVersion: removed.version,
        payload: {},
      });
      return accept(removed);
    });
  }

  async list(caller: Caller, query: PlaceNoteQuery): Promise<Result<PlaceNotePage, Refusal>> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [cursorPart.id]);
    if (before && !before.accepted) return before;
    const limit = query.limit ?? defaultPageSize;
    const found = await this.notes.list(this.dataSource, caller.centerId, {
      liveAt: query.live ? this.clock.now() : null,
      before: before?.value[0] ?? null,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return accept({ items, nextCursor: found.length > limit ? encodeCursor([items.at(-1)!.id]) : null });
  }

  /** What is known of a point. */
  async historyAt(caller: Caller, request: PlaceHistoryRequest): Promise<Result<PlaceHistory, Refusal>> {
    return accept(
      await this.history(caller, request, request.radiusMetres ?? placeNoteSettings.usualRadiusMetres, null),
    );
  }

  /** What is known of the place of an incident, for whoever may see it: its team is told of dangers there. */
  async historyOf(caller: Caller, incidentId: string): Promise<Result<PlaceHistory, Refusal>> {
    const incident = await this.incidents.findVisible(this.dataSource, caller, incidentId);
    if (!incident) return refuse({ code: 'not_found' });
    const { usualRadiusMetres } = placeNoteSettings;
    const radiusMetres = Math.min(
      Math.max(usualRadiusMetres, incident.accuracyMetres ?? 0),
      10 * usualRadiusMetres,
    );
    if (mayReadNotes(caller)) {
      await this.personalDataAccess.record(this.dataSource, caller, {
        action: 'incident.place_history_opened',
        subjectType: 'incident',
        subjectId: incidentId,
      });
    }
    return accept(await this.history(caller, incident, radiusMetres, incidentId));
  }

  /** Notes are for whoever may read callers or patients; earlier incidents, with their words, for whoever takes calls. */
  private async history(
    caller: Caller,
    at: LatLon,
    radiusMetres: number,
    except: string | null,
  ): Promise<PlaceHistory> {
    const { centerId } = caller;
    return {
      notes: mayReadNotes(caller)
        ? await this.notes.listAt(this.dataSource, centerId, at, this.clock.now(), most.notes)
        : [],
      incidents: callerMay(caller, 'contact.read')
        ? await this.notes.listIncidentsNear(this.dataSource, centerId, at, radiusMetres, {
            except,
            limit: most.incidents,
          })
        : [],
    };
  }
}

const mayReadNotes = (caller: Caller): boolean =>
  callerMay(caller, 'place_note.read') || callerMay(caller, 'patient.read');
