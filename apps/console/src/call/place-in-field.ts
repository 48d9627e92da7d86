import type { PlaceRequest } from '../api/generated/types.gen.js';
import { straightMetres } from '../incident/straight-metres.js';
import { readCoordinates } from './coordinates.js';

/** A point as it is being chosen. */
export interface ChosenPoint {
  /** What stands in the field: coordinates as typed, clicked or chosen, or a name that is looked for. */
  readonly placeText: string;
  readonly placeFrom: NonNullable<PlaceRequest['source']>;
  /** What the chosen place is called; empty where only its coordinates are known. */
  readonly placeName: string;
  /** What lies near a point without a name, in words for the screen; never an address. */
  readonly placeNear: string;
  /** Radius within which it lies, metres, where somebody said so. */
  readonly placeAccuracyMetres: number | null;
}

/** A place as it is being chosen: its point, and the address that the crew will read. */
export interface PlaceInField extends ChosenPoint {
  readonly address: string;
  /** Whether the form wrote the name of the point there, and no person. */
  readonly addressFilled: boolean;
  /** The point that the address was written for, as the field had it; empty where there was none yet. */
  readonly addressAt: string;
}

export const noPlace: PlaceInField = {
  placeText: '',
  placeFrom: 'operator_map',
  placeName: '',
  placeNear: '',
  placeAccuracyMetres: null,
  address: '',
  addressFilled: false,
  addressAt: '',
};

/** A point nearer than this to another one has the same address: somebody shows the entrance. Metres, assumption. */
const sameAddressMetres = 50;
const longestAddress = 500;

type PlaceChange = Partial<PlaceInField>;

const filledWith = ({ placeText, placeName }: ChosenPoint): PlaceChange => ({
  address: placeName.slice(0, longestAddress),
  addressFilled: placeName !== '',
  addressAt: placeName === '' ? '' : placeText,
});

/**
 * Another point was chosen. An address that the form filled in goes with the point it was of; one that a person wrote
 * stays, and stays known to be of the point it was written for.
 */
export function withPoint(place: PlaceInField, chosen: ChosenPoint): PlaceChange {
  const words = place.placeText.trim();
  if (
    chosen.placeFrom === 'operator_map' &&
    place.address.trim() === '' &&
    words &&
    !readCoordinates(words)
  ) {
    // Nobody found what was typed, so it is shown on the map: the words are what the crew asks for.
    return { ...chosen, address: words, addressFilled: false, addressAt: chosen.placeText };
  }
  if (place.addressFilled || place.address.trim() === '') return { ...chosen, ...filledWith(chosen) };
  // Words that were there before any point are of the first one.
  const first = readCoordinates(place.placeText) ? place.placeText : chosen.placeText;
  return { ...chosen, addressAt: place.addressAt || first };
}

/** Somebody types where it is: each letter may be another point, and none is chosen yet. */
export const withTyped = (place: PlaceInField, placeText: string): PlaceChange => ({
  placeText,
  placeFrom: 'shared_coordinates',
  placeName: '',
  placeNear: '',
  placeAccuracyMetres: null,
  ...(place.addressFilled && { address: '', addressFilled: false, addressAt: '' }),
});

/** What is known of a point that came without a name: what it is called, or else what lies near it. */
export type PointName = Pick<ChosenPoint, 'placeName' | 'placeNear'>;

/**
 * What is at a point became known. Its name is its address where nobody has written or emptied one for this point.
 * Words that were there before any point are of this one.
 */
export const withName = (place: PlaceInField, told: PointName): PlaceChange => ({
  ...told,
  ...(place.address.trim() === ''
    ? place.addressAt !== place.placeText && filledWith({ ...place, ...told })
    : place.addressAt === '' && { addressAt: place.placeText }),
});

/** A person writes the address, or empties it, for the point that stands there. */
export const withAddress = ({ placeText }: PlaceInField, address: string): PlaceChange => ({
  address,
  addressFilled: false,
  addressAt: readCoordinates(placeText) ? placeText : '',
});

/** The name of the point instead of an address that was of another one. */
export const withNameAsAddress = (place: PlaceInField): PlaceChange => filledWith(place);

/** Whether a person wrote the address for another point than the one that stands there. */
export function isAddressOfOtherPoint({
  address,
  addressFilled,
  addressAt,
  placeText,
}: PlaceInField): boolean {
  const [point, written] = [readCoordinates(placeText), readCoordinates(addressAt)];
  if (!point || !written || addressFilled || address.trim() === '') return false;
  return straightMetres(point, written) > sameAddressMetres;
}
