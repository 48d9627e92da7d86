import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls as exchanges tell them, who calls back, numbers put behind others, and what crews should know of a place. */
export class Telephony0001000000000008 implements MigrationInterface {
  readonly name = 'Telephony0001000000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app_user add column extension text;
      create unique index app_user_extension on app_user (center_id, extension)
        where extension is not null and disabled_at is null;

      alter table contact
        add column called_about_live_incident boolean not null default false,
        add column lowered boolean not null default false,
        add column call_back_owner uuid references app_user (id);
      create index contact_unsettled on contact (center_id, ended_at) where ended_at is not null and outcome is null;

      -- A telephone exchange that signs what it tells. Its secret is sealed with a key of the installation.
      create table exchange (
        id uuid primary key,
        center_id uuid not null references center (id),
        name text not null,
        sealed_secret text not null,
        created_by uuid references app_user (id),
        created_at timestamptz not null,
        last_heard_at timestamptz,
        revoked_at timestamptz,
        version integer not null default 1
      );
      create index exchange_center on exchange (center_id, id);

      -- What was told already, for as long as it could be told again.
      create table exchange_event (
        exchange_id uuid not null references exchange (id),
        event_id text not null,
        received_at timestamptz not null,
        primary key (exchange_id, event_id)
      );
      create index exchange_event_age on exchange_event (received_at);

      -- All that an exchange has told of a call, whatever the order: the earliest moment of each mark.
      create table exchange_call (
        id uuid primary key,
        center_id uuid not null references center (id),
        exchange text not null,
        call_id text not null,
        contact_id uuid unique references contact (id),
        first_at timestamptz,
        answered_at timestamptz,
        operator_id uuid references app_user (id),
        operator_at timestamptz,
        transferred_at timestamptz,
        ended_at timestamptz,
        created_at timestamptz not null,
        unique (center_id, exchange, call_id)
      );
      create index exchange_call_open on exchange_call (center_id, exchange) where ended_at is null;
      create index exchange_call_unknown on exchange_call (created_at) where contact_id is null;

      -- Which process follows an exchange that speaks to one at a time, and whether it can hear it.
      create table exchange_hold (
        exchange text primary key,
        holder uuid not null,
        held_until timestamptz not null,
        connected boolean not null
      );

      create table number_lowering (
        id uuid primary key,
        center_id uuid not null references center (id),
        number text not null,
        reason text not null,
        note text,
        lowered_by text not null,
        lowered_at timestamptz not null,
        until timestamptz not null,
        ended_at timestamptz,
        ended_by text,
        version integer not null default 1
      );
      create unique index number_lowering_live on number_lowering (center_id, number) where ended_at is null;
      create index number_lowering_list on number_lowering (center_id, id);

      create table place_note (
        id uuid primary key,
        center_id uuid not null references center (id),
        kind text not null,
        position geography(Point, 4326) not null,
        radius_metres double precision not null,
        text text not null,
        written_by text not null,
        written_at timestamptz not null,
        expires_at timestamptz,
        removed_by text,
        removed_at timestamptz,
        version integer not null default 1
      );
      create index place_note_position on place_note using gist (position) where removed_at is null;
      create index place_note_list on place_note (center_id, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
