import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which triage told a patient's age, as long as no person has said it otherwise. */
export class ToldAges0001000000000016 implements MigrationInterface {
  readonly name = 'ToldAges0001000000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table patient add column age_from_triage uuid references triage (id)`);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
