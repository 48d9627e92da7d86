import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Users } from '#lib/identity';
import {
  Commands,
  CONFIGURATION,
  LOGGER,
  systemCaller,
  type Caller,
  type Configuration,
  type Logger,
  type Refusal,
} from '#lib/platform';
import { CallBackOwners } from '../../contact/call-back-owners.js';
import { CallBacks } from '../../contact/call-backs.js';
import type { Contact } from '../../contact/contact.js';
import { ContactRepository } from '../../contact/contact.repository.js';
import { contactView, type ContactView } from '../../contact/contact.view.js';
import { Telephones } from '../../contact/telephones.js';
import { ExchangeCallRepository } from '../exchange-call.repository.js';
import { ExchangeCalls } from '../exchange-calls.js';
import { AriClient, AriError } from './ari-client.js';
import { asterisk, isOwn, ownPrefix, type AriEvent } from './ari-event.js';

/** How long an operator's telephone rings before the call goes back to everybody, seconds: an assumption. */
const operatorRingsSeconds = 20;
/** How long a caller's telephone rings when they are called back, seconds: the time a network gives it. */
const callerRingsSeconds = 60;

/** The channels Layad makes, by what they are for; the rest of the name is a contact's id or an attempt's. */
const leg = {
  operator: (contactId: string) => `${ownPrefix}operator-${contactId}`,
  desk: (attemptId: string) => `${ownPrefix}desk-${attemptId}`,
  called: (attemptId: string) => `${ownPrefix}called-${attemptId}`,
};
const bridgeOf = (id: string) => `${ownPrefix}${id}`;
const legPattern = new RegExp(`^${ownPrefix}(operator|desk|called)-(.+)$`);

/**
 * What operators do with calls on Asterisk: taking one rings their telephone and connects the two, calling back rings
 * theirs first and then the caller's. All names follow from ids, so any process goes on where another stopped.
 */
