import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is near a point: asked for every click on a map. */
export class Surroundings0001000000000019 implements MigrationInterface {
  readonly name = 'Surroundings0001000000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index road_geometry on road using gist (geometry) where name is not null`);
    await runner.query(`
      create index gazetteer_position on gazetteer using gist (position)
      where kind in ('street', 'facility', 'landmark') and ordinal = 0
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
