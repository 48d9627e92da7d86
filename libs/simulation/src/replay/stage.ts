import { randomBytes } from 'node:crypto';
import type { Role, TeamCapability, TeamKind } from '#lib/contract';
import { LayadClient } from '../client/layad-client.js';
import type { ApiKey, Credentials } from '../client/session.js';
import type { CrewMember, FacilityView, TeamView } from '../client/views.js';
import type { Hospital } from '../people/team-actor.js';
import { reportingPaceAt, type ReportingPace } from '../people/position-report.js';
import type { Score } from './score.js';
import type { Cluster, StationedTeam } from './stations.js';

/** Accounts that answer the telephone: all of them together answer every call at once. */
const operatorCount = 4;
/** Requests under way at the same time while the stage is set. */
const atOnce = 4;
/** The center trusts a position for so many of the trackers' longest silences. */
const silencesTrusted = 3;

interface Outfit {
  readonly capabilities: readonly TeamCapability[];
  readonly crew: readonly CrewMember[];
}

const member = (name: string, role: CrewMember['role']): CrewMember => ({ name, role });
const ambulance: Outfit = {
  capabilities: ['basic_life_support', 'defibrillator', 'oxygen', 'stretcher'],
  crew: [member('Driver', 'driver'), member('Nurse', 'nurse')],
};
const outfits: Readonly<Record<TeamKind, Outfit>> = {
  als_ambulance: {
    capabilities: ['advanced_life_support', ...ambulance.capabilities],
    crew: [...ambulance.crew, member('Paramedic', 'paramedic')],
  },
  bls_ambulance: ambulance,
  motor_ambulance: { capabilities: ['basic_life_support', 'oxygen'], crew: [member('Nurse', 'nurse')] },
  patient_transport: { capabilities: ['stretcher'], crew: ambulance.crew },
  home_visit_team: { capabilities: ['nurse'], crew: [member('Nurse', 'nurse'), member('Doctor', 'doctor')] },
  field_team: { capabilities: ['nurse'], crew: [member('Nurse', 'nurse'), member('Officer', 'officer')] },
};

export interface MannedTeam extends StationedTeam {
  readonly id: string;
  readonly credentials: Credentials;
}

/** Everything a replay needs on the server: who answers, who watches, who drives, where patients are taken. */
export interface Stage {
  readonly operators: readonly Credentials[];
  readonly supervisor: Credentials;
  /** Of the gateway through which vehicle trackers report. */
  readonly trackers: ApiKey;
  readonly teams: readonly MannedTeam[];
  readonly hospitals: readonly Hospital[];
}

interface StagePlan {
  readonly teams: readonly StationedTeam[];
  readonly hospitals: readonly Cluster[];
  readonly pace: ReportingPace;
  /** In front of every name, so that replays on one server do not meet. */
  readonly tag: string;
}

/** Sets the stage for a score, in an administrator's name. */
export async function stageOn(
  server: string,
  administrator: Credentials,
  { teams, hospitals }: Score,
  clockSpeed: number,
  tag: string,
): Promise<Stage> {
  const client = LayadClient.at(server, administrator);
  return setStage(client, { teams, hospitals, pace: reportingPaceAt(clockSpeed), tag });
}

/** Makes hospitals, teams, their users and the operators through the administrator's API, and puts teams on duty. */
async function setStage(administrator: LayadClient, plan: StagePlan): Promise<Stage> {
  const { tag } = plan;
  const password = `replay-${randomBytes(9).toString('hex')}`;
  const createUser = async (name: string, role: Role, teamId?: string): Promise<Credentials> => {
    const username = `${tag}${name}`.toLowerCase();
    const user = { username, password, role, mustChangePassword: false };
    await administrator.post('/users', teamId === undefined ? user : { ...user, teamId });
    return { username, password };
  };
  await trustSilentTrackers(administrator, plan.pace);
  const hospitals = await inLanes(plan.hospitals, ({ center }, index) =>
    administrator.post<FacilityView>('/facilities', {
      kind: 'hospital',
      name: `${tag}Stand-in hospital ${index + 1}`,
      ...center,
      capabilities: ['emergency_department'],
    }),
  );
  const numbers = Array.from({ length: operatorCount }, (_, index) => index + 1);
  const operators = await inLanes(numbers, (number) => createUser(`operator-${number}`, 'operator'));
  const supervisor = await createUser('supervisor', 'supervisor');
  const teams = await inLanes(plan.teams, async (station) => {
    const { capabilities, crew } = outfits[station.kind];
    const callSign = `${tag}${station.callSign}`;
    const { id } = await administrator.post<TeamView>('/teams', {
      callSign,
      kind: station.kind,
      capabilities,
      minimumCrew: crew.length,
      base: station.base,
    });
    await administrator.goOnDuty(id, crew);
    return { ...station, callSign, id, credentials: await createUser(station.callSign, 'team', id) };
  });
  const trackers = await administrator.post<ApiKey>('/api-keys', {
    name: `${tag}trackers`,
    permissions: ['team.position'],
  });
  return { operators, supervisor, trackers, teams, hospitals };
}

/** Trackers that report more seldom, because the clock runs fast, must still be trusted. */
async function trustSilentTrackers(
  administrator: LayadClient,
  { standingSeconds }: ReportingPace,
): Promise<void> {
  const fixMaximumAgeSeconds = Math.min(86_400, Math.ceil(silencesTrusted * standingSeconds));
  await administrator.patch('/center/settings', { fixMaximumAgeSeconds });
}

/** Does a piece of work for every item, a few at the same time, and keeps their order. */
async function inLanes<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const left = [...items.entries()];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
