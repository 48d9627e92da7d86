import type { PlaceSource } from '#lib/contract';
import type { Caller } from '#lib/platform';

/** How a point came to be known when nobody said: a person picked it on the map, a program sent it. */
export const placeSourceOf = (source: PlaceSource | undefined, { role }: Caller): PlaceSource =>
  source ?? (role === 'integration' ? 'integration' : 'operator_map');
