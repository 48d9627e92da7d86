import type { Role } from '#lib/contract';
import type { Caller } from '#lib/platform';
import { Ground } from '#testing';
import { TeamDuty } from '../duty/team-duty.js';
import { FleetModule } from '../fleet.module.js';
import type { NewTeam, TeamView } from '../team/team.js';
import { Teams } from '../team/teams.js';

/** The ground of the fleet's tests: a center with its people, and teams made on demand. */
export class FleetGround {
  admin: Caller;

  private constructor(readonly ground: Ground) {}

  static async prepare(): Promise<FleetGround> {
    return new FleetGround(await Ground.prepare([FleetModule]));
  }

  /** A center of its own for each test. */
  async begin(): Promise<void> {
    this.admin = this.ground.caller((await this.ground.newCenter()).id, 'admin');
  }

  caller(role: Role, more: Partial<Caller> = {}): Caller {
    return this.ground.caller(this.admin.centerId, role, more);
  }

  async newTeam(more: Partial<NewTeam> = {}): Promise<TeamView> {
    const callSign = `AMB-${Math.random().toString(36).slice(2, 8)}`;
    const created = await this.ground.get(Teams).create(this.admin, {
      callSign,
      kind: 'bls_ambulance',
      base: { lat: -6.9, lon: 107.6 },
      ...more,
    });
    if (!created.accepted) throw new Error(created.refusal.code);
    return created.value;
  }

  async newTeamOnDuty(more: Partial<NewTeam> = {}): Promise<TeamView> {
    const { id } = await this.newTeam(more);
    const change = { onDuty: true, crew: [{ name: 'Siti', role: 'nurse' as const }] };
    const onDuty = await this.ground.get(TeamDuty).change(this.admin, id, change);
    if (!onDuty.accepted) throw new Error(onDuty.refusal.code);
    return onDuty.value;
  }

  close(): Promise<void> {
    return this.ground.close();
  }
}
