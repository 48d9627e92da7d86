import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BoardTeam, TeamKind } from '#lib/contract';
import { Facilities } from '#lib/facility';
import { accept, refuse, type Clock, type LatLon, type Result } from '#lib/kernel';
import {
  CLOCK,
  Commands,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  uniqueViolation,
  versionFrom,
  workTelephoneFrom,
  type Caller,
  type Page,
  type Queryable,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { OffDutyGuards } from '../duty/off-duty-guards.js';
import type { NewTeam, Team, TeamChanges, TeamFacts, TeamView } from './team.js';
import { onlyTeamOf, seesTeam, teamViewFor } from './team-view.js';
import { TeamRepository } from './team.repository.js';

export interface TeamListQuery {
  onDuty?: boolean;
  kind?: TeamKind;
  includeInactive?: boolean;
  cursor?: string;
  limit?: number;
}

/** Teams: who they are, what they can do, where they are based. A team's user sees its own alone. */
@Injectable()
export class Teams {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly teams: TeamRepository,
    private readonly facilities: Facilities,
    private readonly offDutyGuards: OffDutyGuards,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param on the manager of a transaction, inside one */
  find(centerId: string, teamId: string, on: Queryable = this.dataSource): Promise<Team | undefined> {
    return this.teams.find(on, centerId, teamId);
  }

  /** The team with its row locked until the transaction ends: its duty cannot change meanwhile. */
  lock(tx: Transaction, teamId: string): Promise<Team | undefined> {
    return this.teams.findLocked(tx.manager, tx.centerId, teamId);
  }

  /**
   * Every active team as the live board shows it, or one of them.
   * @param phones whether the reader may know where teams are called
   */
  board(
    on: Queryable,
    centerId: string,
    shown: { phones: boolean; teamId?: string },
  ): Promise<Omit<BoardTeam, 'assignmentId'>[]> {
    return this.teams.board(on, centerId, shown);
  }

  async view(caller: Caller, teamId: string): Promise<Result<TeamView, Refusal>> {
    const team = seesTeam(caller, teamId) ? await this.find(caller.centerId, teamId) : undefined;
    return team ? accept(teamViewFor(caller, team, this.clock.now())) : refuse({ code: 'not_found' });
  }

  async list(caller: Caller, query: TeamListQuery): Promise<Result<Page<TeamView>, Refusal>> {
    const { cursor, limit = defaultPageSize, ...filter } = query;
    const key = cursor === undefined ? accept([]) : decodeCursor(cursor, [cursorPart.id]);
    if (!key.accepted) return key;
    const now = this.clock.now();
    const teams = await this.teams.list(
      this.dataSource,
      caller.centerId,
      { ...filter, only: onlyTeamOf(caller) },
      { after: key.value[0], limit },
    );
    return accept({
      items: teams.map((team) => teamViewFor(caller, team, now)),
      nextCursor: teams.length === limit ? encodeCursor([teams.at(-1)!.id]) : null,
    });
  }

  create(caller: Caller, team: NewTeam): Promise<Result<TeamView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const id = tx.newIdentifier();
      const base = await this.baseOf(tx, team);
      if (!base.accepted) return base;
      if (!base.value) return refuse(baseless);
      const phone = phoneFrom(team);
      if (!phone.accepted) return phone;
      const facts: TeamFacts = {
        callSign: team.callSign,
        kind: team.kind,
        phone: phone.value ?? null,
        capabilities: team.capabilities ?? [],
        minimumCrew: team.minimumCrew ?? 1,
        baseFacilityId: team.baseFacilityId ?? null,
        base: base.value,
        active: true,
      };
      const taken = await callSignTaken(() =>
        this.teams.insert(tx.manager, tx.centerId, { ...facts, id }, tx.now),
      );
      if (taken) return refuse(taken);
      tx.record({
        type: 'team.created',
        subjectId: id,
        subjectVersion: 1,
        teamId: id,
        payload: { callSign: facts.callSign, kind: facts.kind },
      });
      return accept(await this.viewIn(tx, id));
    });
  }

  /** Changes a team under `If-Match`. `active: false` takes it off duty and off every list; its history stays. */
  async change(
    caller: Caller,
    teamId: string,
    changes: TeamChanges,
    ifMatch: string | undefined,
  ): Promise<Result<TeamView, Refusal>> {
    const expected = versionFrom(ifMatch);
    if (!expected.accepted) return expected;
    return this.commands.run(caller, async (tx) => {
      const team = seesTeam(caller, teamId) ? await this.lock(tx, teamId) : undefined;
      if (!team) return refuse({ code: 'not_found' });
      if (team.version !== expected.value) {
        return refuse({ code: 'version_mismatch', current: teamViewFor(caller, team, tx.now) });
      }
      const after = await this.factsAfter(tx, team, changes);
      if (!after.accepted) return after;
      return this.write(tx, team, after.value);
    });
  }

  private async write(tx: Transaction, team: Team, after: TeamFacts): Promise<Result<TeamView, Refusal>> {
    const fields = factNames.filter((name) => JSON.stringify(team[name]) !== JSON.stringify(after[name]));
    if (fields.length === 0) return accept(await this.viewIn(tx, team.id));
    if (team.active && !after.active) {
      const objection = await this.offDutyGuards.objection(tx, team.id);
      if (objection) return refuse(objection);
    }
    const taken = await callSignTaken(() => this.teams.update(tx.manager, { ...after, id: team.id }));
    if (taken) return refuse(taken);
    const entry = { subjectId: team.id, teamId: team.id };
    tx.record({ ...entry, type: 'team.changed', subjectVersion: team.version + 1, payload: { fields } });
    if (team.onDuty && !after.active) {
      await this.teams.updateDuty(tx.manager, team.id, { onDuty: false, since: null, crew: [] });
      await tx.clearDeadlines(team.id, 'team.offer_waiting');
      const payload = { onDuty: false, crewSize: 0 };
      tx.record({ ...entry, type: 'team.duty_changed', subjectVersion: team.version + 2, payload });
    }
    return accept(await this.viewIn(tx, team.id));
  }

  private async factsAfter(
    tx: Transaction,
    team: Team,
    changes: TeamChanges,
  ): Promise<Result<TeamFacts, Refusal>> {
    const base = await this.baseOf(tx, changes);
    if (!base.accepted) return base;
    const phone = phoneFrom(changes);
    if (!phone.accepted) return phone;
    return accept({
      callSign: changes.callSign ?? team.callSign,
      kind: changes.kind ?? team.kind,
      phone: phone.value === undefined ? team.phone : phone.value,
      capabilities: changes.capabilities ?? team.capabilities,
      minimumCrew: changes.minimumCrew ?? team.minimumCrew,
      baseFacilityId: changes.baseFacilityId === undefined ? team.baseFacilityId : changes.baseFacilityId,
      base: base.value ?? team.base,
      active: changes.active ?? team.active,
    });
  }

  /** The base that is named, or else the place of the base facility that is. */
  private async baseOf(
    tx: Transaction,
    { base, baseFacilityId }: Pick<TeamChanges, 'base' | 'baseFacilityId'>,
  ): Promise<Result<LatLon | undefined, Refusal>> {
    if (!baseFacilityId) return accept(base);
    const facility = await this.facilities.find(tx.centerId, baseFacilityId, tx.manager);
    if (!facility) {
      const fields = [{ field: 'baseFacilityId', rule: 'notFound' }];
      return refuse({ code: 'validation_failed', fields });
    }
    return accept(base ?? { lat: facility.lat, lon: facility.lon });
  }

  private async viewIn(tx: Transaction, teamId: string): Promise<TeamView> {
    const team = await this.teams.find(tx.manager, tx.centerId, teamId);
    if (!team) throw new Error('the team is gone');
    return teamViewFor(tx.caller, team, tx.now);
  }
}

const factNames = [
  'callSign',
  'kind',
  'phone',
  'capabilities',
  'minimumCrew',
  'baseFacilityId',
  'base',
  'active',
] as const satisfies readonly (keyof TeamFacts)[];

const baseless: Refusal = {
  code: 'validation_failed',
  fields: [{ field: 'body', rule: 'atLeastOne', parameters: { 0: 'base, baseFacilityId' } }],
};

/** The number as it is dialled; null clears it, and what was left out stays so. */
function phoneFrom({ phone }: Pick<NewTeam, 'phone'>): Result<string | null | undefined, Refusal> {
  if (phone === null || phone === undefined) return accept(phone);
  const dialled = workTelephoneFrom(phone);
  const fields = [{ field: 'phone', rule: 'workTelephone' }];
  return dialled === undefined ? refuse({ code: 'validation_failed', fields }) : accept(dialled);
}

async function callSignTaken(write: () => Promise<void>): Promise<Refusal | undefined> {
  try {
    await write();
  } catch (error) {
    if (uniqueViolation(error, 'team_center_id_call_sign_key')) return { code: 'call_sign_taken' };
    throw error;
  }
  return undefined;
}
