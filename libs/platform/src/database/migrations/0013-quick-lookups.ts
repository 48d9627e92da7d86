import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is asked at every pause of typing is answered from an index, however long the history grows. */
export class QuickLookups0001000000000013 implements MigrationInterface {
  readonly name = 'QuickLookups0001000000000013';

  async up(runner: QueryRunner): Promise<void> {
    // Where else callers said an incident is: asked for each that may be repeated, and few ever were.
    await runner.query(
      `create index incident_duplicate on incident (duplicate_of) where duplicate_of is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
