import { isLiveAssignmentState, type Snapshot } from '#lib/contract';
import { seededRandom } from '#lib/kernel';
import type { LayadClient } from '../client/layad-client.js';
import { demoCity } from '../demo-city/bandung.js';
import { Chance } from '../people/chance.js';
import type { Crowd } from '../people/crowd.js';
import { imagineSomeWork } from '../people/imagined-calls.js';
import { PositionReport, reportingPaceAt } from '../people/position-report.js';
import { Phone } from '../people/position-senders.js';
import { TeamActor } from '../people/team-actor.js';

const temper = { declineShare: 0.03, ignoreShare: 0.03 };

/** Gives every demo team on the board its crew, on duty, going on with what it was doing. @returns their phones */
export async function manTeams(
  crowd: Crowd,
  snapshot: Snapshot,
  clientOf: (callSign: string) => LayadClient,
  seed: number,
): Promise<Phone[]> {
  const { world, timeline } = crowd;
  const hospitals = snapshot.facilities.filter(({ kind }) => kind === 'hospital');
  const positionByCode = new Map(demoCity.facilities.map(({ code, position }) => [code, position]));
  const pace = reportingPaceAt(timeline.clock.speed);
  const phones: Phone[] = [];
  for (const [index, { callSign, baseCode, crew }] of demoCity.teams.entries()) {
    const onBoard = snapshot.teams.find((team) => team.callSign === callSign);
    if (!onBoard) continue;
    const { id, kind, onDuty, position } = onBoard;
    const client = clientOf(callSign);
    if (!onDuty) await client.goOnDuty(id, crew);
    const base = positionByCode.get(baseCode)!;
    const chance = new Chance(seededRandom(seed + index + 1));
    const team = { id, callSign, kind, base, position: position ?? base };
    const actor = new TeamActor(world, team, client, hospitals, temper, chance, imagineSomeWork);
    crowd.join(actor);
    const assignments = snapshot.incidents.flatMap((incident) => incident.assignments);
    const present = assignments.find(({ teamId, state }) => teamId === id && isLiveAssignmentState(state));
    if (present) actor.resume(present);
    phones.push(new Phone(timeline, pace, new PositionReport(id, actor.route, pace), client));
  }
  return phones;
}
