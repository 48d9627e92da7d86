import { seededRandom } from '#lib/kernel';
import type { CallPlan } from '../people/call-plan.js';
import { Chance } from '../people/chance.js';
import { travelSecondsBetween } from '../people/route.js';
import type { RecordedCall } from './recorded-call.js';
import { planFor } from './replay-plan.js';
import { busiestPlaces, mostAtOnce, stationTeams, type Cluster, type StationedTeam } from './stations.js';

/** Stations at most: a city of a million has about so many. */
const mostStations = 16;
/** The log does not say where patients were taken: so many stand-ins lie where most calls come from. */
const hospitalCount = 4;

/** Everything that is known before a replay begins: the same log, slice and seed give the same score. */
export interface Score {
  readonly plans: readonly CallPlan[];
  readonly teams: readonly StationedTeam[];
  readonly hospitals: readonly Cluster[];
}

export function scoreFor(calls: readonly RecordedCall[], teamCount: number | undefined, seed: number): Score {
  const random = seededRandom(seed);
  const chance = new Chance(random);
  const plans = calls.map((call) => planFor(call, chance));
  const count = teamCount ?? mostAtOnce(plans.map(spanOf));
  const points = calls.map(({ place }) => place);
  const stations = busiestPlaces(points, Math.min(count, mostStations), random);
  return {
    plans,
    teams: stationTeams(calls, count, stations),
    hospitals: busiestPlaces(points, hospitalCount, random),
  };
}

/** A way across a city, where the log does not say how long it took. */
const unknownWay = travelSecondsBetween('als_ambulance', { lat: 0, lon: 0 }, { lat: 0.02, lon: 0 });

/** From dispatch until the team is free. */
function spanOf({ ringsAt, emergency }: CallPlan): { from: number; to: number } {
  const { work, dispatchedAfterSeconds } = emergency!;
  const seconds =
    work.calledOffAfterSeconds ??
    work.acknowledgeSeconds +
      work.turnoutSeconds +
      (work.travelSeconds ?? unknownWay) +
      work.sceneSeconds +
      (work.transport ? (work.transport.travelSeconds ?? unknownWay) + work.transport.hospitalSeconds : 0);
  const from = ringsAt.getTime() + dispatchedAfterSeconds * 1000;
  return { from, to: from + seconds * 1000 };
}
