import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, type Clock } from '#lib/kernel';
import { centerSettings, Centers } from '#lib/center';
import { ContactArrivals } from '#lib/intake';
import { CLOCK, Commands, Housekeeping, systemCaller, type Transaction } from '#lib/platform';
import { CallRepository } from '../call/call.repository.js';
import type { Call } from '../call/call.js';
import { Suggestions } from '../suggestion/suggestions.js';
import type { AmlMessage } from './aml-message.js';
import { AmlRepository } from './aml.repository.js';

/**
 * Brings positions that phones tell by themselves to the calls they belong to, by number. Either may come first: a
 * position without a call waits for minutes, and is forgotten when none comes.
 */
@Injectable()
export class AmlPositions implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly calls: CallRepository,
    private readonly positions: AmlRepository,
    private readonly suggestions: Suggestions,
    private readonly arrivals: ContactArrivals,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.arrivals.onRang(async (tx, { id, callerNumber }) => {
      if (callerNumber !== null) await this.takeWaiting(tx, id, callerNumber);
    });
    const { amlKeepSeconds } = centerSettings.parse({});
    this.housekeeping.add('positions of phones without a call', () =>
      this.positions.forget(this.dataSource, this.clock.now(), amlKeepSeconds),
    );
  }

  /** @returns whether its call was there already */
  async receive(centerId: string, message: AmlMessage): Promise<'matched' | 'waiting'> {
    const { settings } = await this.centers.get(centerId);
    const received = await this.commands.run<'matched' | 'waiting'>(systemCaller(centerId), async (tx) => {
      const { callerNumber } = message;
      await this.calls.holdNumber(tx.manager, centerId, callerNumber);
      const since = before(tx.now, settings.amlMatchWithinSeconds);
      const call = await this.calls.findByNumber(tx.manager, centerId, callerNumber, since);
      if (!call) {
        await this.positions.keep(tx.manager, centerId, message, tx.now);
        return accept('waiting');
      }
      await this.suggest(tx, call, message);
      return accept('matched');
    });
    if (!received.accepted) throw new Error('a position was refused');
    return received.value;
  }

  private async takeWaiting(tx: Transaction, contactId: string, callerNumber: string): Promise<void> {
    await this.calls.holdNumber(tx.manager, tx.centerId, callerNumber);
    const { settings } = await this.centers.get(tx.centerId, tx.manager);
    const since = before(tx.now, settings.amlKeepSeconds);
    const message = await this.positions.take(tx.manager, tx.centerId, callerNumber, since);
    const call = message && (await this.calls.find(tx.manager, tx.centerId, { contactId }));
    if (message && call) await this.suggest(tx, call, message);
  }

  private async suggest(tx: Transaction, call: Call, message: AmlMessage): Promise<void> {
    const { lat, lon, accuracyMetres, confidence, altitudeMetres, positionedAt } = message;
    const fix = { lat, lon, accuracyMetres, confidence, altitudeMetres, positionedAt };
    await this.suggestions.suggest(tx, call, {
      ...fix,
      source: 'aml',
      originId: call.contactId!,
      label: null,
    });
  }
}

const before = (now: Date, seconds: number): Date => new Date(now.getTime() - seconds * 1000);
