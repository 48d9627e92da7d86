import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Triages that go with their contact, when the place was known, what is forgotten, and locks by network and device. */
export class Calls0001000000000012 implements MigrationInterface {
  readonly name = 'Calls0001000000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where somebody put it. While that incident is closed as a duplicate, it is with the one that is repeated.
      alter table triage
        add column home_incident_id uuid references incident (id) deferrable initially deferred,
        add column place_known_at timestamptz,
        add column answers_deleted_at timestamptz;
      update triage set home_incident_id = incident_id;
      create index triage_home on triage (home_incident_id) where home_incident_id is not null;
      create index triage_retention on triage (center_id, started_at) where answers_deleted_at is null;

      alter table contact
        add column place_known_at timestamptz,
        add column caller_deleted_at timestamptz;
      create index contact_retention on contact (center_id, ended_at) where caller_deleted_at is null;
      create index number_lowering_retention on number_lowering (center_id, ended_at) where ended_at is not null;

      -- Wrong passwords by name and where they came from; an empty source stands for all places together.
      alter table sign_in_failure
        add column source_digest text not null default '',
        drop constraint sign_in_failure_pkey,
        add primary key (name_digest, source_digest);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
