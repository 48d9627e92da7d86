import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Response plans, recommendations and assignments. */
export class Dispatch0001000000000006 implements MigrationInterface {
  readonly name = 'Dispatch0001000000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What to send. A row without a type is the plan for every type without its own.
      create table response_plan (
        id uuid primary key,
        center_id uuid not null references center (id),
        type text,
        priority text not null,
        units jsonb not null,
        version integer not null default 1,
        updated_at timestamptz not null
      );
      create unique index response_plan_key on response_plan (center_id, coalesce(type, ''), priority);

      create table recommendation (
        id uuid primary key,
        center_id uuid not null references center (id),
        incident_id uuid not null references incident (id),
        made_at timestamptz not null,
        made_for text not null,
        plan jsonb not null,
        eta_source text not null,
        fallback_reason text,
        complete boolean not null,
        items jsonb not null,
        passed_over jsonb not null,
        chosen_team_id uuid references team (id),
        -- Why the chosen team would have been passed over, where a person chose it nevertheless.
        chosen_despite text,
        chosen_reason text
      );
      create index recommendation_incident on recommendation (incident_id, made_at);

      create table assignment (
        id uuid primary key,
        center_id uuid not null references center (id),
        incident_id uuid not null references incident (id),
        team_id uuid not null references team (id),
        recommendation_id uuid references recommendation (id),
        state text not null,
        state_since timestamptz not null,
        offered_at timestamptz not null,
        offered_by text not null,
        acknowledge_by timestamptz,
        fits_plan boolean not null,
        eta_seconds integer,
        eta_source text,
        distance_metres integer,
        destination_facility_id uuid references facility (id),
        ended_reason text,
        ended_at timestamptz,
        version integer not null default 1
      );
      -- A team has at most one live assignment: the database says so, whatever the code believes.
      create unique index assignment_one_live_per_team on assignment (team_id)
        where state in ('offered', 'acknowledged', 'en_route', 'on_scene', 'transporting', 'at_hospital');
      create index assignment_incident on assignment (incident_id, offered_at);
      create index assignment_team on assignment (team_id, offered_at desc);
      create index assignment_live_center on assignment (center_id)
        where state in ('offered', 'acknowledged', 'en_route', 'on_scene', 'transporting', 'at_hospital');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
