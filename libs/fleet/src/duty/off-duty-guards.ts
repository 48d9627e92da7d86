import { Injectable } from '@nestjs/common';
import type { Refusal, Transaction } from '#lib/platform';

/** Whether something speaks against a team's going off duty. The team's row is locked while it is asked. */
export type OffDutyGuard = (tx: Transaction, teamId: string) => Promise<Refusal | undefined>;

/** Asked before a team goes off duty or out of use: higher floors know what it is busy with. */
@Injectable()
export class OffDutyGuards {
  private readonly guards: OffDutyGuard[] = [];

  add(guard: OffDutyGuard): void {
    this.guards.push(guard);
  }

  /** The first objection, in the order of registration. */
  async objection(tx: Transaction, teamId: string): Promise<Refusal | undefined> {
    for (const guard of this.guards) {
      const refusal = await guard(tx, teamId);
      if (refusal) return refusal;
    }
    return undefined;
  }
}
