import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users, sessions, keys, and who opened personal data. */
export class Identity0001000000000002 implements MigrationInterface {
  readonly name = 'Identity0001000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app_user (
        id uuid primary key,
        center_id uuid not null references center (id),
        username text not null unique check (username = lower(username)),
        display_name text not null,
        role text not null,
        team_id uuid,
        locale text not null check (locale in ('id', 'en')),
        password_hash text not null,
        must_change_password boolean not null default false,
        disabled_at timestamptz,
        version integer not null default 1,
        created_at timestamptz not null,
        constraint app_user_team_role check ((role = 'team') = (team_id is not null))
      );
      create index app_user_center on app_user (center_id, username);

      -- Wrong passwords in a row, by a keyed digest of the user name as it was typed: names that belong to nobody are
      -- counted and locked like all others, so an answer never tells which names exist.
      create table sign_in_failure (
        name_digest text primary key,
        failures integer not null,
        locked_until timestamptz,
        last_failed_at timestamptz not null
      );

      -- A sign-in. Its refresh token names the generation; a token of an earlier one revokes the whole session.
      create table session (
        id uuid primary key,
        center_id uuid not null references center (id),
        user_id uuid not null references app_user (id),
        generation integer not null default 1,
        rotated_at timestamptz not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        user_agent text
      );
      create index session_of_user on session (user_id) where revoked_at is null;
      create index session_age on session (created_at);

      create table api_key (
        id uuid primary key,
        center_id uuid not null references center (id),
        name text not null,
        permissions text[] not null,
        secret_hash text not null unique,
        created_by uuid references app_user (id),
        created_at timestamptz not null,
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz,
        version integer not null default 1
      );
      create index api_key_center on api_key (center_id, id);

      create table personal_data_access (
        id uuid primary key,
        center_id uuid not null references center (id),
        occurred_at timestamptz not null,
        actor text not null,
        action text not null,
        subject_type text not null,
        subject_id uuid not null,
        request_id text
      );
      create index personal_data_access_time on personal_data_access (center_id, occurred_at);
      create index personal_data_access_subject on personal_data_access (subject_id, occurred_at);
      create trigger personal_data_access_is_append_only before update or delete on personal_data_access
        for each row execute function refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Layad migrates forward only: restore a backup to go back.');
  }
}
