import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { Commands, LOGGER, systemCaller, type Logger, type Refusal } from '#lib/platform';
import { passwordMatches } from '../password/passwords.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import { UserRepository, type User, type UserWithHash } from '../user/user.repository.js';
import { SignInFailures, type SignInOrigin } from './sign-in-failures.js';
import { Turns } from './turns.js';

/**
 * Whether somebody is who they say, by password. Unknown, disabled and mistaken get the same answer after the same
 * work; a name that belongs to nobody is locked like any other.
 */
@Injectable()
export class PasswordCheck implements BeforeApplicationShutdown {
  private readonly turns = new Turns();
  private readonly recording = new Set<Promise<unknown>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserRepository,
    private readonly failures: SignInFailures,
    private readonly commands: Commands,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Checks the password and, when it is right, does `then` before the next attempt of the same name is looked at.
   * `then` must call {@link SignInFailures.forget} in its transaction, which ends the row of failures, and make sure of
   * the user with {@link UserRepository.holdUnchanged}: checking took a while.
   */
  async check<T>(
    username: string,
    password: string,
    origin: SignInOrigin,
    then: (user: UserWithHash) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    return this.turns.take(username, async () => {
      const attempt = await this.failures.begin(username, origin);
      if (!attempt.allowed) return this.refuseUntil(attempt.lockedUntil);
      const user = await this.users.findForSignIn(this.dataSource, username);
      const right = await passwordMatches(password, user?.passwordHash);
      if (user && right && !user.disabled) return then(user);
      if (user && attempt.locksUntil) this.recordLock(user, attempt.locksUntil);
      return refuse({ code: 'credentials_invalid' });
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.recording);
  }

  private refuseUntil(lockedUntil: Date): Result<never, Refusal> {
    const seconds = Math.max(1, Math.ceil((lockedUntil.getTime() - this.clock.now().getTime()) / 1000));
    return refuse({ code: 'account_locked', parameters: { seconds }, retryAfterSeconds: seconds });
  }

  /** After the answer, not before: its time would tell that the user exists. */
  private recordLock(user: User, until: Date): void {
    const untilSeconds = Math.round((until.getTime() - this.clock.now().getTime()) / 1000);
    const recorded = this.commands
      .run(systemCaller(user.centerId), async (tx) => {
        tx.record({
          type: 'user.locked',
          subjectId: user.id,
          subjectVersion: user.version,
          payload: { untilSeconds },
        });
        return accept(undefined);
      })
      .catch((error: unknown) => this.logger.error({ err: error }, 'a lock could not be journalled'))
      .finally(() => this.recording.delete(recorded));
    this.recording.add(recorded);
  }
}
