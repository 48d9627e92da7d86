import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, type Caller, type Queryable, type Refusal } from '#lib/platform';
import { ProtocolVersionRepository, type ProtocolVersion } from './protocol-version.repository.js';
import { approvalView, type ApprovalView } from './protocol.view.js';
import { SignOffRepository, type SignOff } from './sign-off.repository.js';

/**
 * Doctors signing cards. A sign-off is for the content of a card with the scripts it leads to, so it holds in every
 * version where that is the same, and for nothing that was changed.
 */
@Injectable()
export class SignOffs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly versions: ProtocolVersionRepository,
    private readonly signOffs: SignOffRepository,
  ) {}

  /** By the number of the card; a card without one is not clinically approved. */
  list(
    centerId: string,
    { cardHashes }: Pick<ProtocolVersion, 'cardHashes'>,
    on: Queryable = this.dataSource,
  ): Promise<Map<string, SignOff>> {
    return this.signOffs.list(on, centerId, cardHashes);
  }

  sign(
    caller: Caller,
    versionId: string,
    card: string,
    note: string | null,
  ): Promise<Result<ApprovalView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const version = await this.versions.find(tx.manager, tx.centerId, versionId);
      const contentHash = version && hashOf(version, card);
      if (!version || contentHash === undefined) return refuse({ code: 'not_found' });
      if (!caller.userId) return refuse({ code: 'forbidden' });
      const stored = await this.signOffs.insert(tx.manager, tx.centerId, {
        id: tx.newIdentifier(),
        card,
        contentHash,
        protocolVersionId: versionId,
        signedBy: caller.userId,
        signedAt: tx.now,
        note,
      });
      if (!stored) return refuse({ code: 'card_signed' });
      tx.record({
        type: 'protocol.card_signed',
        subjectId: versionId,
        subjectVersion: 1,
        payload: { number: version.number, card },
      });
      const signed = await this.signOffs.list(tx.manager, tx.centerId, { [card]: contentHash });
      return accept(approvalView(signed.get(card)!));
    });
  }

  withdraw(caller: Caller, versionId: string, card: string, reason: string): Promise<Result<null, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const version = await this.versions.find(tx.manager, tx.centerId, versionId);
      const contentHash = version && hashOf(version, card);
      if (!version || contentHash === undefined) return refuse({ code: 'not_found' });
      if (!caller.userId) return refuse({ code: 'forbidden' });
      const withdrawal = { by: caller.userId, at: tx.now, reason };
      if (!(await this.signOffs.withdraw(tx.manager, tx.centerId, { card, contentHash }, withdrawal))) {
        return refuse({ code: 'card_not_signed' });
      }
      tx.record({
        type: 'protocol.sign_off_withdrawn',
        subjectId: versionId,
        subjectVersion: 1,
        payload: { number: version.number, card },
      });
      return accept(null);
    });
  }
}

const hashOf = ({ cardHashes }: ProtocolVersion, card: string): string | undefined =>
  Object.hasOwn(cardHashes, card) ? cardHashes[card] : undefined;
