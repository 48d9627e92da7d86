import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A schema small enough for the room's own tests, with one of each thing that the engines might do differently. */
export class CreateTeams1760000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table team (
        id uuid primary key default gen_random_uuid(),
        call_sign text not null,
        seq bigint not null default 0,
        details jsonb not null default '{}',
        seen_at timestamptz not null default now(),
        position geography(point, 4326)
      )`);
    await queryRunner.query(`create index team_position on team using gist (position)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table team`);
  }
}

export class CreateAssignments1760000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `create table assignment (id bigint generated always as identity primary key, team_id uuid not null, status text not null)`,
    );
    await queryRunner.query(
      `create unique index one_live_assignment on assignment (team_id) where status <> 'cleared'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table assignment`);
  }
}

export const schema = {
  migrations: [CreateTeams1760000000001, CreateAssignments1760000000002],
};
