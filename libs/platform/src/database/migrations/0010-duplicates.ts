import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where contacts were before they were linked, so that it can be undone; and the looks for likely duplicates. */
export class Duplicates0001000000000010 implements MigrationInterface {
  readonly name = 'Duplicates0001000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table contact_link (
        ordinal bigint generated always as identity primary key,
        center_id uuid not null references center (id),
        contact_id uuid not null references contact (id),
        incident_id uuid not null references incident (id),
        -- Where the contact was before; null for nowhere.
        previous_incident_id uuid references incident (id),
        previous_outcome text,
        -- Whether it came along when its incident was closed as a duplicate.
        merged boolean not null,
        -- Where the caller said it is.
        position geography(Point, 4326),
        accuracy_metres double precision,
        linked_by text not null,
        linked_at timestamptz not null,
        undone_at timestamptz
      );
      create index contact_link_contact on contact_link (contact_id, ordinal desc) where undone_at is null;
      create index contact_link_merged on contact_link (previous_incident_id) where undone_at is null and merged;

      create index incident_open_position on incident using gist (position) where state <> 'closed';
      create index incident_closed on incident (center_id, closed_at) where state = 'closed';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
