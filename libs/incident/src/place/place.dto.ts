import { placeSources, type PlaceSource } from '#lib/contract';
import { Choice, Decimal, Latitude, Longitude, Text } from '#lib/platform';

const accuracyMetres = {
  min: 0,
  max: 1_000_000,
  nullable: true,
  optional: true,
  description: 'Radius within which the place lies, metres. Null when unknown.',
};
const address = {
  max: 500,
  nullable: true,
  optional: true,
  description: 'The address in words, as said or chosen. Personal data.',
};
const note = {
  max: 1_000,
  nullable: true,
  optional: true,
  description: 'How to find it: landmark, floor, gate. Personal data.',
};
const source = {
  optional: true,
  name: 'PlaceSource',
  description: 'How the place came to be known. Left out: `operator_map`, or `integration` for a program.',
};

/** Where help is needed. */
export class PlaceRequest {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal(accuracyMetres)
  accuracyMetres?: number | null;

  @Text(address)
  address?: string | null;

  @Text(note)
  note?: string | null;

  @Choice(placeSources, source)
  source?: PlaceSource;
}

/** A change of place. What is left out stays; a new point takes its own accuracy and source with it. */
export class PlaceChange {
  @Decimal({ min: -90, max: 90, optional: true, description: 'Latitude of a new point, with `lon`.' })
  lat?: number;

  @Decimal({ min: -180, max: 180, optional: true, description: 'Longitude of a new point, with `lat`.' })
  lon?: number;

  @Decimal({ ...accuracyMetres, description: `${accuracyMetres.description} Only with a new point.` })
  accuracyMetres?: number | null;

  @Choice(placeSources, { ...source, description: `${source.description} Only with a new point.` })
  source?: PlaceSource;

  @Text(address)
  address?: string | null;

  @Text(note)
  note?: string | null;
}
