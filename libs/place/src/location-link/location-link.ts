import { createHash, randomBytes } from 'node:crypto';
import type { LocationLinkState, LocationTrouble, MessageChannel, MessageDelivery } from '#lib/contract';

/** An address, sent to a caller, under which their phone may tell where it is. */
export interface LocationLink {
  id: string;
  centerId: string;
  contactId: string | null;
  incidentId: string | null;
  /** Of the browser that shared first: from then on the link works there alone. */
  holderHash: string | null;
  channel: MessageChannel;
  delivery: MessageDelivery;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  sharingSince: Date | null;
  trouble: LocationTrouble | null;
  endedAt: Date | null;
  /** Who ended it before its time; null for the caller. */
  endedBy: string | null;
  version: number;
}

/** Where a link stands: always derived from its marks. */
export function locationLinkStateOf(link: LocationLink, now: Date): LocationLinkState {
  if (link.endedAt) return link.endedBy === null ? 'ended' : 'revoked';
  if (link.expiresAt <= now) return 'expired';
  if (link.sharingSince) return 'sharing';
  if (link.trouble) return 'troubled';
  return link.openedAt ? 'opened' : 'sent';
}

/** 192 random bits: nobody guesses one, and the address still fits into one text message. */
export const newLinkSecret = (): string => randomBytes(24).toString('base64url');
export const linkSecretPattern = /^[\w-]{32}$/;

/** A fast hash is right for what cannot be guessed; whoever reads the database cannot use what is stored. */
export const linkSecretHash = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
