import type { TimelineEntry } from '../api/generated/types.gen.js';
import type { LiveIncident } from '../live/board.js';

/** The marks of an incident that its clocks are made of, milliseconds since 1970; null until they are made. */
export interface Marks {
  /** t0: when the first call about it rang or, where nobody saw it ring, was begun. */
  readonly began: number;
  /** The same where it is a ring; null where nobody knows how long it rang. */
  readonly rang: number | null;
  readonly answered: number | null;
  readonly firstOffered: number | null;
  readonly departed: number | null;
  /** The first team on scene that fits the response plan: it alone stops the response clock. */
  readonly arrived: number | null;
}

export interface Interval {
  readonly name: 'answer' | 'processing' | 'activation' | 'response';
  /** Null while it has not begun, and where nobody knows. */
  readonly seconds: number | null;
  readonly targetSeconds: number;
  readonly running: boolean;
  /** It is over, and nobody knows when it began. */
  readonly unknown: boolean;
}

const timeOf = ({ at, payload }: TimelineEntry): number =>
  Date.parse(typeof payload['at'] === 'string' ? payload['at'] : at);

/**
 * Reads the marks from the timeline. Who began to take a call down by hand answered it then; who opened an incident
 * without telling of a call answered when opening it.
 */
export function marksOf(incident: LiveIncident, timeline: readonly TimelineEntry[]): Marks {
  const first = (type: TimelineEntry['type'], accept: (entry: TimelineEntry) => boolean = () => true) => {
    const entry = timeline.find((candidate) => candidate.type === type && accept(candidate));
    return entry ? timeOf(entry) : null;
  };
  const offers = timeline.filter(({ type }) => type === 'assignment.offered');
  const fitting = new Set(
    offers.filter(({ payload }) => payload['fitsPlan'] !== false).map(({ payload }) => payload['teamId']),
  );
  const began = Date.parse(incident.clockStartedAt);
  const opened = Date.parse(incident.openedAt);
  const taken = [...answersIn(timeline), ...beginningsIn(timeline)];
  return {
    began,
    rang: isRing(began, opened, timeline) ? began : null,
    answered: taken.length > 0 ? Math.min(...taken) : began === opened ? opened : null,
    firstOffered: first('assignment.offered'),
    departed: first('assignment.departed'),
    arrived: first('assignment.arrived', ({ payload }) => fitting.has(payload['teamId'])),
  };
}

const answersIn = (timeline: readonly TimelineEntry[]): number[] =>
  timeline.filter(({ type }) => type === 'contact.answered').map(timeOf);

/** When somebody began to take the call down by hand. */
const beginningsIn = (timeline: readonly TimelineEntry[]): number[] =>
  timeline.flatMap(({ type, payload: { beganAt } }) =>
    type === 'incident.opened' && typeof beganAt === 'string' ? Date.parse(beganAt) : [],
  );

/**
 * Whether the clock began with a ring that was seen, as reports decide it: not with a call begun by hand, nor with a
 * caller whom somebody wrote down while talking to them and told one moment for the ring and the answer.
 */
function isRing(began: number, opened: number, timeline: readonly TimelineEntry[]): boolean {
  const answers = answersIn(timeline);
  const rings = timeline.filter(({ type }) => type === 'contact.rang');
  const writtenDown = rings.filter(
    (entry) => entry.actor.startsWith('user:') && answers.includes(timeOf(entry)),
  );
  const unseen = [opened, ...beginningsIn(timeline), ...writtenDown.map(timeOf)];
  return rings.length > writtenDown.length && !unseen.includes(began);
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
    return { name, seconds, targetSeconds: targets[name], running, unknown: from === null && to !== null };
  };
  return [
    interval('answer', marks.rang, marks.answered),
    interval('processing', marks.answered, marks.firstOffered),
    interval('activation', marks.firstOffered, marks.departed),
    interval('response', marks.began, marks.arrived),
  ];
}
