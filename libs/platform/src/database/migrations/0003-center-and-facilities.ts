import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Areas and facilities. */
export class CenterAndFacilities0001000000000003 implements MigrationInterface {
  readonly name = 'CenterAndFacilities0001000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table area (
        id uuid primary key,
        center_id uuid not null references center (id),
        level text not null,
        code text not null,
        name text not null,
        parent_id uuid references area (id),
        geometry geometry(MultiPolygon, 4326) not null,
        unique (center_id, level, code)
      );
      create index area_geometry on area using gist (geometry);

      create table facility (
        id uuid primary key,
        center_id uuid not null references center (id),
        kind text not null,
        name text not null,
        code text,
        position geography(Point, 4326) not null,
        address text,
        phone text,
        capabilities text[] not null default '{}',
        diversion text not null default 'open',
        diversion_note text,
        active boolean not null default true,
        version integer not null default 1,
        created_at timestamptz not null,
        unique (center_id, kind, name)
      );
      create index facility_position on facility using gist (position);

      create table facility_bed (
        facility_id uuid not null references facility (id),
        category text not null,
        total integer not null check (total >= 0),
        available integer not null check (available between 0 and total),
        updated_at timestamptz not null,
        primary key (facility_id, category)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
