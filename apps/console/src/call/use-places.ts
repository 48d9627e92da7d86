import { useEffect, useState } from 'react';
import type { FoundPlace } from '../api/generated/types.gen.js';
import { useDesk, type Desk } from '../board/desk.js';
import { readCoordinates } from './coordinates.js';

const pauseMilliseconds = 200;
const shortestName = 3;

/** A place that may be meant by what stands in the field. */
export interface OfferedPlace {
  readonly id: string;
  readonly kind: FoundPlace['kind'] | 'shared';
  /** Null where only coordinates were sent. */
  readonly name: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly accuracyMetres: number | null;
  /** Of the name to what was typed, 0 to 1; null where the place itself was sent. */
  readonly likeness: number | null;
  /** The kind of place that was asked for, where this is of another one. */
  readonly notA: FoundPlace['notA'];
  readonly areaId: string | null;
  readonly areaName: string | null;
  readonly distanceMetres: number | null;
  /** Metres outside the service area; 0 inside. */
  readonly outsideMetres: number;
  readonly source: 'address_search' | 'shared_coordinates';
}

export interface OfferedPlaces {
  readonly places: readonly OfferedPlace[];
  /** The host of a link that only its own app can open. */
  readonly shortLink: string | null;
  /** Asked, and nothing was found. */
  readonly nothing: boolean;
}

const none: OfferedPlaces = { places: [], shortLink: null, nothing: false };

/** Places for what was typed or pasted, best first; none for coordinates, which need no choice. */
export function usePlaces(typed: string): OfferedPlaces {
  const desk = useDesk();
  const [answer, setAnswer] = useState<OfferedPlaces & { query: string }>({ ...none, query: '' });
  const query = typed.trim();
  const asks = query.length >= shortestName && !readCoordinates(query);
  useEffect(() => {
    if (!asks) return;
    let stopped = false;
    const timer = setTimeout(() => {
      void placesFor(desk, query).then((found) => {
        if (!stopped) setAnswer({ ...found, query });
      });
    }, pauseMilliseconds);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [asks, query, desk]);
  return asks && answer.query === query ? answer : none;
}

/** Links, `geo:`, plus codes and degrees; names of streets hold numbers too, so these are looked for as well. */
const sharedForm = /https?:|geo:|[°+]|-?\d+[.,]\d{2,}/i;

async function placesFor(desk: Desk, query: string): Promise<OfferedPlaces> {
  if (sharedForm.test(query)) {
    const read = await desk.api.readPlaces(query);
    const places = read.ok
      ? read.value.items.map((place, index): OfferedPlace => ({
          ...place,
          id: `${place.form}-${index}`,
          kind: 'shared',
          name: place.label,
          likeness: null,
          notA: null,
          areaName: null,
          distanceMetres: null,
          source: 'shared_coordinates',
        }))
      : [];
    const shortLink = read.ok ? (read.value.shortLinks[0] ?? null) : null;
    if (places.length > 0 || shortLink !== null) return { places, shortLink, nothing: false };
  }
  const found = await desk.api.findPlaces({ query, limit: 6 });
  if (!found.ok) return none;
  const places = found.value.items.map((place): OfferedPlace => ({
    ...place,
    outsideMetres: 0,
    source: 'address_search',
  }));
  return { places, shortLink: null, nothing: places.length === 0 };
}
