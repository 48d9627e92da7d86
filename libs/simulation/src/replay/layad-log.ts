import { createInterface } from 'node:readline';
import { dispositions, incidentTypes, priorities, teamKinds } from '#lib/contract';
import { z } from 'zod';
import { csvRows } from './csv-rows.js';
import {
  byLine,
  byRinging,
  LogError,
  workBetween,
  type BadRow,
  type CallLog,
  type RecordedCall,
} from './recorded-call.js';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const absentIfEmpty = (value: unknown) => (value === '' || value === null ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(absentIfEmpty, type.optional());

/** One call, as `README.md` in this folder describes it. Fields we don't know are left alone. */
const call = z.object({
  reference: optional(z.coerce.string().max(100)),
  ringingAt: time,
  answeredAt: optional(time),
  openedAt: optional(time),
  offeredAt: optional(time),
  enRouteAt: optional(time),
  onSceneAt: optional(time),
  leftSceneAt: optional(time),
  atHospitalAt: optional(time),
  clearedAt: optional(time),
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
  address: optional(z.string().max(500)),
  complaint: optional(z.string().max(1_000)),
  type: optional(z.enum(incidentTypes)),
  priority: optional(z.enum(priorities)),
  disposition: optional(z.enum(dispositions)),
  teamKind: optional(z.enum(teamKinds)),
});

interface Numbered {
  readonly line: number;
  /** Undefined where the row cannot be read at all. */
  readonly row: unknown;
}

/** @throws LogError when no row at all can be used. */
export async function readLayadLog(
  lines: NodeJS.ReadableStream,
  format: 'csv' | 'jsonl',
  timeZone: string,
): Promise<CallLog> {
  const calls: RecordedCall[] = [];
  const bad: BadRow[] = [];
  let rows = 0;
  for await (const { line, row } of format === 'csv' ? csvRows(lines) : jsonRows(lines)) {
    rows += 1;
    const checked = call.safeParse(row);
    if (checked.success) calls.push(callFrom(checked.data, line));
    else bad.push({ line, reason: row === undefined ? 'cannot be read' : reasonOf(checked.error) });
  }
  if (calls.length === 0) {
    throw new LogError(bad[0] ? `no usable row; line ${bad[0].line}: ${bad[0].reason}` : 'no call in it');
  }
  return { calls: calls.sort(byRinging), rows, notMedical: 0, bad: bad.sort(byLine), timeZone };
}

const reasonOf = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`).join('; ');

async function* jsonRows(lines: NodeJS.ReadableStream): AsyncGenerator<Numbered> {
  let line = 0;
  for await (const text of createInterface({ input: lines, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') yield { line, row: parsed(text) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const callFrom = (row: z.infer<typeof call>, line: number): RecordedCall => ({
  reference: row.reference ?? `line ${line}`,
  ringingAt: row.ringingAt,
  answeredAt: row.answeredAt,
  openedAt: row.openedAt,
  dispatchedAt: row.offeredAt,
  place: { lat: row.lat, lon: row.lon },
  address: row.address,
  complaint: row.complaint ?? 'recorded call',
  type: row.type ?? 'unknown_problem',
  priority: row.priority ?? 'P2',
  disposition: row.disposition ?? (row.leftSceneAt ? 'transported' : 'treated_on_scene'),
  teamKind: row.teamKind ?? 'bls_ambulance',
  work: workBetween({
    ...(row.offeredAt && { offeredAt: row.offeredAt }),
    ...(row.enRouteAt && { enRouteAt: row.enRouteAt }),
    ...(row.onSceneAt && { onSceneAt: row.onSceneAt }),
    ...(row.leftSceneAt && { leftSceneAt: row.leftSceneAt }),
    ...(row.atHospitalAt && { atHospitalAt: row.atHospitalAt }),
    ...(row.clearedAt && { clearedAt: row.clearedAt }),
  }),
});
