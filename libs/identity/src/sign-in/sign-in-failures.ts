import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { findRow, Housekeeping, rows, type Queryable } from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import { DerivedKeys } from '../keys/derived-keys.js';
import { SECURITY_CLOCK } from '../security-clock.js';

/** An attempt that may go on, or the time until which none may. */
export type Attempt = { allowed: true; locksUntil: Date | null } | { allowed: false; lockedUntil: Date };

const {
  failuresBeforeLock: limit,
  firstLockMinutes,
  longestLockMinutes,
  failuresKeptHours,
} = identitySettings;

/** Doublings after which the longest lock is reached. */
const mostDoublings = Math.ceil(Math.log2(longestLockMinutes / firstLockMinutes));

/** Failed sign-ins in a row by user name, existing or not: the table `sign_in_failure`. */
@Injectable()
export class SignInFailures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: DerivedKeys,
    private readonly housekeeping: Housekeeping,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('failed sign-ins', async () => {
      await this.dataSource.query(
        `delete from sign_in_failure where last_failed_at < $1 and (locked_until is null or locked_until < $2)`,
        [this.hoursAgo(failuresKeptHours), this.clock.now()],
      );
    });
  }

  /**
   * Counts an attempt as failed before its password is looked at, and takes that back only when it was right
   * ({@link forget}). One statement decides, so of any number of attempts at once no more than the limit go on.
   */
  async begin(username: string): Promise<Attempt> {
    const digest = this.keys.nameDigest(username);
    const now = this.clock.now();
    const counted = await findRow<{ lockedUntil: Date | null }>(
      this.dataSource,
      `insert into sign_in_failure as known (name_digest, failures, last_failed_at) values ($1, 1, $2)
       on conflict (name_digest) do update
       set failures = case when known.last_failed_at < $3 then 1 else known.failures + 1 end,
           locked_until = case when known.last_failed_at >= $3 and known.failures + 1 >= $4
             then $2::timestamptz + interval '1 minute'
                  * least($6::float8, $5::float8 * power(2, least($7::float8, known.failures + 1 - $4))) end,
           last_failed_at = $2
       where known.locked_until is null or known.locked_until <= $2
       returning locked_until as "lockedUntil"`,
      [
        digest,
        now,
        this.hoursAgo(failuresKeptHours),
        limit,
        firstLockMinutes,
        longestLockMinutes,
        mostDoublings,
      ],
    );
    if (counted) return { allowed: true, locksUntil: counted.lockedUntil };
    const locked = await this.lockedUntil(this.dataSource, [username]);
    return { allowed: false, lockedUntil: locked.get(username) ?? now };
  }

  /** The row of failures has ended: the password was right, or an administrator said so. */
  async forget(on: Queryable, username: string): Promise<boolean> {
    const gone = await rows(on, `delete from sign_in_failure where name_digest = $1 returning 1`, [
      this.keys.nameDigest(username),
    ]);
    return gone.length > 0;
  }

  /** Until when each of these names is locked; names that are not are left out. */
  async lockedUntil(on: Queryable, usernames: string[]): Promise<Map<string, Date>> {
    const usernameByDigest = new Map(usernames.map((name) => [this.keys.nameDigest(name), name]));
    const locked = await rows<{ digest: string; until: Date }>(
      on,
      `select name_digest as digest, locked_until as until from sign_in_failure
       where name_digest = any($1) and locked_until > $2`,
      [[...usernameByDigest.keys()], this.clock.now()],
    );
    return new Map(locked.map(({ digest, until }) => [usernameByDigest.get(digest)!, until]));
  }

  private hoursAgo(hours: number): Date {
    return new Date(this.clock.now().getTime() - hours * 3_600_000);
  }
}
