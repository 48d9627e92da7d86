import { haversineMetres } from '#lib/kernel';
import type { Queryable } from '#lib/platform';
import type { Candidate, Need } from './engine/candidate.js';
import type { Look, Surroundings } from './engine/search.js';
import type { CandidateRepository, CandidateRow, Vicinity } from './candidate.repository.js';
import type { Scene } from './situation.js';

/**
 * How far the search looks. The first look takes the nearest teams in whatever state: in most cities they hold the
 * best ones, and those among them that cannot go are the ones to be told about. Where most teams are busy, off duty or
 * of another kind, further looks walk past these in the database. The last one bounds the work of a recommendation.
 */
const firstLook = 128;
const furtherLooks = [
  { walk: 2_048, limit: 256 },
  { walk: 16_384, limit: 512 },
];

/** What the teams around a scene are read with. */
export interface Viewpoint {
  candidates: CandidateRepository;
  on: Queryable;
  vicinity: Vicinity;
  scene: Scene;
  now: Date;
  /** The first look; it is the same for every unit of a plan, so it is taken once. */
  nearest: () => Promise<CandidateRow[]>;
}

export function viewpoint(given: Omit<Viewpoint, 'nearest'>): Viewpoint {
  let rows: Promise<CandidateRow[]> | undefined;
  const { candidates, on, vicinity } = given;
  return { ...given, nearest: () => (rows ??= candidates.listAround(on, vicinity, firstLook)) };
}

/**
 * The teams around a scene, from the database, nearest first.
 * @param chosenTeamIds teams that are counted on for other places of the plan: they are busy
 */
export async function* surroundingsOf(
  { candidates, on, vicinity, scene, now, nearest }: Viewpoint,
  need: Need,
  chosenTeamIds: readonly string[],
): Surroundings {
  const asItIs = candidateAt(now, scene.triedTeamIds);
  const toCandidate = (row: CandidateRow): Candidate => {
    const candidate = asItIs(row);
    return { ...candidate, busy: candidate.busy || chosenTeamIds.includes(row.teamId) };
  };
  const lookAt = (seen: CandidateRow[], limit: number, reachMetres: number): Look => ({
    candidates: seen.filter(({ active }) => active).map(toCandidate),
    reachMetres: seen.length < limit ? reachMetres : distanceOf(seen.at(-1)!, need),
  });

  yield lookAt(await nearest(), firstLook, Infinity);
  const oldestFixAt = new Date(now.getTime() - need.fixMaximumAgeSeconds * 1000);
  for (const { walk, limit } of furtherLooks) {
    const requirement = { unit: need.unit, oldestFixAt };
    const available = await candidates.listAvailable(on, vicinity, requirement, walk, limit);
    const reach = available.length < limit ? await candidates.reach(on, vicinity, walk) : undefined;
    yield lookAt(available, limit, reach && reach.teams === walk ? reach.metres : Infinity);
  }
}

const distanceOf = ({ lat, lon }: CandidateRow, { place }: Need): number =>
  haversineMetres({ lat: lat!, lon: lon! }, place);

/** A team as the engine wants it. */
export const candidateAt =
  (now: Date, triedTeamIds: readonly string[]) =>
  (row: CandidateRow): Candidate => ({
    teamId: row.teamId,
    callSign: row.callSign,
    kind: row.kind,
    capabilities: row.capabilities,
    onDuty: row.onDuty,
    busy: row.assignmentId !== null,
    crewSize: row.crewSize,
    minimumCrew: row.minimumCrew,
    fix:
      row.lat === null || row.lon === null || row.fixAt === null
        ? null
        : {
            position: { lat: row.lat, lon: row.lon },
            ageSeconds: Math.max(0, Math.round((now.getTime() - row.fixAt.getTime()) / 1000)),
            atBase: row.source === 'base',
          },
    alreadyTried: triedTeamIds.includes(row.teamId),
    burden: {
      recentAssignments: row.recentAssignments,
      lastAssignedAt: row.lastAssignedAt?.getTime() ?? null,
    },
  });
