import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { findRow, Housekeeping, rows, type Queryable } from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import { DerivedKeys } from '../keys/derived-keys.js';
import { SECURITY_CLOCK } from '../security-clock.js';

/** An attempt that may go on, or the time until which none may. */
export type Attempt = { allowed: true; locksUntil: Date | null } | { allowed: false; lockedUntil: Date };

/** Where an attempt comes from: the network, or a device on which this name has signed in before. */
export interface SignInOrigin {
  network: string;
  /** Proven by its cookie. */
  device: string | null;
}

const {
  failuresBeforeLock,
  failuresBeforeLockAnywhere,
  firstLockMinutes,
  longestLockMinutes,
  failuresKeptHours,
} = identitySettings;

/** The row of a name that counts its failures from every network together. */
const anywhere = '';

/** Doublings after which the longest lock is reached. */
const mostDoublings = Math.ceil(Math.log2(longestLockMinutes / firstLockMinutes));

/**
 * Failed sign-ins in a row by user name, existing or not: the table `sign_in_failure`. Counted by network, so that
 * whoever types wrong passwords elsewhere locks out themselves, and more widely over all networks, so that guessing
 * from many is slow as well. A device on which the name has signed in before is counted by itself alone.
 */
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
   * ({@link forget}). One statement a count decides, so of any number of attempts at once no more than the limit go on.
   */
  async begin(username: string, origin: SignInOrigin): Promise<Attempt> {
    const digest = this.keys.nameDigest(username);
    const source = this.sourceOf(origin);
    const here = await this.count(digest, source, failuresBeforeLock);
    if (!here.allowed || origin.device !== null) return here;
    const everywhere = await this.count(digest, anywhere, failuresBeforeLockAnywhere);
    if (!everywhere.allowed) {
      await this.takeBack(digest, source);
      return everywhere;
    }
    return { allowed: true, locksUntil: later(here, everywhere) };
  }

  /** The password was right: what failed from there before was a slip of whoever knows it. */
  async forget(on: Queryable, username: string, origin: SignInOrigin): Promise<void> {
    const digest = this.keys.nameDigest(username);
    const gone = await findRow<{ failures: number }>(
      on,
      `delete from sign_in_failure where name_digest = $1 and source_digest = $2 returning failures`,
      [digest, this.sourceOf(origin)],
    );
    if (!gone || origin.device !== null) return;
    await on.query(
      `update sign_in_failure set failures = greatest(0, failures - $3), locked_until = null
       where name_digest = $1 and source_digest = $2`,
      [digest, anywhere, gone.failures],
    );
  }

  /** An administrator says that nothing is wrong, or the password is another now. Answers whether anything was kept. */
  async pardon(on: Queryable, username: string): Promise<boolean> {
    const gone = await rows(on, `delete from sign_in_failure where name_digest = $1 returning 1`, [
      this.keys.nameDigest(username),
    ]);
    return gone.length > 0;
  }

  /** Until when each of these names is locked for somebody; names that are not are left out. */
  async lockedUntil(on: Queryable, usernames: string[]): Promise<Map<string, Date>> {
    const usernameByDigest = new Map(usernames.map((name) => [this.keys.nameDigest(name), name]));
    const locked = await rows<{ digest: string; until: Date }>(
      on,
      `select name_digest as digest, max(locked_until) as until from sign_in_failure
       where name_digest = any($1) and locked_until > $2 group by name_digest`,
      [[...usernameByDigest.keys()], this.clock.now()],
    );
    return new Map(locked.map(({ digest, until }) => [usernameByDigest.get(digest)!, until]));
  }

  private async count(digest: string, source: string, limit: number): Promise<Attempt> {
    const now = this.clock.now();
    const counted = await findRow<{ lockedUntil: Date | null }>(
      this.dataSource,
      `insert into sign_in_failure as known (name_digest, source_digest, failures, last_failed_at)
       values ($1, $8, 1, $2)
       on conflict (name_digest, source_digest) do update
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
        source,
      ],
    );
    if (counted) return { allowed: true, locksUntil: counted.lockedUntil };
    const locked = await findRow<{ until: Date | null }>(
      this.dataSource,
      `select locked_until as until from sign_in_failure where name_digest = $1 and source_digest = $2`,
      [digest, source],
    );
    return { allowed: false, lockedUntil: locked?.until ?? now };
  }

  private async takeBack(digest: string, source: string): Promise<void> {
    await this.dataSource.query(
      `update sign_in_failure set failures = greatest(0, failures - 1), locked_until = null
       where name_digest = $1 and source_digest = $2`,
      [digest, source],
    );
  }

  /** An address is somebody's too: only a keyed digest is kept, beside the name it was typed with. */
  private sourceOf({ network, device }: SignInOrigin): string {
    return this.keys.originDigest(device === null ? `network ${network}` : `device ${device}`);
  }

  private hoursAgo(hours: number): Date {
    return new Date(this.clock.now().getTime() - hours * 3_600_000);
  }
}

function later(...attempts: Attempt[]): Date | null {
  const ends = attempts.flatMap((one) => (one.allowed && one.locksUntil ? [one.locksUntil.getTime()] : []));
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}
