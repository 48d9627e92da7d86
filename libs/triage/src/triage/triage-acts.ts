import { Injectable } from '@nestjs/common';
import type { Transaction } from '#lib/platform';
import type { TriageAct, TriageRun } from '../engine/index.js';
import type { StoredEntry, Triage } from './triage.repository.js';

/** An act that was stored, with what the triage is after it. */
export interface TakenAct {
  act: TriageAct;
  triage: Triage;
  run: TriageRun;
  entries: readonly StoredEntry[];
}

export type ActFollower = (tx: Transaction, taken: TakenAct) => Promise<void>;

/** Whoever has to do something in the transaction in which somebody acted in a triage says so here. */
@Injectable()
export class TriageActs {
  private readonly followers: ActFollower[] = [];

  follow(follower: ActFollower): void {
    this.followers.push(follower);
  }

  async tell(tx: Transaction, taken: TakenAct): Promise<void> {
    for (const follower of this.followers) await follower(tx, taken);
  }
}
