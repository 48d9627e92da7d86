import type { CallPlan, Work } from '../people/call-plan.js';
import { type Chance, type Duration } from '../people/chance.js';
import type { RecordedCall, RecordedWork } from './recorded-call.js';

/**
 * What takes the place of marks that a log lacks: medians and 90th percentiles of the San Francisco log of January
 * 2017 where it has them; answering and acknowledging are assumptions, for no log at hand has them.
 */
const durations = {
  answer: { median: 5, p90: 10 },
  talk: { median: 72, p90: 170 },
  choosing: { median: 38, p90: 222 },
  hangingUp: { median: 15, p90: 40 },
  acknowledge: { median: 10, p90: 25 },
  turnout: { median: 33, p90: 117 },
  scene: { median: 1_080, p90: 1_858 },
  transport: { median: 924, p90: 1_774 },
  hospital: { median: 1_905, p90: 2_836 },
  calledOff: { median: 200, p90: 770 },
} as const satisfies Record<string, Duration>;

/** Of the time between leaving the scene and being free, the way to the hospital. */
const usualWayShare = durations.transport.median / (durations.transport.median + durations.hospital.median);

/** A recorded call as the simulated people will live it: at its own times, believable ones where there are none. */
export function planFor(call: RecordedCall, chance: Chance): CallPlan {
  const sinceRing = (at: Date | undefined) =>
    at && at >= call.ringingAt ? (at.getTime() - call.ringingAt.getTime()) / 1000 : undefined;
  const opened =
    sinceRing(call.openedAt) ??
    sinceRing(call.answeredAt ?? call.ringingAt)! + chance.duration(durations.talk);
  const answered = Math.min(opened, sinceRing(call.answeredAt) ?? chance.duration(durations.answer));
  const dispatched = Math.max(
    opened,
    sinceRing(call.dispatchedAt) ?? opened + chance.duration(durations.choosing),
  );
  return {
    reference: call.reference,
    channel: 'voice',
    ringsAt: call.ringingAt,
    answeredAfterSeconds: answered,
    endsAfterSeconds: opened + chance.duration(durations.hangingUp),
    outcome: 'incident_opened',
    emergency: {
      place: call.place,
      ...(call.address === undefined ? {} : { address: call.address }),
      complaint: call.complaint,
      type: call.type,
      priority: call.priority,
      openedAfterSeconds: opened,
      dispatchedAfterSeconds: dispatched,
      work: workFor(call, chance),
      disposition: call.disposition,
    },
  };
}

/** The recorded time from dispatch to setting out holds acknowledging too: the crew taps as they get up. */
function workFor({ work, disposition }: RecordedCall, chance: Chance): Work {
  const outAfter = work.turnoutSeconds ?? chance.duration(durations.turnout);
  const acknowledgeSeconds = Math.min(outAfter, chance.duration(durations.acknowledge));
  const transported = disposition === 'transported';
  const calledOff = disposition === 'cancelled' && work.travelSeconds === undefined;
  return {
    acknowledgeSeconds,
    turnoutSeconds: outAfter - acknowledgeSeconds,
    travelSeconds: work.travelSeconds,
    sceneSeconds: work.sceneSeconds ?? chance.duration(durations.scene),
    transport: transported ? transportFor(work, chance) : undefined,
    ...(calledOff ? { calledOffAfterSeconds: work.busySeconds ?? chance.duration(durations.calledOff) } : {}),
  };
}

/** Where only the whole time away from the scene is known, it is shared out as it usually is. */
function transportFor(work: RecordedWork, chance: Chance): NonNullable<Work['transport']> {
  const travelSeconds =
    work.transportSeconds ??
    (work.awaySeconds === undefined
      ? chance.duration(durations.transport)
      : work.awaySeconds * usualWayShare);
  const rest = work.awaySeconds === undefined ? undefined : work.awaySeconds - travelSeconds;
  return {
    travelSeconds,
    hospitalSeconds: work.hospitalSeconds ?? rest ?? chance.duration(durations.hospital),
  };
}
