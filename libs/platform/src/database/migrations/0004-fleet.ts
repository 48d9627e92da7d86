import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Teams, duty and positions. */
export class Fleet0001000000000004 implements MigrationInterface {
  readonly name = 'Fleet0001000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table team (
        id uuid primary key,
        center_id uuid not null references center (id),
        call_sign text not null,
        kind text not null,
        capabilities text[] not null default '{}',
        minimum_crew integer not null default 1 check (minimum_crew between 0 and 20),
        base_facility_id uuid references facility (id),
        base_position geography(Point, 4326) not null,
        on_duty boolean not null default false,
        duty_since timestamptz,
        crew jsonb not null default '[]',
        active boolean not null default true,
        version integer not null default 1,
        created_at timestamptz not null,
        unique (center_id, call_sign),
        unique (center_id, id)
      );
      -- A user can only be bound to a team of its own center.
      alter table app_user add constraint app_user_team foreign key (center_id, team_id) references team (center_id, id);

      -- The last known place of each team: hot, small, and nearest-first by its index.
      create table team_position (
        team_id uuid primary key references team (id),
        center_id uuid not null references center (id),
        position geography(Point, 4326) not null,
        fix_at timestamptz not null,
        received_at timestamptz not null,
        accuracy_metres real,
        speed real,
        heading real,
        source text not null
      ) with (fillfactor = 70);
      create index team_position_nearest on team_position using gist (position);
      create index team_position_center on team_position (center_id);

      -- Every accepted fix, in one partition a day, dropped whole at the end of its retention.
      create table position_history (
        team_id uuid not null,
        center_id uuid not null,
        fix_at timestamptz not null,
        received_at timestamptz not null,
        lat double precision not null,
        lon double precision not null,
        accuracy_metres real,
        speed real,
        heading real,
        source text not null,
        primary key (team_id, fix_at)
      ) partition by range (fix_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
