import { haversineMetres, isLatLon, type LatLon } from '#lib/kernel';
import { readLink, type LinkForm } from './map-links.js';
import { cellOf, cellOfShort, type PlusCodeCell } from './plus-code.js';
import { plainMarks, writtenPairs } from './written-numbers.js';

export const sharedPlaceForms = [
  'geo_uri',
  'geo_sms',
  'google_maps',
  'apple_maps',
  'openstreetmap',
  'waze',
  'bing',
  'plus_code',
  'decimal',
  'sexagesimal',
] as const satisfies readonly (LinkForm | 'plus_code' | 'decimal' | 'sexagesimal')[];
export type SharedPlaceForm = (typeof sharedPlaceForms)[number];

/** A place that a text holds. */
export interface SharedPlace extends LatLon {
  form: SharedPlaceForm;
  /** Metres, where the form says it. */
  accuracyMetres: number | null;
  /** What it is called there. */
  label: string | null;
  /** The part of the text it was read from. */
  words: string;
  /** The numbers were written longitude first, as the surroundings show. */
  isSwapped: boolean;
}

export interface SharedPlaces {
  places: SharedPlace[];
  /** Hosts of short links, which cannot be followed without internet: ask the sender for the long one. */
  shortLinks: string[];
}

/** Links to maps; the name in brackets behind a `geo:` may have spaces. */
const addresses =
  /geo:[^\s<>"()]+(?:\([^()\n]{1,100}\))?|(?:https?:\/\/|comgooglemaps:|waze:\/\/)[^\s<>"]+/gi;

/** Longer texts are no messages. */
const mostCharacters = 4_000;
/** What is nearer than this is in the surroundings: no center's callers are further away. */
const surroundingsMetres = 500_000;
/** Numbers written more coarsely are prices and dates, unless they fall into the surroundings. */
const fewestDecimals = 4;
const metresPerDegree = 111_195;

/** Every place in a text, in the forms that people and phones share them in. Never throws. `near` is the center's middle. */
export function sharedPlacesIn(text: string, near?: LatLon): SharedPlaces {
  const found: SharedPlaces = { places: [], shortLinks: [] };
  let rest = plainMarks(text.slice(0, mostCharacters));
  const cut = (words: string) => (rest = rest.replace(words, ' '.repeat(words.length)));
  for (const [words] of rest.matchAll(addresses)) {
    const link = readLink(words.replace(/[).,;]+$/, (end) => (words.includes('(') ? end : '')));
    cut(words);
    if (link.kind === 'short_link') found.shortLinks.push(link.host);
    if (link.kind === 'place') {
      const { point, form, accuracyMetres, label } = link;
      addInOrder(found, point, { form, accuracyMetres, label, words }, near);
    }
  }
  for (const { words, cell } of plusCodesIn(rest, near)) {
    cut(words);
    const { lat, lon, halfLatDegrees } = cell;
    const accuracyMetres = Math.ceil(halfLatDegrees * metresPerDegree * Math.SQRT2);
    add(found, { lat, lon, form: 'plus_code', accuracyMetres, label: null, words, isSwapped: false });
  }
  for (const { point, isNamed, decimals, form, words } of writtenPairs(rest)) {
    const rest = { form, accuracyMetres: null, label: null, words };
    const isFine = isNamed || decimals >= fewestDecimals;
    if (!isFine && !(near && [point, exchanged(point)].some((one) => isNearby(one, near)))) continue;
    if (isNamed) add(found, { ...point, ...rest, isSwapped: false });
    else addInOrder(found, point, rest, near);
  }
  return found;
}

function plusCodesIn(text: string, near: LatLon | undefined): { words: string; cell: PlusCodeCell }[] {
  const pattern = /(?<![\w+])(?:[2-9CFGHJMPQRVWX]{2}){2,4}\+[2-9CFGHJMPQRVWX]{2,7}(?![\w+])/gi;
  return [...text.matchAll(pattern)].flatMap(([words]) => {
    const isFull = words.indexOf('+') === 8;
    if (!isFull && !/[a-z]/i.test(words)) return [];
    const cell = isFull ? cellOf(words) : near && cellOfShort(words, near);
    return cell ? [{ words, cell }] : [];
  });
}

const exchanged = ({ lat, lon }: LatLon): LatLon => ({ lat: lon, lon: lat });
const isNearby = (point: LatLon, near: LatLon): boolean =>
  isLatLon(point) && haversineMetres(point, near) <= surroundingsMetres;

type Rest = Pick<SharedPlace, 'form' | 'accuracyMetres' | 'label' | 'words'>;

/** Latitude first, unless only the other order makes a place, or only it makes one in the surroundings. */
function addInOrder(found: SharedPlaces, point: LatLon, rest: Rest, near: LatLon | undefined): void {
  const other = exchanged(point);
  const isSwapped =
    !isLatLon(point) ||
    (near !== undefined && !isNearby(point, near) && isLatLon(other) && isNearby(other, near));
  add(found, { ...(isSwapped ? other : point), ...rest, isSwapped });
}

function add({ places }: SharedPlaces, place: SharedPlace): void {
  if (!isLatLon(place)) return;
  const isSame = (known: SharedPlace) => haversineMetres(known, place) < 1;
  if (!places.some(isSame)) places.push(place);
}
