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
        failed_logins integer not null default 0,
        locked_until timestamptz,
        version integer not null default 1,
        created_at timestamptz not null
      );
      create index app_user_center on app_user (center_id, id);

      -- A sign-in. Its refresh token rotates; a token used twice revokes the whole session.
      create table session (
        id uuid primary key,
        center_id uuid not null references center (id),
        user_id uuid not null references app_user (id),
        refresh_hash text not null unique,
        previous_refresh_hash text unique,
        rotated_at timestamptz not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        user_agent text
      );
      create index session_of_user on session (user_id) where revoked_at is null;

      create table api_key (
        id uuid primary key,
        center_id uuid not null references center (id),
        name text not null,
        role text not null,
        secret_hash text not null unique,
        created_by uuid not null references app_user (id),
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
