import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Centers } from '#lib/center';
import type { LatLon } from '#lib/kernel';
import { findRow, type Caller, type Queryable } from '#lib/platform';
import { sharedPlacesIn, type SharedPlaces } from '../shared-place/shared-places.js';
import type { ReadPlaces } from './place-reading.view.js';

/** Reads places from messages, with the center's surroundings to settle what can be read in two ways. */
@Injectable()
export class PlaceReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
  ) {}

  async read(on: Queryable, centerId: string, text: string): Promise<SharedPlaces> {
    return sharedPlacesIn(text, await this.middleOf(on, centerId));
  }

  /** The places in a text with where they lie; nothing is kept. */
  async answer({ centerId }: Caller, text: string): Promise<ReadPlaces> {
    const { places, shortLinks } = await this.read(this.dataSource, centerId, text);
    const items: ReadPlaces['items'] = [];
    for (const { lat, lon, accuracyMetres, label, form, isSwapped } of places.slice(0, 20)) {
      const place = { lat, lon, accuracyMetres, label, form, isSwapped };
      items.push({ ...place, ...(await this.centers.locate(this.dataSource, centerId, place)) });
    }
    return { items, shortLinks };
  }

  /** The middle of the service area; undefined for a center that has set none. */
  private async middleOf(on: Queryable, centerId: string): Promise<LatLon | undefined> {
    return findRow<LatLon>(
      on,
      `select ST_Y(middle) as lat, ST_X(middle) as lon
       from (select ST_Centroid(ST_Envelope(service_area)) as middle from center
             where id = $1 and service_area is not null) as served`,
      [centerId],
    );
  }
}
