import type { EventType, JournalEvent } from '#lib/contract';
import { FacilityModule } from '#lib/facility';
import type { IncidentView } from '#lib/incident';
import {
  Contacts,
  IncidentOpening,
  type ContactRequest,
  type ContactView,
  type OpeningRequest,
} from '#lib/intake';
import { JournalReader, type Caller } from '#lib/platform';
import { Ground, valueOf } from '#testing';
import type { FoundPlace } from '../gazetteer/place-search.dto.js';
import { PlaceSearch } from '../gazetteer/place-search.js';
import { Landmarks } from '../landmark/landmarks.js';
import { PlaceModule } from '../place.module.js';
import { Suggestions } from '../suggestion/suggestions.js';
import type { PlaceSuggestionView } from '../suggestion/suggestion.view.js';

/** Bandung's town square. */
export const alunAlun = { lat: -6.9218, lon: 107.6071 };

/** What tests of place finding stand on. */
export class PlaceGround {
  private constructor(readonly ground: Ground) {}

  static async prepare(): Promise<PlaceGround> {
    return new PlaceGround(await Ground.prepare([FacilityModule, PlaceModule]));
  }

  get<T>(token: new (...dependencies: never[]) => T): T {
    return this.ground.get<T>(token as never);
  }

  /** An operator of a center of their own that serves the surroundings of the town square. */
  async newOperator(): Promise<Caller> {
    const { id } = await this.ground.newCenter();
    const { lat, lon } = alunAlun;
    await this.ground.dataSource.query(
      `update center set service_area = ST_Multi(ST_MakeEnvelope($2, $3, $4, $5, 4326)) where id = $1`,
      [id, lon - 0.2, lat - 0.2, lon + 0.2, lat + 0.2],
    );
    return this.ground.newUser(id);
  }

  ring(caller: Caller, request: Partial<ContactRequest> = {}): Promise<ContactView> {
    return this.get(Contacts)
      .ring(caller, { channel: 'voice', callerNumber: '0812-3456-789', ...request })
      .then(valueOf);
  }

  open(caller: Caller, request: Partial<OpeningRequest> = {}): Promise<IncidentView> {
    return this.get(IncidentOpening)
      .open(caller, { place: alunAlun, complaint: 'Ayah saya sesak napas', ...request })
      .then(valueOf);
  }

  /** Puts names at places a kilometre apart, the first one at the town square. */
  async name(caller: Caller, names: readonly string[], dataset = 'test'): Promise<void> {
    const features = names.map((name, index) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'Point', coordinates: [alunAlun.lon + index * 0.01, alunAlun.lat] },
    }));
    valueOf(await this.get(Landmarks).import(caller, { type: 'FeatureCollection', features }, { dataset }));
  }

  async find(caller: Caller, query: string): Promise<FoundPlace[]> {
    return (await this.get(PlaceSearch).find(caller, { query })).items;
  }

  async suggestions(caller: Caller, contactId: string): Promise<PlaceSuggestionView[]> {
    return valueOf(await this.get(Suggestions).list(caller, { contactId })).items;
  }

  async journal({ centerId }: Caller): Promise<JournalEvent[]> {
    return this.ground.get(JournalReader).listAfter(centerId, 0, 10_000);
  }

  async journalTypes(caller: Caller): Promise<EventType[]> {
    return (await this.journal(caller)).map(({ type }) => type);
  }

  close(): Promise<void> {
    return this.ground.close();
  }
}
