import { Injectable } from '@nestjs/common';
import type { GazetteerKind } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';

/** A name like the one asked for. */
export interface Candidate {
  kind: GazetteerKind;
  detail: string | null;
  subjectId: string;
  name: string;
  /** 0 to 1. */
  likeness: number;
  lat: number;
  lon: number;
  /** Radius that holds the place, metres; null where nothing says. */
  accuracyMetres: number | null;
  /** Metres from where it was asked; null where nowhere was named. */
  distanceMetres: number | null;
}

/** The area a place lies in, by name. */
export interface NamedArea {
  areaId: string | null;
  areaName: string | null;
  /** How alike its name, or the name of the larger area around it, is to the area asked for; 0 to 1. */
  areaLikeness: number;
}

/** Where two streets meet. */
export interface Crossing {
  one: string;
  other: string;
  lat: number;
  lon: number;
}
const mostCrossings = 3;

@Injectable()
export class GazetteerRepository {
  candidates(
    on: Queryable,
    centerId: string,
    asked: {
      name: string;
      withPastPlaces: boolean;
      near: { lat: number; lon: number } | undefined;
      most: number;
    },
  ): Promise<Candidate[]> {
    const distance = asked.near
      ? 'ST_Distance(position, ST_SetSRID(ST_MakePoint($5, $6), 4326)::geography, false)'
      : 'null::double precision';
    // The point of an area is its middle: as inexact as a circle of its size is wide.
    const areaRadius =
      'select round(sqrt(ST_Area(area.geometry::geography) / pi()))::int from area where area.id = subject_id';
    return rows(
      on,
      `select kind, detail, subject_id as "subjectId", name, likeness, ST_Y(position::geometry) as lat,
              ST_X(position::geometry) as lon, ${distance} as "distanceMetres",
              coalesce(accuracy_metres, case when kind = 'area' then (${areaRadius}) end) as "accuracyMetres"
       from gazetteer_candidates($1, $2, $3, $4)`,
      [
        centerId,
        asked.name,
        asked.withPastPlaces,
        asked.most,
        ...(asked.near ? [asked.near.lon, asked.near.lat] : []),
      ],
    );
  }

  /** Where one of these streets and one of those meet, the surest first. */
  crossings(
    on: Queryable,
    centerId: string,
    { ones, others, mostApartMetres }: { ones: string[]; others: string[]; mostApartMetres: number },
  ): Promise<Crossing[]> {
    return rows(
      on,
      `with street as (
         select name, ST_Union(geometry) as lines from road
         where center_id = $1 and name = any($2::text[] || $3::text[]) group by name
       )
       select one.name as "one", other.name as "other", ST_Y(met.point) as lat, ST_X(met.point) as lon
       from street one
       join street other on other.name = any($3) and other.name <> one.name
       cross join lateral (
         select ST_ClosestPoint(one.lines, other.lines) as point,
                ST_Distance(one.lines::geography, other.lines::geography) as metres
       ) met
       where one.name = any($2) and met.metres <= $4
       order by array_position($2::text[], one.name) + array_position($3::text[], other.name), met.metres
       limit $5`,
      [centerId, ones, others, mostApartMetres, mostCrossings],
    );
  }

  /** The smallest area of each point, in their order. */
  areasOf(
    on: Queryable,
    centerId: string,
    points: readonly { lat: number; lon: number }[],
    askedArea: string | undefined,
  ): Promise<NamedArea[]> {
    return rows(
      on,
      `select found.id as "areaId", found.name as "areaName",
              case when $4::text is null then 0
                   else greatest(similarity(place_key(found.name), place_key($4)),
                                 similarity(place_key(parent.name), place_key($4)), 0) end as "areaLikeness"
       from unnest($2::float8[], $3::float8[]) with ordinality as point (lat, lon, ordinal)
       left join lateral (
         select id, name, parent_id from area
         where center_id = $1 and ST_Intersects(geometry, ST_SetSRID(ST_MakePoint(point.lon, point.lat), 4326))
         order by array_position(array['kelurahan', 'kecamatan', 'regency', 'province', 'other'], level) limit 1
       ) found on true
       left join area parent on parent.id = found.parent_id
       order by ordinal`,
      [centerId, points.map(({ lat }) => lat), points.map(({ lon }) => lon), askedArea ?? null],
    );
  }
}
