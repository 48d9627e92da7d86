import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '#lib/kernel';
import { CLOCK, ID_SOURCE, type Caller, type Queryable } from '#lib/platform';

/** What was done with whose data. */
export interface PersonalDataUse {
  /** `<noun>.<past verb>`, for example `incident.opened` or `contact.opened`. */
  action: string;
  /** The noun of the subject, for example `incident`. */
  subjectType: string;
  subjectId: string;
}

/**
 * Who opened whose personal data (Law 27/2022: a person may ask for the trail). Append-only, beside the journal: a
 * reading changes nothing, so it belongs to no command.
 */
@Injectable()
export class PersonalDataAccess {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** One insert, inside a transaction (`tx.manager`) or outside. What the system itself reads is not recorded. */
  async record(on: Queryable, caller: Caller, use: PersonalDataUse): Promise<void> {
    if (caller.role === 'system') return;
    await on.query(
      `insert into personal_data_access (id, center_id, occurred_at, actor, action, subject_type, subject_id,
                                         request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        this.ids.next(),
        caller.centerId,
        this.clock.now(),
        caller.actor,
        use.action,
        use.subjectType,
        use.subjectId,
        caller.requestId ?? null,
      ],
    );
  }
}