@Injectable()
export class AsteriskDesk implements OnModuleInit {
  readonly client: AriClient | undefined;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly users: Users,
    private readonly telephones: Telephones,
    private readonly contacts: ContactRepository,
    private readonly calls: ExchangeCallRepository,
    private readonly exchangeCalls: ExchangeCalls,
    private readonly callBacks: CallBacks,
    private readonly owners: CallBackOwners,
  ) {
    this.client = configuration.asterisk && new AriClient(configuration.asterisk);
  }

  onModuleInit(): void {
    this.telephones.onAnswered((centerId, contact) => void this.connect(centerId, contact));
  }

  /** Ends a call on the line. That it ended is told by the exchange. 409 when it is not on the line. */
  async hangUp(caller: Caller, contactId: string): Promise<Result<ContactView, Refusal>> {
    const contact = await this.contacts.find(this.dataSource, caller.centerId, contactId);
    if (!contact) return refuse({ code: 'not_found' });
    const call = await this.calls.findByContact(this.dataSource, caller.centerId, contactId);
    if (!call || call.exchange !== asterisk || call.endedAt) {
      return refuse({ code: 'contact_not_on_exchange', current: contactView(contact) });
    }
    const done = await this.ask((client) => client.hangUp(call.callId));
    return done.accepted ? accept(contactView(contact)) : done;
  }

  /** Rings the telephone of the caller of this, and when they pick up, that of the contact. */
  async callBack(caller: Caller, contactId: string): Promise<Result<ContactView, Refusal>> {
    const { asterisk: settings } = this.configuration;
    if (!settings) return refuse({ code: 'exchange_missing' });
    const { userId } = caller;
    const extension = userId && (await this.users.extensionOf(this.dataSource, caller.centerId, userId));
    if (!userId || !extension) return refuse({ code: 'extension_missing' });
    const begun = await this.commands.run(caller, async (tx) => {
      const contact = await this.contacts.lock(tx.manager, tx.centerId, contactId);
      if (!contact) return refuse({ code: 'not_found' });
      if (contact.callerNumber === null) return refuse({ code: 'contact_without_number' });
      const owned = contact.callBackBy ? await this.owners.takeWithin(tx, contact) : accept(contact);
      if (!owned.accepted) return owned;
      tx.record({
        type: 'contact.call_back_tried',
        subjectId: contactId,
        subjectVersion: owned.value.version,
        payload: { by: userId },
      });
      return accept({ view: contactView(owned.value), attemptId: tx.newIdentifier() });
    });
    if (!begun.accepted) return begun;
    const { view, attemptId } = begun.value;
    const rung = await this.ask((client) =>
      client.originate({
        channelId: leg.desk(attemptId),
        endpoint: settings.operatorEndpoint.replaceAll('{extension}', extension),
        appArgs: `desk,${attemptId},${contactId}`,
        timeoutSeconds: operatorRingsSeconds,
      }),
    );
    return rung.accepted ? accept(view) : rung;
  }

  /** Does what an event asks for: connects who has picked up, and lets nobody hang on a dead line. */
  async follow(centerId: string, { type, args = [], channel }: AriEvent): Promise<void> {
    if (!channel || !this.client) return;
    if (type === 'StasisStart') {
      if (isOwn(channel.id)) return this.pickedUp(centerId, channel.id, args);
      if (channel.state === 'Ring') return this.client.ring(channel.id);
    }
    if (type === 'ChannelDestroyed') return this.gone(centerId, channel.id);
  }

  /** The operator who took a call on the screen is rung and connected; without an extension nothing can be. */
  private async connect(centerId: string, contact: Contact): Promise<void> {
    const { asterisk: settings } = this.configuration;
    if (!settings || contact.answeredBy === null) return;
    try {
      const call = await this.calls.findByContact(this.dataSource, centerId, contact.id);
      if (!call || call.exchange !== asterisk || call.endedAt || call.answeredAt) return;
      const extension = await this.users.extensionOf(this.dataSource, centerId, contact.answeredBy);
      if (!extension) return;
      await this.client!.originate({
        channelId: leg.operator(contact.id),
        endpoint: settings.operatorEndpoint.replaceAll('{extension}', extension),
        appArgs: `operator,${contact.id}`,
        timeoutSeconds: operatorRingsSeconds,
        ...(contact.callerNumber === null ? {} : { callerId: contact.callerNumber }),
      });
    } catch (error) {
      this.logger.warn({ err: error }, 'an operator’s telephone cannot be rung');
      await this.exchangeCalls
        .returnToQueue(systemCaller(centerId), contact.id)
        .catch((failure: unknown) => this.logger.error({ err: failure }, 'a call cannot be returned'));
    }
  }

  private async pickedUp(centerId: string, channelId: string, args: string[]): Promise<void> {
    const [kind, id, contactId] = args;
    const client = this.client!;
    if (kind === 'operator' && id) {
      const call = await this.calls.findByContact(this.dataSource, centerId, id);
      if (!call || call.endedAt) return client.hangUp(channelId);
      await client.answer(call.callId);
      return client.bridge(bridgeOf(id), [call.callId, channelId]);
    }
    if (!id || !contactId) return;
    const contact = await this.contacts.find(this.dataSource, centerId, contactId);
    if (!contact?.callerNumber) return client.hangUp(channelId);
    if (kind === 'desk') {
      return client.originate({
        channelId: leg.called(id),
        endpoint: this.configuration.asterisk!.outboundEndpoint.replaceAll('{number}', contact.callerNumber),
        appArgs: `called,${id},${contactId}`,
        timeoutSeconds: callerRingsSeconds,
      });
    }
    if (kind === 'called') {
      await client.bridge(bridgeOf(id), [leg.desk(id), channelId]);
      await this.commands.run(systemCaller(centerId), async (tx) => {
        await this.callBacks.settle(tx, contact.callerNumber, 'called_back');
        return accept(null);
      });
    }
  }

  private async gone(centerId: string, channelId: string): Promise<void> {
    const client = this.client!;
    const [, kind, id] = legPattern.exec(channelId) ?? [];
    if (!kind || !id) return this.callerGone(centerId, channelId);
    if (kind === 'operator') {
      const call = await this.calls.findByContact(this.dataSource, centerId, id);
      if (call && !call.endedAt && !call.answeredAt) {
        return this.exchangeCalls.returnToQueue(systemCaller(centerId), id);
      }
      if (call && !call.endedAt) await client.hangUp(call.callId);
    } else {
      await client.hangUp(kind === 'desk' ? leg.called(id) : leg.desk(id));
    }
    await client.destroyBridge(bridgeOf(id));
  }

  private async callerGone(centerId: string, channelId: string): Promise<void> {
    const call = await this.calls.find(this.dataSource, centerId, { exchange: asterisk, callId: channelId });
    if (!call?.contactId) return;
    await this.client!.hangUp(leg.operator(call.contactId));
    await this.client!.destroyBridge(bridgeOf(call.contactId));
  }

  /** After a loss: lines whose other end is gone are let go, and what nobody picks up rings again for everybody. */
  async tidy(centerId: string, channelIds: ReadonlySet<string>): Promise<void> {
    for (const channelId of channelIds) {
      const [, kind, id] = legPattern.exec(channelId) ?? [];
      if (kind !== 'operator' || !id) continue;
      const call = await this.calls.findByContact(this.dataSource, centerId, id);
      if (!call || call.endedAt) await this.client!.hangUp(channelId);
    }
    for (const call of await this.calls.listOpen(this.dataSource, centerId, asterisk)) {
      if (call.answeredAt || channelIds.has(leg.operator(call.contactId!))) continue;
      await this.exchangeCalls.returnToQueue(systemCaller(centerId), call.contactId!);
    }
  }

  private async ask(work: (client: AriClient) => Promise<void>): Promise<Result<null, Refusal>> {
    try {
      if (!this.client) return refuse({ code: 'exchange_missing' });
      await work(this.client);
      return accept(null);
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      this.logger.warn({ err: error }, 'the telephone exchange refused');
      return refuse({ code: 'exchange_not_connected', retryAfterSeconds: 5 });
    }
  }
}
