import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lines of imported roads, for the map, and whose data an import is. */
export class Roads0001000000000014 implements MigrationInterface {
  readonly name = 'Roads0001000000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table place_dataset (
        center_id uuid not null references center (id),
        dataset text not null,
        -- What its licence asks to be shown beside it.
        attribution text,
        -- Another one with each import.
        revision uuid not null,
        primary key (center_id, dataset)
      );
      insert into place_dataset (center_id, dataset, revision)
      select center_id, dataset, gen_random_uuid() from landmark group by center_id, dataset;

      -- All of one name and class in a dataset; or all of a class without a name.
      create table road (
        center_id uuid not null,
        dataset text not null,
        class text not null
          check (class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'minor')),
        name text,
        -- Simplified for a map: good for drawing, not for measuring.
        geometry geometry(MultiLineString, 4326) not null,
        foreign key (center_id, dataset) references place_dataset (center_id, dataset)
      );
      create index road_dataset on road (center_id, dataset);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
