import { Injectable } from '@nestjs/common';
import { rows, type Queryable } from '#lib/platform';
import type { NearbyPlace } from './surroundings.dto.js';

/** Nobody tells a place by something farther away. Assumption. */
const mostMetres = 1_000;
/** So many roads are measured: the nearest by degrees need not be the nearest by metres. */
const roadsMeasured = 5;
const metresPerDegree = 111_195;

@Injectable()
export class SurroundingsRepository {
  /** The nearest of each kind, the nearest first. */
  nearest(
    on: Queryable,
    centerId: string,
    { lat, lon }: { lat: number; lon: number },
  ): Promise<NearbyPlace[]> {
    const degrees = mostMetres / metresPerDegree;
    // Near the poles a kilometre is any number of degrees; nobody lives there.
    const degreesAcross = degrees / Math.max(Math.cos((lat * Math.PI) / 180), 0.1);
    return rows(
      on,
      `with here as materialized (select ST_SetSRID(ST_MakePoint($2, $3), 4326) as point),
       road_near as (
         select road.name, ST_ClosestPoint(road.geometry, here.point)::geography as position
         from here cross join road
         where road.center_id = $1 and road.name is not null
           and road.geometry && ST_Expand(here.point, $5, $6)
         order by ST_Distance(road.geometry, here.point) limit ${roadsMeasured}
       ),
       near as (
         select 'street' as kind, name, ST_Distance(position, here.point::geography, false) as metres
         from here cross join road_near
         union all
         select kind, name, ST_Distance(position, here.point::geography, false)
         from here cross join gazetteer
         where center_id = $1 and kind in ('street', 'facility', 'landmark') and ordinal = 0
           and ST_DWithin(position, here.point::geography, $4, false)
       ),
       nearest as (
         select distinct on (kind) kind, name, metres from near where metres <= $4 order by kind, metres, name
       )
       select kind, name, round(metres)::int as "distanceMetres" from nearest order by metres, kind`,
      [centerId, lon, lat, mostMetres, degreesAcross, degrees],
    );
  }
}
