import { Injectable } from '@nestjs/common';
import type { Locale, Role } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';

/** A user as stored, without the password's hash. */
export interface User {
  id: string;
  centerId: string;
  username: string;
  displayName: string;
  role: Role;
  teamId: string | null;
  locale: Locale;
  /** The telephone on this user's desk, as the exchange names it. */
  extension: string | null;
  disabled: boolean;
  mustChangePassword: boolean;
  version: number;
  createdAt: Date;
}

/** A user with the hash of the password. */
export type UserWithHash = User & { passwordHash: string };

const columns = `
  id, center_id as "centerId", username, display_name as "displayName", role, team_id as "teamId", locale, extension,
  disabled_at is not null as disabled, must_change_password as "mustChangePassword", version,
  created_at as "createdAt"`;

/** The table `app_user`. */
@Injectable()
export class UserRepository {
  async find(on: Queryable, centerId: string, id: string): Promise<User | undefined> {
    return findRow(on, `select ${columns} from app_user where center_id = $1 and id = $2`, [centerId, id]);
  }

  /** Over all centers: for the command line, which knows no center yet. */
  async findByUsername(on: Queryable, username: string): Promise<User | undefined> {
    return findRow(on, `select ${columns} from app_user where username = $1`, [username]);
  }

  /** Over all centers, with the hash of the password: for checking it and for nothing else. */
  async findForSignIn(on: Queryable, username: string): Promise<UserWithHash | undefined> {
    return findRow(
      on,
      `select ${columns}, password_hash as "passwordHash" from app_user where username = $1`,
      [username],
    );
  }

  /**
   * Whether the user is enabled and still has this hash; if so, neither changes before the transaction ends. Taken
   * before other rows of the user, as by whoever changes them.
   */
  async holdUnchanged(on: Queryable, id: string, passwordHash: string): Promise<boolean> {
    const held = await findRow(
      on,
      `select 1 from app_user where id = $1 and password_hash = $2 and disabled_at is null for share`,
      [id, passwordHash],
    );
    return held !== undefined;
  }

  /** The enabled user at this extension. */
  async findByExtension(on: Queryable, centerId: string, extension: string): Promise<User | undefined> {
    return findRow(
      on,
      `select ${columns} from app_user where center_id = $1 and extension = $2 and disabled_at is null`,
      [centerId, extension],
    );
  }

  async lock(on: Queryable, centerId: string, id: string): Promise<User | undefined> {
    return findRow(on, `select ${columns} from app_user where center_id = $1 and id = $2 for update`, [
      centerId,
      id,
    ]);
  }

  /** Enabled administrators of a center, each locked, so that two of them cannot remove each other at once. */
  async lockAdministrators(on: Queryable, centerId: string): Promise<string[]> {
    const administrators = await rows<{ id: string }>(
      on,
      `select id from app_user where center_id = $1 and role = 'admin' and disabled_at is null
       order by id for update`,
      [centerId],
    );
    return administrators.map(({ id }) => id);
  }

  async list(
    on: Queryable,
    centerId: string,
    { role, after, limit }: { role?: Role; after?: string; limit: number },
  ): Promise<User[]> {
    return rows(
      on,
      `select ${columns} from app_user
       where center_id = $1 and ($2::text is null or role = $2) and ($3::text is null or username > $3)
       order by username limit $4`,
      [centerId, role ?? null, after ?? null, limit],
    );
  }

  /** @returns the stored user, or undefined when the user name is taken */
  async insert(
    on: Queryable,
    user: Omit<User, 'disabled' | 'version'> & { passwordHash: string },
  ): Promise<User | undefined> {
    return findRow(
      on,
      `insert into app_user (id, center_id, username, display_name, role, team_id, locale, password_hash,
                             must_change_password, created_at, extension)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (username) do nothing returning ${columns}`,
      [
        user.id,
        user.centerId,
        user.username,
        user.displayName,
        user.role,
        user.teamId,
        user.locale,
        user.passwordHash,
        user.mustChangePassword,
        user.createdAt,
        user.extension,
      ],
    );
  }

  /** Writes a locked user back as its next version. */
  async update(on: Queryable, user: User, disabledAt: Date): Promise<User> {
    return (await findRow<User>(
      on,
      `update app_user
       set display_name = $2, role = $3, team_id = $4, locale = $5,
           disabled_at = case when $6 then coalesce(disabled_at, $7) end, extension = $8,
           version = version + 1
       where id = $1 returning ${columns}`,
      [
        user.id,
        user.displayName,
        user.role,
        user.teamId,
        user.locale,
        user.disabled,
        disabledAt,
        user.extension,
      ],
    ))!;
  }

  async setPassword(
    on: Queryable,
    id: string,
    passwordHash: string,
    mustChangePassword: boolean,
  ): Promise<User> {
    return (await findRow<User>(
      on,
      `update app_user set password_hash = $2, must_change_password = $3, version = version + 1
       where id = $1 returning ${columns}`,
      [id, passwordHash, mustChangePassword],
    ))!;
  }
}
