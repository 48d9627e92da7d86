import { Inject, Injectable } from '@nestjs/common';
import { realtimeAuth } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import { Authenticator } from '#lib/identity';
import { callerMay, LOGGER, transientError, type Caller, type Logger, type Refusal } from '#lib/platform';

/** Who was let in, with what. */
export interface Admission {
  caller: Caller;
  token: string;
  /** The last `seq` the client has. */
  since: number | undefined;
}

/** The door of the namespace: a token or key that stands, and the permission to follow. */
@Injectable()
export class Entrance {
  constructor(
    private readonly authenticator: Authenticator,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws: what cannot be decided now is refused for now. */
  async admit(auth: unknown): Promise<Result<Admission, Refusal>> {
    const said = realtimeAuth.safeParse(auth);
    if (!said.success) {
      const field = said.error.issues[0]?.path[0];
      return field === 'since'
        ? refuse({ code: 'validation_failed', fields: [{ field: 'auth.since', rule: 'isInt' }] })
        : refuse({ code: 'unauthenticated' });
    }
    const { token, since } = said.data;
    const answer = await this.identify(token);
    return answer.accepted ? accept({ caller: answer.value, token, since: since ?? undefined }) : answer;
  }

  /** Who holds the token, if they may follow. */
  async identify(token: string): Promise<Result<Caller, Refusal>> {
    try {
      const answer = await this.authenticator.authenticate(token);
      if (!answer.accepted) return answer;
      const { value: caller } = answer;
      const complete = caller.role !== 'team' || caller.teamId !== undefined;
      return complete && callerMay(caller, 'realtime.follow') ? answer : refuse({ code: 'forbidden' });
    } catch (error) {
      if (!transientError(error)) this.logger.error({ err: error }, 'a sign-in to the board failed');
      return refuse({ code: 'temporarily_unavailable' });
    }
  }
}
