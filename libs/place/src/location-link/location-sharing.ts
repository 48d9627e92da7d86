import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, isLatLon, refuse, type Clock, type Result } from '#lib/kernel';
import { locationTroubles, type LocationTrouble } from '#lib/contract';
import { Centers, type Center } from '#lib/center';
import { CLOCK, Commands, systemCaller, type Refusal, type Transaction } from '#lib/platform';
import { CallRepository } from '../call/call.repository.js';
import { recordLink, type Call } from '../call/call.js';
import { Suggestions } from '../suggestion/suggestions.js';
import { linkSecretHash, linkSecretPattern, newLinkSecret, type LocationLink } from './location-link.js';
import { LocationLinkRepository } from './location-link.repository.js';
import { callOf } from './location-links.js';

/** A link that works, and the center that asks. */
export interface OpenLink {
  link: LocationLink;
  center: Center;
  /** When sharing ends, or would end if it began now. */
  until: Date;
}

/** What a phone reports. */
export interface PhoneReport {
  lat?: unknown;
  lon?: unknown;
  accuracyMetres?: unknown;
  altitudeMetres?: unknown;
  /** How old the fix is, seconds: phones' clocks are often wrong, so none is asked for a time. */
  ageSeconds?: unknown;
  trouble?: unknown;
  end?: unknown;
}

/** What the page is told: until when it may go on, and the secret of its cookie when it has just become its holder. */
export interface ReportAnswer {
  until: Date;
  ended: boolean;
  holder?: string;
}

/**
 * Location links from the caller's side. Every link that does not work (guessed, expired, revoked, ended, taken by
 * another browser) is `undefined` here, and nobody can tell which of these it was.
 */
@Injectable()
export class LocationSharing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly calls: CallRepository,
    private readonly links: LocationLinkRepository,
    private readonly suggestions: Suggestions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The link, if it works in the browser that has this cookie. Notes that it was opened. */
  async open(secret: string, holder: string | undefined): Promise<OpenLink | undefined> {
    const found = await this.find(secret, holder);
    if (!found) return undefined;
    const { link, center } = found;
    if (!link.openedAt) {
      await this.commands.run(systemCaller(center.id), async (tx) => {
        const locked = await this.links.lock(tx.manager, tx.centerId, link.id);
        if (!locked || locked.openedAt) return accept(null);
        await this.change(tx, { ...locked, openedAt: tx.now }, 'opened');
        return accept(null);
      });
    }
    return found;
  }

  /** Takes what a phone reports. Undefined where the link does not work; a refusal where the report cannot be read. */
  async report(
    secret: string,
    holder: string | undefined,
    report: PhoneReport,
  ): Promise<Result<ReportAnswer, Refusal> | undefined> {
    const found = await this.find(secret, holder);
    if (!found) return undefined;
    const { link, center } = found;
    let refused = false;
    const taken = await this.commands.run<ReportAnswer>(systemCaller(center.id), async (tx) => {
      const locked = await this.links.lock(tx.manager, tx.centerId, link.id);
      refused = !locked || !this.works(locked, holder);
      if (!locked || refused) return refuse({ code: 'not_found' });
      if (report.end === true) {
        const ended = await this.change(tx, { ...locked, endedAt: tx.now }, 'ended');
        return accept({ until: ended.expiresAt, ended: true });
      }
      const trouble = troubleFrom(report.trouble);
      if (trouble) {
        const noted = { ...locked, trouble };
        if (locked.trouble !== trouble)
          await this.change(tx, noted, locked.sharingSince ? 'sharing' : 'troubled');
        return accept({ until: locked.expiresAt, ended: false });
      }
      return this.takeFix(tx, center, locked, report);
    });
    return refused ? undefined : taken;
  }

  private async takeFix(
    tx: Transaction,
    center: Center,
    link: LocationLink,
    report: PhoneReport,
  ): Promise<Result<ReportAnswer, Refusal>> {
    const fix = fixFrom(report, tx.now);
    const call = await this.calls.find(tx.manager, tx.centerId, callOf(link));
    if (!fix || !call) return refuse({ code: 'malformed_request' });
    let sharing = link;
    let holder: string | undefined;
    if (!link.sharingSince) {
      holder = newLinkSecret();
      const first = {
        sharingSince: tx.now,
        holderHash: linkSecretHash(holder),
        expiresAt: sharedUntil(center, tx.now),
        trouble: null,
      };
      sharing = await this.change(tx, { ...link, ...first }, 'sharing', call);
    }
    await this.suggestions.suggest(tx, call, {
      ...fix,
      source: 'location_link',
      originId: link.id,
      confidence: null,
      label: null,
    });
    return accept({ until: sharing.expiresAt, ended: false, ...(holder === undefined ? {} : { holder }) });
  }

  private async change(
    tx: Transaction,
    link: LocationLink,
    state: 'opened' | 'troubled' | 'sharing' | 'ended',
    known?: Call,
  ): Promise<LocationLink> {
    const stored = await this.links.update(tx.manager, link);
    const call = known ?? (await this.calls.find(tx.manager, tx.centerId, callOf(link)));
    if (call) recordLink(tx, call, link.id, state);
    return stored;
  }

  private async find(secret: string, holder: string | undefined): Promise<OpenLink | undefined> {
    if (!linkSecretPattern.test(secret)) return undefined;
    const link = await this.links.findByToken(this.dataSource, linkSecretHash(secret));
    if (!link || !this.works(link, holder)) return undefined;
    const center = await this.centers.get(link.centerId);
    return {
      link,
      center,
      until: link.sharingSince ? link.expiresAt : sharedUntil(center, this.clock.now()),
    };
  }

  private works(link: LocationLink, holder: string | undefined): boolean {
    if (link.endedAt || link.expiresAt <= this.clock.now()) return false;
    return link.holderHash === null || (holder !== undefined && linkSecretHash(holder) === link.holderHash);
  }
}

const sharedUntil = ({ settings }: Center, now: Date): Date =>
  new Date(now.getTime() + settings.locationLinkShareSeconds * 1000);

const troubleFrom = (trouble: unknown): LocationTrouble | undefined =>
  locationTroubles.find((known) => known === trouble);

const numberIn = (value: unknown, least: number, most: number): number | null =>
  typeof value === 'number' && value >= least && value <= most ? value : null;

function fixFrom(report: PhoneReport, now: Date) {
  const point = { lat: Number(report.lat ?? NaN), lon: Number(report.lon ?? NaN) };
  if (typeof report.lat !== 'number' || typeof report.lon !== 'number' || !isLatLon(point)) return undefined;
  return {
    ...point,
    accuracyMetres: numberIn(report.accuracyMetres, 0, 1_000_000),
    altitudeMetres: numberIn(report.altitudeMetres, -20_000, 100_000),
    positionedAt: new Date(now.getTime() - (numberIn(report.ageSeconds, 0, 86_400) ?? 0) * 1000),
  };
}
