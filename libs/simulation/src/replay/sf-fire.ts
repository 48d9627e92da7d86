import type { Disposition, Priority, TeamKind } from '#lib/contract';
import { isLatLon, type LatLon } from '#lib/kernel';
import { csvRows } from './csv-rows.js';
import { LocalTime } from './local-time.js';
import {
  byLine,
  byRinging,
  LogError,
  marksInOrder,
  workBetween,
  type BadRow,
  type CallLog,
  type RecordedCall,
  type WorkMarks,
} from './recorded-call.js';

/**
 * "Fire Department Calls for Service" of the City of San Francisco (data.sfgov.org). One row is one unit sent to a
 * call. Times are of the clocks on the wall there, without a zone.
 */
const columns = [
  'Call Number',
  'Unit ID',
  'Call Type',
  'Received DtTm',
  'Entry DtTm',
  'Dispatch DtTm',
  'Response DtTm',
  'On Scene DtTm',
  'Transport DtTm',
  'Hospital DtTm',
  'Call Final Disposition',
  'Available DtTm',
  'Address',
  'Final Priority',
  'Priority',
  'Original Priority',
  'Call Type Group',
  'Unit Type',
  'Location',
] as const;
type Row = Record<(typeof columns)[number], string>;

const timeZone = 'America/Los_Angeles';
const medical = 'Medical Incident';

interface Unit {
  readonly row: Row;
  readonly place: LatLon;
  readonly receivedAt: Date;
  readonly enteredAt: Date | undefined;
  readonly marks: WorkMarks;
}

/** @throws LogError when the columns are not those of the log, or no row at all can be used. */
export async function readSfFire(lines: NodeJS.ReadableStream): Promise<CallLog> {
  const clock = new LocalTime(timeZone);
  const unitsByCall = new Map<string, Unit[]>();
  const bad: BadRow[] = [];
  let rows = 0;
  let notMedical = 0;
  for await (const { line, row } of csvRows(lines, checkHeader)) {
    rows += 1;
    if (!row) {
      bad.push({ line, reason: 'not a row of this table' });
    } else if (row['Call Type'] !== medical) {
      notMedical += 1;
    } else {
      const unit = unitFrom(row as Row, clock);
      if (typeof unit === 'string') bad.push({ line, reason: unit });
      else addTo(unitsByCall, unit);
    }
  }
  if (unitsByCall.size === 0) {
    throw new LogError(
      bad[0] ? `no usable row; line ${bad[0].line}: ${bad[0].reason}` : 'no medical call in it',
    );
  }
  const calls = [...unitsByCall].map(([number, units]) => callFrom(number, units));
  return { calls: calls.sort(byRinging), rows, notMedical, bad: bad.sort(byLine), timeZone };
}

function addTo(unitsByCall: Map<string, Unit[]>, unit: Unit): void {
  const number = unit.row['Call Number'];
  const units = unitsByCall.get(number);
  if (units) units.push(unit);
  else unitsByCall.set(number, [unit]);
}

function checkHeader(header: readonly string[]): void {
  const missing = columns.find((column) => !header.includes(column));
  if (missing) throw new LogError(`not an sf-fire log: the column "${missing}" is missing`);
}

/** @returns the unit, or what is wrong with the row. */
function unitFrom(row: Row, clock: LocalTime): Unit | string {
  if (row['Call Number'] === '') return 'Call Number is empty';
  const place = placeFrom(row.Location);
  if (!place) return 'Location is not a point in the world';
  const times: Partial<Record<keyof Row, Date>> = {};
  for (const column of columns) {
    if (!column.endsWith('DtTm') || row[column] === '') continue;
    const at = timeFrom(row[column], clock);
    if (!at) return `${column} is not a time`;
    times[column] = at;
  }
  const receivedAt = times['Received DtTm'];
  if (!receivedAt) return 'Received DtTm is empty';
  const marks = marksInOrder({
    ...(times['Dispatch DtTm'] && { offeredAt: times['Dispatch DtTm'] }),
    ...(times['Response DtTm'] && { enRouteAt: times['Response DtTm'] }),
    ...(times['On Scene DtTm'] && { onSceneAt: times['On Scene DtTm'] }),
    ...(times['Transport DtTm'] && { leftSceneAt: times['Transport DtTm'] }),
    ...(times['Hospital DtTm'] && { atHospitalAt: times['Hospital DtTm'] }),
    ...(times['Available DtTm'] && { clearedAt: times['Available DtTm'] }),
  });
  return { row, place, receivedAt, enteredAt: times['Entry DtTm'], marks };
}

