import type { LatLon } from '#lib/kernel';
import type { CallPlan, Emergency, Work } from './call-plan.js';
import { Chance, type Duration } from './chance.js';
import { complaints } from './complaints.js';

/**
 * What becomes of a call. Pranks and dropped calls are the bulk of a 119 line (Jakarta 112 in 2024: 23 % pranks; Batu:
 * 57,073 of 61,897 dropped), so a demo without them would promise an easier day than operators have. Emergencies are
 * more frequent here than there, so that there is something to watch.
 */
const outcomes = [
  { outcome: 'incident_opened', weight: 42 },
  { outcome: 'prank', weight: 18 },
  { outcome: 'abandoned', weight: 14 },
  { outcome: 'information', weight: 13 },
  { outcome: 'silent', weight: 9 },
  { outcome: 'wrong_number', weight: 4 },
] as const;

/** Of emergencies, how they end, by whether the team takes the patient to a hospital. */
const endingsAtHome = [
  { disposition: 'treated_on_scene', weight: 78 },
  { disposition: 'referred', weight: 9 },
  { disposition: 'refused', weight: 7 },
  { disposition: 'no_patient_found', weight: 5 },
  { disposition: 'deceased', weight: 1 },
] as const;

/** Seconds; believable, shortened on scene so that a demo moves. */
const durations = {
  answer: { median: 4, p90: 9 },
  emergencyTalk: { median: 50, p90: 95 },
  otherTalk: { median: 18, p90: 60 },
  choosing: { median: 8, p90: 20 },
  acknowledge: { median: 9, p90: 25 },
  turnout: { median: 40, p90: 85 },
  scene: { median: 480, p90: 1_000 },
  hospital: { median: 360, p90: 720 },
} as const satisfies Record<string, Duration>;

/** About every so many calls a burst comes: an accident seen by many, a shower of rain. */
const burst = { everyCalls: 9, calls: { least: 2, most: 5 }, withinSeconds: 25 };

/** Numbers that no operator in Indonesia has given out. */
const inventedNumber = (chance: Chance) => `+62899000${Math.floor(chance.between(10_000, 99_999))}`;

export interface ImaginedCity {
  /** A place where somebody may need help. */
  place(chance: Chance): { position: LatLon; address: string };
}

/** Calls without end, at random moments with an average pace, the same for the same seed. */
export function* imaginedCalls(
  city: ImaginedCity,
  from: Date,
  callsAnHour: number,
  random: () => number,
): Generator<CallPlan, never> {
  const chance = new Chance(random);
  const callsABurst = (burst.calls.least + burst.calls.most) / 2;
  const meanGap = ((3_600 / callsAnHour) * (burst.everyCalls + callsABurst)) / burst.everyCalls;
  let at = from.getTime();
  for (let number = 1; ; number++) {
    yield imagine(city, number, new Date(at), chance);
    if (chance.happens(1 / burst.everyCalls)) {
      const extra = Math.round(chance.between(burst.calls.least, burst.calls.most));
      const moments = Array.from({ length: extra }, () => chance.between(1, burst.withinSeconds)).sort(
        (a, b) => a - b,
      );
      for (const seconds of moments) {
        number += 1;
        yield imagine(city, number, new Date(at + seconds * 1000), chance);
      }
      at += burst.withinSeconds * 1000;
    }
    at += chance.exponential(meanGap) * 1000;
  }
}

function imagine(city: ImaginedCity, number: number, ringsAt: Date, chance: Chance): CallPlan {
  // Whoever starts a demo should not wait for the first emergency.
  const outcome = number === 1 ? 'incident_opened' : chance.weighted(outcomes).outcome;
  const call = {
    reference: `call ${number}`,
    channel: 'voice',
    callerNumber: inventedNumber(chance),
    ringsAt,
    outcome,
  } as const;
  if (outcome === 'abandoned') {
    return {
      ...call,
      answeredAfterSeconds: undefined,
      endsAfterSeconds: chance.between(2, 12),
      emergency: undefined,
    };
  }
  const answeredAfterSeconds = chance.duration(durations.answer);
  if (outcome !== 'incident_opened') {
    const talkSeconds = chance.duration(durations.otherTalk);
    return {
      ...call,
      answeredAfterSeconds,
      endsAfterSeconds: answeredAfterSeconds + talkSeconds,
      emergency: undefined,
    };
  }
  const openedAfterSeconds = answeredAfterSeconds + chance.duration(durations.emergencyTalk);
  const emergency = imagineEmergency(city, openedAfterSeconds, chance);
  return {
    ...call,
    answeredAfterSeconds,
    endsAfterSeconds: emergency.dispatchedAfterSeconds + chance.between(5, 30),
    emergency,
  };
}

function imagineEmergency(city: ImaginedCity, openedAfterSeconds: number, chance: Chance): Emergency {
  const { type, priorities, words } = chance.weighted(complaints);
  const priority = chance.one(priorities);
  const { position, address } = city.place(chance);
  const transported = chance.happens({ P1: 0.85, P2: 0.65, P3: 0.2, P4: 0.02 }[priority]);
  return {
    place: position,
    accuracyMetres: Math.round(chance.between(5, 120)),
    address,
    complaint: chance.one(words),
    type,
    priority,
    openedAfterSeconds,
    dispatchedAfterSeconds: openedAfterSeconds + chance.duration(durations.choosing),
    work: imagineWork(transported, chance),
    disposition: transported ? 'transported' : chance.weighted(endingsAtHome).disposition,
  };
}

/** The work of a team at an incident that nobody imagined: somebody opened it at a console. */
export const imagineSomeWork = (chance: Chance): Work => imagineWork(chance.happens(0.5), chance);

const imagineWork = (transported: boolean, chance: Chance): Work => ({
  acknowledgeSeconds: chance.duration(durations.acknowledge),
  turnoutSeconds: chance.duration(durations.turnout),
  travelSeconds: undefined,
  sceneSeconds: chance.duration(durations.scene),
  transport: transported
    ? { travelSeconds: undefined, hospitalSeconds: chance.duration(durations.hospital) }
    : undefined,
});
