import type { Type, DynamicModule } from '@nestjs/common';
import type {
  AssignmentState,
  EventType,
  IncidentState,
  IncidentType,
  JournalEvent,
  PositionSource,
  Priority,
  TeamCapability,
  TeamKind,
} from '#lib/contract';
import { destinationPoint, type LatLon } from '#lib/kernel';
import { rows, toJournalEvent, journalEventColumns, uuidv7, type Database } from '#lib/platform';
import { Ground } from '#testing';

export interface NewTeam {
  kind: TeamKind;
  capabilities: TeamCapability[];
  at: LatLon;
  onDuty: boolean;
  dutySince: Date;
  crew: number;
  minimumCrew: number;
  fixAt: Date;
  source: PositionSource;
  active: boolean;
  callSign: string;
  /** Whether anybody knows where it is. */
  located: boolean;
}

export interface NewIncident {
  at: LatLon;
  type: IncidentType;
  priority: Priority | null;
  state: IncidentState;
  openedAt: Date;
}

/** The middle of the test city. */
export const cityCenter: LatLon = { lat: -6.9, lon: 107.6 };

/** A center with teams and incidents, straight in the database. */
export class World {
  private count = 0;

  private constructor(
    readonly ground: Ground,
    readonly centerId: string,
  ) {}

  static async prepare(
    modules: (Type | DynamicModule)[],
    options: { on?: Database; centerId?: string } = {},
  ): Promise<World> {
    const ground = await Ground.prepare(modules, options);
    return new World(ground, options.centerId ?? (await ground.newCenter()).id);
  }

  /** Another center in the same system. */
  async another(): Promise<World> {
    return new World(this.ground, (await this.ground.newCenter()).id);
  }

  get database(): Ground['dataSource'] {
    return this.ground.dataSource;
  }

  get now(): Date {
    return this.ground.clock.now();
  }

  secondsAgo(seconds: number): Date {
    return new Date(this.now.getTime() - seconds * 1000);
  }

  /** So far east of the middle of the city. */
  east(metres: number): LatLon {
    return destinationPoint(cityCenter, 90, metres);
  }

  async decide(settings: Record<string, unknown>): Promise<void> {
    await this.database.query(`update center set settings = $2 where id = $1`, [this.centerId, settings]);
  }

  /** A suitable ALS ambulance in the middle of the city unless told otherwise. */
  async newTeam(team: Partial<NewTeam> = {}): Promise<string> {
    const id = uuidv7();
    const at = team.at ?? cityCenter;
    const crew = Array.from({ length: team.crew ?? 2 }, () => ({ name: 'somebody', role: 'nurse' }));
    const onDuty = team.onDuty ?? true;
    await this.database.query(
      `insert into team (id, center_id, call_sign, kind, capabilities, minimum_crew, base_position, on_duty, duty_since,
                         crew, active, created_at)
       values ($1, $2, $3, $4, $5, $6, ST_SetSRID(ST_MakePoint($7, $8), 4326)::geography, $9, $10, $11, $12, $13)`,
      [
        id,
        this.centerId,
        team.callSign ?? `T${++this.count}`,
        team.kind ?? 'als_ambulance',
        team.capabilities ?? [],
        team.minimumCrew ?? 2,
        at.lon,
        at.lat,
        onDuty,
        onDuty ? (team.dutySince ?? this.secondsAgo(3_600)) : null,
        JSON.stringify(crew),
        team.active ?? true,
        this.now,
      ],
    );
    if (team.located ?? true) {
      await this.database.query(
        `insert into team_position (team_id, center_id, position, fix_at, received_at, source)
         values ($1, $2, ST_SetSRID(ST_MakePoint($3, $4), 4326)::geography, $5, $5, $6)`,
        [id, this.centerId, at.lon, at.lat, team.fixAt ?? this.secondsAgo(5), team.source ?? 'device'],
      );
    }
    return id;
  }

  /** A queued P1 in the middle of the city unless told otherwise. */
  async newIncident(incident: Partial<NewIncident> = {}): Promise<string> {
    const id = uuidv7();
    const at = incident.at ?? cityCenter;
    const openedAt = incident.openedAt ?? this.now;
    await this.database.query(
      `insert into incident (id, center_id, number, state, priority, type, complaint, position, place_source,
                             place_chosen_by, place_chosen_at, opened_at, opened_by, clock_started_at, queued_since)
       values ($1, $2, $3, $4, $5, $6, 'nyeri dada', ST_SetSRID(ST_MakePoint($7, $8), 4326)::geography,
               'operator_map', 'system', $9, $9, 'system', $9, $9)`,
      [
        id,
        this.centerId,
        `N${++this.count}-${id}`,
        incident.state ?? 'queued',
        incident.priority === undefined ? 'P1' : incident.priority,
        incident.type ?? 'chest_pain',
        at.lon,
        at.lat,
        openedAt,
      ],
    );
    return id;
  }

  /** An assignment in whatever state, without a trace in the journal. */
  async newAssignment(
    incidentId: string,
    teamId: string,
    assignment: { state?: AssignmentState; offeredAt?: Date; endedAt?: Date | null } = {},
  ): Promise<string> {
    const { state = 'en_route', offeredAt = this.now, endedAt = null } = assignment;
    const id = uuidv7();
    await this.database.query(
      `insert into assignment (id, center_id, incident_id, team_id, state, state_since, offered_at, offered_by,
                               fits_plan, ended_at)
       values ($1, $2, $3, $4, $5, $6, $6, 'system', true, $7)`,
      [id, this.centerId, incidentId, teamId, state, offeredAt, endedAt],
    );
    return id;
  }

  /** The incident's entries in the order they were written. */
  async journalOf(incidentId: string): Promise<JournalEvent[]> {
    const entries = await rows<Record<string, unknown>>(
      this.database,
      `select ${journalEventColumns} from journal where incident_id = $1 order by seq`,
      [incidentId],
    );
    return entries.map(toJournalEvent);
  }

  async journalTypesOf(incidentId: string): Promise<EventType[]> {
    return (await this.journalOf(incidentId)).map(({ type }) => type);
  }

  async incidentState(incidentId: string): Promise<IncidentState> {
    const [row] = await rows<{ state: IncidentState }>(
      this.database,
      `select state from incident where id = $1`,
      [incidentId],
    );
    return row!.state;
  }

  close(): Promise<void> {
    return this.ground.close();
  }
}