function placeFrom(location: string): LatLon | undefined {
  const [, lat, lon] = /^\((-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)\)$/.exec(location) ?? [];
  const place = { lat: Number(lat), lon: Number(lon) };
  return lat !== undefined && isLatLon(place) && (place.lat !== 0 || place.lon !== 0) ? place : undefined;
}

const timePattern = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d) (AM|PM)$/;

function timeFrom(text: string, clock: LocalTime): Date | undefined {
  const match = timePattern.exec(text);
  if (!match) return undefined;
  const [month, day, year, hour, minute, second] = match.slice(1, 7).map(Number) as Six;
  const inRange =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour >= 1 &&
    hour <= 12 &&
    minute < 60 &&
    second < 60;
  if (!inRange) return undefined;
  return clock.toUtc(year, month, day, (hour % 12) + (match[7] === 'PM' ? 12 : 0), minute, second);
}

type Six = [number, number, number, number, number, number];

/**
 * One call from its units. The call's own clock (received, entered, first dispatch) is taken from all of them; the
 * work from the one unit that did it: who took the patient away, else the first ambulance on scene, else the first sent.
 */
function callFrom(number: string, units: readonly Unit[]): RecordedCall {
  const first = earliest(units, 'offeredAt') ?? units[0]!;
  const ambulances = units.filter(({ row }) => ['MEDIC', 'PRIVATE'].includes(row['Unit Type']));
  const worker =
    earliest(units, 'leftSceneAt') ??
    earliest(ambulances, 'onSceneAt') ??
    earliest(units, 'onSceneAt') ??
    first;
  const { row, receivedAt, enteredAt, marks } = worker;
  return {
    reference: number,
    ringingAt: receivedAt,
    answeredAt: undefined,
    openedAt: enteredAt,
    dispatchedAt: first.marks.offeredAt,
    place: worker.place,
    address: row.Address,
    complaint:
      row['Call Type Group'] === '' ? row['Call Type'] : `${row['Call Type']}: ${row['Call Type Group']}`,
    type: 'unknown_problem',
    priority: priorityFrom(row),
    disposition: marks.leftSceneAt ? 'transported' : dispositionFrom(row),
    teamKind: teamKindFrom(row['Unit Type']),
    work: workBetween(marks),
  };
}

type UnitMark = 'offeredAt' | 'onSceneAt' | 'leftSceneAt';

const earliest = (units: readonly Unit[], mark: UnitMark): Unit | undefined =>
  units
    .filter(({ marks }) => marks[mark])
    .sort((a, b) => a.marks[mark]!.getTime() - b.marks[mark]!.getTime())[0];

/** San Francisco sends `E` to what threatens life now, `3` with lights and siren, `2` without. */
function priorityFrom(row: Row): Priority {
  if (row.Priority === 'E' || row['Original Priority'] === 'E') return 'P1';
  return row['Final Priority'] === '3' ? 'P2' : 'P3';
}

const dispositions: Readonly<Record<string, Disposition>> = {
  'Code 2 Transport': 'transported',
  'Code 3 Transport': 'transported',
  'Patient Declined Transport': 'refused',
  'Against Medical Advice': 'refused',
  'No Merit': 'no_patient_found',
  'Unable to Locate': 'no_patient_found',
  'Gone on Arrival': 'no_patient_found',
  'Medical Examiner': 'deceased',
  Cancelled: 'cancelled',
  SFPD: 'referred',
  CHP: 'referred',
};

const dispositionFrom = (row: Row): Disposition =>
  dispositions[row['Call Final Disposition']] ?? 'treated_on_scene';

/** Ambulances of the fire department carry paramedics; private ones and fire engines give basic life support. */
const teamKindFrom = (unitType: string): TeamKind =>
  unitType === 'MEDIC' ? 'als_ambulance' : 'bls_ambulance';
