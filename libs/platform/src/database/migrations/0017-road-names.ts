import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roads by their names, for where two of them meet. */
export class RoadNames0001000000000017 implements MigrationInterface {
  readonly name = 'RoadNames0001000000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index road_name on road (center_id, name) where name is not null`);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
