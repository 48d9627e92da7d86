import type { AssignmentState, EventType } from '#lib/contract';
import { accept } from '#lib/kernel';
import { Commands, findRow, systemCaller, uuidv7, type EntryTo } from '#lib/platform';
import type { Ground } from '#testing';

type StepType = Exclude<
  Extract<EventType, `assignment.${string}`>,
  'assignment.offered' | 'assignment.overdue'
>;

/** One center at work: rows and journal entries written as the domain libs write them, in one transaction each. */
export class Scene {
  private constructor(
    private readonly ground: Ground,
    readonly centerId: string,
  ) {}

  static async in(ground: Ground): Promise<Scene> {
    return new Scene(ground, (await ground.newCenter()).id);
  }

  /** Appends an entry and nothing else. */
  async record<T extends EventType>(entry: EntryTo<T>): Promise<void> {
    await this.ground.get(Commands).run(systemCaller(this.centerId), (tx) => {
      tx.record(entry);
      return Promise.resolve(accept({}));
    });
  }

  /** Something that every console hears of and no team, each time a command of its own. */
  async stir(times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.stirAtOnce(1);
  }

  /** So many entries in one command, each with this many characters. */
  async stirAtOnce(entries: number, characters = 4): Promise<void> {
    const { centerId } = this;
    await this.ground.get(Commands).run(systemCaller(centerId), (tx) => {
      for (let entry = 0; entry < entries; entry += 1) {
        tx.record({
          type: 'center.settings_changed',
          subjectId: centerId,
          subjectVersion: 1,
          payload: { fields: ['x'.repeat(characters)] },
        });
      }
      return Promise.resolve(accept({}));
    });
  }

  async newTeam(
    callSign = `AMB ${uuidv7().slice(-6)}`,
    { phone = null }: { phone?: string | null } = {},
  ): Promise<string> {
    const id = uuidv7();
    await this.query(
      `insert into team (id, center_id, call_sign, kind, phone, base_position, on_duty, created_at)
       values ($1, $2, $3, 'als_ambulance', $4, 'SRID=4326;POINT(107.6 -6.9)', true, $5)`,
      [id, this.centerId, callSign, phone, this.ground.clock.now()],
    );
    return id;
  }

  async newFacility(name: string): Promise<string> {
    const id = uuidv7();
    await this.query(
      `insert into facility (id, center_id, kind, name, position, created_at)
       values ($1, $2, 'hospital', $3, 'SRID=4326;POINT(107.6 -6.9)', $4)`,
      [id, this.centerId, name, this.ground.clock.now()],
    );
    return id;
  }

  async openIncident(): Promise<string> {
    const id = uuidv7();
    const now = this.ground.clock.now();
    await this.ground.get(Commands).run(systemCaller(this.centerId), async (tx) => {
      await tx.manager.query(
        `insert into incident (id, center_id, number, state, type, complaint, address, position, place_source,
           place_chosen_by, place_chosen_at, opened_at, opened_by, clock_started_at, queued_since)
         values ($1, $2, $3, 'queued', 'fall', 'jatuh dari tangga', 'Jl. Dago 1', 'SRID=4326;POINT(107.6 -6.9)',
           'operator_map', 'user:1', $4, $4, 'user:1', $4, $4)`,
        [id, this.centerId, `N-${id.slice(-12)}`, now],
      );
      tx.record({
        type: 'incident.opened',
        subjectId: id,
        subjectVersion: 1,
        incidentId: id,
        payload: {
          number: 'N',
          contactId: null,
          type: 'fall',
          priority: null,
          place: { lat: -6.9, lon: 107.6, accuracyMetres: null, source: 'operator_map', areaId: null },
          patients: 1,
        },
      });
      return accept({});
    });
    return id;
  }

  /** Something about the incident that says nothing of teams. */
  async note(incidentId: string): Promise<void> {
    await this.record({
      type: 'incident.note_added',
      subjectId: incidentId,
      subjectVersion: 1,
      incidentId,
      payload: { noteId: uuidv7() },
    });
  }

  /** The dispatchers are told of a team that became free. */
  async suggest(incidentId: string, teamId: string): Promise<void> {
    await this.record({
      type: 'incident.team_suggested',
      subjectId: incidentId,
      subjectVersion: 1,
      incidentId,
      teamId,
      payload: { teamId },
    });
  }

  /** Offers the incident to the team, and tells that the incident is assigned. */
  async offer(incidentId: string, teamId: string): Promise<string> {
    const id = uuidv7();
    const now = this.ground.clock.now();
    await this.ground.get(Commands).run(systemCaller(this.centerId), async (tx) => {
      await tx.manager.query(
        `insert into assignment (id, center_id, incident_id, team_id, state, state_since, offered_at, offered_by,
           acknowledge_by, fits_plan)
         values ($1, $2, $3, $4, 'offered', $5, $5, 'system', $5, true)`,
        [id, this.centerId, incidentId, teamId, now],
      );
      tx.record({
        type: 'assignment.offered',
        subjectId: id,
        subjectVersion: 1,
        incidentId,
        teamId,
        payload: {
          incidentId,
          teamId,
          recommendationId: uuidv7(),
          etaSeconds: 300,
          etaSource: 'straight_line',
          distanceMetres: 2_000,
          acknowledgeBy: now.toISOString(),
          fitsPlan: true,
          chosenBy: 'person',
        },
      });
      tx.record({
        type: 'incident.state_changed',
        subjectId: incidentId,
        subjectVersion: 2,
        incidentId,
        payload: { from: 'queued', to: 'assigned' },
      });
      return accept({});
    });
    return id;
  }

  /** Moves an assignment on, with the entry of that name. */
  async step(assignmentId: string, state: AssignmentState, type: StepType): Promise<void> {
    await this.ground.get(Commands).run(systemCaller(this.centerId), async (tx) => {
      const assignment = await findRow<{ incidentId: string; teamId: string; from: AssignmentState }>(
        tx.manager,
        `select incident_id as "incidentId", team_id as "teamId", state as "from" from assignment
         where id = $1 for update`,
        [assignmentId],
      );
      await tx.manager.query(`update assignment set state = $2 where id = $1`, [assignmentId, state]);
      const { incidentId, teamId } = assignment!;
      const payload = { ...assignment!, at: tx.now.toISOString(), facilityId: null };
      tx.record({ type, subjectId: assignmentId, subjectVersion: 2, incidentId, teamId, payload });
      return accept({});
    });
  }

  async lastSeq(): Promise<number> {
    const [row] = await this.query<{ seq: number }>(`select seq from journal_counter where center_id = $1`, [
      this.centerId,
    ]);
    return row!.seq;
  }

  private query<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    return this.ground.dataSource.query(sql, parameters);
  }
}
