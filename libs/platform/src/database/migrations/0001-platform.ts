import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The journal and what carries a command: its order, its deadlines, its idempotency. */
export class Platform0001000000000001 implements MigrationInterface {
  readonly name = 'Platform0001000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table center (
        id uuid primary key,
        code text not null unique check (code ~ '^[A-Z0-9]{2,8}$'),
        name text not null,
        time_zone text not null,
        locale text not null check (locale in ('id', 'en')),
        settings jsonb not null default '{}',
        service_area geometry(MultiPolygon, 4326),
        version integer not null default 1,
        created_at timestamptz not null
      );

      -- One row a center. Taken last in every transaction that journals, so that seq is gapless and in commit order.
      create table journal_counter (
        center_id uuid primary key references center (id),
        seq bigint not null default 0
      ) with (fillfactor = 50);

      create table journal (
        center_id uuid not null references center (id),
        seq bigint not null,
        occurred_at timestamptz not null,
        type text not null,
        subject_id uuid not null,
        subject_version integer not null,
        actor text not null,
        incident_id uuid,
        team_id uuid,
        payload jsonb not null,
        primary key (center_id, seq)
      );
      create index journal_incident on journal (incident_id, seq) where incident_id is not null;
      create index journal_team on journal (team_id, seq) where team_id is not null;
      create index journal_subject on journal (subject_id, seq);
      create index journal_type_time on journal (center_id, type, occurred_at);
      create index journal_time on journal (center_id, occurred_at);

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name;
      end $$;
      create trigger journal_is_append_only before update or delete on journal
        for each row execute function refuse_change();

      create table deadline (
        id uuid primary key,
        center_id uuid not null references center (id),
        kind text not null,
        subject_id uuid not null,
        due_at timestamptz not null,
        attempts integer not null default 0,
        claimed_until timestamptz,
        finished_at timestamptz,
        last_error text
      );
      create index deadline_due on deadline (due_at) where finished_at is null;
      -- A subject has at most one running deadline of a kind.
      create unique index deadline_running on deadline (subject_id, kind) where finished_at is null;

      create table idempotency_key (
        center_id uuid not null references center (id),
        actor text not null,
        key text not null,
        request_hash text not null,
        response jsonb,
        created_at timestamptz not null,
        primary key (center_id, actor, key)
      );
      create index idempotency_key_age on idempotency_key (created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
