import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import type { MessageDelivery } from '#lib/contract';
import { Centers, type Center } from '#lib/center';
import {
  CLOCK,
  CONFIGURATION,
  Commands,
  DATABASE,
  telephoneNumberFrom,
  type Caller,
  type Configuration,
  type Database,
  type Refusal,
} from '#lib/platform';
import { CallRepository } from '../call/call.repository.js';
import { recordLink, type CallName } from '../call/call.js';
import { linkSecretHash, newLinkSecret, type LocationLink } from './location-link.js';
import { LocationLinkRepository } from './location-link.repository.js';
import {
  locationLinkView,
  type LocationLinkList,
  type LocationLinkRequest,
  type LocationLinkView,
  type SentLocationLink,
} from './location-link.view.js';
import { MESSAGE_SENDER, type MessageSender } from './message-sender.js';

/** Sends location links, lists them and takes them back: the operator's side. */
@Injectable()
export class LocationLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly calls: CallRepository,
    private readonly links: LocationLinkRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(MESSAGE_SENDER) private readonly sender: MessageSender,
  ) {}

  /**
   * Makes a link and sends it after the commit. The link itself is in no row and no kept answer: the same request sent
   * again answers without it, and sends nothing.
   * @param origin where the operator's browser reached this server
   */
  async send(
    caller: Caller,
    name: CallName,
    request: LocationLinkRequest,
    origin: string,
  ): Promise<Result<SentLocationLink, Refusal>> {
    const center = await this.centers.get(caller.centerId);
    let message: { secret: string; number: string } | undefined;
    const made = await this.commands.run<LocationLinkView>(caller, async (tx) => {
      message = undefined;
      const call = await this.calls.find(tx.manager, tx.centerId, name);
      if (!call) return refuse({ code: 'not_found' });
      if (call.isIncidentClosed) return refuse({ code: 'incident_closed' });
      const number = request.number === undefined ? call.phone : telephoneNumberFrom(request.number);
      if (!number || !/^\+\d{6,15}$/.test(number)) {
        const rule = request.number === undefined ? 'required' : 'matches';
        return refuse({ code: 'validation_failed', fields: [{ field: 'number', rule }] });
      }
      const secret = newLinkSecret();
      const link: LocationLink = {
        id: tx.newIdentifier(),
        centerId: tx.centerId,
        contactId: call.contactId,
        incidentId: call.contactId === null ? call.incidentId : null,
        holderHash: null,
        channel: request.channel,
        delivery: 'not_connected',
        createdBy: caller.actor,
        createdAt: tx.now,
        expiresAt: new Date(tx.now.getTime() + center.settings.locationLinkOpenWithinSeconds * 1000),
        openedAt: null,
        sharingSince: null,
        trouble: null,
        endedAt: null,
        endedBy: null,
        version: 1,
      };
      await this.links.insert(tx.manager, link, linkSecretHash(secret));
      recordLink(tx, call, link.id, 'sent');
      message = { secret, number };
      return accept(locationLinkView(link, tx.now));
    });
    if (!made.accepted) return made;
    if (!message) return accept({ ...made.value, url: null });
    const url = `${this.configuration.publicUrl ?? origin}/l/${message.secret}`;
    const delivery = await this.deliver(center, request, message.number, url);
    await this.links.setDelivery(this.dataSource, made.value.id, delivery);
    return accept({ ...made.value, delivery, url: this.database.kind === 'embedded' ? url : null });
  }

  async list(caller: Caller, name: CallName): Promise<Result<LocationLinkList, Refusal>> {
    if (!(await this.calls.find(this.dataSource, caller.centerId, name)))
      return refuse({ code: 'not_found' });
    const links = await this.links.list(this.dataSource, caller.centerId, name);
    return accept({ items: links.map((link) => locationLinkView(link, this.clock.now())) });
  }

  /** Ends a link at once; one that has ended stays as it is. */
  revoke(caller: Caller, id: string): Promise<Result<LocationLinkView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const link = await this.links.lock(tx.manager, tx.centerId, id);
      if (!link) return refuse({ code: 'not_found' });
      if (link.endedAt || link.expiresAt <= tx.now) return accept(locationLinkView(link, tx.now));
      const ended = await this.links.update(tx.manager, { ...link, endedAt: tx.now, endedBy: caller.actor });
      const call = await this.calls.find(tx.manager, tx.centerId, callOf(link));
      if (call) recordLink(tx, call, id, 'revoked');
      return accept(locationLinkView(ended, tx.now));
    });
  }

  private async deliver(
    { name, locale, settings }: Center,
    { channel }: LocationLinkRequest,
    number: string,
    url: string,
  ): Promise<MessageDelivery> {
    const minutes = Math.round(settings.locationLinkOpenWithinSeconds / 60);
    const text =
      locale === 'id'
        ? `${name} menangani panggilan darurat Anda. Ketuk untuk membagikan lokasi (berlaku ${minutes} menit): ${url}`
        : `${name} is handling your emergency call. Tap to share where you are (works for ${minutes} minutes): ${url}`;
    try {
      return await this.sender.send({ channel, number, text });
    } catch {
      return 'failed';
    }
  }
}

/** What a link was sent for. */
export const callOf = ({ contactId, incidentId }: LocationLink): CallName =>
  contactId === null ? { incidentId: incidentId! } : { contactId };
