import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contacts, incidents, patients and notes. */
export class IntakeAndIncident0001000000000005 implements MigrationInterface {
  readonly name = 'IntakeAndIncident0001000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table incident_number (
        center_id uuid not null references center (id),
        day date not null,
        last integer not null,
        primary key (center_id, day)
      );

      create table incident (
        id uuid primary key,
        center_id uuid not null references center (id),
        number text not null,
        state text not null,
        priority text,
        type text not null,
        complaint text not null,
        determinant text,
        caller_name text,
        caller_phone text,
        position geography(Point, 4326) not null,
        accuracy_metres double precision,
        address text,
        place_note text,
        place_source text not null,
        place_chosen_by text not null,
        place_chosen_at timestamptz not null,
        area_id uuid references area (id),
        opened_at timestamptz not null,
        opened_by text not null,
        clock_started_at timestamptz not null,
        queued_since timestamptz,
        closed_at timestamptz,
        closed_by text,
        disposition text,
        duplicate_of uuid references incident (id),
        version integer not null default 1,
        unique (center_id, number)
      );
      create index incident_list on incident (center_id, opened_at desc, id desc);
      create index incident_open on incident (center_id, opened_at) where state <> 'closed';
      create index incident_queued on incident (center_id, priority, queued_since) where state = 'queued';
      create index incident_position on incident using gist (position);
      create index incident_caller on incident (center_id, caller_phone) where caller_phone is not null;

      create table contact (
        id uuid primary key,
        center_id uuid not null references center (id),
        channel text not null,
        caller_number text,
        caller_number_received text,
        caller_name text,
        line text,
        external_id text,
        ringing_at timestamptz not null,
        answered_at timestamptz,
        answered_by uuid references app_user (id),
        ended_at timestamptz,
        outcome text,
        -- Deferred: a contact is linked in the statement before the one that opens its incident.
        incident_id uuid references incident (id) deferrable initially deferred,
        call_back_by timestamptz,
        note text,
        version integer not null default 1,
        created_at timestamptz not null
      );
      create unique index contact_external on contact (center_id, channel, external_id) where external_id is not null;
      create index contact_open on contact (center_id, ringing_at) where ended_at is null;
      create index contact_call_back on contact (center_id, call_back_by) where call_back_by is not null;
      create index contact_number on contact (center_id, caller_number, ringing_at desc) where caller_number is not null;
      create index contact_incident on contact (incident_id) where incident_id is not null;
      create index contact_list on contact (center_id, ringing_at desc, id desc);

      create table patient (
        id uuid primary key,
        center_id uuid not null references center (id),
        incident_id uuid not null references incident (id),
        ordinal integer not null,
        name text,
        sex text not null default 'unknown',
        age_years double precision check (age_years between 0 and 130),
        condition text,
        tag text,
        version integer not null default 1,
        created_at timestamptz not null,
        unique (incident_id, ordinal)
      );

      create table incident_note (
        id uuid primary key,
        center_id uuid not null references center (id),
        incident_id uuid not null references incident (id),
        text text not null,
        author text not null,
        written_at timestamptz not null
      );
      create index incident_note_incident on incident_note (incident_id, written_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
