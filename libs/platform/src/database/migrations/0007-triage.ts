import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Protocol versions with their sign-offs, and the triages that ran on them. */
export class Triage0001000000000007 implements MigrationInterface {
  readonly name = 'Triage0001000000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A version is never changed: running triages keep theirs, and finished ones can be read as they were asked.
      create table protocol_version (
        id uuid primary key,
        center_id uuid not null references center (id),
        number integer not null,
        source text not null,
        content_hash text not null,
        -- Not jsonb: the parts keep the order they were written in.
        document json not null,
        -- The hash of each card with the scripts it leads to, by number: what a sign-off is for.
        card_hashes jsonb not null,
        changed_cards text[] not null,
        note text,
        made_by text not null,
        made_at timestamptz not null,
        unique (center_id, number),
        unique (center_id, content_hash),
        unique (center_id, id)
      );
      create trigger protocol_version_is_immutable before update or delete on protocol_version
        for each row execute function refuse_change();

      create table protocol_in_force (
        center_id uuid primary key references center (id),
        protocol_version_id uuid not null,
        version integer not null default 1,
        since timestamptz not null,
        activated_by text not null,
        foreign key (center_id, protocol_version_id) references protocol_version (center_id, id)
      );

      create table card_sign_off (
        id uuid primary key,
        center_id uuid not null references center (id),
        card text not null,
        content_hash text not null,
        protocol_version_id uuid not null references protocol_version (id),
        signed_by uuid not null references app_user (id),
        signed_at timestamptz not null,
        note text,
        withdrawn_by uuid references app_user (id),
        withdrawn_at timestamptz,
        withdrawn_reason text
      );
      create unique index card_sign_off_in_force on card_sign_off (center_id, card, content_hash)
        where withdrawn_at is null;

      create table triage (
        id uuid primary key,
        center_id uuid not null references center (id),
        protocol_version_id uuid not null references protocol_version (id),
        contact_id uuid references contact (id),
        -- Deferred: a triage is attached in the statement before the one that opens its incident.
        incident_id uuid references incident (id) deferrable initially deferred,
        state text not null,
        card text not null,
        type text,
        determinant text,
        priority text,
        priority_known_at timestamptz,
        arrest_recognised_at timestamptz,
        first_instruction_at timestamptz,
        first_compression_at timestamptz,
        overridden boolean not null default false,
        started_at timestamptz not null,
        started_by text not null,
        finished_at timestamptz,
        entries integer not null default 0,
        version integer not null default 1
      );
      create index triage_incident on triage (incident_id, started_at) where incident_id is not null;
      create index triage_contact on triage (contact_id) where contact_id is not null;
      -- Whoever starts again for the same contact goes on with what runs.
      create unique index triage_running_of_contact on triage (contact_id)
        where contact_id is not null and state = 'running';
      create index triage_list on triage (center_id, started_at desc, id desc);

      -- What was done in a triage, by whom, in which second. Answers are health data: here and nowhere else.
      create table triage_entry (
        triage_id uuid not null references triage (id),
        center_id uuid not null references center (id),
        ordinal integer not null,
        at timestamptz not null,
        actor text not null,
        kind text not null,
        facts jsonb not null,
        primary key (triage_id, ordinal)
      );
      create trigger triage_entry_is_never_changed before update on triage_entry
        for each row execute function refuse_change();

      -- A plan for one determinant goes before the one for its type.
      alter table response_plan add column determinant text;
      drop index response_plan_key;
      create unique index response_plan_key
        on response_plan (center_id, coalesce(type, ''), priority, coalesce(determinant, ''));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
