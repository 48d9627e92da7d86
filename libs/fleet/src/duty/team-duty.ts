import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Centers } from '#lib/center';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, type Caller, type Refusal, type RefusedField, type Transaction } from '#lib/platform';
import { PositionFeed } from '../position/position-feed.js';
import { PositionRepository } from '../position/position.repository.js';
import type { CrewMember, Team, TeamView } from '../team/team.js';
import { seesTeam, teamViewFor } from '../team/team-view.js';
import { TeamRepository } from '../team/team.repository.js';
import { OffDutyGuards, type OffDutyGuard } from './off-duty-guards.js';

export interface DutyChange {
  onDuty: boolean;
  /** Who is on board; the present crew if left out. */
  crew?: CrewMember[];
}

/** Teams come on duty with a crew and go off duty when nothing holds them. */
@Injectable()
export class TeamDuty {
  constructor(
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly positions: PositionRepository,
    private readonly feed: PositionFeed,
    private readonly guards: OffDutyGuards,
    private readonly centers: Centers,
  ) {}

  /** Adds what is asked before a team goes off duty or out of use; its refusal keeps the team on duty. */
  guard(guard: OffDutyGuard): void {
    this.guards.add(guard);
  }

  /** Changes duty and crew together. Told what is so already, it answers the team and changes nothing. */
  async change(caller: Caller, teamId: string, change: DutyChange): Promise<Result<TeamView, Refusal>> {
    if (!change.onDuty && change.crew !== undefined) return refuse(crewOffDuty);
    return this.commands.run(caller, async (tx) => {
      const team = seesTeam(caller, teamId)
        ? await this.teams.findLocked(tx.manager, tx.centerId, teamId)
        : undefined;
      if (!team?.active) return refuse({ code: 'not_found' });
      const refusal = change.onDuty
        ? await this.comeOnDuty(tx, team, change.crew ?? team.crew)
        : await this.goOffDuty(tx, team);
      if (refusal) return refuse(refusal);
      const after = await this.teams.find(tx.manager, tx.centerId, teamId);
      return accept(teamViewFor(caller, after!, tx.now));
    });
  }

  private async comeOnDuty(tx: Transaction, team: Team, crew: CrewMember[]): Promise<Refusal | undefined> {
    if (crew.length < team.minimumCrew) {
      return { code: 'crew_required', parameters: { minimum: team.minimumCrew } };
    }
    if (team.onDuty && isDeepStrictEqual(plain(crew), team.crew)) return undefined;
    const since = team.dutySince === null ? tx.now : new Date(team.dutySince);
    await this.teams.updateDuty(tx.manager, team.id, { onDuty: true, since, crew: plain(crew) });
    this.record(tx, team, { onDuty: true, crewSize: crew.length });
    if (team.onDuty) return undefined;
    await this.placeAtBase(tx, team);
    await tx.setDeadline('team.offer_waiting', team.id, tx.now);
    return undefined;
  }

  private async goOffDuty(tx: Transaction, team: Team): Promise<Refusal | undefined> {
    if (!team.onDuty) return undefined;
    const objection = await this.guards.objection(tx, team.id);
    if (objection) return objection;
    await this.teams.updateDuty(tx.manager, team.id, { onDuty: false, since: null, crew: [] });
    await tx.clearDeadlines(team.id, 'team.offer_waiting');
    this.record(tx, team, { onDuty: false, crewSize: 0 });
    return undefined;
  }

  /** A team whose device has not been heard of lately starts from its base. */
  private async placeAtBase(tx: Transaction, team: Team): Promise<void> {
    const { settings } = await this.centers.get(tx.centerId, tx.manager);
    const staleBefore = new Date(tx.now.getTime() - settings.fixMaximumAgeSeconds * 1000);
    if (!(await this.positions.placeAtBase(tx.manager, team.id, tx.now, staleBefore))) return;
    const message = { teamId: team.id, ...team.base, at: tx.now.toISOString() };
    tx.afterCommit.push(() => this.feed.publish(tx.centerId, [message]));
  }

  private record(tx: Transaction, team: Team, payload: { onDuty: boolean; crewSize: number }): void {
    const subjectVersion = team.version + 1;
    tx.record({ type: 'team.duty_changed', subjectId: team.id, teamId: team.id, subjectVersion, payload });
  }
}

/** A crew as it is stored, without the classes of the request. */
const plain = (crew: CrewMember[]): CrewMember[] => crew.map(({ name, role }) => ({ name, role }));

const onlyOnDuty: RefusedField = { field: 'crew', rule: 'onlyWith', parameters: { 0: 'onDuty: true' } };
const crewOffDuty: Refusal = { code: 'validation_failed', fields: [onlyOnDuty] };
