import type { Locale } from '#lib/contract';
import type { CenterSettings } from './center-settings.js';

/** A Public Safety Center (PSC 119): the tenant every row belongs to. */
export interface Center {
  id: string;
  /** Stands in front of incident numbers, for example `BDG`. */
  code: string;
  name: string;
  /** IANA name, for example `Asia/Jakarta`: decides which day and hour a moment belongs to in numbers and reports. */
  timeZone: string;
  locale: Locale;
  settings: CenterSettings;
  version: number;
}

/** Where a point lies in its center. */
export interface Location {
  /** The smallest area that holds the point: a kelurahan before its kecamatan. */
  areaId: string | null;
  /** Metres from the service area; 0 inside it, and 0 for a center that has set none. */
  outsideMetres: number;
}
