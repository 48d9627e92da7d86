import {
  Choice,
  Decimal,
  Flag,
  Identifier,
  Latitude,
  Longitude,
  NestedList,
  Text,
  TextList,
} from '#lib/platform';
import { sharedPlaceForms, type SharedPlaceForm } from '../shared-place/shared-places.js';

export class ReadRequest {
  @Text({ max: 4_000, description: 'A message as it was received. It is not kept.' })
  text: string;
}

export class ReadPlace {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({ min: 0, max: 1_000_000, nullable: true, description: 'Radius, metres, where the form says it.' })
  accuracyMetres: number | null;

  @Text({ max: 100, nullable: true, description: 'What it is called in the message.' })
  label: string | null;

  @Choice(sharedPlaceForms, { name: 'SharedPlaceForm', description: 'The form it was shared in.' })
  form: SharedPlaceForm;

  @Flag({ description: 'The longitude was written first, as the center’s surroundings show.' })
  isSwapped: boolean;

  @Identifier({ nullable: true, description: 'The area it lies in.' })
  areaId: string | null;

  @Decimal({ min: 0, max: 21_000_000, description: 'Metres outside the service area; 0 inside.' })
  outsideMetres: number;
}

export class ReadPlaces {
  @NestedList(() => ReadPlace, { max: 20, description: 'In the order of their forms.' })
  items: ReadPlace[];

  @TextList({ max: 100, maxLength: 100, description: 'Hosts of short links, which cannot be followed here.' })
  shortLinks: string[];
}
