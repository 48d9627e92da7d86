import { Injectable } from '@nestjs/common';
import type { BoardTeam, TeamKind } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { CrewMember, Team, TeamFacts, TeamPosition } from './team.js';

export interface TeamFilter {
  onDuty?: boolean | undefined;
  kind?: TeamKind | undefined;
  includeInactive?: boolean | undefined;
  /** The only team the caller may see. */
  only?: string | undefined;
}

interface TeamRow extends Omit<Team, 'base' | 'position' | 'dutySince'>, PositionColumns {
  baseLat: number;
  baseLon: number;
  dutySince: Date | null;
}

interface PositionColumns extends Omit<TeamPosition, 'at' | 'receivedAt' | 'lat' | 'lon'> {
  lat: number | null;
  lon: number | null;
  fixAt: Date;
  receivedAt: Date;
}

const teamsWithPositions = `
  select team.id, team.call_sign as "callSign", team.kind, team.phone, team.capabilities,
         team.minimum_crew as "minimumCrew", team.base_facility_id as "baseFacilityId", ST_Y(team.base_position::geometry) as "baseLat",
         ST_X(team.base_position::geometry) as "baseLon", team.on_duty as "onDuty", team.duty_since as "dutySince",
         team.crew, team.active, team.version,
         ST_Y(last.position::geometry) as lat, ST_X(last.position::geometry) as lon, last.fix_at as "fixAt",
         last.received_at as "receivedAt", last.accuracy_metres as "accuracyMetres", last.speed, last.heading,
         last.source
  from team left join team_position last on last.team_id = team.id`;

function toTeam({ baseLat, baseLon, dutySince, ...row }: TeamRow): Team {
  const { lat, lon, fixAt, receivedAt, accuracyMetres, speed, heading, source, ...team } = row;
  return {
    ...team,
    base: { lat: baseLat, lon: baseLon },
    dutySince: dutySince?.toISOString() ?? null,
    position:
      lat === null || lon === null
        ? null
        : {
            lat,
            lon,
            at: fixAt.toISOString(),
            receivedAt: receivedAt.toISOString(),
            accuracyMetres,
            speed,
            heading,
            source,
          },
  };
}

@Injectable()
export class TeamRepository {
  async find(on: Queryable, centerId: string, teamId: string): Promise<Team | undefined> {
    const row = await findRow<TeamRow>(
      on,
      `${teamsWithPositions} where team.id = $1 and team.center_id = $2`,
      [teamId, centerId],
    );
    return row && toTeam(row);
  }

  /** Holds the team against other changes of it, but not against rows that refer to it. */
  async findLocked(on: Queryable, centerId: string, teamId: string): Promise<Team | undefined> {
    const row = await findRow<TeamRow>(
      on,
      `${teamsWithPositions} where team.id = $1 and team.center_id = $2 for no key update of team`,
      [teamId, centerId],
    );
    return row && toTeam(row);
  }

  /** Teams by call sign, after the team `after`. */
  async list(
    on: Queryable,
    centerId: string,
    { onDuty, kind, includeInactive = false, only }: TeamFilter,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<Team[]> {
    const found = await rows<TeamRow>(
      on,
      `${teamsWithPositions}
       where team.center_id = $1 and (team.active or $2) and ($3::boolean is null or team.on_duty = $3)
         and ($4::text is null or team.kind = $4) and ($5::uuid is null or team.id = $5)
         and ($6::uuid is null
              or (team.call_sign, team.id) > (select call_sign, id from team where id = $6 and center_id = $1))
       order by team.call_sign, team.id limit $7`,
      [centerId, includeInactive, onDuty, kind, only, after, limit],
    );
    return found.map(toTeam);
  }

  async insert(on: Queryable, centerId: string, team: TeamFacts & { id: string }, at: Date): Promise<void> {
    await on.query(
      `insert into team (id, center_id, call_sign, kind, phone, capabilities, minimum_crew, base_facility_id,
                         base_position, active, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, ST_SetSRID(ST_MakePoint($9, $10), 4326)::geography, $11, $12)`,
      [team.id, centerId, ...valuesOf(team), at],
    );
  }

  /** Writes a locked team under its next version. */
  async update(on: Queryable, team: TeamFacts & { id: string }): Promise<void> {
    await on.query(
      `update team set call_sign = $2, kind = $3, phone = $4, capabilities = $5, minimum_crew = $6,
              base_facility_id = $7, base_position = ST_SetSRID(ST_MakePoint($8, $9), 4326)::geography, active = $10,
              version = version + 1
       where id = $1`,
      [team.id, ...valuesOf(team)],
    );
  }

  /** Writes the duty of a locked team under its next version. */
  async updateDuty(
    on: Queryable,
    teamId: string,
    duty: { onDuty: boolean; since: Date | null; crew: CrewMember[] },
  ): Promise<void> {
    await on.query(
      `update team set on_duty = $2, duty_since = $3, crew = $4, version = version + 1 where id = $1`,
      [teamId, duty.onDuty, duty.since, JSON.stringify(duty.crew)],
    );
  }

  /**
   * What the live board shows of every active team, or of one; the assignment is not known on this floor.
   * @param phones whether the reader may know where teams are called
   */
  async board(
    on: Queryable,
    centerId: string,
    { phones, teamId }: { phones: boolean; teamId?: string | undefined },
  ): Promise<Omit<BoardTeam, 'assignmentId'>[]> {
    const found = await rows<TeamRow>(
      on,
      `${teamsWithPositions}
       where team.center_id = $1 and team.active and ($2::uuid is null or team.id = $2)
       order by team.call_sign, team.id`,
      [centerId, teamId ?? null],
    );
    return found.map(toTeam).map((team) => ({
      id: team.id,
      callSign: team.callSign,
      kind: team.kind,
      phone: phones ? team.phone : null,
      capabilities: team.capabilities,
      onDuty: team.onDuty,
      dutySince: team.dutySince,
      crewSize: team.crew.length,
      version: team.version,
      baseFacilityId: team.baseFacilityId,
      position: team.position && {
        lat: team.position.lat,
        lon: team.position.lon,
        at: team.position.at,
        source: team.position.source,
        heading: team.position.heading,
        speed: team.position.speed,
      },
    }));
  }
}

const valuesOf = ({
  callSign,
  kind,
  phone,
  capabilities,
  minimumCrew,
  baseFacilityId,
  base,
  active,
}: TeamFacts) => [
  callSign,
  kind,
  phone,
  capabilities,
  minimumCrew,
  baseFacilityId,
  base.lon,
  base.lat,
  active,
];
