import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, type Clock, type Result } from '#lib/kernel';
import { CLOCK, Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { AmlRepository, type AmlKeyRow } from './aml.repository.js';

/** The former address works on for so long, until whoever sends positions knows the new one. */
const overlapHours = 24;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The secret part of each center's address for phones' positions. */
@Injectable()
export class AmlKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly keys: AmlRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The center that positions sent to this secret are for. */
  async centerOf(secret: string): Promise<string | undefined> {
    return this.keys.findCenter(this.dataSource, hashOf(secret), this.clock.now());
  }

  /** The addresses that work now, without their secrets. */
  async list({ centerId }: Caller): Promise<{ items: AmlKeyRow[] }> {
    return { items: await this.keys.listKeys(this.dataSource, centerId, this.clock.now()) };
  }

  /** A new address, told once: its answer is not kept for an idempotency key, because it holds the secret. */
  async renew(caller: Caller): Promise<Result<{ path: string }, Refusal>> {
    return this.commands.run({ ...caller, idempotency: undefined }, async (tx) => {
      const secret = randomBytes(32).toString('base64url');
      await this.keys.expireKeys(
        tx.manager,
        tx.centerId,
        new Date(tx.now.getTime() + overlapHours * 3_600_000),
      );
      await this.keys.insertKey(tx.manager, {
        centerId: tx.centerId,
        secretHash: hashOf(secret),
        createdAt: tx.now,
        createdBy: caller.actor,
      });
      recordChange(tx, true);
      return accept({ path: `/aml/${secret}` });
    });
  }

  /** Takes every address away at once. */
  close(caller: Caller): Promise<Result<{ closed: true }, Refusal>> {
    return this.commands.run<{ closed: true }>(caller, async (tx) => {
      await this.keys.expireKeys(tx.manager, tx.centerId, tx.now);
      recordChange(tx, false);
      return accept({ closed: true });
    });
  }
}

const recordChange = (tx: Transaction, open: boolean): void =>
  tx.record({ type: 'center.aml_key_changed', subjectId: tx.centerId, subjectVersion: 1, payload: { open } });
