import { isLatLon } from '#lib/kernel';
import { e164From } from '#lib/platform';
import type { PhoneFix } from '../suggestion/fix-progress.js';

/** Where a phone was when it called an emergency number, as it told it by itself. */
export interface AmlMessage extends PhoneFix {
  callerNumber: string;
  confidence: number | null;
  altitudeMetres: number | null;
}

/** Why a message is of no use. */
export type AmlFault = 'no_number' | 'no_position' | 'unreadable';

/** A phone's clock may be wrong by this much before its time is not believed, seconds. */
const believedAgeSeconds = 3_600;

/**
 * A message of Android's Emergency Location Service: HTTPS, form-encoded names and values after ETSI TS 103 625. Every
 * value may be missing or wrong; what tells which device it was (IMEI, IMSI, ICCID) is not even read.
 */
export function amlMessageFrom(body: string, receivedAt: Date): AmlMessage | AmlFault {
  if (!body.includes('=')) return 'unreadable';
  const values = new URLSearchParams(body);
  const callerNumber = e164From(values.get('device_number') ?? '');
  if (callerNumber === undefined) return 'no_number';
  const point = { lat: decimal(values, 'location_latitude'), lon: decimal(values, 'location_longitude') };
  // 0, 0 is how ETSI TS 103 625 writes that no position was found.
  if (point.lat === null || point.lon === null || (point.lat === 0 && point.lon === 0)) return 'no_position';
  const known = { lat: point.lat, lon: point.lon };
  if (!isLatLon(known)) return 'no_position';
  const share = decimal(values, 'location_confidence');
  return {
    ...known,
    callerNumber,
    accuracyMetres: within(decimal(values, 'location_accuracy'), 0, 1_000_000),
    // A share of 1 in the HTTPS form, a percentage in others.
    confidence: within(share !== null && share > 1 ? share / 100 : share, 0, 1),
    altitudeMetres: within(decimal(values, 'location_altitude'), -20_000, 100_000),
    positionedAt: momentOf(decimal(values, 'location_time'), receivedAt),
  };
}

function decimal(values: URLSearchParams, name: string): number | null {
  const text = values.get(name)?.trim() ?? '';
  return /^[+-]?\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : null;
}

const within = (value: number | null, least: number, most: number): number | null =>
  value !== null && value >= least && value <= most ? value : null;

/** Milliseconds since 1970, where they can be true. */
function momentOf(milliseconds: number | null, receivedAt: Date): Date {
  const ageSeconds = milliseconds === null ? NaN : (receivedAt.getTime() - milliseconds) / 1000;
  return ageSeconds >= 0 && ageSeconds <= believedAgeSeconds ? new Date(milliseconds!) : receivedAt;
}
