import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { Centers } from '#lib/center';
import {
  CLOCK,
  CONFIGURATION,
  Health,
  LOGGER,
  systemCaller,
  transientError,
  type AsteriskConfiguration,
  type Configuration,
  type Logger,
} from '#lib/platform';
import type { CallReport } from '../call-facts.js';
import { ExchangeCallRepository } from '../exchange-call.repository.js';
import { ExchangeCalls } from '../exchange-calls.js';
import { AriConnection } from './ari-connection.js';
import type { AriClient } from './ari-client.js';
import {
  ariEventFrom,
  asterisk,
  extensionOf,
  isOwn,
  reportsOf,
  ringingReport,
  type AriBridge,
  type AriChannel,
} from './ari-event.js';
import { AsteriskDesk } from './asterisk-desk.js';
import { ExchangeHold } from './exchange-hold.js';
import { WorkQueue } from './work-queue.js';

/** How often the hold is renewed, or asked after, real milliseconds: five times before it would be lost. */
const holdPollMilliseconds = 2_000;

/**
 * Follows the calls of one Asterisk. Of all processes one listens; the others know from it whether the exchange is
 * heard. After a loss it reads which channels are still there: a call that ended meanwhile ends, one that is up stays.
 */
@Injectable()
export class AsteriskTelephony implements BeforeApplicationShutdown {
  private readonly queue = new WorkQueue((error, again) => this.tellFailure(error, again));
  private connection: AriConnection | undefined;
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> = Promise.resolve();
  private centerId: string | undefined;
  private heard = false;
  private stopped = false;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly calls: ExchangeCallRepository,
    private readonly exchangeCalls: ExchangeCalls,
    private readonly desk: AsteriskDesk,
    private readonly hold: ExchangeHold,
    health: Health,
  ) {
    if (configuration.asterisk) health.register('telephony', () => this.heard);
  }

  /** Begins to follow the exchange, where one is configured. In a process that only serves, asks whether it is heard. */
  start(): void {
    if (this.configuration.asterisk) this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.polling;
    this.letGo();
    await this.queue.stop();
    if (this.configuration.asterisk) await this.hold.release().catch(() => undefined);
  }

  /** Resolves when all that was heard so far is stored. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  private schedule(milliseconds: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.polling = this.poll()
        .catch((error: unknown) => {
          this.heard = false;
          this.logger.warn({ err: error }, 'the hold of the exchange cannot be renewed');
        })
        .finally(() => this.schedule(holdPollMilliseconds));
    }, milliseconds).unref();
  }

  private async poll(): Promise<void> {
    const mayFollow = this.configuration.role !== 'api';
    const isOurs = mayFollow && (await this.hold.take(this.connection !== undefined && this.heard));
    if (isOurs) return this.connect();
    this.letGo();
    this.heard = await this.hold.isHeard();
  }

  private async connect(): Promise<void> {
    if (this.connection) return;
    this.heard = false;
    const settings = this.configuration.asterisk!;
    this.centerId ??= (await this.centers.findByCode(settings.centerCode))?.id;
    if (this.centerId === undefined) {
      this.logger.warn('ASTERISK_CENTER: there is no center with this code');
      return;
    }
    const centerId = this.centerId;
    const connection: AriConnection = new AriConnection(this.desk.client!.events, {
      opened: () => this.queue.push(() => this.resynchronise(centerId, settings, connection)),
      closed: () => this.setHeard(false),
      message: (text) => this.take(centerId, text, connection),
    });
    this.connection = connection;
    connection.start();
  }

  private letGo(): void {
    this.connection?.stop();
    this.connection = undefined;
  }

  private setHeard(heard: boolean): void {
    if (this.heard === heard) return;
    this.heard = heard;
    if (heard) this.logger.info('the telephone exchange is heard');
    else this.logger.warn('the telephone exchange is not heard; trying again');
    this.schedule(0);
  }

  private take(centerId: string, text: string, connection: AriConnection): void {
    const event = ariEventFrom(text);
    if (!event) {
      this.logger.warn('the exchange told something that cannot be read');
      return;
    }
    // Another listener took our place: whoever has the hold decides who listens.
    if (event.type === 'ApplicationReplaced') {
      if (this.connection === connection) this.letGo();
      this.setHeard(false);
      return;
    }
    this.queue.push(() => this.store(centerId, reportsOf(event)));
    this.queue.push(() => this.desk.follow(centerId, event));
  }

  private async store(centerId: string, reports: readonly CallReport[]): Promise<void> {
    for (const report of reports) {
      const makesContact = report.kind === 'ringing';
      await this.exchangeCalls.report(systemCaller(centerId), report, { makesContact });
    }
  }

  /**
   * Reads what there is now. The calls that are open for us are read before the channels: one that rings in between
   * is in the second and not in the first, and nothing is done to it.
   */
  private async resynchronise(
    centerId: string,
    settings: AsteriskConfiguration,
    connection: AriConnection,
  ): Promise<void> {
    if (this.connection !== connection) return;
    const open = await this.calls.listOpen(this.dataSource, centerId, asterisk);
    let present: { channels: AriChannel[]; bridges: AriBridge[] };
    try {
      present = await presentIn(this.desk.client!);
      const ids = new Set(present.channels.map(({ id }) => id));
      const gone = open.filter(({ callId }) => !ids.has(callId));
      const now = this.clock.now();
      await this.store(
        centerId,
        gone.map(({ callId }) => ({ exchange: asterisk, callId, kind: 'ended', at: now })),
      );
      await this.store(centerId, reportsOfPresent(present, settings.application, now));
      await this.desk.tidy(centerId, ids);
    } catch (error) {
      if (transientError(error)) throw error;
      this.logger.warn({ err: error }, 'the exchange’s channels cannot be read; beginning again');
      connection.restart();
      return;
    }
    connection.settled();
    this.setHeard(true);
  }

  private tellFailure(error: unknown, again: boolean): void {
    if (again) this.logger.warn({ err: error }, 'what the exchange told cannot be stored yet; trying again');
    else this.logger.error({ err: error }, 'what the exchange told could not be done');
  }
}

const presentIn = async (client: AriClient): Promise<{ channels: AriChannel[]; bridges: AriBridge[] }> => ({
  channels: await client.channels(),
  bridges: await client.bridges(),
});

/** What channels that are there say: callers in our application ring, and those in a bridge are talked to. */
function reportsOfPresent(
  { channels, bridges }: { channels: AriChannel[]; bridges: AriBridge[] },
  application: string,
  now: Date,
): CallReport[] {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const callers = channels.filter(
    ({ id, dialplan }) =>
      !isOwn(id) && dialplan.app_name === 'Stasis' && dialplan.app_data.split(',')[0] === application,
  );
  return callers.flatMap((caller) => {
    const ringing = ringingReport(caller, caller.dialplan.app_data.split(',')[1]);
    const bridge = bridges.find((candidate) => candidate.channels.includes(caller.id));
    if (!bridge) return [ringing];
    const mate = bridge.channels.map((id) => byId.get(id)).find((other) => other && other.id !== caller.id);
    const extension = mate ? extensionOf(mate) : null;
    return [ringing, { exchange: asterisk, callId: caller.id, kind: 'bridged', at: now, extension }];
  });
}
