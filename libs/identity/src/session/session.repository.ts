import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale, Role } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';

/** A sign-in together with whose it is. */
export interface Session {
  id: string;
  centerId: string;
  userId: string;
  username: string;
  displayName: string;
  role: Role;
  teamId: string | null;
  locale: Locale;
  mustChangePassword: boolean;
  generation: number;
  rotatedAt: Date;
  expiresAt: Date;
  /** Revoked, or its user was disabled. */
  ended: boolean;
}

/** A sign-in as its user sees it in a list. */
export interface OwnSession {
  id: string;
  createdAt: Date;
  rotatedAt: Date;
  expiresAt: Date;
  userAgent: string | null;
}

const sessionWithUser = `
  select session.id, session.center_id as "centerId", app_user.id as "userId", username,
         display_name as "displayName", role, team_id as "teamId", locale,
         must_change_password as "mustChangePassword", generation, rotated_at as "rotatedAt",
         expires_at as "expiresAt", (revoked_at is not null or disabled_at is not null) as ended
  from session join app_user on app_user.id = session.user_id
  where session.id = $1`;

/** The table `session`. */
@Injectable()
export class SessionRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(id: string): Promise<Session | undefined> {
    return findRow(this.dataSource, sessionWithUser, [id]);
  }

  async lock(on: Queryable, id: string): Promise<Session | undefined> {
    return findRow(on, `${sessionWithUser} for update of session`, [id]);
  }

  async insert(
    on: Queryable,
    session: {
      id: string;
      centerId: string;
      userId: string;
      createdAt: Date;
      expiresAt: Date;
      userAgent: string | undefined;
    },
  ): Promise<void> {
    await on.query(
      `insert into session (id, center_id, user_id, rotated_at, created_at, expires_at, user_agent)
       values ($1, $2, $3, $4, $4, $5, $6)`,
      [
        session.id,
        session.centerId,
        session.userId,
        session.createdAt,
        session.expiresAt,
        session.userAgent?.slice(0, 200) ?? null,
      ],
    );
  }

  /** @returns the new generation */
  async rotate(on: Queryable, id: string, now: Date): Promise<number> {
    const row = await findRow<{ generation: number }>(
      on,
      `update session set generation = generation + 1, rotated_at = $2 where id = $1 returning generation`,
      [id, now],
    );
    return row!.generation;
  }

  /** Ends the running sessions of a user: one of them, all but one, or all. */
  async revoke(
    on: Queryable,
    userId: string,
    { only, except }: { only?: string; except?: string },
    now: Date,
  ): Promise<{ id: string; generation: number }[]> {
    return rows(
      on,
      `update session set revoked_at = $4
       where user_id = $1 and revoked_at is null and ($2::uuid is null or id = $2)
         and ($3::uuid is null or id <> $3)
       returning id, generation`,
      [userId, only ?? null, except ?? null, now],
    );
  }

  /** Running sessions of a user, the one used last first. */
  async listRunning(userId: string, now: Date, usedSince: Date): Promise<OwnSession[]> {
    return rows(
      this.dataSource,
      `select id, created_at as "createdAt", rotated_at as "rotatedAt", expires_at as "expiresAt",
              user_agent as "userAgent"
       from session
       where user_id = $1 and revoked_at is null and expires_at > $2 and rotated_at > $3
       order by rotated_at desc limit 200`,
      [userId, now, usedSince],
    );
  }

  async deleteExpiredBefore(before: Date): Promise<void> {
    await this.dataSource.query(`delete from session where created_at < $1`, [before]);
  }
}
