import type { Disposition, IncidentType, Priority, TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';

/** One call of a recorded log, in our words. What the log does not have is undefined. */
export interface RecordedCall {
  /** The call's number in its log. */
  readonly reference: string;
  readonly ringingAt: Date;
  readonly answeredAt: Date | undefined;
  readonly openedAt: Date | undefined;
  /** When the first team was sent. */
  readonly dispatchedAt: Date | undefined;
  readonly place: LatLon;
  readonly address: string | undefined;
  readonly complaint: string;
  readonly type: IncidentType;
  readonly priority: Priority;
  readonly disposition: Disposition;
  /** The kind of the team that did the work. */
  readonly teamKind: TeamKind;
  readonly work: RecordedWork;
}

/** How long the team that did the work took for each part of it, seconds. */
export interface RecordedWork {
  readonly turnoutSeconds: number | undefined;
  readonly travelSeconds: number | undefined;
  readonly sceneSeconds: number | undefined;
  readonly transportSeconds: number | undefined;
  readonly hospitalSeconds: number | undefined;
  /** From leaving the scene with a patient until it was free again. */
  readonly awaySeconds: number | undefined;
  /** From dispatch until it was free again. */
  readonly busySeconds: number | undefined;
}

/** The marks of a team's work, in the order in which they happen. */
export const workMarks = [
  'offeredAt',
  'enRouteAt',
  'onSceneAt',
  'leftSceneAt',
  'atHospitalAt',
  'clearedAt',
] as const;
export type WorkMarks = Readonly<Partial<Record<(typeof workMarks)[number], Date>>>;

/** A mark that lies before one of an earlier step was made by a wrong clock, or by hand: it is as good as missing. */
export function marksInOrder(marks: WorkMarks): WorkMarks {
  const kept: Partial<Record<(typeof workMarks)[number], Date>> = {};
  let latest = -Infinity;
  for (const mark of workMarks) {
    const at = marks[mark];
    if (!at || at.getTime() < latest) continue;
    kept[mark] = at;
    latest = at.getTime();
  }
  return kept;
}

/** The durations between a team's marks. */
export function workBetween(marks: WorkMarks): RecordedWork {
  const { offeredAt, enRouteAt, onSceneAt, leftSceneAt, atHospitalAt, clearedAt } = marksInOrder(marks);
  return {
    turnoutSeconds: seconds(offeredAt, enRouteAt),
    travelSeconds: seconds(enRouteAt, onSceneAt),
    sceneSeconds: seconds(onSceneAt, leftSceneAt ?? clearedAt),
    transportSeconds: seconds(leftSceneAt, atHospitalAt),
    hospitalSeconds: seconds(atHospitalAt, clearedAt),
    awaySeconds: seconds(leftSceneAt, clearedAt),
    busySeconds: seconds(offeredAt, clearedAt),
  };
}

const seconds = (from: Date | undefined, to: Date | undefined): number | undefined =>
  from && to ? (to.getTime() - from.getTime()) / 1000 : undefined;

/** A row that could not be used, and why. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

/** What a log holds. */
export interface CallLog {
  /** By the time they rang. */
  readonly calls: readonly RecordedCall[];
  readonly rows: number;
  /** Rows of calls that are not medical. */
  readonly notMedical: number;
  readonly bad: readonly BadRow[];
  /** The zone of the center that answers these calls. */
  readonly timeZone: string;
}

/** The file as a whole is not what it was said to be. The message is one line and says what is wrong with it. */
export class LogError extends Error {}

export const byRinging = (a: RecordedCall, b: RecordedCall): number =>
  a.ringingAt.getTime() - b.ringingAt.getTime();

export const byLine = (a: BadRow, b: BadRow): number => a.line - b.line;
