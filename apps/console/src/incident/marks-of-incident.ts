import type { TimelineEntry } from '../api/generated/types.gen.js';
import type { LiveIncident } from '../live/board.js';

/** The marks of an incident that its clocks are made of, milliseconds since 1970; null until they are made. */
export interface Marks {
  readonly ringing: number;
  readonly answered: number | null;
  readonly firstOffered: number | null;
  readonly departed: number | null;
  /** The first team on scene that fits the response plan: it alone stops the response clock. */
  readonly arrived: number | null;
}

export interface Interval {
  readonly name: 'answer' | 'processing' | 'activation' | 'response';
  /** Null while it has not begun. */
  readonly seconds: number | null;
  readonly targetSeconds: number;
  readonly running: boolean;
}

const timeOf = ({ at, payload }: TimelineEntry): number =>
  Date.parse(typeof payload['at'] === 'string' ? payload['at'] : at);

/** Reads the marks from the timeline. Who opened an incident without a contact answered when opening it. */
export function marksOf(incident: LiveIncident, timeline: readonly TimelineEntry[]): Marks {
  const first = (type: TimelineEntry['type'], accept: (entry: TimelineEntry) => boolean = () => true) => {
    const entry = timeline.find((candidate) => candidate.type === type && accept(candidate));
    return entry ? timeOf(entry) : null;
  };
  const offers = timeline.filter(({ type }) => type === 'assignment.offered');
  const fitting = new Set(
    offers.filter(({ payload }) => payload['fitsPlan'] !== false).map(({ payload }) => payload['teamId']),
  );
  const answers = timeline.filter(({ type }) => type === 'contact.answered').map(timeOf);
  const ringing = Date.parse(incident.clockStartedAt);
  const opened = Date.parse(incident.openedAt);
  return {
    ringing,
    answered: answers.length > 0 ? Math.min(...answers) : ringing === opened ? opened : null,
    firstOffered: first('assignment.offered'),
    departed: first('assignment.departed'),
    arrived: first('assignment.arrived', ({ payload }) => fitting.has(payload['teamId'])),
  };
}

/** The intervals between the marks; those not ended run until `now` (null: nothing runs any more). */
export function intervalsOf(
  marks: Marks,
  now: number | null,
  targets: Readonly<Record<Interval['name'], number>>,
): Interval[] {
  const interval = (name: Interval['name'], from: number | null, to: number | null): Interval => {
    const running = from !== null && to === null && now !== null;
    const end = to ?? (running ? now : null);
    const seconds = from === null || end === null ? null : Math.max(0, (end - from) / 1_000);
    return { name, seconds, targetSeconds: targets[name], running };
  };
  return [
    interval('answer', marks.ringing, marks.answered),
    interval('processing', marks.answered, marks.firstOffered),
    interval('activation', marks.firstOffered, marks.departed),
    interval('response', marks.ringing, marks.arrived),
  ];
}
