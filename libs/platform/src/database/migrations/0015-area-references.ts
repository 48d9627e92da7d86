import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Removing an area looks for whatever refers to it: without these, through all incidents, once for each area. */
export class AreaReferences0001000000000015 implements MigrationInterface {
  readonly name = 'AreaReferences0001000000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index incident_area on incident (area_id) where area_id is not null;
      create index area_parent on area (parent_id) where parent_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
