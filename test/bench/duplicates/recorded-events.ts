import { createReadStream } from 'node:fs';
import type { IncidentType } from '#lib/contract';
import { isLatLon, type LatLon } from '#lib/kernel';
import { csvRows, LocalTime } from '#lib/simulation';

/** Something that happened in the recorded city: one call of the log, medical or not. */
export interface RecordedEvent {
  reference: string;
  /** When its first call came in. */
  at: Date;
  /** When its last unit was free again. */
  endedAt: Date;
  place: LatLon;
  type: IncidentType | 'medical';
  /** The day on the clocks there, `2017-01-03`. */
  day: string;
}

/** The file cannot be read as calls of San Francisco's log. The message is one line. */
export class RecordError extends Error {}

/**
 * Call types of the log in our words. What was wrong with anybody the log does not say: medical calls are given a
 * complaint by the play. Alarms, stuck lifts and other services have no type of ours.
 */
const types: Readonly<Record<string, RecordedEvent['type']>> = {
  'Medical Incident': 'medical',
  'Traffic Collision': 'traffic_accident',
  'Structure Fire': 'burns',
  'Outside Fire': 'burns',
  'Vehicle Fire': 'burns',
  'Smoke Investigation (Outside)': 'burns',
  'Electrical Hazard': 'electrocution',
  'Gas Leak (Natural and LP Gases)': 'poisoning',
  'Odor (Strange / Unknown)': 'poisoning',
  HazMat: 'poisoning',
  'Water Rescue': 'drowning',
};

/** How long a unit is taken to have worked where the log does not say. */
const unitHourMilliseconds = 3_600_000;

/** Every call of the log with a place and a time, in the order they came in. One row of the log is one unit. */
export async function readRecordedEvents(file: string): Promise<RecordedEvent[]> {
  const clock = new LocalTime('America/Los_Angeles');
  const events = new Map<string, RecordedEvent>();
  for await (const { row } of csvRows(createReadStream(file), requireColumns)) {
    if (!row) continue;
    const [, lat, lon] = /^\((-?[\d.]+), (-?[\d.]+)\)$/.exec(row['Location'] ?? '') ?? [];
    const place = { lat: Number(lat), lon: Number(lon) };
    const received = timeOf(clock, row['Received DtTm']);
    if (!received || lat === undefined || !isLatLon(place)) continue;
    const { at, day } = received;
    const reference = row['Call Number']!;
    const endedAt = timeOf(clock, row['Available DtTm'])?.at ?? new Date(at.getTime() + unitHourMilliseconds);
    const known = events.get(reference);
    if (!known) {
      const type = types[row['Call Type'] ?? ''] ?? 'unknown_problem';
      events.set(reference, { reference, at, endedAt, place, type, day });
    } else if (endedAt > known.endedAt) {
      known.endedAt = endedAt;
    }
  }
  if (events.size === 0) throw new RecordError(`${file}: no call with a place and a time in it`);
  return [...events.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function requireColumns(header: readonly string[]): void {
  for (const column of ['Call Number', 'Call Type', 'Received DtTm', 'Available DtTm', 'Location']) {
    if (!header.includes(column)) throw new RecordError(`the column "${column}" is missing`);
  }
}

function timeOf(clock: LocalTime, text = ''): { at: Date; day: string } | undefined {
  const match = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d) (AM|PM)$/.exec(text);
  if (!match) return undefined;
  const [month, day, year, hour, minute, second] = match.slice(1, 7).map(Number) as Six;
  const at = clock.toUtc(year, month, day, (hour % 12) + (match[7] === 'PM' ? 12 : 0), minute, second);
  return { at, day: `${match[3]}-${match[1]}-${match[2]}` };
}

type Six = [number, number, number, number, number, number];
