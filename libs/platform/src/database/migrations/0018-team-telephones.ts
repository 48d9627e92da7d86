import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where dispatchers reach a team by telephone. */
export class TeamTelephones0001000000000018 implements MigrationInterface {
  readonly name = 'TeamTelephones0001000000000018';

  async up(runner: QueryRunner): Promise<void> {
    // E.164, or an extension of the exchange.
    await runner.query(
      `alter table team add column phone text check (phone ~ '^([+][1-9][0-9]{3,14}|[1-9][0-9]{1,3})$')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
